"""A plan as a calendar: read back by a parser that did not write it."""

import re
from datetime import date

import pytest
from icalendar import Calendar

from ichimai.papers.calendar import LONGEST_DESCRIPTION, plan_calendar
from ichimai.planner.plan import Plan
from ichimai.planner.planning import make_plan
from ichimai.planner.reading import parse_facts

FACTS = {
    "person": {
        "birth_date": "1995-03-03",
        "standing": "mid-to-long-term",
        "status": "engineer-humanities-international",
        "stay_ends_on": "2026-12-31",
        "on_resident_register": True,
    },
    "residence_card": {
        "kind": "residence",
        "delivered_on": "2023-12-20",
        "expires_on": "2026-12-31",
    },
    "my_number_card": {
        "kind": "separate",
        "made_on": "2024-02-01",
        "expires_on": "2026-12-31",
    },
    "events": [{"kind": "extension", "filed_on": "2026-11-10", "decided_on": None}],
}


def plan(as_of: str = "2026-11-20") -> Plan:
    """Minh's plan of journey J2, as seen on that day."""
    return make_plan(parse_facts(FACTS), date.fromisoformat(as_of))


def unfolded(written: bytes) -> list[dict[str, str]]:
    """Each event's own properties, read by RFC 5545 3.1 and nothing else."""
    text = written.decode().replace("\r\n ", "")
    found = []
    for part in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL):
        own = re.sub(r"BEGIN:VALARM.*?END:VALARM\r\n", "", part, flags=re.DOTALL)
        lines = (line.partition(":") for line in own.splitlines())
        found.append({name: value for name, _, value in lines})
    return found


def test_each_open_task_stands_on_its_last_safe_day() -> None:
    """The city visit of the special period is due on the last open day of 2026."""
    event = next(
        each
        for each in unfolded(plan_calendar([plan()], "en"))
        if each["UID"].startswith("1-keep-my-number-side@")
    )

    assert "20261228" == event["DTSTART;VALUE=DATE"]
    assert "20261229" == event["DTEND;VALUE=DATE"]
    assert ("TRANSPARENT", "PRIVATE") == (event["TRANSP"], event["CLASS"])


def test_reminders_are_events_of_their_own() -> None:
    """Thirty and seven days ahead, and none on a day that has passed."""
    starts = {
        each["UID"].partition("@")[0]: each["DTSTART;VALUE=DATE"]
        for each in unfolded(plan_calendar([plan()], "en"))
    }
    later = {
        each["UID"].partition("@")[0]
        for each in unfolded(plan_calendar([plan("2026-12-01")], "en"))
    }

    assert "20261128" == starts["1-keep-my-number-side-30"]
    assert "20261221" == starts["1-keep-my-number-side-7"]
    assert "1-keep-my-number-side-7" in later
    assert "1-keep-my-number-side-30" not in later


def test_another_parser_finds_the_same() -> None:
    """The icalendar library reads as many events with the same names and days."""
    written = plan_calendar([plan()], "ja")
    read = Calendar.from_ical(written).walk("VEVENT")

    assert {
        (each["UID"], each["DTSTART;VALUE=DATE"]) for each in unfolded(written)
    } == {(str(each["UID"]), each["DTSTART"].dt.strftime("%Y%m%d")) for each in read}


def test_every_line_is_short_and_whole() -> None:
    """No line has more than 75 octets, and none is cut inside a letter."""
    lines = plan_calendar([plan()], "ja").split(b"\r\n")

    assert 75 >= max(map(len, lines))
    assert "\r\n".join(line.decode() for line in lines).encode() == b"\r\n".join(lines)


def test_names_are_stable_and_versions_rise() -> None:
    """The same plan gives the same bytes; a later one the same UIDs, counted on."""
    first, again = (plan_calendar([plan()], "en") for _ in range(2))
    later = unfolded(plan_calendar([plan("2026-11-21")], "en"))
    before = unfolded(first)

    assert first == again
    assert {each["UID"] for each in later} == {each["UID"] for each in before}
    assert int(before[0]["SEQUENCE"]) + 1 == int(later[0]["SEQUENCE"])


def test_two_people_never_share_a_name() -> None:
    """A family's equal tasks are told apart by the person's place."""
    names = [each["UID"] for each in unfolded(plan_calendar([plan(), plan()], "en"))]

    assert len(names) == len(set(names)) > 0


@pytest.mark.parametrize("language", ["en", "easy"])
def test_japanese_stands_beside_the_reader(language: str) -> None:
    """A summary says both; in Japanese alone it says one thing once."""
    both = unfolded(plan_calendar([plan()], language))
    alone = unfolded(plan_calendar([plan()], "ja"))

    for two, one in zip(both, alone, strict=True):
        assert two["SUMMARY"].startswith(one["SUMMARY"] + " / ")


def test_descriptions_stay_short() -> None:
    """No description is longer than a phone shows, and each names a counter."""
    for event in Calendar.from_ical(plan_calendar([plan()], "easy")).walk("VEVENT"):
        assert 0 < len(event["DESCRIPTION"]) <= LONGEST_DESCRIPTION


def test_what_is_done_is_no_event() -> None:
    """A task without a last day has none, nor what waits, but for a card to fetch."""
    seen = plan()
    dated = {
        f"1-{task.id}"
        for task in seen.tasks
        if isinstance(task.window.safe_last_day, date)
        and (task.state.value not in {"waiting", "done"} or task.id == "receive-card")
    }
    written = unfolded(plan_calendar([seen], "en"))
    due = {each["UID"].partition("@")[0] for each in written}

    assert dated == {name for name in due if not name.endswith(("-30", "-7"))}
