"""The files of a roster's check hold every row, and no formula."""

import io
import json
from datetime import UTC, date, datetime
from hashlib import sha256

from icalendar import Calendar
from openpyxl import load_workbook

from ichimai.papers.calendar import plan_calendar
from ichimai.papers.roster_files import calendars_of, files_of, tables_of
from ichimai.planner.roster.check import check_roster
from ichimai.planner.roster.result import Check

RAW = b"""id,stay_expires_on,status
"=HYPERLINK(""x"")",2026-12-31,student
0012,2027-01-10,student
0013,4/7/26,student
"""
NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
ROSTER = check_roster(RAW, Check(date(2026, 11, 21), NOW))


def test_no_cell_is_a_formula() -> None:
    """A code that a spreadsheet would run stands behind an apostrophe."""
    files = files_of(ROSTER, "en")
    sheet = load_workbook(io.BytesIO(files["roster.xlsx"]))["people"]

    assert ['\'=HYPERLINK("x")', "0012"] == [sheet["B2"].value, sheet["B3"].value]
    assert "f" not in {cell.data_type for row in sheet for cell in row}
    assert b"'=HYPERLINK" in files["people.csv"]
    assert b",=" not in files["people.csv"].replace(b'"', b"")


def test_the_record_counts_every_row() -> None:
    """In is out and rejected; the file is named by its hash."""
    record = json.loads(files_of(ROSTER, "ja")["audit.json"])

    assert (3, 2, 1) == (record["rows"], record["people"], record["rejected"])
    assert "2026-11-21T01:00:00+00:00" == record["checked_at"]
    assert 64 == len(record["file_sha256"])


def test_events_carry_the_code_of_the_person() -> None:
    """In one calendar the summary and the UID begin with the code."""
    person = next(each for each in ROSTER.people if each.entry.code == "0012")
    events = Calendar.from_ical(plan_calendar([person.plan], "en", ["0012"])).events

    assert events
    assert all(event["summary"].startswith("0012: ") for event in events)
    assert all(event["uid"].startswith("0012-") for event in events)


def test_each_site_has_a_feed_of_its_own() -> None:
    """A feed holds the site's people only; its name is one that every disk takes."""
    raw = (
        "id,満了日,site\n1,2026-12-31,Ōsaka/北\n2,2026-12-31,../etc\n3,2026-12-31,/\n"
        "4,2026-12-31,osaka\n5,2026-12-31,OSAKA\n6,2026-12-31,\n"
    )
    roster = check_roster(raw.encode(), Check(ROSTER.audit.check.as_of, NOW))
    feeds = calendars_of(roster, "en")
    codes = {
        name: {str(event["summary"])[:2] for event in Calendar.from_ical(feed).events}
        for name, feed in feeds.items()
    }

    assert {
        "roster.ics": {"1:", "2:", "3:", "4:", "5:", "6:"},
        "site-etc.ics": {"2:"},
        "site-2.ics": {"3:"},
        "site-OSAKA.ics": {"5:"},
        "site-4-osaka.ics": {"4:"},
        "site-Ōsaka-北.ics": {"1:"},
    } == codes


def test_the_list_of_calls_is_in_the_order_of_days() -> None:
    """Who is told what on which day, of everybody who stands on the ladder."""
    lines = tables_of(ROSTER, "en")["tell"]
    days = [line[0] for line in lines[1:]]

    assert days == sorted(days)
    assert "2026-11-21" == days[0]
    assert "0012" in {line[3] for line in lines}


def test_the_record_names_each_file_by_its_hash() -> None:
    """Whoever kept the files can tell that they are the ones."""
    files = files_of(ROSTER, "en")
    record = json.loads(files["audit.json"])

    assert set(files) - {"audit.json"} == set(record["files"])
    assert sha256(files["people.csv"]).hexdigest() == record["files"]["people.csv"]


def test_the_end_of_a_special_period_stands_in_the_feed() -> None:
    """Whoever has filed still has a day: until then the new card must be fetched."""
    raw = "id,満了日,更新申請日\n7,2026-11-10,2026-11-02\n".encode()
    roster = check_roster(raw, Check(ROSTER.audit.check.as_of, NOW))
    feed = calendars_of(roster, "en")["roster.ics"]
    days = {event.start for event in Calendar.from_ical(feed).events}

    assert date(2027, 1, 8) in days
