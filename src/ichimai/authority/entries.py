"""What is printed on a card and written to its chip, from the register and the law.

Sources: ICA 19-4(1) and ICA-MO 19-6 (RC-110); the fields of chip facts 8.2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from ichimai.authority.images import (
    encode_portrait,
    render_address_image,
    render_name_image,
)
from ichimai.authority.surface_pictures import grey_portrait
from ichimai.card.layout.residence import ResidenceContents, WorkRestriction
from ichimai.errors import Refused, msgid
from ichimai.model.cards import CardKind, CardNumber, CardTypeCode
from ichimai.model.decision import GrantedStay
from ichimai.model.filing import Application, ApplicationState
from ichimai.model.people import Resident, Stay
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status
from ichimai.randomness import Randomness

PERMISSIONS = frozenset(
    {
        Procedure.LANDING,
        Procedure.EXTENSION,
        Procedure.CHANGE_OF_STATUS,
        Procedure.PERMANENT_RESIDENCE,
        Procedure.ACQUISITION,
    }
)
"""The procedures that grant a stay; the others leave the stay as it is."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_MONTHS_OF_YEAR = 12

_NO_WORK = frozenset(
    {
        Status.CULTURAL,
        Status.TEMPORARY_VISITOR,
        Status.STUDENT,
        Status.TRAINEE,
        Status.DEPENDENT,
    }
)
"""ICA Appended Table 1 (3) and (4)."""

_ANY_WORK = frozenset(
    {
        Status.PERMANENT_RESIDENT,
        Status.SPOUSE_JAPANESE,
        Status.SPOUSE_PR,
        Status.LONG_TERM_RESIDENT,
    }
)
"""ICA Appended Table 2."""

_TYPE_CODES = {
    CardKind.RESIDENCE: CardTypeCode.RESIDENCE_GEN2,
    CardKind.SPECIAL_PERMANENT: CardTypeCode.SPECIAL_PERMANENT_GEN2,
    CardKind.SPECIFIED_RESIDENCE: CardTypeCode.SPECIFIED_RESIDENCE,
    CardKind.SPECIFIED_SPECIAL_PERMANENT: CardTypeCode.SPECIFIED_SPECIAL_PERMANENT,
}


_RESIDENCE_CARDS = frozenset({CardKind.RESIDENCE, CardKind.SPECIFIED_RESIDENCE})
"""The cards that show a stay; certificates of special permanent residents do not."""


@dataclass(frozen=True, slots=True)
class CardPlan:
    """What a card is to be, once the law has been asked.

    Attributes:
        permission, permitted_on: the permission that it shows, and from when it counts.
        delivery_on: the day for which it is made.
        expires_on: last day of the residence side.
        my_number_ends_on: last day of the My Number side; None on ordinary cards.
    """

    application: Application
    resident: Resident
    kind: CardKind
    stay: GrantedStay | None
    permission: Procedure | None
    permitted_on: date | None
    delivery_on: date
    expires_on: date
    my_number_ends_on: date | None

    @property
    def number_side_ends_on(self) -> date:
        """The last day of the My Number side of a card that has one."""
        if self.my_number_ends_on is None:
            raise ValueError("an ordinary card has no My Number side")
        return self.my_number_ends_on


@dataclass(frozen=True, slots=True)
class Portraits:
    """One photo, coded for the applications of a chip; repr shows no byte of it.

    Attributes:
        colour: for the residence data, as `images.encode_portrait` makes it.
        grey: for the surface application, as `surface_pictures.grey_portrait` does.
    """

    colour: bytes = field(repr=False)
    grey: bytes = field(repr=False)

    @classmethod
    def of_photo(cls, jpeg: bytes) -> Self:
        """Both codings of a filed photo. It takes longer than the rest of a card.

        Raises:
            Malformed: code `photo`; the photo breaks a rule.
        """
        return cls(encode_portrait(jpeg), grey_portrait(jpeg))


def portraits_of(plan: CardPlan) -> Portraits | None:
    """The portraits of the card; None under one year, where it shows none.

    Raises:
        Refused: code `no-photo`.
        Malformed: code `photo`; the photo breaks a rule.
    """
    if age_on(plan.resident.birth_date, plan.delivery_on) < 1:
        return None
    if plan.application.photo is None:
        raise Refused(
            msgid("The card shows a portrait, and no photo was filed."),
            repair=msgid("File a photo that keeps the rules of `ichimai photo check`."),
            code="no-photo",
        )
    return Portraits.of_photo(plan.application.photo)


