"""The register: opened by URL, read by anybody, changed only within a transaction.

One command is one transaction is one journal entry. A transaction takes the lock of
its resident first; the state rows it writes name the version they were read at; the
entry is written last, under the lock of the journal's head; then all of it is kept, or
none. Changes that come without exactly one entry are never kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import (
    Connection,
    CursorResult,
    Engine,
    Executable,
    Select,
    Table,
    select,
)

from ichimai.clock import Clock
from ichimai.errors import Conflict, Malformed, msgid
from ichimai.model.citation import cite
from ichimai.model.decision import Decision, Preparation
from ichimai.model.filing import Application, Card, CertificateRecord
from ichimai.model.identifiers import Prefix, identifier
from ichimai.model.people import Resident, Stay
from ichimai.randomness import Randomness
from ichimai.registry import migrations, rows
from ichimai.registry.canonical import refuse_unstorable, sha256_hex
from ichimai.registry.engines import (
    IN_MEMORY,
    driver_errors,
    engine_for,
    parse_url,
    place_of,
)
from ichimai.registry.journal import (
    GENESIS,
    JournalCheck,
    JournalEntry,
    check_chain,
    entry_of,
    new_entry_row,
    replay,
)
from ichimai.registry.reads import Reads
from ichimai.registry.tables import (
    APPLICATIONS,
    CARDS,
    CERTIFICATES,
    DECISIONS,
    JOURNAL,
    JOURNAL_HEAD,
    PHOTOS,
    PREPARATIONS,
    RECEIPTS,
    RESIDENTS,
    STATE_TABLES,
    STAYS,
)

Images = dict[str, dict[str, dict[str, Any]]]
"""Rows as the journal keeps them, by table and identifier."""


class Snapshot(Reads):
    """Several questions answered from one moment. Made by `Registry.reading`."""

    def __init__(self, connection: Connection, place: str) -> None:
        self._connection = connection
        self._place = place

    def select_rows(self, statement: Select[Any]) -> Sequence[rows.Row]:
        """The rows that *statement* selects, for the questions of `Reads`."""
        with driver_errors(self._place):
            found = self._connection.execute(statement).mappings().all()
        return cast("Sequence[rows.Row]", found)


class Transaction(Snapshot):
    """One command's changes, kept together or not at all.

    Made by `Registry.transaction`; the command functions of this package use it. What
    they leave behind is one journal entry, in `entry`.
    """

    def __init__(
        self,
        connection: Connection,
        place: str,
        actor: str,
        clock: Clock,
        randomness: Randomness,
    ) -> None:
        super().__init__(connection, place)
        self._actor = actor
        self.clock = clock
        self._randomness = randomness
        self._locked: frozenset[str] = frozenset()
        self._changed: dict[str, dict[str, dict[str, Any]]] = {}
        self._wrote = False
        self.entry: JournalEntry | None = None

    def new_id(self, prefix: Prefix) -> str:
        """An identifier that nothing has yet."""
        return identifier(prefix, self.clock.now(), self._randomness(10))

    # Locks. The resident is what is locked: every row of the register belongs to one,
    # so one lock a person keeps two offices apart and can never be taken in the wrong
    # order. A command on several people names them all at once.

    def lock_residents(self, resident_ids: Iterable[str]) -> tuple[Resident, ...]:
        """Hold all these residents for writing, in identifier order, once.

        Raises:
            NotFound: one of them does not exist.
        """
        wanted = frozenset(resident_ids)
        if not wanted <= self._locked:
            if self._locked:
                raise RuntimeError("a transaction takes its locks once")
            # FOR NO KEY UPDATE: keeps writers of this person out, and lets rows of
            # other tables go on pointing at this one. SQLite leaves the words out: its
            # writer already holds the whole database since BEGIN IMMEDIATE.
            ordered = (
                select(RESIDENTS.c.id)
                .where(RESIDENTS.c.id.in_(wanted))
                .order_by(RESIDENTS.c.id)
                .with_for_update(key_share=True)
            )
            self.select_rows(ordered)
            self._locked = wanted
        return tuple(self.get_resident(each) for each in sorted(wanted))

    def lock_resident(self, resident_id: str) -> Resident:
        """Hold this resident, and all that belongs to them, for writing."""
        (resident,) = self.lock_residents([resident_id])
        return resident

    def lock_application(self, application_id: str) -> Application:
        """Hold the resident of this application; the application as it is now."""
        self.lock_resident(self.get_application(application_id).resident_id)
        return self.get_application(application_id)

    def lock_card(self, card_id: str) -> Card:
        """Hold the resident of this card; the card as it is now."""
        self.lock_resident(self.get_card(card_id).resident_id)
        return self.get_card(card_id)

    def lock_certificate(self, certificate_id: str) -> CertificateRecord:
        """Hold the resident of this certificate; the certificate as it is now."""
        self.lock_card(self.get_certificate(certificate_id).card_id)
        return self.get_certificate(certificate_id)

    # Writing. `add_*` takes a value of version 1; `put_*` takes a value that carries
    # the version at which it was read, and leaves the row one version on.

    def add_resident(self, resident: Resident) -> None:
        """Put a new person on the register."""
        self._insert(RESIDENTS, rows.resident_row(resident))

    def put_resident(self, resident: Resident) -> None:
        """Change a resident's row."""
        self._update(RESIDENTS, rows.resident_row(resident))

    def add_stay(self, stay: Stay) -> None:
        """Register the first stay of a resident."""
        self._insert(STAYS, rows.stay_row(stay))

    def put_stay(self, stay: Stay) -> None:
        """Put another stay in the place of the one a resident has."""
        self._update(STAYS, rows.stay_row(stay))

    def add_application(self, application: Application) -> None:
        """Take in an application, with its photograph under its hash."""
        if application.photo is not None:
            digest = sha256_hex(application.photo)
            if not self.select_rows(
                select(PHOTOS.c.sha256).where(PHOTOS.c.sha256 == digest)
            ):
                photo = {"sha256": digest, "jpeg": application.photo}
                self._execute(PHOTOS.insert().values(photo))
        self._insert(APPLICATIONS, rows.application_row(application))

    def put_application(self, application: Application) -> None:
        """Change an application's row."""
        self._update(APPLICATIONS, rows.application_row(application))

    def add_decision(self, decision: Decision) -> None:
        """Keep what was decided."""
        self._insert(DECISIONS, rows.decision_row(decision))

    def add_preparation(self, preparation: Preparation) -> None:
        """Keep what is to be signed."""
        self._insert(PREPARATIONS, rows.preparation_row(preparation))

    def put_preparation(self, preparation: Preparation) -> None:
        """Change a preparation's row."""
        self._update(PREPARATIONS, rows.preparation_row(preparation))

    def add_card(self, card: Card) -> None:
        """Register a card."""
        self._insert(CARDS, rows.card_row(card))

    def put_card(self, card: Card) -> None:
        """Change a card's row."""
        self._update(CARDS, rows.card_row(card))

    def add_certificate(self, certificate: CertificateRecord) -> None:
        """Register a certificate."""
        self._insert(CERTIFICATES, rows.certificate_row(certificate))

    def put_certificate(self, certificate: CertificateRecord) -> None:
        """Change a certificate's row."""
        self._update(CERTIFICATES, rows.certificate_row(certificate))

    def keep_receipts(self, application_id: str, receipts: Mapping[str, str]) -> None:
        """Note where sealed contents wait, by name. The journal has the names alone."""
        for name, receipt in receipts.items():
            here = {"application_id": application_id, "name": name}
            self._execute(
                RECEIPTS.delete().where(
                    RECEIPTS.c.application_id == application_id,
                    RECEIPTS.c.name == name,
                )
            )
            self._execute(RECEIPTS.insert().values(**here, receipt=receipt))

    def drop_receipts(self, application_id: str) -> None:
        """Point to nothing in the escrow any more, which then erases it."""
        self._execute(
            RECEIPTS.delete().where(RECEIPTS.c.application_id == application_id)
        )

    def journal_entry(
        self,
        command: str,
        subject: str,
        *,
        cites: Iterable[str] = (),
        details: Mapping[str, Any] | None = None,
    ) -> JournalEntry:
        """Write the one entry of this transaction; nothing can be changed behind it.

        *details* are the command's own words; the rows it changed are added here, so
        that the state can be rebuilt from the journal alone.
        """
        if self.entry is not None:
            raise RuntimeError("one command writes one journal entry")
        words = {
            "actor": self._actor,
            "command": command,
            "cites": [str(cite(each)) for each in dict.fromkeys(cites)],
            "subject": subject,
            "payload": {
                "rows": {t: list(r.values()) for t, r in self._changed.items()},
                "details": dict(details or {}),
            },
        }
        # Numbers are dealt under a lock on the head row, held until the commit, and
        # not by a sequence. On PostgreSQL two transactions draw from a sequence in one
        # order and become visible in another: a follower that reads up to 7 while 6 is
        # still open walks past 6 for ever, a rollback leaves a gap that looks like a
        # deleted entry, and neither of the two knows which hash comes before its own.
        # With the head locked, the next writer waits, then reads the committed head:
        # numbers are dense, visible in order, and chained in that order. The price is
        # that commits queue up here, which is why the entry is written last. The lock
        # is on one row of a table of its own: readers of the journal never wait.
        head = select(JOURNAL_HEAD).with_for_update()
        (last,) = self.select_rows(head)
        row = new_entry_row((last["number"], last["hash"]), self.clock.now(), words)
        self._execute(JOURNAL.insert().values(row))
        self._execute(
            JOURNAL_HEAD.update().values(number=row["number"], hash=row["hash"])
        )
        self.entry = entry_of(row)
        return self.entry

    def _insert(self, table: Table, row: dict[str, Any]) -> None:
        for value in row.values():
            if isinstance(value, str):
                refuse_unstorable(value)
        self._execute(table.insert().values(row))
        self._remember(table, row)

    def _update(self, table: Table, row: dict[str, Any]) -> None:
        for value in row.values():
            if isinstance(value, str):
                refuse_unstorable(value)
        seen = row["version"]
        moved = {**row, "version": seen + 1}
        statement = table.update().where(
            table.c.id == row["id"], table.c.version == seen
        )
        changed = self._execute(statement.values(moved))
        if changed.rowcount != 1:
            raise stale(table.name, seen)
        self._remember(table, moved)

    def _remember(self, table: Table, row: dict[str, Any]) -> None:
        images = self._changed.setdefault(table.name, {})
        images[row["id"]] = rows.image_of(table, row)

    def _execute(self, statement: Executable) -> CursorResult[Any]:
        if self.entry is not None:
            raise RuntimeError("nothing is changed behind the journal entry")
        self._wrote = True
        with driver_errors(self._place):
            return self._connection.execute(statement)

    def refuse_unjournalled(self) -> None:
        """Let no change be kept that no entry tells of. The registry calls this."""
        if self._wrote and self.entry is None:
            raise RuntimeError("changes without a journal entry are not kept")


