"""Rosters: every file that spreadsheets write, every row in or rejected, by urgency."""

import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from ichimai.errors import Malformed, Refused
from ichimai.planner.roster.check import check_roster
from ichimai.planner.roster.days import NoDay, ReadDay, read_day
from ichimai.planner.roster.ranking import Rank
from ichimai.planner.roster.result import Check, Roster
from ichimai.randomness import SeededRandomness

AS_OF = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
HEAD = [
    "管理番号",
    "在留資格",
    "カード交付日",
    "在留期間満了日",
    "更新等申請日",
    "備考",
]


def result_of(raw: bytes, language: str = "en") -> dict[str, Any]:
    """The result as the command prints it, read again."""
    found: dict[str, Any] = json.loads("".join(check(raw).json_text(language)))
    return found


def check(raw: bytes) -> Roster:
    """The roster as seen on one day."""
    return check_roster(raw, Check(AS_OF, NOW))


def csv_of(rows: list[list[str]]) -> str:
    """The rows as CSV; no cell here needs quotes."""
    return "".join(",".join(row) + "\r\n" for row in rows)


def xlsx_of(rows: list[list[object]]) -> bytes:
    """The rows as a workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of the workbook."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def three_hundred() -> list[list[str]]:
    """J8: mixed forms, 7 broken rows, 12 permanent, 3 filed, 1 code twice."""
    dice = SeededRandomness("roster of J8")
    rows = [HEAD]
    for number in range(300):
        ends = AS_OF + timedelta(days=2 + int.from_bytes(dice(2)) % 900)
        forms = [
            ends.strftime("%Y/%m/%d"),
            f"R{ends.year - 2018}.{ends.month}.{ends.day}",
            f"令和{ends.year - 2018}年{ends.month}月{ends.day}日",
            str((ends - date(1899, 12, 30)).days),
        ]
        row = [f"{number:04d}", "留学", "2024/4/1", forms[number % 4], "", "①㈱髙"]
        if number < 7:
            row[3] = "31/12/2026"
        elif number < 19:
            row[1], row[3] = "永住者", ""
        elif number < 22:
            row[3], row[4] = "2026/11/10", "2026/11/2"
        rows.append(row)
    rows[300][0] = "0100"
    return rows


def test_four_encodings_give_one_result() -> None:
    """The same 300 rows as cp932, UTF-8 with mark, UTF-16 and xlsx come out alike."""
    rows = three_hundred()
    text = csv_of(rows)
    marked, plain = (
        ("cp932", "utf-8-sig", "utf-16"),
        ("utf-8", "utf-16-le", "utf-16-be"),
    )
    files = [text.encode(each) for each in (*marked, *plain)]
    results = [result_of(raw, "ja") for raw in (*files, xlsx_of(rows))]

    for result in results:
        assert results[0]["people"] == result["people"]
        assert results[0]["rejected"] == result["rejected"]
    assert 300 == len(results[0]["people"]) + len(results[0]["rejected"])
    assert 8 == len(results[0]["rejected"])
    assert "0012" in {person["id"] for person in results[0]["people"]}


def test_the_most_urgent_come_first() -> None:
    """People stand by rank, then by day."""
    people = check(csv_of(three_hundred()).encode()).people
    places = [list(Rank).index(each.rank) for each in people]

    assert sorted(places) == places
    assert {Rank.IN_30, Rank.IN_90, Rank.IN_120, Rank.QUESTION} <= {
        each.rank for each in people
    }


def test_a_passed_day_is_no_verdict_in_the_special_period() -> None:
    """Whoever filed in time is ranked by the special period, and a note says why."""
    row = ["0001", "留学", "2024/4/1", "2026/11/10", "2026/11/2", ""]
    person = check(csv_of([HEAD, row]).encode()).people[0]

    assert (date(2027, 1, 8), Rank.IN_90) == (person.due_on, person.rank)
    assert any("special period" in note for note in person.notes("en"))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026/12/31", date(2026, 12, 31)),
        ("２０２６－１２－３１ ", date(2026, 12, 31)),
        ("2026-12-31 00:00:00", date(2026, 12, 31)),
        ("20261231", date(2026, 12, 31)),
        ("R8.10.5", date(2026, 10, 5)),
        ("R01.5.1", date(2019, 5, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和9年3月31日", date(2027, 3, 31)),
        ("46387", date(2026, 12, 31)),
        (46387, date(2026, 12, 31)),
        (datetime(2026, 12, 31), date(2026, 12, 31)),  # noqa: DTZ001 - as Excel has it
    ],
)
def test_days_in_every_form(written: str | int | datetime, day: date) -> None:
    """Each form that people and spreadsheets write is the day that it says."""
    assert ReadDay(day) == read_day(written)


def test_an_era_that_had_ended_is_read_and_told() -> None:
    """平成31年5月1日 is 1 May 2019."""
    assert ReadDay(date(2019, 5, 1), past_era=True) == read_day("平成31年5月1日")


@pytest.mark.parametrize(
    "written",
    [
        *("4/7/26", "26.7.4", "31/12/2026", "2026-12", "2026-13-01"),
        *("令和8年2月29日", "令和1年4月30日", "R0.1.1", "#N/A", "TRUE"),
    ],
)
def test_no_day_is_guessed(written: str) -> None:
    """What could be several days, or is none, is refused."""
    assert isinstance(read_day(written), NoDay)


def test_a_column_of_my_numbers_is_refused_and_named() -> None:
    """By its values, whatever its header says, and without showing one."""
    head, row = ["id", "stay_expires_on", "memo"], ["1", "2027-01-01", "123456789018"]

    with pytest.raises(Refused) as caught:
        check(csv_of([head, row]).encode())
    assert "memo" == caught.value.values["column"]
    assert "123456789018" not in str(caught.value)


def test_a_my_number_in_a_heading_is_not_repeated() -> None:
    """A sheet without headings: the column is named by its place."""
    rows = [["123456789018", "id", "満了日"], ["", "1", "2027-01-01"]]

    with pytest.raises(Refused) as caught:
        check(csv_of(rows).encode())
    assert ("my-number-column", "1") == (
        caught.value.code,
        caught.value.values["column"],
    )


def test_names_are_dropped() -> None:
    """A column of names is told as not needed, and no name comes out."""
    raw = csv_of(
        [["id", "氏名", "満了日"], ["7", "SAMPLE TARO", "2027-01-01"]]
    ).encode()
    result = result_of(raw)

    assert ["氏名"] == result["audit"]["columns"]["not_needed"]
    assert "SAMPLE TARO" not in str(result)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"id,stay_expires_on\r\n1\0,2027-01-01\r\n", "nul"),
        (b"\x81\xff\xfe,\x80", "encoding"),
        (b'id,stay_expires_on\n"1,2027-01-01\n', "csv"),
        (b"1,2027-01-01\n", "no-header"),
        (b"PK\x03\x04 no archive", "workbook"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(raw: bytes, code: str) -> None:
    """Nothing of it is worked out."""
    with pytest.raises(Malformed) as caught:
        check(raw)
    assert code == caught.value.code


def test_a_bomb_is_not_unpacked() -> None:
    """An archive that declares hundreds of megabytes is refused by its list alone."""
    packed = io.BytesIO()
    with (
        ZipFile(packed, "w", ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(301):
            part.write(bytes(1_000_000))

    with pytest.raises(Malformed) as caught:
        check(packed.getvalue())
    assert "too-large" == caught.value.code


def test_any_end_of_line_and_any_place_of_the_header() -> None:
    """CR alone ends a line; semicolons part cells; two lines stand above the header."""
    raw = b"Our people\r\rstay_expires_on;id\r2027-01-01 ;0012\r\r"
    roster = check(raw)

    assert ["0012"] == [person.entry.code for person in roster.people]
    assert 4 == roster.people[0].entry.row


def test_damaged_and_missing_codes_are_rejected() -> None:
    """1.2E+07 was a code once; a row without one names nobody."""
    rows = [["id", "stay_expires_on"], ["1.2E+07", "2027-01-01"], ["", "2027-01-01"]]

    assert [2, 3] == [each.row for each in check(csv_of(rows).encode()).rejected]


def test_a_workbook_keeps_its_days_and_zeros() -> None:
    """Cells of days are days, 12 shown as 0012 is 0012, hidden rows count."""
    book = Workbook()
    book.active.append(["id", "stay_expires_on"])
    book.active.append([12, date(2027, 1, 1)])
    book.active.append([13, 46387])
    book.active["A2"].number_format = "0000"
    book.active.row_dimensions[3].hidden = True
    people = check(saved(book)).people

    assert {"0012", "13"} == {each.entry.code for each in people}
    assert {date(2027, 1, 1), date(2026, 12, 31)} == {
        each.entry.facts.person.stay_ends_on for each in people
    }


def test_a_formula_without_its_result_is_rejected() -> None:
    """Nothing is computed here, and an empty cell is not made of it."""
    rows: list[list[object]] = [["id", "stay_expires_on"], ["1", "=TODAY()"]]
    roster = check(xlsx_of(rows))

    assert [(2, "stay_expires_on")] == [(r.row, r.column) for r in roster.rejected]


def test_merged_cells_and_two_rosters_are_refused() -> None:
    """Whose value, or which sheet, nobody can say."""
    book = Workbook()
    for sheet in (book.active, book.create_sheet()):
        sheet.append(["id", "stay_expires_on"])
        sheet.append(["1", "2027-01-01"])
    with pytest.raises(Malformed) as several:
        check(saved(book))
    book.remove(book.worksheets[1])
    book.active.merge_cells("A2:A3")
    with pytest.raises(Malformed) as merged:
        check(saved(book))

    assert ("several-sheets", "merged-cells") == (
        several.value.code,
        merged.value.code,
    )


def test_a_dated_stay_that_is_known_leaves_no_question() -> None:
    """The card ends with it; of a permanent resident the card's end is asked for."""
    rows = [HEAD, ["1", "留学", "", "2028/1/10", "", ""], ["2", "永住者", *[""] * 4]]
    ranks = {each.name: each.rank for each in check(csv_of(rows).encode()).people}

    assert {"1": Rank.NOTHING, "2": Rank.QUESTION} == ranks


def test_an_open_question_says_what_is_missing() -> None:
    """A rank alone would leave the reader to guess."""
    rows = [HEAD, ["1", "永住者", *[""] * 4]]
    person = check(csv_of(rows).encode()).people[0]

    assert any("card" in note for note in person.notes("en"))
