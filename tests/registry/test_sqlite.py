"""The contract on SQLite, and what only a file can do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ichimai.randomness import SeededRandomness
from ichimai.registry.store import Registry, open_registry
from registry.contract import StoreContract
from registry.lives import clock_of_today


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a database file that does not exist yet."""
    return f"sqlite:///{tmp_path}/register.db"


@pytest.fixture
def registry(url: str) -> Iterator[Registry]:
    """A new register in a file."""
    opened = open_registry(url, clock_of_today(), SeededRandomness("t"), migrate=True)
    yield opened
    opened.close()


class TestSqlite(StoreContract):
    """SQLite in a file keeps the contract."""
