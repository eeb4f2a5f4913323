"""The files of a roster's check hold every row, and no formula."""

import io
import json
from datetime import UTC, date, datetime

from icalendar import Calendar
from openpyxl import load_workbook

from ichimai.papers.calendar import plan_calendar
from ichimai.papers.roster_files import files_of
from ichimai.planner.roster.check import check_roster

RAW = b"""id,stay_expires_on,status
"=HYPERLINK(""x"")",2026-12-31,student
0012,2027-01-10,student
0013,4/7/26,student
"""
ROSTER = check_roster(RAW, date(2026, 11, 21), datetime(2026, 11, 21, 1, tzinfo=UTC))


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
