"""Two portals and one browser for all tests of this folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from card.reader.workshop import Workshop
from needs import needs
from web.standing import Portal, empty_site, new_registry, resident_site, standing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """A portal with a resident and a card in the reader."""
    registry = new_registry()
    with standing(resident_site(registry, Workshop())) as portal:
        yield portal
    registry.close()


@pytest.fixture(scope="session")
def empty_portal() -> Iterator[Portal]:
    """A portal with nobody to show and no reader."""
    registry = new_registry()
    with standing(empty_site(registry)) as portal:
        yield portal
    registry.close()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A real browser, without a window."""
    chromium = needs("chromium", program="chromium")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=Path(chromium), args=_ARGUMENTS
        )
        yield browser
        browser.close()
