"""Choosing by the row without a branch: the same as one row at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.rules.column_values import (
    Array,
    Span,
    Truths,
    chosen_span,
    everywhere,
    exact,
    filled,
    select,
    select_mask,
)

ROWS = 9
INT32 = st.integers(-(2**31), 2**31 - 1)
NUMBERS = st.lists(INT32, min_size=ROWS, max_size=ROWS).map(
    lambda numbers: np.array(numbers, np.int32)
)
MASKS = st.lists(st.booleans(), min_size=ROWS, max_size=ROWS).map(np.array)
ONE_NUMBER = INT32.map(lambda number: np.array(number, np.int32))
ONE_TRUTH = st.booleans().map(np.array)


@given(yes=MASKS, then=NUMBERS | ONE_NUMBER, rest=NUMBERS | ONE_NUMBER)
def test_numbers_are_chosen_by_the_row(yes: Array, then: Array, rest: Array) -> None:
    """Any two numbers can be chosen between, one for all rows among them."""
    chosen = select(yes, then, rest)

    assert np.array_equal(np.where(yes, then, rest), chosen)


@given(yes=MASKS, then=MASKS | ONE_TRUTH, rest=MASKS | ONE_TRUTH)
def test_masks_are_chosen_by_the_row(yes: Array, then: Array, rest: Array) -> None:
    """A mask and a single truth for all rows can be chosen between alike."""
    chosen = select_mask(yes, then, rest)

    assert np.array_equal(np.where(yes, then, rest), chosen)


@given(yes=MASKS, open_=MASKS, then=NUMBERS, rest=NUMBERS)
def test_doubt_keeps_both_outcomes_in_bounds(
    yes: Array, open_: Array, then: Array, rest: Array
) -> None:
    """In doubt the lower outcome is the low and the higher the high; else it is one."""
    held = Truths(yes & ~open_, ~yes & ~open_)

    found = chosen_span(held, exact(then), exact(rest))

    chosen = np.where(yes, then, rest)
    assert np.array_equal(np.where(open_, np.minimum(then, rest), chosen), found.low)
    assert np.array_equal(np.where(open_, np.maximum(then, rest), chosen), found.high)
    assert filled(found.has_low).all()
    assert filled(found.has_high).all()


@given(open_=MASKS, gone=MASKS, then=NUMBERS)
def test_a_day_and_no_day_have_no_bounds(
    open_: Array, gone: Array, then: Array
) -> None:
    """Where one outcome is a day and the other none, doubt leaves no bounds at all."""
    held = Truths(~open_, np.zeros(ROWS, np.bool_))

    found = chosen_span(held, exact(then), Span(then, then, None, None, gone))

    known = np.ones(ROWS, np.bool_) & filled(found.has_low) & filled(found.has_high)
    assert np.array_equal(~(open_ & gone), known)
    assert found.absent is not None
    assert not found.absent.any()


@pytest.mark.parametrize("rows", [0, 1, ROWS])
def test_a_mask_without_a_gap_is_none(rows: int) -> None:
    """What holds in every row is no mask, and what fails in one row is."""
    whole = np.ones(rows, np.bool_)
    gap = np.arange(rows + 1) > 0

    assert everywhere(whole) is None
    assert everywhere(gap) is gap
