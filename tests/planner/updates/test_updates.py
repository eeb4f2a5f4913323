"""What changed is read off the dated things themselves, and a feed reader reads it."""

from datetime import date

import feedparser
import pytest

from ichimai.papers.feed import LONGEST, updates_feed
from ichimai.planner.updates.entries import FEES, SORTS, Sort, updates


def test_the_latest_comes_first_and_keys_are_unique() -> None:
    """Each thing is there once."""
    found = updates()

    assert [each.on for each in found] == sorted(
        (each.on for each in found), reverse=True
    )
    assert len(found) == len({each.key for each in found})
    assert {each.sort for each in found} == set(SORTS)


def test_the_tariff_of_june_2026_is_told() -> None:
    """1,900 yen for a specified card from 14 June 2026, with its provision."""
    fee = next(u for u in updates() if u.key == "fee-specified-card-2026-06-14")

    assert (date(2026, 6, 14), Sort.FEE) == (fee.on, fee.sort)
    assert "1,900" in fee.sentence("en")
    assert "ICA-EO 3-3(1)" in fee.cites


def test_every_fee_has_words() -> None:
    """No key of a table stands where a person reads."""
    fees = [u for u in updates() if u.sort in (Sort.FEE, Sort.FEE_ENDS)]

    assert all(dict(each.values)["what"] in FEES.values() for each in fees)


@pytest.mark.parametrize("language", ["en", "ja", "easy"])
def test_a_second_parser_reads_the_feed(language: str) -> None:
    """Feedparser finds nothing wrong, and every entry whole."""
    tag = {"easy": "ja-x-easy"}.get(language, language)

    read = feedparser.parse(updates_feed(updates(), language, tag))

    assert not read.bozo
    assert "atom10" == read.version
    assert LONGEST == len(read.entries)
    newest = updates()[0]
    first = read.entries[0]
    assert first.id.endswith(newest.key)
    assert newest.sentence(language) == first.title
    assert newest.on == date.fromisoformat(first.updated[:10])
    assert all(entry.link and entry.summary for entry in read.entries)


def test_an_empty_feed_is_still_a_feed() -> None:
    """Nothing after the last day: no entry, and the feed can be read."""
    read = feedparser.parse(updates_feed((), "en", "en"))

    assert not read.bozo
    assert [] == read.entries
