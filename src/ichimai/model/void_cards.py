"""The list of void cards, as the authority publishes it and readers consult it.

The list names no card number: each entry is a hash under the list's own salt, so that
whoever holds a card can look it up, and two lists cannot be laid side by side. (Numbers
are few enough to be tried one by one; the hash keeps them from plain sight, no more.)
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Self

from ichimai.errors import Malformed, msgid
from ichimai.model.cards import CardNumber

STATEMENT_KIND = "ichimai-void-cards+json"
"""The type under which the list is signed (`crypto.statements`)."""


@dataclass(frozen=True, slots=True)
class VoidCards:
    """A list of void cards at a moment.

    Attributes:
        number: grows with every list.
        issued_at, next_at: when it was made, and when the next is due at the latest.
        salt: sixteen bytes.
        void_on: the day from which each card is void, by the hash of its number.
    """

    number: int
    issued_at: datetime
    next_at: datetime
    salt: bytes
    void_on: Mapping[str, date]

    @classmethod
    def of(
        cls,
        cards: Iterable[tuple[CardNumber, date]],
        number: int,
        salt: bytes,
        times: tuple[datetime, datetime],
    ) -> Self:
        """The list of these *cards*; *times* are those of this list and of the next."""
        entries = {_hashed(salt, card): day for card, day in cards}
        return cls(number, *times, salt, dict(sorted(entries.items())))

    def find(self, card: CardNumber) -> date | None:
        """The day from which *card* is void, or None where it is not on the list."""
        return self.void_on.get(_hashed(self.salt, card))

    def to_json(self) -> bytes:
        """The list as the bytes that are signed."""
        content = {
            "number": self.number,
            "issued_at": _written(self.issued_at),
            "next_at": _written(self.next_at),
            "salt": self.salt.hex(),
            "cards": [
                {"card": card, "void_on": day.isoformat()}
                for card, day in self.void_on.items()
            ],
        }
        return json.dumps(content, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The list that `to_json` wrote.

        Raises:
            Malformed: code `void-cards`.
        """
        try:
            read = json.loads(content)
            return cls(
                number=int(read["number"]),
                issued_at=datetime.fromisoformat(read["issued_at"]),
                next_at=datetime.fromisoformat(read["next_at"]),
                salt=bytes.fromhex(read["salt"]),
                void_on={
                    str(entry["card"]): date.fromisoformat(entry["void_on"])
                    for entry in read["cards"]
                },
            )
        except (ValueError, KeyError, TypeError):
            raise Malformed(
                msgid("The list of void cards cannot be read."),
                repair=msgid("Fetch the list again from the authority."),
                code="void-cards",
            ) from None


def _hashed(salt: bytes, card: CardNumber) -> str:
    return sha256(salt + card.value.encode()).hexdigest()


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()
