"""Read a card of any type and answer the four questions about it.

The order protects the holder: the data are read and their origin judged first, and a
card whose origin is refuted is asked nothing more. Above all it gets no PIN.

What could not be read at all is no verdict: it raises.
"""

from datetime import date, datetime

from ichimai.card.iso7816.transport import Transport
from ichimai.card.layout.aids import Aid
from ichimai.card.reader import holder, permission
from ichimai.card.reader.basic_items import (
    NOT_ASKED,
    Asked,
    CardPerson,
    Opening,
    read_items,
    with_items,
)
from ichimai.card.reader.evidence import Evidence, SecondGeneration, evidence_of
from ichimai.card.reader.holder import Presence, judge_holder
from ichimai.card.reader.moments import moment_of
from ichimai.card.reader.reading import Reading
from ichimai.card.reader.refused import no_residence_data
from ichimai.card.reader.residence import ResidenceSession
from ichimai.card.reader.residence_card import ResidenceCardSession
from ichimai.card.reader.selection import select_application
from ichimai.card.reader.trust import TrustStore
from ichimai.card.reader.verdict import Answer, Disclosure, Verdict, Word
from ichimai.errors import NotFound, Unavailable, msgid
from ichimai.model.cards import CardNumber
from ichimai.randomness import Randomness


def verify(  # noqa: PLR0913 - the questions' own circumstances, each by its name
    transport: Transport,
    trust: TrustStore,
    *,
    as_of: date | datetime,
    purpose: str | None,
    card_number: str,
    pin: str | None,
    randomness: Randomness,
    opening: Opening | None = None,
) -> Verdict:
    """The verdict about the card on *transport*.

    Args:
        transport: the card.
        trust: what the verdict is to rest on.
        as_of: the moment, or the day in Japan, about which it speaks.
        purpose: a key of `permission.PURPOSES`; None asks for no permission.
        card_number: the twelve characters printed on the card.
        pin: the holder's user-authentication PIN; None does not ask for the holder.
        randomness: for the session key and the challenges.
        opening: with what name and address as text are read, where *purpose* may see
            them; None does not ask for them.

    Raises:
        NotFound: code `no-residence-data` a My Number Card alone; `no-application` no
            card of the residence system either.
        Refused: code `card-number-wrong`, or `card-refused` with the status word.
        Malformed: the number, or what the card sent, cannot be read.
        Unavailable: code `no-delivery-key`, or the card has gone.
    """
    at = moment_of(as_of)
    number = CardNumber(card_number)
    evidence = read_card(transport, trust, number, randomness)
    origin = evidence.origin(number, trust, at)
    if origin.status is Word.REFUTED:
        return _refuted(origin, trust)
    currency, allowed, disclosure = evidence.data(number, trust, at, purpose)
    held = judge_holder(transport, trust, Presence(pin, at, randomness))
    items, texts = NOT_ASKED, dict[str, str]()
    if opening is not None and held.status is not Word.REFUTED:
        asked = Asked(trust.text_issuer, purpose, opening, _person(evidence))
        items, texts = read_items(transport, asked, randomness)
    return Verdict(
        origin=origin,
        currency=currency,
        holder=held,
        permission=allowed,
        disclosure=with_items(disclosure, texts),
        test_roots=trust.test_roots,
        items=items,
    )


def _person(evidence: Evidence) -> CardPerson | None:
    """Whose card it is; None where that stands in a picture alone."""
    reading = evidence.reading()
    if not isinstance(reading, Reading):
        return None
    return CardPerson(reading.entries.birth_date, reading.entries.valid_until)


def read_card(
    transport: Transport,
    trust: TrustStore,
    number: CardNumber,
    randomness: Randomness,
) -> Evidence:
    """All residence files of the card, byte for byte. Raises as `verify` does."""
    try:
        session = ResidenceSession(transport)
    except NotFound:
        if select_application(transport, Aid.JPKI):
            raise no_residence_data() from None
        return _read_own_chip(transport, number, randomness)
    if trust.delivery_key is None:
        raise Unavailable(
            msgid(
                "The delivery key, under which cards take a session key, is missing."
            ),
            repair=msgid(
                "Put the authority's delivery public key in the trust folder."
            ),
            code="no-delivery-key",
        )
    session.open(number, trust.delivery_key, randomness)
    return SecondGeneration(session.read_files())


def _read_own_chip(
    transport: Transport, number: CardNumber, randomness: Randomness
) -> Evidence:
    """The files of a card that carries its residence data at the root."""
    session = ResidenceCardSession(transport)
    session.open(number, randomness)
    return evidence_of(session)


def _refuted(origin: Answer, trust: TrustStore) -> Verdict:
    """The verdict on data that nobody vouches for: nothing else was asked."""
    return Verdict(
        origin=origin,
        currency=Answer(Word.NOT_CHECKED, ("origin-refuted",)),
        holder=holder.not_asked("origin-refuted", wanted=True),
        permission=permission.not_asked("origin-refuted", wanted=True),
        disclosure=Disclosure(),
        test_roots=trust.test_roots,
    )
