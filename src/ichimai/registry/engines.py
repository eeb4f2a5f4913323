"""From a database URL to an engine, and from a driver's exceptions to our own.

The two databases differ here and in the triggers of `migrations`, and nowhere else.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import (
    TimeoutError as PoolTimeout,
)

from ichimai.errors import Conflict, IchimaiError, Malformed, Unavailable, msgid

_WAIT_SECONDS = 10
"""How long a writer waits for another before it gives up with Unavailable."""

_OLDEST_SQLITE = (3, 36)
"""The first with an in-memory database that connections can share properly."""

_OWNER_ONLY = 0o600
"""Names, addresses and photographs: the register is read by its owner alone."""

IN_MEMORY = "memory"
"""The place of a database that is nowhere else."""

_MEMORY_NAMES = count(1)
_VALUE_STATES = frozenset({"23514", "23502"})  # check violation, not null
_RETRY_STATES = frozenset({"40001", "40P01"})  # serialization failure, deadlock


def parse_url(written: str) -> URL:
    """The database URL that *written* is, with our driver for PostgreSQL.

    Raises:
        Malformed: code `database-url`; no URL, or of a database that is neither SQLite
            nor PostgreSQL. The sentence never repeats it: it may hold a password.
    """
    try:
        url = make_url(written)
    except (ArgumentError, ValueError):
        raise _not_a_database_url() from None
    match url.drivername:
        case "sqlite" | "sqlite+pysqlite":
            return url.set(drivername="sqlite")
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return url.set(drivername="postgresql+psycopg")
    raise _not_a_database_url()


def _not_a_database_url() -> Malformed:
    return Malformed(
        msgid("What was given is not the URL of a database."),
        repair=msgid(
            "Write sqlite:///FILE, sqlite:// (in memory) or "
            "postgresql://USER@HOST/DATABASE."
        ),
        code="database-url",
    )


def place_of(url: URL) -> str:
    """Where the database is, in words that may be printed: no password."""
    if url.get_backend_name() == "sqlite":
        return IN_MEMORY if _in_memory(url) else str(url.database)
    return url.render_as_string(hide_password=True)


def _in_memory(url: URL) -> bool:
    return not url.database or url.database == ":memory:"


def engine_for(url: URL, *, create: bool) -> Engine:
    """An engine for *url*, connected to nothing yet.

    Args:
        url: from `parse_url`.
        create: whether a SQLite file that does not exist may be made.

    Raises:
        Unavailable: the file does not exist, or a package is missing.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, create=create)
    try:
        engine = create_engine(
            url,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"options": _postgresql_options(url), "connect_timeout": 10},
        )
    except ModuleNotFoundError:
        raise Unavailable(
            msgid("The package psycopg, which speaks to PostgreSQL, is missing."),
            repair=msgid("Install ichimai with the extra `postgresql`."),
            code="package-missing",
        ) from None
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _postgresql_options(url: URL) -> str:
    given = url.query.get("options", "")
    words = given if isinstance(given, str) else " ".join(given)
    return f"{words} -c lock_timeout={_WAIT_SECONDS}s".strip()


