"""Whom to ring: what the sources state of each line, and nothing that they do not."""

import json
import subprocess
import sys
from datetime import date

import pytest

from ichimai.planner.knowledge.lines import (
    COSTS,
    DAYS,
    HOURS,
    SEVERAL,
    TONGUES,
    all_lines,
    get_line,
    lines_that_speak,
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command."""
    return subprocess.run(
        [sys.executable, "-m", "ichimai", *arguments, "--lang", "en"],
        capture_output=True,
        check=False,
        text=True,
        env={"COLUMNS": "80", "PATH": "", "PYTHONPATH": ":".join(sys.path)},
    )


def test_a_line_says_what_its_source_says() -> None:
    """The line for lost cards is free at any hour; of others less is stated."""
    lost, foreign, ward = (
        get_line(number).to_json("en")
        for number in ("0120-95-0178", "0120-0178-27", "092-753-6113")
    )

    assert ("free", "every-day", "any-hour") == tuple(
        lost[part] for part in ("cost", "days", "hours")
    )
    assert ["ja"] == lost["languages"]
    assert ["en", "zh", "ko", "es", "pt"] == foreign["languages"]
    assert "stop-any-hour" == foreign["hours"]
    assert ("weekdays", "unknown") == (ward["days"], ward["hours"])


def test_every_line_can_be_shown_and_has_a_source() -> None:
    """What a line says of languages, days, hours and cost has words."""
    for line in all_lines():
        assert set(line.languages) <= {SEVERAL, *TONGUES}
        assert line.days in {"", *DAYS}
        assert line.hours in {"", *HOURS}
        assert line.cost in {"", *COSTS}
        assert line.source
        assert line.read_on >= date(2026, 11, 20)


def test_three_lines_speak_portuguese() -> None:
    """Those of which a source says so; a line of several languages is not promised."""
    assert {"0120-0178-27", "0120-0178-26", "0570-064-738"} == {
        line.telephone for line in lines_that_speak("pt")
    }


def test_the_text_shows_every_field_of_the_json() -> None:
    """Number, purpose, languages, days, hours, cost, source and the day of reading."""
    text = " ".join(run("lines").stdout.split())

    for line in json.loads(run("lines", "--json").stdout):
        assert line["number"] in text
        assert line["about"] in text
        assert line["source"] in text
        assert COSTS.get(line["cost"], "Not known") in text
        assert HOURS.get(line["hours"], "Not known") in text
        assert DAYS.get(line["days"], "Not known") in text
    assert len(all_lines()) == text.count("Languages:")
    assert "20 November 2026" in text
    assert "21 November 2026" in text


def test_a_city_shows_its_lines_in_full() -> None:
    """The text of a city has as many costs and hours as it has lines."""
    text = run("cities", "401307").stdout
    lines = json.loads(run("cities", "401307", "--json").stdout)["lines"]

    assert len(lines) == text.count("Cost:") == text.count("Hours:")


@pytest.mark.parametrize(
    ("claim", "month"), [("C-01", "2026-06"), ("N-01", "Not known")]
)
def test_a_claim_shows_its_month(claim: str, month: str) -> None:
    """The newest guide among its sources, or that none names a month."""
    told = json.loads(run("claims", claim, "--json").stdout)[0]

    assert (month if month != "Not known" else "unknown") == told["published"]
    assert f"Newest guide among the sources: {month}." in run("claims", claim).stdout
