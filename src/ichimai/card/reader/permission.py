"""Permission: does the card allow what the asker is about to do; by purpose.

| Purpose      | Judges                            | Discloses                         |
|--------------|-----------------------------------|-----------------------------------|
| `identity`   | nothing                           | name and portrait, to compare     |
| `employment` | the holder's work, and how far    | the same, status, days, work      |
|              |                                   | restriction, permissions          |
| `residence`  | nothing                           | the same, status, period, days    |
| `insurance`  | nothing: eligibility is elsewhere | nothing                           |
| `number-use` | nothing (個人番号利用事務)        | name and portrait, to compare     |
| `number-`    | nothing (個人番号関係事務)        | the same                          |
| `related`    |                                   |                                   |

Any other purpose is `unsupported`. Nothing here discloses the My Number; `basic_items`
does, for the last two and with the holder's PIN (MNA 15, 19, 20).

The work restriction is covered by the authority's signature, the permissions for other
activity are not; an answer that rests on them says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from ichimai.card.layout.residence import (
    ComprehensivePermission,
    ExtraActivity,
    WorkRestriction,
)
from ichimai.card.reader.reading import Reading
from ichimai.card.reader.verdict import Answer, Disclosure, Json, Word
from ichimai.model.status import Status

Judge = Callable[[Reading, date], tuple[Word, tuple[str, ...], tuple[str, ...]]]
"""From what was read and the day to word, reasons and limits."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """One row of the table: who may see what, and what is judged."""

    judge: Judge
    discloses: tuple[str, ...]


def _identity(
    _reading: Reading, _as_of: date
) -> tuple[Word, tuple[str, ...], tuple[str, ...]]:
    return Word.CONFIRMED, ("no-permission-needed",), ("compare-the-face",)


def _residence(
    reading: Reading, as_of: date
) -> tuple[Word, tuple[str, ...], tuple[str, ...]]:
    ends_on = reading.entries.stay_ends_on
    if ends_on is not None and ends_on < as_of:
        return Word.CONFIRMED, ("status-recorded", "stay-passed"), ("see-currency",)
    return Word.CONFIRMED, ("status-recorded",), ("see-currency",)


def _insurance(
    _reading: Reading, _as_of: date
) -> tuple[Word, tuple[str, ...], tuple[str, ...]]:
    return Word.NOT_CHECKED, ("eligibility-not-on-card",), ("certificate-grace",)


def _employment(
    reading: Reading, as_of: date
) -> tuple[Word, tuple[str, ...], tuple[str, ...]]:
    """ICA 19(1), (2) and 73-2: who may be given which work (RC-224)."""
    if reading.entries.status is Status.SPECIAL_PERMANENT_RESIDENT:
        return Word.CONFIRMED, ("special-permanent-resident",), ("see-currency",)
    restriction = reading.entries.work_restriction
    if restriction is WorkRestriction.NONE:
        return Word.CONFIRMED, ("work-unrestricted",), ("see-currency",)
    if restriction is WorkRestriction.WITHIN_STATUS:
        within = ("only-work-of-the-status", "see-currency")
        return Word.CONFIRMED, ("work-within-status",), within
    if restriction is WorkRestriction.AS_DESIGNATED:
        designated = ("designation-not-on-card", "see-currency")
        return Word.NOT_CONFIRMED, ("work-as-designated",), designated
    return _other_activity(reading.extra, as_of)


def _other_activity(
    extra: ExtraActivity | None, as_of: date
) -> tuple[Word, tuple[str, ...], tuple[str, ...]]:
    """Work that rests on a permission for other activity alone (ICA 19(2))."""
    kind = extra.comprehensive_permission if extra else ComprehensivePermission.NONE
    until = extra.comprehensive_until if extra else None
    over = until is not None and until < as_of
    if kind is not ComprehensivePermission.NONE and not over:
        general = kind is ComprehensivePermission.GENERAL
        bound = "no-adult-entertainment" if general else "teaching-only"
        limits = ("28-hours-a-week", bound, "permissions-unsigned", "see-currency")
        return Word.CONFIRMED, ("comprehensive-permission",), limits
    if extra is not None and extra.individual_permission:
        elsewhere = ("see-permission-document", "permissions-unsigned", "see-currency")
        return Word.NOT_CONFIRMED, ("individual-permission",), elsewhere
    why = ("comprehensive-permission-over",) if over else ()
    return Word.REFUTED, ("work-not-permitted", *why), ("permissions-unsigned",)


PURPOSES: Final = {
    "identity": Purpose(_identity, ("name-image", "portrait")),
    "employment": Purpose(
        _employment,
        (
            "name-image",
            "portrait",
            "status",
            "valid-until",
            "stay-ends-on",
            "work-restriction",
            "comprehensive-permission",
            "comprehensive-until",
            "individual-permission",
        ),
    ),
    "residence": Purpose(
        _residence,
        (
            "name-image",
            "portrait",
            "status",
            "period-of-stay",
            "stay-ends-on",
            "valid-until",
        ),
    ),
    "insurance": Purpose(_insurance, ()),
    "number-use": Purpose(_identity, ("name-image", "portrait")),
    "number-related": Purpose(_identity, ("name-image", "portrait")),
}

NEVER: Final = ("my-number",)
"""Withheld for every purpose: the residence data have it not, and only `basic_items`
may take it off this list."""


def judge_permission(
    reading: Reading, purpose: str | None, as_of: date
) -> tuple[Answer, Disclosure]:
    """Whether the card allows *purpose* on *as_of*, and what the asker may see."""
    if purpose is None:
        return not_asked("no-purpose"), disclosure(reading, ())
    details: dict[str, Json] = {"purpose": purpose}
    chosen = PURPOSES.get(purpose)
    if chosen is None:
        answer = Answer(Word.UNSUPPORTED, ("purpose-unknown",), (), details)
        return answer, disclosure(reading, ())
    word, reasons, limits = chosen.judge(reading, as_of)
    wanted = word is not Word.NOT_CHECKED
    answer = Answer(word, reasons, limits, details, wanted)
    return answer, disclosure(reading, chosen.discloses)


def not_asked(reason: str, *, wanted: bool = False) -> Answer:
    """The answer where there is nothing to judge."""
    return Answer(Word.NOT_CHECKED, (reason,), (), {}, wanted)


class Readable(Protocol):
    """What was read of a card, by field."""

    def texts(self) -> dict[str, str]:
        """Fields that are text."""
        ...

    def pictures(self) -> dict[str, bytes]:
        """Fields that are pictures."""
        ...


def disclosure(reading: Readable, allowed: tuple[str, ...]) -> Disclosure:
    """What of *reading* is shown, in the order of *allowed*, and what is withheld."""
    texts, pictures = reading.texts(), reading.pictures()
    withheld = [name for name in (*texts, *pictures) if name not in allowed]
    return Disclosure(
        texts={name: texts[name] for name in allowed if name in texts},
        pictures={name: pictures[name] for name in allowed if name in pictures},
        withheld=(*withheld, *NEVER),
    )
