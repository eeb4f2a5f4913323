"""Read a specified card and answer the four questions about it.

The order protects the holder: the data are read and their origin judged first, and a
card whose origin is refuted is asked nothing more. Above all it gets no PIN.

What could not be read at all is no verdict: it raises.
"""

from collections.abc import Mapping
from datetime import date, datetime

from ichimai.card.iso7816.transport import Transport
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.card.reader import holder, permission
from ichimai.card.reader.currency import CardDays, judge_currency
from ichimai.card.reader.holder import Presence, judge_holder
from ichimai.card.reader.moments import day_in_japan, moment_of
from ichimai.card.reader.origin import judge_origin
from ichimai.card.reader.permission import judge_permission
from ichimai.card.reader.reading import Reading, decode_reading
from ichimai.card.reader.residence import ResidenceSession
from ichimai.card.reader.trust import TrustStore
from ichimai.card.reader.verdict import Answer, Disclosure, Verdict, Word
from ichimai.errors import Unavailable, msgid
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
) -> Verdict:
    """The verdict about the card on *transport*.

    Args:
        transport: the card.
        trust: what the verdict is to rest on.
        as_of: the moment, or the day in Japan, about which it speaks.
        purpose: a key of `permission.PURPOSES`; None asks for no permission.
        card_number: the twelve characters printed on the card.
        pin: the holder's user-authentication PIN; None does not ask for the holder.
        randomness: for the session key and the challenge.

    Raises:
        NotFound: code `no-application`; no specified card.
        Refused: code `card-number-wrong`, or `card-refused` with the status word.
        Malformed: the number, or what the card sent, cannot be read.
        Unavailable: code `no-delivery-key`, or the card has gone.
    """
    at = moment_of(as_of)
    number = CardNumber(card_number)
    files = read_card(transport, trust, number, randomness)
    origin = judge_origin(files, number, trust, at)
    if origin.status is Word.REFUTED:
        return _refuted(origin, trust)
    currency, allowed, disclosure = judge_data(files, number, trust, at, purpose)
    return Verdict(
        origin=origin,
        currency=currency,
        holder=judge_holder(transport, trust, Presence(pin, at, randomness)),
        permission=allowed,
        disclosure=disclosure,
        test_roots=trust.test_roots,
    )


def read_card(
    transport: Transport,
    trust: TrustStore,
    number: CardNumber,
    randomness: Randomness,
) -> Mapping[ResidenceFile, bytes]:
    """All residence files of the card, byte for byte. Raises as `verify` does."""
    session = ResidenceSession(transport)
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
    return session.read_files()


def judge_data(
    files: Mapping[ResidenceFile, bytes],
    number: CardNumber,
    trust: TrustStore,
    at: datetime,
    purpose: str | None,
) -> tuple[Answer, Answer, Disclosure]:
    """Currency, permission and disclosure, from files whose origin is not refuted.

    Raises:
        Malformed: a file is missing or cannot be read.
    """
    reading = decode_reading(files)
    currency = judge_currency(card_days(reading), number, trust.void, at)
    return currency, *judge_permission(reading, purpose, day_in_japan(at))


def card_days(reading: Reading) -> CardDays:
    """What these data say about the card's time."""
    entries = reading.entries
    return CardDays(
        valid_until=entries.valid_until,
        permitted_on=entries.permitted_on,
        stay_ends_on=entries.stay_ends_on,
        period_of_stay=entries.period_of_stay,
        pending=reading.pending,
    )


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
