"""JSON from outside has one meaning or is not taken."""

import pytest

from ichimai.model.strict_json import read_strictly


@pytest.mark.parametrize(
    "text",
    [
        '{"status": "student", "status": "visitor"}',
        '{"a": {"b": 1, "b": 1}}',
        '{"a": NaN}',
        "[Infinity]",
        '{"a": "\\ud800"}',
        "[" * 100_000,
        "",
        "{} {}",
    ],
)
def test_refused(text: str) -> None:
    """Two values for a key, no number, half a character and no end are refused."""
    with pytest.raises(ValueError):  # noqa: PT011 - the words are the parser's own
        read_strictly(text)


def test_read() -> None:
    """A value that reads one way comes back."""
    assert {"name": "鈴木 TEST", "of": [1, None]} == read_strictly(
        '{"name": "鈴木 TEST", "of": [1, null]}'
    )
