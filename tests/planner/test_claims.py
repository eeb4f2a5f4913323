"""What people say: every claim has its verdict, its source, and words to find it by."""

import json
import subprocess
import sys

import pytest

from ichimai.errors import NotFound
from ichimai.law.told import CONFIDENCES
from ichimai.planner.knowledge.claims import Verdict, claims, find_claims, get_claim
from ichimai.texts.language import translator


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command."""
    return subprocess.run(
        [sys.executable, "-m", "ichimai", "claims", "--lang", "en", *arguments],
        capture_output=True,
        check=False,
        text=True,
    )


def keys(words: str) -> set[str]:
    """The keys that a search finds."""
    return {claim.key for claim in find_claims(words)}


def test_the_table_is_whole() -> None:
    """The 28 claims of the law file are there, and four that residents hear."""
    numbered = [f"C-{n:02}" for n in range(1, 29)] + [f"N-{n:02}" for n in range(1, 5)]

    assert numbered == [claim.key for claim in claims()]


def test_every_claim_says_how_it_is_known() -> None:
    """Each has a source, a mark of the law files, and a rule, article or source."""
    for claim in claims():
        assert claim.source, claim.key
        assert claim.confidence in CONFIDENCES, claim.key
        assert claim.words, claim.key


def test_official_claims_without_provision_name_an_official_body() -> None:
    """What no law says and is still official comes from a ministry or an agency."""
    for claim in claims():
        if claim.confidence == "official" and not claim.cites:
            bodies = ("MHLW", "ISA", "Digital Agency", "J-LIS")
            assert claim.source.startswith(bodies), claim.key


def test_what_is_too_strong_is_no_rumour() -> None:
    """A claim that holds for some people is partly so, and says for whom."""
    partly = {each.key for each in claims() if each.verdict is Verdict.PARTLY}

    assert partly == {
        *("C-05", "C-10", "C-11", "C-14", "C-27", "C-28", "N-03", "N-04"),
    }


def test_a_key_that_is_not_there() -> None:
    """Nothing is made up for it."""
    with pytest.raises(NotFound):
        get_claim("C-99")


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("bank frozen", "C-02"),
        ("銀行 凍結", "C-02"),
        ("銀行の お金", "C-02"),
        ("ＢＡＮＫ", "C-02"),
        ("Tokutei Zairyu Card", "C-22"),
        ("tokutei zairyū", "C-22"),
        ("denshi shomeisho", "C-13"),
        ("mina hokensho", "C-07"),
        ("tennyu todoke", "C-26"),
        ("juminhyo", "C-18"),
        ("在留出入国管理庁", "C-28"),
        ("instant punishment at the counter", "N-01"),
        ("losing the notification card blocks applying", "N-02"),
        ("update visa information from three months before expiry", "N-03"),
        ("received at the same moment", "N-04"),
        ("ガンバー", ""),
        ("マイナンハー", ""),
    ],
)
def test_words_lead_to_their_claim(words: str, key: str) -> None:
    """Any shown language, Roman letters, slips and widths find it; others find none."""
    assert key in keys(words) if key else keys(words) == set()


def test_no_words_find_everything() -> None:
    """Whoever asks for nothing in particular is shown all."""
    assert claims() == find_claims("  ")


def test_sentences_are_in_the_reader_s_language() -> None:
    """Claim and answer are in Japanese and plain Japanese too, each its own."""
    for claim in claims():
        for text in (claim.title, claim.about):
            said = {text, translator("ja")(text), translator("easy")(text)}
            assert 3 == len(said), claim.key


def test_the_command_prints_what_it_finds() -> None:
    """Exit code 0 with the claims as JSON or text; 6 where nothing is known."""
    found, text, none = run("hokensho", "--json"), run("C-21"), run("weather")

    assert (0, 0, 6) == (found.returncode, text.returncode, none.returncode)
    assert [each.to_json("en") for each in find_claims("hokensho")] == json.loads(
        found.stdout
    )
    assert "FORM 4(2); ICA 19-9; RC-147; MN-153" in text.stdout
    assert "" == none.stdout
    assert "settles nothing" in none.stderr


def test_json_stands_alone_where_nothing_is_found() -> None:
    """An empty list is JSON too."""
    assert [] == json.loads(run("weather", "--json").stdout)
