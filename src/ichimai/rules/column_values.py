"""What a value of the graph is for many people at once: bounds and truths by the row.

Everything that is known of a row lies between two bounds. Where both are there and
meet, the value is known, as in `rules.scalar`; a value that is known in every row holds
one array twice and no mask, and costs nothing more.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Mask = NDArray[np.bool_] | None

_LEAST = np.int32(-(2**31))
_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01: how a day stands in a column."""
    return day.toordinal() - _EPOCH


def number_day(number: int) -> date:
    """The day of that number."""
    return date.fromordinal(int(number) + _EPOCH)


@dataclass(frozen=True, slots=True)
class Column:
    """A fact or an answer for every row. A fact of all rows may be one single value.

    Attributes:
        values: days since 1970-01-01 (int32), counts (int32), truths (bool), or places
            of words in the options of a choice (int8 or int16). What stands in a row
            that is unknown or absent means nothing.
        known: where somebody said, be it that there is none; None is everywhere.
        absent: where there is none; None is nowhere.
    """

    values: Array
    known: Mask = None
    absent: Mask = None

    def part(self, rows: slice) -> "Column":
        """The same for some of the rows."""
        values = self.values if self.values.ndim == 0 else self.values[rows]
        known = None if self.known is None else self.known[rows]
        absent = None if self.absent is None else self.absent[rows]
        return Column(values, known, absent)


class Span(NamedTuple):
    """Days, counts or words by the row, between bounds.

    A mask of None holds everywhere for bounds and nowhere for absence. Where there is
    none, both bounds are 0, so that absence counts as known.
    """

    low: Array
    high: Array
    has_low: Mask
    has_high: Mask
    absent: Mask = None

    @property
    def exact(self) -> bool:
        """Whether no row has bounds only."""
        return self.low is self.high and self.has_low is self.has_high


class Truths(NamedTuple):
    """Truths by the row: where it holds, where it does not; elsewhere it is unknown.

    Without *no* it is known in every row.
    """

    yes: Array
    no: Mask = None

    @property
    def not_yes(self) -> Array:
        """Where it is known not to hold."""
        return np.logical_not(self.yes) if self.no is None else self.no


Held = Span | Truths


def exact(values: Array, known: Mask = None, absent: Mask = None) -> Span:
    """Values without bounds."""
    return Span(values, values, known, known, absent)


NOBODY_SAID = exact(np.zeros((), np.int32), np.zeros((), np.bool_))


def both(a: Mask, b: Mask) -> Mask:
    """Where both hold; None is everywhere."""
    return b if a is None else a if b is None else a & b


def but(a: Mask, absent: Mask) -> Mask:
    """Where *a* holds (None is everywhere) and *absent* does not (None is nowhere)."""
    return a if absent is None else ~absent if a is None else a & ~absent


def filled(mask: Mask) -> Array:
    """The mask as an array, None being everywhere."""
    return np.ones((), np.bool_) if mask is None else mask


def told(absent: Mask) -> Array:
    """The mask of absence as an array, None being nowhere."""
    return np.zeros((), np.bool_) if absent is None else absent


def holds_everywhere(mask: Array) -> bool:
    """Whether a mask holds in every row: NumPy counts quicker than it asks `all`."""
    return bool(np.count_nonzero(mask) == mask.size)


def everywhere(mask: Mask) -> Mask:
    """None where a mask holds in every row, so that nobody computes with it."""
    return None if mask is None or holds_everywhere(mask) else mask


def known(held: Held) -> Mask:
    """Where a value is settled, be it that there is none; None is everywhere."""
    if isinstance(held, Truths):
        return None if held.no is None else held.yes | held.no
    if held.exact:
        return held.has_low
    return both(both(held.has_low, held.has_high), held.low == held.high)


def settled(span: Span) -> Span:
    """The same span, without masks and second array where all of it is known."""
    if span.exact and span.has_low is None:
        return span
    if everywhere(known(span)) is None:
        return exact(span.low, None, span.absent)
    return span


def truths(yes: Array, no: Array) -> Truths:
    """Truths that may be unknown in some rows."""
    return Truths(yes) if holds_everywhere(yes | no) else Truths(yes, no)


