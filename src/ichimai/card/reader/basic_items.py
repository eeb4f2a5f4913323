"""Name, address, birth and sex as text, and for some purposes the My Number.

| Purpose                          | Items of the text application                  |
|----------------------------------|------------------------------------------------|
| `identity`                       | name, address, birth                           |
| `employment`                     | name, birth, sex                               |
| `residence`                      | name, address                                  |
| `insurance`, any other           | none; the application is not even selected     |
| `number-use`, `number-related`   | all four, and the My Number (MNA 15, 20)       |

The holder opens the application with its PIN, or the asker with the security code on
the card's face; the number opens to the PIN alone. Nothing is disclosed that the
authority did not sign, that is on another chip than it was signed for, or whose birth
date is not that of the residence data. The four answers of a verdict stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ichimai.card.iso7816.transport import Transport
from ichimai.card.layout.text import NUMBER_B, TEXT_PIN, Attributes
from ichimai.card.layout.verification_numbers import verification_number_b
from ichimai.card.reader.number_purpose import NUMBER_PURPOSES
from ichimai.card.reader.refused import (
    PIN_FORM,
    PIN_LAST_TRY,
    PIN_LOCKED,
    PIN_WRONG,
)
from ichimai.card.reader.text import TextSession
from ichimai.card.reader.verdict import Answer, Disclosure, Json, Word
from ichimai.crypto.keys import RsaPublicKey
from ichimai.crypto.refuted import SignatureRefuted
from ichimai.errors import Malformed, NotFound, Refused
from ichimai.randomness import Randomness

MY_NUMBER: Final = "my-number"
_ALL: Final = ("name", "address", "birth-date", "sex")
ITEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "identity": ("name", "address", "birth-date"),
    "employment": ("name", "birth-date", "sex"),
    "residence": ("name", "address"),
    "insurance": (),
    **dict.fromkeys(sorted(NUMBER_PURPOSES), (*_ALL, MY_NUMBER)),
}
"""What each purpose may see of the text application."""

NOT_ASKED: Final = Answer(Word.NOT_CHECKED, (), (), {}, wanted=False)
_PIN_CODES: Final = frozenset({PIN_WRONG, PIN_LOCKED, PIN_LAST_TRY, PIN_FORM})
_SEXES: Final = {"1": "male", "2": "female", "9": "unspecified", "0": "unknown"}


@dataclass(frozen=True, slots=True)
class Opening:
    """With what the text application is opened: its PIN, or the code on the face.

    Attributes:
        pin: as the holder types it.
        security_code: four digits; with the days of the residence data it makes number
            B, which opens the items and not the My Number.
    """

    pin: str | None = field(default=None, repr=False)
    security_code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CardPerson:
    """What the residence data say, to open the application and to compare with."""

    birth_date: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be read, and what it is held against.

    Attributes:
        issuer: who certifies signers of text records; None is not checked.
        purpose: a key of `ITEMS`; for any other the card is not asked.
        person: of the residence data; None on a card that has them as pictures.
    """

    issuer: RsaPublicKey | None
    purpose: str | None
    opening: Opening
    person: CardPerson | None


def read_items(
    transport: Transport, asked: Asked, randomness: Randomness
) -> tuple[Answer, dict[str, str]]:
    """The items that the purpose may see, and how that came about.

    Raises:
        Malformed: the card's files have another form.
        Refused: code `card-refused`; the card breaks the protocol.
        Unavailable: the card or the reader has gone.
    """
    wanted, person = ITEMS.get(asked.purpose or "", ()), asked.person
    if not wanted or person is None:
        return NOT_ASKED, {}
    if asked.issuer is None:
        return Answer(Word.NOT_CHECKED, ("no-anchor-known",)), {}
    try:
        session = TextSession(transport)
    except NotFound:
        return Answer(Word.NOT_CONFIRMED, ("no-text",)), {}
    refused = _open(session, asked.opening, person)
    if refused is not None:
        return refused, {}
    return _checked(session, asked.issuer, asked, randomness)


def _checked(
    session: TextSession, issuer: RsaPublicKey, asked: Asked, randomness: Randomness
) -> tuple[Answer, dict[str, str]]:
    """The items of an opened application, once everything about them holds."""
    number_for = None
    if asked.opening.pin is not None and asked.purpose in NUMBER_PURPOSES:
        number_for = asked.purpose
    try:
        _verify(session, issuer, number_for, randomness)
    except SignatureRefuted:
        return Answer(Word.REFUTED, ("items-signature",)), {}
    attributes = session.attributes()
    if asked.person is None or attributes.birth_date != asked.person.birth_date:
        return Answer(Word.REFUTED, ("items-of-another",)), {}
    texts = _texts(attributes)
    if number_for is not None:
        texts[MY_NUMBER] = str(session.number(number_for))
    wanted = ITEMS[asked.purpose or ""]
    shown = {name: texts[name] for name in wanted if name in texts}
    return Answer(Word.CONFIRMED, ("items-signed",)), shown


def with_items(disclosure: Disclosure, items: Mapping[str, str]) -> Disclosure:
    """*disclosure* with the items in front; they are withheld no longer."""
    return Disclosure(
        texts={**items, **disclosure.texts},
        pictures=disclosure.pictures,
        withheld=tuple(name for name in disclosure.withheld if name not in items),
    )


def _open(session: TextSession, opening: Opening, person: CardPerson) -> Answer | None:
    """Verify what opens the application; the answer instead, where it does not."""
    rule, value = TEXT_PIN, opening.pin or ""
    try:
        if opening.pin is None:
            rule = NUMBER_B
            value = verification_number_b(
                person.birth_date, person.valid_until, opening.security_code or ""
            )
        session.verify_pin(rule, value)
    except (Malformed, Refused) as refused:
        if refused.code == "security-code":
            return Answer(Word.NOT_CONFIRMED, (PIN_FORM,))
        if refused.code not in _PIN_CODES:
            raise
        details: dict[str, Json] = {"tries_left": session.tries_left(rule)}
        return Answer(Word.NOT_CONFIRMED, (refused.code,), (), details)
    return None


def _verify(
    session: TextSession,
    issuer: RsaPublicKey,
    number_for: str | None,
    randomness: Randomness,
) -> None:
    """The record is the authority's, and the chip the one it was made for."""
    if number_for is None:
        session.verify_attributes(issuer)
    else:
        session.verify_record(issuer, number_for)
    session.verify_presence(issuer, randomness)


def _texts(attributes: Attributes) -> dict[str, str]:
    return {
        "name": attributes.name,
        "address": attributes.address,
        "birth-date": attributes.birth_date.isoformat(),
        "sex": _SEXES[attributes.sex],
    }
