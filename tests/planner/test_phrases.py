"""Phrases for a counter: each can be read aloud, and each is understood."""

import json
import re
import subprocess
import sys

from ichimai.planner.knowledge.phrases import phrases
from ichimai.texts.language import translator


def test_every_reading_is_kana() -> None:
    """A reading has kana and marks alone, so that anybody with kana can say it."""
    assert 16 == len(phrases())
    for phrase in phrases():
        assert re.fullmatch(r"[ぁ-ゖー、。？ ]+", phrase.reading), phrase.id


def test_the_reading_says_what_is_written() -> None:
    """The kana between the kanji of a phrase stand in its reading, in their order."""
    for phrase in phrases():
        written = re.findall(r"[ぁ-ゖー]+", phrase.japanese)
        pattern = ".*".join(map(re.escape, written))
        assert re.search(pattern, phrase.reading.replace(" ", "")), phrase.id


def test_romaji_are_roman_letters() -> None:
    """Hepburn with long vowels marked, and nothing else."""
    for phrase in phrases():
        assert re.fullmatch(r"[A-Za-zāēīōūĀŌ ,.?-]+", phrase.romaji), phrase.id


def test_ids_are_told_apart() -> None:
    """The keys run from CP-01 to CP-16."""
    assert [f"CP-{n:02}" for n in range(1, 17)] == [each.id for each in phrases()]


def test_meanings_are_in_the_reader_s_language() -> None:
    """Japanese repeats the phrase; plain Japanese says it with other words."""
    for phrase in phrases():
        assert phrase.japanese in translator("ja")(phrase.about)
        assert translator("easy")(phrase.about) not in {phrase.about, phrase.japanese}


def test_the_command_prints_them_all() -> None:
    """As JSON in one list, as text one after the other."""
    run = [sys.executable, "-m", "ichimai", "phrases", "--lang", "en"]

    as_json = subprocess.run([*run, "--json"], capture_output=True, check=True)
    as_text = subprocess.run(run, capture_output=True, check=True, text=True)

    assert [each.to_json("en") for each in phrases()] == json.loads(as_json.stdout)
    for phrase in phrases():
        assert phrase.id in as_text.stdout