def select(yes: Array, then: Array, rest: Array) -> Array:
    """*then* where *yes*, otherwise *rest*: numbers by their bits, without a branch.

    `numpy.where` branches by the row and costs several times as much where the
    condition is as good as random, as it is with people.
    """
    chosen: Array = (then ^ rest) * yes
    chosen ^= rest
    return chosen


def select_mask(yes: Array, then: Array, rest: Array) -> Array:
    """The same of masks; a single truth for all rows costs NumPy more than a mask."""
    chosen: Array
    if then.ndim == 0:
        chosen = yes | rest if then else rest & ~yes
    elif rest.ndim == 0:
        chosen = then | ~yes if rest else then & yes
    else:
        chosen = then ^ rest
        chosen &= yes
        chosen ^= rest
    return chosen


def chosen_truths(held: Truths, then: Truths, rest: Truths) -> Truths:
    """*then* where *held* holds, otherwise *rest*; where both agree, either of them."""
    yes = (held.yes & then.yes) | (held.not_yes & rest.yes)
    if held.no is None and then.no is None and rest.no is None:
        return Truths(yes)
    no = (held.yes & then.not_yes) | (held.not_yes & rest.not_yes)
    return truths(yes | (then.yes & rest.yes), no | (then.not_yes & rest.not_yes))


def chosen_span(held: Truths, then: Span, rest: Span) -> Span:
    """The same of days, counts and words; in doubt, what bounds both."""
    if held.no is not None:
        return _doubtful_span(held, held.no, then, rest)
    yes = held.yes
    low = select(yes, then.low, rest.low)
    has_low = _pick(yes, then.has_low, rest.has_low)
    absent = None
    if then.absent is not None or rest.absent is not None:
        absent = select_mask(yes, told(then.absent), told(rest.absent))
    if then.exact and rest.exact:
        return exact(low, has_low, absent)
    high = select(yes, then.high, rest.high)
    has_high = _pick(yes, then.has_high, rest.has_high)
    return settled(Span(low, high, has_low, has_high, absent))


def _pick(yes: Array, then: Mask, rest: Mask) -> Mask:
    if then is None and rest is None:
        return None
    return everywhere(select_mask(yes, filled(then), filled(rest)))


def _doubtful_span(held: Truths, no: Array, then: Span, rest: Span) -> Span:
    """Where the condition is unknown: the lower low, the higher high.

    A day and no day have no bounds in common; no day twice is no day.
    """
    yes = held.yes
    gone_then, gone_rest = told(then.absent), told(rest.absent)
    alike = None
    if then.absent is not None or rest.absent is not None:
        alike = gone_then == gone_rest
    low, high = _outer_bounds(yes, no, then, rest)

    def where(a: Mask, b: Mask) -> Mask:
        if a is None and b is None and alike is None:
            return None
        doubtful = filled(both(both(a, b), alike))
        return select_mask(yes, filled(a), select_mask(no, filled(b), doubtful))

    has_low = where(then.has_low, rest.has_low)
    has_high = where(then.has_high, rest.has_high)
    absent = None
    if alike is not None:
        doubtful = gone_then & gone_rest
        absent = select_mask(yes, gone_then, select_mask(no, gone_rest, doubtful))
    return settled(Span(low, high, has_low, has_high, absent))


def _outer_bounds(yes: Array, no: Array, then: Span, rest: Span) -> tuple[Array, Array]:
    """The lower low and the higher high of what can be, without a branch.

    What cannot be is lifted above every number for the one and put below every number
    for the other.
    """
    not_then, not_rest = _lift(no), _lift(yes)
    low = np.minimum(np.maximum(then.low, not_then), np.maximum(rest.low, not_rest))
    high = np.maximum(
        np.minimum(then.high, ~not_then), np.minimum(rest.high, ~not_rest)
    )
    return low, high


def _lift(mask: Array) -> Array:
    """The greatest number where a mask holds, and the least where it does not."""
    lift: Array = np.negative(mask.astype(np.int32))
    lift ^= _LEAST
    return lift
