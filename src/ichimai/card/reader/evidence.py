"""What was read of a card, byte for byte, and what can be asked of it.

The two generations of residence data answer the same questions from different files:
the first one has nothing but pictures and a few texts, the second one has entries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

from ichimai.card.layout.first_generation import FIRST_GENERATION_TYPES, FirstFile
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.card.reader.currency import CardDays, judge_currency
from ichimai.card.reader.first_answers import (
    judge_first_currency,
    judge_first_origin,
    judge_first_permission,
)
from ichimai.card.reader.first_reading import FirstReading, decode_first_reading
from ichimai.card.reader.moments import day_in_japan
from ichimai.card.reader.origin import judge_origin
from ichimai.card.reader.permission import judge_permission
from ichimai.card.reader.reading import Reading, decode_reading, read_or_lost
from ichimai.card.reader.residence_card import ResidenceCardSession
from ichimai.card.reader.trust import TrustStore
from ichimai.card.reader.verdict import Answer, Disclosure
from ichimai.model.cards import CardNumber


class Evidence(Protocol):
    """The files of one card."""

    def reading(self) -> Reading | FirstReading:
        """What they say, decoded and not verified.

        Raises:
            Malformed: a file is missing or cannot be read.
        """
        ...

    def origin(self, number: CardNumber, trust: TrustStore, at: datetime) -> Answer:
        """Whether an authority that *trust* knows recorded the signed part."""
        ...

    def data(
        self, number: CardNumber, trust: TrustStore, at: datetime, purpose: str | None
    ) -> tuple[Answer, Answer, Disclosure]:
        """Currency, permission and disclosure, once the origin is not refuted.

        Raises:
            Malformed: a file is missing or cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class SecondGeneration:
    """Files of types 05 to 08."""

    files: Mapping[ResidenceFile, bytes] = field(repr=False)

    def reading(self) -> Reading:
        """Entries, permissions, pictures."""
        return decode_reading(self.files)

    def origin(self, number: CardNumber, trust: TrustStore, at: datetime) -> Answer:
        """By the check code over entries, portrait and name image."""
        return judge_origin(self.files, number, trust, at)

    def data(
        self, number: CardNumber, trust: TrustStore, at: datetime, purpose: str | None
    ) -> tuple[Answer, Answer, Disclosure]:
        """By the days, the permissions and the list of void cards."""
        reading = self.reading()
        currency = judge_currency(card_days(reading), number, trust.void, at)
        return currency, *judge_permission(reading, purpose, day_in_japan(at))


@dataclass(frozen=True, slots=True)
class FirstGeneration:
    """Files of types 1 and 2."""

    files: Mapping[FirstFile, bytes] = field(repr=False)

    def reading(self) -> FirstReading:
        """Address, permissions as text, pictures."""
        return decode_first_reading(self.files)

    def origin(self, number: CardNumber, trust: TrustStore, at: datetime) -> Answer:
        """By the check code over the picture of the front and the portrait."""
        del number  # stands in the picture alone
        return judge_first_origin(self.files, trust, at)

    def data(
        self, number: CardNumber, trust: TrustStore, at: datetime, purpose: str | None
    ) -> tuple[Answer, Answer, Disclosure]:
        """By the list of void cards; days and status stand in a picture."""
        reading = self.reading()
        currency = judge_first_currency(reading, number, trust.void, at)
        return currency, *judge_first_permission(reading, purpose)


def evidence_of(session: ResidenceCardSession) -> Evidence:
    """All files that the card of an opened *session* holds; one may be lost."""
    kind = session.card_type()
    if kind in FIRST_GENERATION_TYPES:
        return FirstGeneration(
            {
                file: session.read(file.layout)
                for file in FirstFile
                if file.layout.objects_on(kind)
            }
        )
    read = {
        file: read_or_lost(file, partial(session.read, file.layout))
        for file in ResidenceFile
        if file.layout.objects_on(kind)
    }
    return SecondGeneration(
        {file: content for file, content in read.items() if content is not None}
    )


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
