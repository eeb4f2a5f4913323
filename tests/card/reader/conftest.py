"""The workshop, whose keys are made once for all tests here."""

import pytest

from card.reader.workshop import Workshop


@pytest.fixture(scope="session")
def workshop() -> Workshop:
    """Where the cards of these tests are made."""
    return Workshop()
