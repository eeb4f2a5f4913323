"""A desk of the TEST authority over a register in memory, with one invented case."""

from collections.abc import Iterator

import pytest

from authority.desk import Desk
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.setup import new_keys
from ichimai.randomness import system_randomness


@pytest.fixture(scope="session")
def authority_keys() -> AuthorityKeys:
    """One set of keys for every test here: an RSA key costs more than most tests."""
    return new_keys(system_randomness)


@pytest.fixture
def desk(authority_keys: AuthorityKeys) -> Iterator[Desk]:
    """A desk on 1 September 2026, with MINH TEST on its register."""
    desk = Desk.opened(authority_keys)
    yield desk
    desk.office.registry.close()