def stale(record: str, seen: int) -> Conflict:
    """The error for a command that was drawn up from an old row."""
    return Conflict(
        msgid("The record has changed since version {seen} was read."),
        repair=msgid("Read it again and decide again."),
        code="stale-version",
        record=record,
        seen=seen,
    )


class Registry(Reads):
    """An open register. Safe to share between threads. Made by `open_registry`."""

    def __init__(
        self, engine: Engine, place: str, clock: Clock, randomness: Randomness
    ) -> None:
        self._engine = engine
        self._place = place
        self._clock = clock
        self._randomness = randomness
        # A database in memory ends with its last connection: this one keeps it.
        self._anchor = engine.raw_connection() if place == IN_MEMORY else None

    @property
    def place(self) -> str:
        """Where the database is, in words that may be printed."""
        return self._place

    @contextmanager
    def transaction(self, actor: str) -> Iterator[Transaction]:
        """Run one command for *actor*: an office, a role, never a person's name.

        Raises:
            Malformed: no actor is named.
            Unavailable: the database cannot be reached, or is busy for too long.
        """
        if not actor.strip():
            raise Malformed(
                msgid("Nobody is named who gives this command."),
                repair=msgid("Name the office or the role, for example `bureau`."),
                code="no-actor",
            )
        with self._connected(writes=True) as connection:
            tx = Transaction(
                connection, self._place, actor, self._clock, self._randomness
            )
            yield tx
            tx.refuse_unjournalled()
            with driver_errors(self._place, committing=True):
                connection.commit()

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Answer several questions from one moment; nothing can be changed."""
        with self._connected(writes=False) as connection:
            yield Snapshot(connection, self._place)

    @contextmanager
    def _connected(self, *, writes: bool) -> Iterator[Connection]:
        with driver_errors(self._place):
            connection = self._engine.connect()
        with connection:
            with driver_errors(self._place):
                connection.execution_options(ichimai_writes=writes).begin()
            yield connection

    def select_rows(self, statement: Select[Any]) -> Sequence[rows.Row]:
        """The rows that *statement* selects, for the questions of `Reads`."""
        with self.reading() as snapshot:
            return snapshot.select_rows(statement)

    def migrate(self) -> tuple[int, ...]:
        """Bring the database up to this release; the numbers of what was applied."""
        applied = []
        while (number := self._apply_next()) is not None:
            applied.append(number)
        return tuple(applied)

    def _apply_next(self) -> int | None:
        with self._connected(writes=True) as connection, driver_errors(self._place):
            number = migrations.apply_next(connection, self._clock)
            connection.commit()
            return number

    def version(self) -> int:
        """The version of the database."""
        with self._connected(writes=False) as connection, driver_errors(self._place):
            return migrations.version_of(connection)

    def verify_journal(self, noted: str = GENESIS) -> JournalCheck:
        """Walk the whole chain; the check names the first broken entry.

        *noted* is a head that was noted elsewhere before: the chain leads through it.
        """
        with self.reading() as snapshot:
            rows, head = snapshot.journal_rows(), snapshot.journal_head()
            return check_chain(rows, head, noted)

    def rebuild(self) -> Images:
        """The state as the journal alone tells it."""
        return rebuilt(self.journal())

    def differences(self) -> tuple[str, ...]:
        """Identifiers of rows that are not as the journal tells, sorted.

        Empty unless somebody has changed a table behind the register's back.
        """
        with self.reading() as snapshot:
            told = rebuilt(snapshot.journal())
            found: set[str] = set()
            for table in STATE_TABLES:
                kept = {
                    row["id"]: rows.image_of(table, row)
                    for row in snapshot.select_rows(select(table))
                }
                there = told.get(table.name, {})
                found |= {
                    each
                    for each in kept.keys() | there.keys()
                    if kept.get(each) != there.get(each)
                }
        return tuple(sorted(found))

    def close(self) -> None:
        """Let go of the database. One in memory ends."""
        if self._anchor is not None:
            self._anchor.close()
        self._engine.dispose()


def rebuilt(entries: Iterable[JournalEntry]) -> Images:
    """The state that *entries* from the first on have led to."""
    state: Images = {table.name: {} for table in STATE_TABLES}
    for table, image in replay(entries):
        state[table][image["id"]] = image
    return state


def open_registry(
    url: str, clock: Clock, randomness: Randomness, *, migrate: bool = False
) -> Registry:
    """The register at *url*: `sqlite:///FILE`, `sqlite://` or `postgresql://…`.

    Args:
        url: where it is. In memory, it lives until `close`.
        clock: dates the journal.
        randomness: for identifiers.
        migrate: make it, or bring it up to this release, instead of refusing.

    Raises:
        Malformed: not the URL of a database.
        Unavailable: no such database, no answer, another version, a missing package.
    """
    parsed = parse_url(url)
    place = place_of(parsed)
    engine = engine_for(parsed, create=migrate)
    registry = Registry(engine, place, clock, randomness)
    try:
        if migrate:
            registry.migrate()
        found = registry.version()
        migrations.refuse_newer(found)
        migrations.refuse_older(found)
    except BaseException:
        registry.close()
        raise
    return registry
