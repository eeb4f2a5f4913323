"""Permanent residents and special permanent residents have rules of their own."""

from datetime import date

import pytest

from authority.desk import DELIVERY_ON, MUNICIPALITY, Desk
from ichimai.authority.decide import Judgement, decide
from ichimai.authority.deliver import confirm, deliver
from ichimai.authority.issue import issue
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.prepare import prepare
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.residence import WorkRestriction, decode_files
from ichimai.clock import morning_in_japan
from ichimai.errors import Refused
from ichimai.model.cards import CardKind, CardTypeCode
from ichimai.model.decision import GrantedStay
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status

FOREVER = GrantedStay(Status.PERMANENT_RESIDENT, None, None)


def permanent(desk: Desk) -> tuple[str, CardImage]:
    """A card made with a permission of permanent residence."""
    application = desk.lodged(
        Procedure.PERMANENT_RESIDENCE, status=Status.PERMANENT_RESIDENT
    )
    decide(desk.office, application.id, Judgement(granted=FOREVER))
    image = issue(desk.office, prepare(desk.office, application.id, DELIVERY_ON))
    confirm(desk.office, application.id, MUNICIPALITY)
    return application.id, image


def test_permanent_resident(authority_keys: AuthorityKeys) -> None:
    """The card of a permanent resident ends on the tenth birthday and shows no end."""
    desk = Desk.opened(authority_keys)

    _, image = permanent(desk)

    contents = decode_files(image.residence_files)
    assert date(2036, 3, 3) == contents.valid_until
    assert ("0000", None) == (contents.period_of_stay, contents.stay_ends_on)
    assert WorkRestriction.NONE is contents.work_restriction
    assert Procedure.PERMANENT_RESIDENCE is contents.permission_kind


def test_birthday_between_making_and_delivery(authority_keys: AuthorityKeys) -> None:
    """A birthday on the way changes the last day: the card made before is refused."""
    desk = Desk.opened(authority_keys, birth_date=date(1995, 9, 20))
    application_id, image = permanent(desk)
    late = date(2026, 9, 25)
    desk.clock.move_to(morning_in_japan(late))

    with pytest.raises(Refused) as caught:
        deliver(desk.office, application_id, late)

    assert "other-expiry" == caught.value.code
    assert date(2036, 9, 20) > decode_files(image.residence_files).valid_until


def test_special_permanent_resident(authority_keys: AuthorityKeys) -> None:
    """A special permanent resident gets type 08, without stay and permission."""
    desk = Desk.opened(authority_keys, special_permanent=True)
    desk.holds_certificate()
    application = desk.lodged(
        Procedure.VALIDITY_RENEWAL,
        counter=Counter.MUNICIPALITY,
        status=Status.SPECIAL_PERMANENT_RESIDENT,
    )
    decide(desk.office, application.id, Judgement())

    image = issue(desk.office, prepare(desk.office, application.id, DELIVERY_ON))

    contents = decode_files(image.residence_files)
    assert CardTypeCode.SPECIFIED_SPECIAL_PERMANENT is image.type_code
    assert contents.permission_kind is contents.permitted_on is None
    assert contents.stay_ends_on is contents.work_restriction is None
    card = desk.office.registry.find_card_for(application.id)
    assert card is not None
    assert CardKind.SPECIFIED_SPECIAL_PERMANENT is card.kind
