"""The list of void cards says what it was told, without naming a card."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ichimai.errors import Malformed
from ichimai.model.cards import CardNumber
from ichimai.model.void_cards import VoidCards

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
VOID = CardNumber("AB12345678CD")
LIST = VoidCards.of(
    [(VOID, date(2026, 8, 1))], 3, bytes(16), (NOON, NOON + timedelta(days=1))
)


def test_lookup() -> None:
    """A void card is found by its number, and another is not."""
    assert date(2026, 8, 1) == LIST.find(VOID)
    assert LIST.find(CardNumber("AB12345678CE")) is None


def test_round_trip() -> None:
    """The list comes back from its bytes, and no number stands in them."""
    content = LIST.to_json()

    assert LIST == VoidCards.from_json(content)
    assert b"AB12345678CD" not in content


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"number": "x"}'])
def test_broken(content: bytes) -> None:
    """What is no list is malformed."""
    with pytest.raises(Malformed) as caught:
        VoidCards.from_json(content)

    assert "void-cards" == caught.value.code
