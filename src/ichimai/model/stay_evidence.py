"""What a special-period evidence sheet states, as it is signed and read back.

Days and one procedure: no name, no card number, no address. Whoever checks lays it
beside the card, whose printed day it names. It is a TEST and says so inside.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self

from ichimai.errors import Malformed, msgid
from ichimai.model.days import parse_day
from ichimai.model.procedure import Procedure

EVIDENCE_KIND = "ichimai-special-period+json"
"""The type under which it is signed (`crypto.statements`)."""

NOTE = "TEST. Not a document of the authorities."
"""What every statement says of itself; one without it is none."""

NO_SIDE: Literal["none"] = "none"
NOT_KNOWN: Literal["unknown"] = "unknown"
Side = date | Literal["none", "unknown"]


@dataclass(frozen=True, slots=True)
class StayEvidence:
    """That a stay goes on by law after its printed last day (ICA 20(6), 21(4)).

    Attributes:
        procedure: the extension or change that waits for its decision.
        filed_on: when it was filed.
        printed_on: last day of the stay, as the card has it.
        until: last day of the special period, unless the decision comes first.
        side_until: last day of the My Number side; `none` where there is none.
        seen_on: the day on which this was worked out.
        cites: provisions, canonical.
    """

    procedure: Procedure
    filed_on: date
    printed_on: date
    until: date
    side_until: Side
    seen_on: date
    cites: tuple[str, ...]

    def to_json(self) -> bytes:
        """The statement as the bytes that are signed."""
        return json.dumps(self.fields(), separators=(",", ":")).encode()

    def fields(self) -> dict[str, Any]:
        """The statement as JSON values."""
        side = self.side_until
        return {
            "note": NOTE,
            "procedure": self.procedure.value,
            "filed_on": self.filed_on.isoformat(),
            "printed_on": self.printed_on.isoformat(),
            "until": self.until.isoformat(),
            "side_until": side.isoformat() if isinstance(side, date) else side,
            "seen_on": self.seen_on.isoformat(),
            "cites": list(self.cites),
        }

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The statement that `to_json` wrote.

        Raises:
            Malformed: code `evidence`.
        """
        try:
            read = _noted(json.loads(content))
            side = read["side_until"]
            return cls(
                procedure=Procedure(read["procedure"]),
                filed_on=parse_day(read["filed_on"], "filed_on"),
                printed_on=parse_day(read["printed_on"], "printed_on"),
                until=parse_day(read["until"], "until"),
                side_until=side
                if side in {NO_SIDE, NOT_KNOWN}
                else parse_day(side, "side_until"),
                seen_on=parse_day(read["seen_on"], "seen_on"),
                cites=tuple(str(each) for each in read["cites"]),
            )
        except (KeyError, TypeError, ValueError, Malformed) as error:
            raise Malformed(
                msgid("This is no statement on a special period."),
                repair=msgid("Scan the code of the sheet again."),
                code="evidence",
            ) from error


def _noted(read: Any) -> Any:  # noqa: ANN401 - JSON values, before they are looked at
    """What was read, once it says that it is a TEST.

    Raises:
        ValueError: it does not.
    """
    if read["note"] != NOTE:
        raise ValueError(NOTE)
    return read
