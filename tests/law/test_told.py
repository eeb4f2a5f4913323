"""What the law tells people: texts with provisions, days, sources and an owner each."""

import re
from datetime import date

import pytest

from ichimai.errors import NotFound
from ichimai.law.coverage import rule_ids
from ichimai.law.told import Entry, entries_for, get_subject, subjects

ENTRIES = [entry for subject in subjects() for entry in subject.entries]


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_entry(entry: Entry) -> None:
    """A text has a slug, known rules, whole sentences and a day read."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.key)
    assert set(entry.rules) <= set(rule_ids())
    assert re.fullmatch(r"[A-Z0-9].*[.?]", entry.about)
    assert not entry.title.endswith(".")
    assert date(2026, 11, 1) <= entry.read_on


def test_no_text_is_said_twice() -> None:
    """No two entries have the same title or the same text."""
    assert len(ENTRIES) == len({entry.title for entry in ENTRIES})
    assert len(ENTRIES) == len({entry.about for entry in ENTRIES})


def test_a_rule_finds_its_text() -> None:
    """A rule of the law file leads to what is told about it."""
    (entry,) = entries_for("RC-205")

    assert "duties-and-penalties.carry-the-card" == entry.name
    assert ["ICA 23(2)", "ICA 23(5)"] == [str(each) for each in entry.cites]
    assert entry in get_subject("duties-and-penalties").entries
    assert () == entries_for("RC-128")


def test_no_such_subject() -> None:
    """A name that is no subject is not found."""
    with pytest.raises(NotFound):
        get_subject("weather")
