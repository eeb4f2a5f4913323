"""Ordinary cards, types 05 and 06: made without the My Number side, by the same way."""

import pytest

from authority.desk import DELIVERY_ON, GRANTED, OLD_NUMBER, Desk
from ichimai.authority.decide import Judgement, decide
from ichimai.authority.deliver import confirm, deliver
from ichimai.authority.issue import collect, issue
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.prepare import prepare, terms_of
from ichimai.card.layout.atr import TYPE_B_ATR
from ichimai.card.layout.image import CardImage, Credential, Pins
from ichimai.card.layout.residence import decode_files, signed_message
from ichimai.clock import morning_in_japan
from ichimai.crypto.certificates import inspect
from ichimai.crypto.keys import EcPublicKey
from ichimai.errors import Refused
from ichimai.model.cards import CardKind, CardTypeCode
from ichimai.model.filing import CardState
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status


def made(desk: Desk) -> tuple[str, CardImage]:
    """The ordinary card of an extension, issued and not yet delivered."""
    application = desk.lodged(specified=False, certificates=(), pins=None)
    decide(desk.office, application.id, Judgement(granted=GRANTED))
    token = prepare(desk.office, application.id, DELIVERY_ON)
    return application.id, issue(desk.office, token)


def test_residence_card(authority_keys: AuthorityKeys) -> None:
    """It has residence data and a Type B answer to reset: no number, no PIN, no key."""
    _, image = made(Desk.opened(authority_keys))

    assert CardTypeCode.RESIDENCE_GEN2 is image.type_code
    assert TYPE_B_ATR == image.atr
    assert image.my_number is image.text is image.delivery_key is None
    assert Pins() == image.pins
    assert Credential() == image.signature == image.user_authentication


def test_signature(authority_keys: AuthorityKeys) -> None:
    """The residence signer signs its entries and pictures, like a specified card's."""
    _, image = made(Desk.opened(authority_keys))

    contents = decode_files(image.residence_files)

    key = inspect(contents.certificate).public_key
    assert isinstance(key, EcPublicKey)
    key.verify_sha256_raw(signed_message(contents), contents.signature)


def test_delivered_without_confirmation(authority_keys: AuthorityKeys) -> None:
    """It is delivered unconfirmed: the old card is void, the stay takes effect."""
    desk = Desk.opened(authority_keys)
    application_id, image = made(desk)
    desk.clock.move_to(morning_in_japan(DELIVERY_ON))

    card = deliver(desk.office, application_id, DELIVERY_ON)

    registry = desk.office.registry
    old = registry.find_card_by_number(OLD_NUMBER)
    stay = registry.find_stay_of(desk.resident.id)
    assert (CardKind.RESIDENCE, CardState.ACTIVE) == (card.kind, card.state)
    assert card.my_number_ends_on is None
    assert card.number == image.card_number
    assert old is not None
    assert CardState.VOID is old.state
    assert stay is not None
    assert GRANTED.stay_ends_on == stay.stay_ends_on


def test_not_confirmed(authority_keys: AuthorityKeys) -> None:
    """The municipality has nothing to confirm."""
    desk = Desk.opened(authority_keys)
    application_id, _ = made(desk)

    with pytest.raises(Refused) as caught:
        confirm(desk.office, application_id, desk.resident.municipality)

    assert "not-specified" == caught.value.code


def test_too_early(authority_keys: AuthorityKeys) -> None:
    """It is not handed over before the day for which it was made."""
    desk = Desk.opened(authority_keys)
    application_id, _ = made(desk)

    with pytest.raises(Refused) as caught:
        deliver(desk.office, application_id, desk.clock.today())

    assert "too-early" == caught.value.code


def test_pins_filed_by_mistake(authority_keys: AuthorityKeys) -> None:
    """PINs that came with the application go nowhere."""
    desk = Desk.opened(authority_keys)
    application = desk.lodged(specified=False, certificates=())
    decide(desk.office, application.id, Judgement(granted=GRANTED))

    image = issue(desk.office, prepare(desk.office, application.id, DELIVERY_ON))

    assert Pins() == image.pins


def test_terms(authority_keys: AuthorityKeys) -> None:
    """What was written down has no last day of a My Number side, and no certificate."""
    desk = Desk.opened(authority_keys)
    application_id, image = made(desk)

    preparation = desk.office.registry.get_preparation(application_id)

    assert terms_of(preparation).my_number_ends_on is None
    assert {"residence-data", "terms"} == set(preparation.to_be_signed)
    assert image == collect(desk.office, application_id)


def test_special_permanent_resident(authority_keys: AuthorityKeys) -> None:
    """A special permanent resident who does not ask for the one card gets type 06."""
    desk = Desk.opened(authority_keys, special_permanent=True)
    desk.holds_certificate()
    application = desk.lodged(
        Procedure.VALIDITY_RENEWAL,
        counter=Counter.MUNICIPALITY,
        status=Status.SPECIAL_PERMANENT_RESIDENT,
        specified=False,
        certificates=(),
        pins=None,
    )
    decide(desk.office, application.id, Judgement())

    image = issue(desk.office, prepare(desk.office, application.id, DELIVERY_ON))

    card = desk.office.registry.find_card_for(application.id)
    assert CardTypeCode.SPECIAL_PERMANENT_GEN2 is image.type_code
    assert decode_files(image.residence_files).work_restriction is None
    assert card is not None
    assert CardKind.SPECIAL_PERMANENT is card.kind
