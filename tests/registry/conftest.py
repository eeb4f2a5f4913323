"""Fixtures of the register's tests."""

from collections.abc import Iterator

import pytest

from registry.postgres_server import Server, running_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One real server for all tests of this process."""
    with running_server() as server:
        yield server
