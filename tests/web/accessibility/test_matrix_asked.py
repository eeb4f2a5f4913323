"""The matrix of questions, checks and plans: nothing is wrong in any state."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from web.accessibility.matrix import Look, looks
from web.accessibility.measuring import faults, window
from web.accessibility.states import ASKED
from web.standing import Portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def opened(browser: "Browser") -> "Iterator[Page]":
    """One page for all looks of this module."""
    with window(browser) as page:
        yield page


@pytest.mark.audit
@pytest.mark.parametrize("look", looks(ASKED), ids=str)
def test_nothing_is_wrong(
    opened: "Page", portal: Portal, empty_portal: Portal, look: Look
) -> None:
    """axe, reflow, targets, languages, weight, keyboard, text spacing and requests."""
    stands = empty_portal if look.state.deserted else portal

    assert {} == faults(opened, stands, look)
