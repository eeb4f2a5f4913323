"""Letters of a roster: one a person whose days are near, in that person's language."""

from datetime import UTC, date, datetime

import pytest

from ichimai.papers.file_names import file_names
from ichimai.papers.roster_letters import letters_of
from ichimai.planner.roster.check import check_roster
from ichimai.planner.roster.result import Check

RAW = """id,満了日,言語,備考
0001,2026-12-31,English,secret
0002,2026-12-31,Klingon,
0003,2099-12-31,English,
../4,2026-12-31,日本語,
""".encode()
AS_OF = date(2026, 11, 21)


@pytest.fixture(scope="module")
def letters() -> dict[str, bytes]:
    """The letters by their names."""
    asked = Check(AS_OF, datetime(2026, 11, 21, 1, tzinfo=UTC))
    return dict(letters_of(check_roster(RAW, asked)))


def test_everybody_whose_days_are_near_is_written_to(letters: dict[str, bytes]) -> None:
    """In the language told, else in plain Japanese; far days can wait."""
    assert {
        "letter-0001.en.html",
        "letter-0001.en.pdf",
        "letter-0002.easy.html",
        "letter-0002.easy.pdf",
        "letter-4.ja.html",
        "letter-4.ja.pdf",
    } == set(letters)


def test_a_letter_is_of_one_person(letters: dict[str, bytes]) -> None:
    """It names its own code, a fee as any plan does, and no remark of the roster."""
    page = letters["letter-0001.en.html"].decode()

    assert "0001" in page
    assert "0002" not in page
    assert "secret" not in page
    assert letters["letter-0001.en.pdf"].startswith(b"%PDF-")


def test_file_names_never_meet() -> None:
    """Whatever codes hold, each has a file of its own, without a path in it."""
    texts = ["a", "A", "", "/", "..", "a", "１２", "x" * 99, "x" * 98, "2-a"]
    names = file_names(texts, "letter")

    assert len(texts) == len({name.casefold() for name in names})
    assert all(name.replace("-", "").isalnum() for name in names)
    assert max(map(len, names)) < 60