def _sqlite_engine(url: URL, *, create: bool) -> Engine:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise Unavailable(
            msgid("This Python is built with a SQLite older than {needed}."),
            repair=msgid("Use a Python with a newer SQLite, or PostgreSQL."),
            code="sqlite-too-old",
            needed=".".join(map(str, _OLDEST_SQLITE)),
        )
    if _in_memory(url):
        # A plain in-memory database belongs to one connection. This one is shared by
        # all connections of the process and locks as a file does, so that threads of
        # a web server see one register.
        name = f"file:/ichimai-{next(_MEMORY_NAMES)}"
        url = url.set(database=name, query={"vfs": "memdb", "uri": "true"})
    else:
        _refuse_missing(Path(str(url.database)), create=create)
    engine = create_engine(
        url,
        # Names and addresses are parameters, and an error's words reach logs.
        hide_parameters=True,
        connect_args={"timeout": _WAIT_SECONDS},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _refuse_missing(file: Path, *, create: bool) -> None:
    if file.exists():
        return
    if not create:
        raise Unavailable(
            msgid("There is no register at {place}."),
            repair=msgid("Run `ichimai register migrate` to make one there."),
            code="no-register",
            place=file,
        )
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite gives its log and its index the permissions of the database.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, _OWNER_ONLY))
    except OSError as error:
        raise Unavailable(
            msgid("The register {place} cannot be made: {reason}."),
            repair=msgid("Name a file in a folder that you may write to."),
            code="folder",
            place=file,
            reason=error.strerror,
        ) from None


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own guess at when a transaction begins is switched off: we say it.
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        # A photograph or an envelope that is deleted is overwritten as well.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that starts as a reader and is upgraded
    # later fails where another has written in between, and no waiting helps it.
    writes = connection.get_execution_options().get("ichimai_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("ichimai_writes"):
        connection.exec_driver_sql(
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
        )


@contextmanager
def driver_errors(place: str, *, committing: bool = False) -> Iterator[None]:
    """Turn what a driver raises inside into the one family of errors.

    A lost connection *while committing* has a code of its own: the transaction may have
    been kept or not, and only reading it again tells.
    """
    try:
        yield
    except IntegrityError as error:
        # Without its cause: a database's own words on this quote the row.
        raise _from_constraint(error) from None
    except DataError:
        raise _unstorable() from None
    except DBAPIError as error:
        if committing and error.connection_invalidated:
            raise _outcome_unknown(place) from error
        ours = _from_driver(error, place)
        if ours is None:
            raise
        raise ours from error
    except PoolTimeout as error:
        raise _busy(place) from error


def _from_constraint(error: IntegrityError) -> IchimaiError:
    """Our error for a rule of the tables, told apart by SQLSTATE or SQLite's name."""
    state = getattr(error.orig, "sqlstate", None)
    name = getattr(error.orig, "sqlite_errorname", "").removeprefix("SQLITE_CONSTRAINT")
    if name == "_TRIGGER" or "journal" in str(error.orig):
        return Unavailable(
            msgid("The journal is broken: nothing more can be written into it."),
            repair=msgid("Run `ichimai register journal verify` to see where."),
            code="journal-broken",
        )
    if state in _VALUE_STATES or name in {"_CHECK", "_NOTNULL"}:
        return _unstorable()
    return Conflict(
        msgid("Something of the same identity is already on the register."),
        repair=msgid("Read the register again and decide again."),
        code="duplicate",
    )


def _unstorable() -> Malformed:
    return Malformed(
        msgid("A value does not fit into the register."),
        repair=msgid("Check lengths, figures and characters."),
        code="unstorable",
    )


def _from_driver(error: DBAPIError, place: str) -> IchimaiError | None:
    """Our error for the driver's; None where the fault is ours and must be seen."""
    words = str(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if state in _RETRY_STATES:
        return Conflict(
            msgid("Another change came in between."),
            repair=msgid("Read the register again and decide again."),
            code="interleaved",
        )
    if "locked" in words or state == "55P03":
        return _busy(place)
    if "not a database" in words or "malformed" in words:
        return Unavailable(
            msgid("{place} is not a database."),
            repair=msgid("Name a file that `ichimai register migrate` has made."),
            code="not-a-database",
            place=place,
        )
    if isinstance(error, OperationalError | InterfaceError):
        return Unavailable(
            msgid("The database at {place} does not answer: {reason}."),
            repair=msgid("Check that it is running and that you may use it."),
            code="database",
            place=place,
            reason=words.splitlines()[0].rstrip(".") if words else "lost",
        )
    return None


def _busy(place: str) -> Unavailable:
    return Unavailable(
        msgid("The database at {place} is busy with another change."),
        repair=msgid("Try again in a moment."),
        code="database-busy",
        place=place,
    )


def _outcome_unknown(place: str) -> Unavailable:
    return Unavailable(
        msgid("The connection to {place} was lost while the change was being kept."),
        repair=msgid("Read the register before you repeat it: it may have been kept."),
        code="outcome-unknown",
        place=place,
    )
