"""Many people at once: who has what to do, the most urgent first, and which rows fail.

Every row of the roster comes back, as a person or as rejected. No name, no card number
and no My Number is read; the roster's own code tells the people apart.
"""

from collections import deque
from collections.abc import Callable
from datetime import date
from hashlib import sha256

from ichimai.errors import Malformed, msgid
from ichimai.planner.asking import remembering
from ichimai.planner.planning import make_outline
from ichimai.planner.reader import require_lawful
from ichimai.planner.roster.columns import Columns, Headings, columns_of, headings_of
from ichimai.planner.roster.ranking import Rank, next_day, rank_of
from ichimai.planner.roster.result import Audit, Check, Person, Roster
from ichimai.planner.roster.rows import Rejected, read_entry, rejected_by
from ichimai.planner.roster.table import LARGEST_FILE, Row, Table, read_csv, too_large
from ichimai.planner.roster.workbook import SIGNATURE, read_workbook


def read_table(raw: bytes, headings: Headings) -> Table:
    """The table in a roster's file.

    Raises:
        Malformed: see `read_csv` and `read_workbook`; an empty file is `empty`.
    """
    if len(raw) > LARGEST_FILE:
        raise too_large()
    if raw.startswith(SIGNATURE):
        return read_workbook(raw, headings.is_header)
    table = read_csv(raw)
    if not table.rows:
        raise Malformed(
            msgid("The roster is empty."),
            repair=msgid("Write a row of column names and one row a person."),
            code="empty",
        )
    return table


def check_roster(
    raw: bytes,
    check: Check,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Roster:
    """What everybody in the file *raw* has to do.

    Args:
        raw: the file.
        check: on which day, and how.
        tell: is told how many rows of how many are done.

    Raises:
        Malformed, Refused: the file cannot be read, or must not be.
    """
    require_lawful(check.as_of)
    headings = headings_of(check.columns)
    table = read_table(raw, headings)
    columns = columns_of(table, headings)
    audit = Audit(
        sha256(raw).hexdigest(),
        table.written_as,
        table.sheet,
        table.passed_over,
        columns,
        check,
    )
    rows = deque(row for row in table.rows if row.number > columns.header)
    if len(rows) > check.most_rows:
        raise too_large(check.most_rows)
    del table  # its rows go as they are worked out: both would be twice the memory
    people: list[Person] = []
    rejected: list[Rejected] = []
    seen: dict[str, int] = {}
    count = len(rows)
    with remembering():
        while rows:
            found = _worked_out(rows.popleft(), columns, check, seen)
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                people.append(found)
            tell(count - len(rows), count)
    return Roster(tuple(sorted(people, key=_place)), tuple(rejected), audit)


def _worked_out(
    row: Row, columns: Columns, check: Check, seen: dict[str, int]
) -> Person | Rejected:
    entry = read_entry(row, columns, check.as_of)
    if isinstance(entry, Rejected):
        return entry
    if entry.code is not None:
        first = seen.setdefault(entry.code, row.number)
        if first != row.number:
            return Rejected(
                row.number,
                columns.heading("id"),
                msgid("The code stands in row {first} already."),
                msgid("Delete the row that is out of date, or correct its code."),
                {"first": first},
            )
    try:
        plan = make_outline(entry.facts, check.as_of)
    except Malformed as error:
        return rejected_by(error, row.number, columns)
    due_on = next_day(plan)
    calls = check.ladder.calls(due_on, check.as_of) if due_on else ()
    return Person(entry, plan, rank_of(plan, due_on), due_on, calls)


_ORDER = tuple(Rank)


def _place(person: Person) -> tuple[int, date, int]:
    return _ORDER.index(person.rank), person.due_on or date.max, person.entry.row
