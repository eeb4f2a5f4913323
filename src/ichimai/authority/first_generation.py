"""First-generation cards, types 1 and 2, as they were handed out before the new format.

Nobody makes them any more, and many are still carried: this makes the chip of a card
that the register knows as an earlier one. There is nothing to decide or to prepare.
Source: the specification of residence cards Ver 1.5; what is printed on the front is
that of ICA 19-4(1) and SPA 8(1), one entry a line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ichimai.authority.entries import age_on, name_line, work_restriction
from ichimai.authority.images import encode_portrait, render_front_image
from ichimai.authority.keys import RESIDENCE_FIRST_SIGNER, AuthorityKeys
from ichimai.card.layout.atr import TYPE_B_ATR
from ichimai.card.layout.first_generation import (
    FirstContents,
    encode_first_files,
    first_signed_message,
)
from ichimai.card.layout.image import CardImage
from ichimai.errors import Unavailable, msgid
from ichimai.model.cards import CardKind, CardTypeCode
from ichimai.model.filing import Card
from ichimai.model.people import Resident, Stay
from ichimai.texts.statuses import NAMES

_TYPE_CODES = {
    CardKind.RESIDENCE: CardTypeCode.RESIDENCE_GEN1,
    CardKind.SPECIAL_PERMANENT: CardTypeCode.SPECIAL_PERMANENT_GEN1,
}


_AGE_OF_PORTRAIT = 16
"""Cards of younger holders had no portrait. That they might have one from half a year
before the birthday on is left out."""


@dataclass(frozen=True, slots=True)
class EarlierHolder:
    """Whose card it is, and what it shows.

    Attributes:
        card: an ordinary one, delivered.
        stay: None on the certificate of a special permanent resident.
        photo: JPEG that keeps the photo rules.
    """

    resident: Resident
    card: Card
    stay: Stay | None
    photo: bytes = field(repr=False)


def first_generation_card(keys: AuthorityKeys, holder: EarlierHolder) -> CardImage:
    """The chip of that card, signed, but for a child's, which has no portrait either.

    Raises:
        Unavailable: code `no-first-keys`; the authority has no keys for it.
        Malformed: the photo breaks a rule, or a text does not fit its picture.
    """
    if keys.first is None:
        raise Unavailable(
            msgid("This authority has no keys for first-generation cards."),
            repair=msgid("Make another authority with `ichimai authority init`."),
            code="no-first-keys",
        )
    contents = _contents(holder)
    if contents.portrait is not None:
        message = first_signed_message(encode_first_files(contents))
        contents = contents.signed(
            keys.first.signer.sign_sha256(message),
            keys.certificates[RESIDENCE_FIRST_SIGNER],
        )
    return CardImage(
        type_code=contents.type_code,
        card_number=holder.card.number,
        first_files=encode_first_files(contents),
        atr=TYPE_B_ATR,
    )


def _contents(holder: EarlierHolder) -> FirstContents:
    resident, card = holder.resident, holder.card
    if card.delivered_on is None:
        raise ValueError("an earlier card has been delivered")
    grown = age_on(resident.birth_date, card.delivered_on) >= _AGE_OF_PORTRAIT
    return FirstContents(
        type_code=_TYPE_CODES[card.kind],
        front_image=render_front_image(tuple(_lines(holder))),
        portrait=encode_portrait(holder.photo) if grown else None,
        written_on=card.delivered_on,
        municipality_code=resident.municipality,
        address=resident.address,
    )


def _lines(holder: EarlierHolder) -> Iterator[str]:
    """What is printed on the front, an entry a line."""
    resident, card, stay = holder.resident, holder.card, holder.stay
    yield f"TEST CARD, No. {card.number}"
    yield f"NAME {name_line(resident)}"
    yield f"DATE OF BIRTH {resident.birth_date}  SEX {resident.sex.name}"
    yield f"NATIONALITY/REGION {resident.nationality}"
    yield f"ADDRESS {resident.address}"
    if stay is not None:
        work = work_restriction(stay.status).name.replace("_", " ")
        yield f"STATUS {NAMES[stay.status]}"
        yield f"WORK {work}"
        yield f"PERIOD OF STAY to {stay.stay_ends_on or 'NO END'}"
        yield f"PERMITTED ON {stay.permitted_on}"
    yield f"VALID UNTIL {card.expires_on}"