def residence_contents(
    plan: CardPlan, number: CardNumber, portraits: Portraits | None
) -> ResidenceContents:
    """The residence data of the chip, not yet signed.

    Raises:
        Refused: code `no-stay`.
        Malformed: a text does not fit its picture.
    """
    resident, residence = plan.resident, plan.kind in _RESIDENCE_CARDS
    if residence and plan.stay is None:
        raise Refused(
            msgid("No stay is granted or registered that the card could show."),
            repair=msgid("Register the stay, or decide again and name it."),
            code="no-stay",
        )
    stay = plan.stay
    return ResidenceContents(
        card_number=number,
        type_code=_TYPE_CODES[plan.kind],
        valid_until=plan.expires_on,
        birth_date=resident.birth_date,
        sex=resident.sex,
        nationality=resident.nationality,
        status=stay.status if stay else Status.SPECIAL_PERMANENT_RESIDENT,
        period_of_stay=period_of_stay(stay.stay_months if stay else None),
        permission_kind=plan.permission if residence else None,
        permitted_on=plan.permitted_on if residence else None,
        work_restriction=work_restriction(stay.status) if stay and residence else None,
        stay_ends_on=stay.stay_ends_on if stay else None,
        name_image=render_name_image(name_line(resident)),
        portrait=None if portraits is None else portraits.colour,
        address_image=render_address_image(resident.address),
    )


def plan_stay(
    granted: GrantedStay | None, present: Stay | None
) -> tuple[GrantedStay | None, date | None]:
    """The stay to be shown, and the day it was permitted where that is past.

    A stay that is only now granted counts from the delivery (RC-090).
    """
    if granted is not None:
        return granted, None
    if present is None:
        return None, None
    shown = GrantedStay(present.status, present.stay_months, present.stay_ends_on)
    return shown, present.permitted_on


def new_card_number(randomness: Randomness) -> CardNumber:
    """A number drawn by lot; no rule behind the real ones is public (RC-009)."""
    lot = randomness(8)
    letters = [_LETTERS[each % len(_LETTERS)] for each in lot[:4]]
    digits = f"{int.from_bytes(lot[4:]) % 10**8:08}"
    return CardNumber(f"{letters[0]}{letters[1]}{digits}{letters[2]}{letters[3]}")


def new_security_code(randomness: Randomness) -> str:
    """The four digits printed on the My Number side."""
    return f"{int.from_bytes(randomness(4)) % 10_000:04}"


def name_line(resident: Resident) -> str:
    """The name as it is printed: Roman letters, then the characters beside them."""
    if resident.name_kanji is None:
        return resident.name
    return f"{resident.name} {resident.name_kanji}"


def period_of_stay(months: int | None) -> str:
    """Object `CE`: `YYMM`, and `0000` for an unlimited period."""
    years, rest = divmod(months or 0, _MONTHS_OF_YEAR)
    return f"{years:02}{rest:02}"


def work_restriction(status: Status) -> WorkRestriction:
    """Object `CC`: what the status lets its holder work (就労制限の有無, ICA 19(1)).

    Designated activities are as the paper of designation says, and so is work under
    the statuses that name an employer (ICA-MO 7(2), 20(8)).
    """
    if status in _ANY_WORK:
        return WorkRestriction.NONE
    if status in _NO_WORK:
        return WorkRestriction.NOT_PERMITTED
    if status is Status.DESIGNATED_ACTIVITIES:
        return WorkRestriction.AS_DESIGNATED
    return WorkRestriction.WITHIN_STATUS


def age_on(birth_date: date, day: date) -> int:
    """Full years on *day* by the calendar, as people count at a counter."""
    before = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before


def permission_on_card(
    application: Application, earlier: Iterable[Application], status: Status | None
) -> Procedure | None:
    """The permission that the card shows: this one, or the last that was delivered.

    None where the stay is older than the register, which then does not know it.
    """
    if application.procedure in PERMISSIONS:
        return application.procedure
    delivered = [
        each.procedure
        for each in earlier
        if each.state is ApplicationState.DELIVERED and each.procedure in PERMISSIONS
    ]
    if delivered:
        return delivered[-1]
    if status is Status.PERMANENT_RESIDENT:
        return Procedure.PERMANENT_RESIDENCE
    return None
