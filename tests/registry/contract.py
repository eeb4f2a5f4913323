"""What every store must do, whichever database is under it."""

import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, inspect
from sqlalchemy.exc import DBAPIError, IntegrityError

from ichimai.clock import VirtualClock
from ichimai.errors import Conflict, Malformed, NotFound, Unavailable
from ichimai.model.people import Resident
from ichimai.randomness import SeededRandomness
from ichimai.registry import migrations
from ichimai.registry.applications import lodge
from ichimai.registry.journal import GENESIS, JournalFault
from ichimai.registry.residents import change_address, enrol
from ichimai.registry.store import Registry, open_registry
from ichimai.registry.tables import JOURNAL, METADATA
from registry.cases import CasesContract, move
from registry.lives import (
    ENROLMENT,
    TODAY,
    clock_of_today,
    delivered,
    enrolled,
    filing,
    lodged,
    receipt,
    run_sql,
)
from registry.stale import StaleCases

_TESTS = Path(__file__).parents[1]


def writing_process(url: str, count: int, actor: str) -> subprocess.Popen[str]:
    """A process of its own that enrols *count* people, or people without end."""
    writer = Path(__file__).with_name("writer.py")
    paths = os.pathsep.join((str(_TESTS.parent / "src"), str(_TESTS)))
    return subprocess.Popen(
        [sys.executable, writer, url, str(count), actor],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


def assert_sound(registry: Registry, entries: int) -> None:
    """The journal is whole, has that many entries, and tells the state."""
    check = registry.verify_journal()
    assert (None, entries) == (check.fault, check.entries)
    assert () == registry.differences()


class StoreContract(CasesContract, StaleCases):
    """Inherit this with fixtures `url` and `registry`, and a store is held to it all.

    Attributes:
        disarm: the statements with which a database's owner silences the triggers.
    """

    disarm: tuple[str, ...]

    # One command, one transaction, one entry

    def test_one_entry_a_command(self, registry: Registry) -> None:
        """A whole case leaves one entry a command, and the journal tells its state."""
        delivered(registry)

        assert [
            "resident-enrolled",
            "stay-granted",
            "card-entered",
            "application-lodged",
            "application-decided",
            "card-prepared",
            "card-issued",
            "card-confirmed",
            "card-delivered",
        ] == [entry.command for entry in registry.journal()]
        assert_sound(registry, 9)

    def test_change_without_entry(self, registry: Registry) -> None:
        """A change that no entry tells of is not kept."""
        resident = enrolled(registry)

        with pytest.raises(RuntimeError), registry.transaction("bureau") as tx:
            tx.put_resident(replace(resident, name="SOMEBODY TEST"))

        assert resident == registry.get_resident(resident.id)

    def test_envelope_without_entry(self, registry: Registry) -> None:
        """What lies outside the journal is not changed behind its back either."""
        case = lodged(registry)

        with pytest.raises(RuntimeError), registry.transaction("bureau") as tx:
            tx.drop_receipts(case.application.id)

        assert {"pins"} == set(registry.receipts_of(case.application.id))

    def test_two_commands(self, registry: Registry) -> None:
        """A transaction takes one command."""
        with registry.transaction("bureau") as tx:
            enrol(tx, ENROLMENT)
            with pytest.raises(RuntimeError):
                enrol(tx, ENROLMENT)

        assert 1 == len(registry.residents())
        assert_sound(registry, 1)

    def test_error_keeps_nothing(self, registry: Registry) -> None:
        """A command that fails behind its writes leaves nothing of them."""

        def fail_late() -> None:
            with registry.transaction("bureau") as tx:
                enrol(tx, ENROLMENT)
                raise NotFound("invented")

        with pytest.raises(NotFound):
            fail_late()

        assert () == registry.residents()
        assert_sound(registry, 0)

    def test_nobody_acts(self, registry: Registry) -> None:
        """A command that nobody gives is not taken."""
        with pytest.raises(Malformed), registry.transaction(" "):
            pass

    def test_entry_says_who_and_under_what(self, registry: Registry) -> None:
        """An entry has its actor, its moment, its subject and the provisions."""
        case = lodged(registry)

        entry = list(registry.journal())[-1]
        assert "bureau" == entry.actor
        assert clock_of_today().now() == entry.at
        assert case.resident.id == entry.subject
        assert ("ICA 21(2)", "ICA 19-15-2(1)") == entry.cites

    def test_no_envelope_in_the_journal(self, registry: Registry) -> None:
        """Neither receipts nor photographs are in the journal."""
        case = lodged(registry)

        text = "".join(row["payload"] for row in registry.journal_rows())
        assert receipt(f"pins of {case.resident.id}") not in text
        assert "/9gg" not in text  # the first bytes of the photograph

    def test_unknown_identifier(self, registry: Registry) -> None:
        """What does not exist is not found, by reader and by command."""
        with pytest.raises(NotFound):
            registry.get_card("card_0")
        with pytest.raises(NotFound), registry.transaction("bureau") as tx:
            change_address(tx, move("res_0"))

        assert registry.find_resident("res_0") is None

    def test_unstorable_text(self, registry: Registry) -> None:
        """A character that one database would refuse is refused on both."""
        for name in ("TEST\x00", "TEST\ud800"):
            with pytest.raises(Malformed) as caught, registry.transaction("c") as tx:
                enrol(tx, replace(ENROLMENT, name=name))

            assert "unstorable" == caught.value.code

    def test_value_that_does_not_fit(self, registry: Registry) -> None:
        """A value of the wrong length is malformed, and nobody's name is told."""
        for wrong in (
            replace(ENROLMENT, nationality="VIETNAM"),
            replace(ENROLMENT, municipality="1"),
            replace(ENROLMENT, name=""),
        ):
            with pytest.raises(Malformed) as caught, registry.transaction("c") as tx:
                enrol(tx, wrong)

            assert "unstorable" == caught.value.code
            assert caught.value.__cause__ is None

    def test_broken_head(self, registry: Registry) -> None:
        """Where the head is not the journal's, nothing is written behind it."""
        enrolled(registry)
        run_sql(registry, "UPDATE journal_head SET number = 1")

        with pytest.raises(Unavailable) as caught, registry.transaction("c") as tx:
            enrol(tx, ENROLMENT)

        assert "journal-broken" == caught.value.code

    def test_future_filing(self, registry: Registry) -> None:
        """Nothing is filed tomorrow."""
        resident = enrolled(registry)
        tomorrow = replace(filing(resident.id), filed_on=TODAY + timedelta(days=1))

        with pytest.raises(Malformed) as caught, registry.transaction("bureau") as tx:
            lodge(tx, tomorrow)

        assert "contradiction" == caught.value.code

    # Versions and locks

    def test_stale_notice(self, registry: Registry) -> None:
        """A notice drawn up from an old row changes nothing."""
        resident = enrolled(registry)
        with registry.transaction("municipality") as tx:
            moved = change_address(tx, move(resident.id))

        with pytest.raises(Conflict) as caught, registry.transaction("city") as tx:
            change_address(tx, replace(move(resident.id), address="Elsewhere"))

        assert "stale-version" == caught.value.code
        assert moved == registry.get_resident(resident.id)

    def test_stale_row(self, registry: Registry) -> None:
        """The row itself refuses a version that it no longer has."""
        resident = enrolled(registry)

        with pytest.raises(Conflict), registry.transaction("bureau") as tx:
            tx.put_resident(replace(resident, version=7))

    def test_locks_once(self, registry: Registry) -> None:
        """A transaction that holds one person does not reach for another."""
        first, second = enrolled(registry), enrolled(registry, 2)

        with registry.transaction("bureau") as tx:
            both = tx.lock_residents([second.id, first.id])
            tx.lock_resident(first.id)
        with registry.transaction("bureau") as tx:
            tx.lock_resident(first.id)
            with pytest.raises(RuntimeError):
                tx.lock_resident(second.id)

        assert sorted((first.id, second.id)) == [each.id for each in both]

    def test_two_offices_at_once(self, registry: Registry) -> None:
        """Of notices drawn up from one version, exactly one is kept."""
        resident = enrolled(registry)

        def try_to_move(number: int) -> str:
            notice = replace(move(resident.id), address=f"{number} Sample")
            try:
                with registry.transaction(f"office-{number}") as tx:
                    change_address(tx, notice)
            except Conflict as error:
                return error.code
            return "kept"

        with ThreadPoolExecutor(4) as pool:
            outcomes = sorted(pool.map(try_to_move, range(4)))

        assert ["kept", "stale-version", "stale-version", "stale-version"] == outcomes
        assert_sound(registry, 4)

    def test_many_threads(self, registry: Registry) -> None:
        """Threads that write at once lose nothing, and the chain stays whole."""

        def enrol_some(office: int) -> list[str]:
            kept = []
            for _ in range(8):
                with registry.transaction(f"office-{office}") as tx:
                    kept.append(enrol(tx, ENROLMENT).id)
            return kept

        with ThreadPoolExecutor(4) as pool:
            kept = [each for some in pool.map(enrol_some, range(4)) for each in some]

        assert sorted(kept) == sorted(ids_of(registry.residents()))
        assert_sound(registry, 32)

    def test_many_processes(self, url: str, registry: Registry) -> None:
        """Processes that write at once lose nothing, and the chain stays whole."""
        writers = [writing_process(url, 15, f"office-{n}") for n in range(3)]

        kept = [each for writer in writers for each in writer.communicate()[0].split()]

        assert [0, 0, 0] == [writer.returncode for writer in writers]
        assert sorted(kept) == sorted(ids_of(registry.residents()))
        assert_sound(registry, 45)

    def test_killed_process(self, url: str, registry: Registry) -> None:
        """A process killed in the middle has lost nothing that it acknowledged."""
        with writing_process(url, 0, "office") as writer:
            assert writer.stdout is not None
            acknowledged = [writer.stdout.readline().strip() for _ in range(25)]
            writer.kill()
            acknowledged += writer.stdout.read().split("\n")[:-1]

        residents = ids_of(registry.residents())
        assert set(acknowledged) <= set(residents)
        assert len(residents) - len(acknowledged) in {0, 1}  # kept, not yet told
        assert_sound(registry, len(residents))

    def test_reader_does_not_wait(self, registry: Registry) -> None:
        """Whoever reads sees the last kept state while a command is under way."""
        with registry.transaction("bureau") as tx:
            resident = enrol(tx, ENROLMENT)

            assert registry.find_resident(resident.id) is None
        assert resident == registry.get_resident(resident.id)

    def test_one_moment(self, registry: Registry) -> None:
        """Questions within one reading are answered from one moment."""
        with registry.reading() as snapshot:
            before = snapshot.residents()
            enrolled(registry, card=False)
            after = snapshot.residents()

        assert () == before == after
        assert 1 == len(registry.residents())

    # The journal

    def test_journal_in_pages(
        self, registry: Registry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A long journal is read page by page, each entry once."""
        monkeypatch.setattr("ichimai.registry.reads._PAGE", 2)
        delivered(registry)

        assert list(range(1, 10)) == [entry.number for entry in registry.journal()]
        assert [8, 9] == [entry.number for entry in registry.journal(after=7)]

    def test_head_of_the_journal(self, registry: Registry) -> None:
        """The head is the last entry's hash, and the genesis before there is one."""
        before = registry.journal_head()
        with registry.transaction("bureau") as tx:
            enrol(tx, ENROLMENT)

        assert (0, GENESIS) == before
        assert tx.entry is not None
        assert (1, tx.entry.hash) == registry.journal_head()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE journal SET actor = 'nobody' WHERE number = 2",
            "DELETE FROM journal WHERE number = 2",
            "DELETE FROM journal",
        ],
    )
    def test_journal_is_append_only(self, registry: Registry, statement: str) -> None:
        """The database itself refuses to change or delete an entry."""
        enrolled(registry)

        with pytest.raises(DBAPIError, match="append-only"):
            run_sql(registry, statement)

        assert_sound(registry, 3)

    @pytest.mark.parametrize(
        "column",
        [c.name for c in JOURNAL.columns if c.name not in {"number", "previous_hash"}],
    )
    def test_touched_column(self, registry: Registry, column: str) -> None:
        """An entry that somebody has touched is named, whichever column it was."""
        enrolled(registry)
        words = JOURNAL.c[column]
        touched = func.replace(words, func.substr(words, 3, 1), "#")
        touch = JOURNAL.update().values({column: touched}).where(JOURNAL.c.number == 2)

        run_sql(registry, *self.disarm, touch)

        check = registry.verify_journal()
        assert (2, JournalFault.CONTENT) == (check.broken_at, check.fault)

    @pytest.mark.parametrize(
        ("statement", "broken_at", "fault"),
        [
            (
                "UPDATE journal SET previous_hash = hash WHERE number = 3",
                3,
                JournalFault.LINK,
            ),
            ("DELETE FROM journal WHERE number = 2", 2, JournalFault.GAP),
            ("DELETE FROM journal WHERE number = 3", 3, JournalFault.HEAD),
            ("UPDATE journal_head SET number = 2", 4, JournalFault.HEAD),
            (
                "UPDATE journal SET payload = '{}' || payload WHERE number = 1",
                1,
                JournalFault.CONTENT,
            ),
        ],
    )
    def test_broken_chain(
        self, registry: Registry, statement: str, broken_at: int, fault: JournalFault
    ) -> None:
        """A chain that is cut, shortened or rewritten names where and how."""
        enrolled(registry)

        run_sql(registry, *self.disarm, statement)

        check = registry.verify_journal()
        assert (broken_at, fault) == (check.broken_at, check.fault)

    def test_noted_head(self, registry: Registry) -> None:
        """A chain leads through every head it had, and through no other's."""
        enrolled(registry)
        noted = registry.verify_journal().head
        enrolled(registry, 2)

        assert registry.verify_journal(noted).fault is None
        check = registry.verify_journal("ab" * 32)
        assert (6, None, JournalFault.OTHER) == (
            check.entries,
            check.broken_at,
            check.fault,
        )

    def test_cut_off_with_a_new_head(self, registry: Registry) -> None:
        """A tail cut off under a matching head shows against the head noted before."""
        enrolled(registry)
        noted = registry.verify_journal().head

        run_sql(
            registry,
            *self.disarm,
            "UPDATE journal_head SET number = 2,"
            " hash = (SELECT hash FROM journal WHERE number = 2)",
            "DELETE FROM journal WHERE number = 3",
        )

        assert registry.verify_journal().fault is None
        assert JournalFault.OTHER is registry.verify_journal(noted).fault

    def test_unreadable_entry(self, registry: Registry) -> None:
        """An entry whose words are no JSON any more is named by who reads it."""
        enrolled(registry)
        run_sql(registry, *self.disarm, "UPDATE journal SET payload = '{'")

        with pytest.raises(Unavailable) as caught:
            list(registry.journal(after=1))

        assert ("journal-unreadable", 2) == (
            caught.value.code,
            caught.value.values["number"],
        )
        assert 1 == registry.verify_journal().broken_at

    def test_table_changed_behind_its_back(self, registry: Registry) -> None:
        """A state row that is not as the journal tells is named."""
        resident = enrolled(registry)
        removed = registry.cards_of(resident.id)[0].id

        run_sql(registry, "UPDATE residents SET address = 'X'", "DELETE FROM cards")

        assert (removed, resident.id) == registry.differences()

    def test_two_cards_in_force(self, registry: Registry) -> None:
        """The database itself refuses a person two cards in force."""
        delivered(registry)

        with pytest.raises(IntegrityError):
            run_sql(registry, "UPDATE cards SET state = 'active', voided_on = NULL")

        assert 1 == len(registry.void_cards())

    # Versions of the database

    def test_tables_are_as_declared(self, registry: Registry) -> None:
        """What the migrations make is what the statements expect, column by column."""
        with registry._connected(writes=False) as connection:
            seen = inspect(connection)
            made = {
                name: {
                    (column["name"], column["nullable"])
                    for column in seen.get_columns(name)
                    if column["name"] not in _keys(seen.get_pk_constraint(name))
                }
                for name in seen.get_table_names()
            }

        assert {
            table.name: {
                (column.name, column.nullable)
                for column in table.columns
                if not column.primary_key
            }
            for table in METADATA.sorted_tables
        } == made

    def test_migration_is_recorded_once(self, url: str, registry: Registry) -> None:
        """A database that is up to date is left alone."""
        assert () == registry.migrate()
        assert migrations.NEWEST == registry.version()

        again = open_registry(url, clock_of_today(), SeededRandomness("t"))
        again.close()

    def test_newer_database(self, url: str, registry: Registry) -> None:
        """A database that a later release has changed is not touched."""
        run_sql(registry, "INSERT INTO migrations VALUES (999, 'later', 'then')")

        for migrate in (True, False):
            with pytest.raises(Unavailable) as caught:
                open_registry(
                    url, clock_of_today(), SeededRandomness("t"), migrate=migrate
                )

            assert "newer-database" == caught.value.code
            assert (999, migrations.NEWEST) == (
                caught.value.values["found"],
                caught.value.values["known"],
            )

    def test_older_database(self, url: str, registry: Registry) -> None:
        """A database that lacks a migration says which command applies it."""
        run_sql(registry, "DELETE FROM migrations")

        with pytest.raises(Unavailable) as caught:
            open_registry(url, clock_of_today(), SeededRandomness("t"))

        assert "older-database" == caught.value.code
        assert "ichimai register migrate" in caught.value.repair

    def test_migration_of_the_first_version(self, registry: Registry) -> None:
        """A database of version 1 is brought up to this release with all it holds."""
        resident = enrolled(registry)
        run_sql(
            registry,
            "DROP TABLE receipts",
            "CREATE TABLE envelopes (application_id TEXT)",
            "ALTER TABLE residents DROP COLUMN alias",
            "DELETE FROM migrations WHERE number > 1",
        )

        applied = registry.migrate()

        assert tuple(range(2, migrations.NEWEST + 1)) == applied
        assert resident == registry.get_resident(resident.id)
        assert_sound(registry, 3)

    def test_two_migrate_at_once(self, registry: Registry) -> None:
        """Of two that migrate at once, one applies each step and both are content."""
        run_sql(
            registry,
            "DROP TABLE receipts",
            "CREATE TABLE envelopes (application_id TEXT)",
            "ALTER TABLE residents DROP COLUMN alias",
            "DELETE FROM migrations WHERE number > 1",
        )

        with ThreadPoolExecutor(4) as pool:
            applied = list(pool.map(lambda _: registry.migrate(), range(4)))

        assert list(range(2, migrations.NEWEST + 1)) == sorted(
            number for numbers in applied for number in numbers
        )

    def test_failed_migration_leaves_nothing(
        self, registry: Registry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A migration that fails half-way leaves no half of it."""
        newest = migrations.NEWEST
        broken = migrations.Migration(
            newest + 1, "broken", ("CREATE TABLE halfway (id TEXT)", "CREATE NONSENSE")
        )
        monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, broken))
        monkeypatch.setattr(migrations, "NEWEST", newest + 1)

        with pytest.raises((DBAPIError, Unavailable)):
            registry.migrate()

        with registry._connected(writes=False) as connection:
            assert "halfway" not in inspect(connection).get_table_names()
        assert newest == registry.version()

    def test_time_of_the_journal(self, url: str, registry: Registry) -> None:
        """Entries carry the moment of the clock that was handed in."""
        clock = VirtualClock(clock_of_today().now())
        clock.advance(timedelta(days=40, microseconds=1))
        later = open_registry(url, clock, SeededRandomness("later"))

        with later.transaction("bureau") as tx:
            enrol(tx, ENROLMENT)

        assert [clock.now()] == [entry.at for entry in registry.journal()]
        later.close()


def ids_of(residents: Iterable[Resident]) -> list[str]:
    """The identifiers of these residents."""
    return [resident.id for resident in residents]


def _keys(constraint: object) -> list[str]:
    assert isinstance(constraint, dict)
    return constraint["constrained_columns"]
