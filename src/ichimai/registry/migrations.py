"""Numbered migrations. One that has been released is never edited again.

The statements are written out, not derived from `tables`: what a migration does must
stay what it was when those tables have moved on. Both databases get the same tables;
column types are named in braces, and triggers are each database's own.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from ichimai.clock import Clock
from ichimai.errors import Unavailable, msgid
from ichimai.registry.canonical import moment_text
from ichimai.registry.tables import METADATA, MIGRATIONS_TABLE


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the statements for both databases, then those for one of them."""

    number: int
    name: str
    statements: tuple[str, ...]
    sqlite: tuple[str, ...] = ()
    postgresql: tuple[str, ...] = ()


_TYPES = {
    "sqlite": {"day": "TEXT", "bytes": "BLOB", "big": "INTEGER"},
    "postgresql": {"day": "DATE", "bytes": "BYTEA", "big": "BIGINT"},
}

_ADVISORY_KEY = 0x1C41_3A1  # any constant: it keeps two migrations from racing

MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "the register",
        statements=(
            """CREATE TABLE residents (
              id TEXT PRIMARY KEY,
              version INTEGER NOT NULL CHECK (version >= 1),
              name TEXT NOT NULL CHECK (name <> ''),
              name_kanji TEXT,
              birth_date {day} NOT NULL,
              sex TEXT NOT NULL CHECK (sex IN ('1', '2', '3')),
              nationality TEXT NOT NULL CHECK (length(nationality) = 3),
              address TEXT NOT NULL,
              municipality TEXT NOT NULL CHECK (length(municipality) = 6),
              my_number_sealed {bytes} NOT NULL
            )""",
            """CREATE TABLE stays (
              id TEXT PRIMARY KEY,
              version INTEGER NOT NULL CHECK (version >= 1),
              resident_id TEXT NOT NULL UNIQUE REFERENCES residents (id),
              status TEXT NOT NULL,
              stay_months INTEGER CHECK (stay_months > 0),
              stay_ends_on {day},
              permitted_on {day} NOT NULL
            )""",
            """CREATE TABLE photos (
              sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
              jpeg {bytes} NOT NULL
            )""",
            """CREATE TABLE applications (
              id TEXT PRIMARY KEY,
              version INTEGER NOT NULL CHECK (version >= 1),
              resident_id TEXT NOT NULL REFERENCES residents (id),
              procedure TEXT NOT NULL,
              counter TEXT NOT NULL CHECK (counter IN ('bureau', 'municipality')),
              specified_request BOOLEAN NOT NULL,
              filed_on {day} NOT NULL,
              status_requested TEXT NOT NULL,
              stay_months INTEGER CHECK (stay_months > 0),
              photo_sha256 TEXT REFERENCES photos (sha256),
              certificates TEXT NOT NULL,
              state TEXT NOT NULL CHECK (state IN ('lodged', 'refused', 'decided',
                'prepared', 'issued', 'confirmed', 'delivered'))
            )""",
            "CREATE INDEX applications_of ON applications (resident_id)",
            "CREATE INDEX applications_in ON applications (state)",
            """CREATE TABLE decisions (
              id TEXT PRIMARY KEY REFERENCES applications (id),
              version INTEGER NOT NULL CHECK (version >= 1),
              approved BOOLEAN NOT NULL,
              decided_on {day} NOT NULL,
              granted_status TEXT,
              granted_months INTEGER CHECK (granted_months > 0),
              granted_ends_on {day},
              findings TEXT NOT NULL
            )""",
            """CREATE TABLE preparations (
              id TEXT PRIMARY KEY REFERENCES applications (id),
              version INTEGER NOT NULL CHECK (version >= 1),
              token_sha256 TEXT NOT NULL UNIQUE CHECK (length(token_sha256) = 64),
              to_be_signed TEXT NOT NULL,
              redeemed BOOLEAN NOT NULL
            )""",
            """CREATE TABLE envelopes (
              application_id TEXT NOT NULL REFERENCES applications (id),
              name TEXT NOT NULL,
              sealed {bytes} NOT NULL,
              PRIMARY KEY (application_id, name)
            )""",
            """CREATE TABLE cards (
              id TEXT PRIMARY KEY,
              version INTEGER NOT NULL CHECK (version >= 1),
              resident_id TEXT NOT NULL REFERENCES residents (id),
              application_id TEXT UNIQUE REFERENCES applications (id),
              kind TEXT NOT NULL,
              number TEXT NOT NULL UNIQUE CHECK (length(number) = 12),
              expires_on {day} NOT NULL,
              my_number_ends_on {day},
              delivered_on {day},
              content_sha256 TEXT CHECK (length(content_sha256) = 64),
              state TEXT NOT NULL CHECK (state IN
                ('made', 'active', 'void', 'returned')),
              voided_on {day},
              CHECK ((voided_on IS NULL) = (state IN ('made', 'active'))),
              CHECK (state <> 'active' OR delivered_on IS NOT NULL)
            )""",
            # A person holds one card of the residence system. The law gives a new
            # one effect by ending the old one, in the same instant.
            """CREATE UNIQUE INDEX one_active_card ON cards (resident_id)
              WHERE state = 'active'""",
            "CREATE INDEX cards_of ON cards (resident_id)",
            "CREATE INDEX cards_in ON cards (state)",
            """CREATE TABLE certificates (
              id TEXT PRIMARY KEY,
              version INTEGER NOT NULL CHECK (version >= 1),
              card_id TEXT NOT NULL REFERENCES cards (id),
              issuer TEXT NOT NULL,
              use TEXT NOT NULL CHECK (use IN ('signature', 'user-authentication')),
              serial TEXT NOT NULL,
              starts_on {day} NOT NULL,
              ends_on {day} NOT NULL,
              der_sha256 TEXT NOT NULL CHECK (length(der_sha256) = 64),
              state TEXT NOT NULL CHECK (state IN ('made', 'active', 'revoked')),
              revoked_at TEXT,
              revocation_reason TEXT,
              UNIQUE (issuer, serial),
              CHECK ((revoked_at IS NULL) = (state <> 'revoked'))
            )""",
            "CREATE INDEX certificates_of ON certificates (card_id)",
            "CREATE INDEX certificates_in ON certificates (issuer, state)",
            """CREATE TABLE journal (
              number {big} PRIMARY KEY CHECK (number >= 1),
              at TEXT NOT NULL,
              actor TEXT NOT NULL CHECK (actor <> ''),
              command TEXT NOT NULL CHECK (command <> ''),
              cites TEXT NOT NULL,
              subject TEXT NOT NULL,
              payload TEXT NOT NULL,
              previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
              hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
            )""",
            "CREATE INDEX journal_about ON journal (subject, number)",
            """CREATE TABLE journal_head (
              id INTEGER PRIMARY KEY CHECK (id = 1),
              number {big} NOT NULL,
              hash TEXT NOT NULL
            )""",
            """INSERT INTO journal_head VALUES (1, 0,
              '0000000000000000000000000000000000000000000000000000000000000000')""",
        ),
        sqlite=(
            """CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal
              BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
            """CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
              BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
            # INSERT OR REPLACE deletes without asking the trigger above.
            """CREATE TRIGGER journal_only_grows BEFORE INSERT ON journal
              WHEN NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM journal)
              BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
        ),
        postgresql=(
            """CREATE FUNCTION journal_is_append_only() RETURNS trigger
              LANGUAGE plpgsql AS
              'BEGIN RAISE EXCEPTION ''the journal is append-only''; END'""",
            """CREATE TRIGGER journal_keeps_words
              BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
              FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()""",
        ),
    ),
    # What is sealed waits in the authority's escrow since. Nothing was ever released
    # that kept it here: no envelope has to be carried over.
    Migration(
        2,
        "receipts in place of envelopes",
        statements=(
            "DROP TABLE envelopes",
            """CREATE TABLE receipts (
              application_id TEXT NOT NULL REFERENCES applications (id),
              name TEXT NOT NULL,
              receipt TEXT NOT NULL UNIQUE,
              PRIMARY KEY (application_id, name)
            )""",
        ),
    ),
    Migration(
        3,
        "the alias of a resident",
        statements=("ALTER TABLE residents ADD COLUMN alias TEXT",),
    ),
)

NEWEST = MIGRATIONS[-1].number
"""The version of the database that this release reads and writes."""


def version_of(connection: Connection) -> int:
    """The number of the last migration applied; 0 in an empty database.

    Raises:
        Unavailable: code `foreign-database`; the tables in it are not a register's.
    """
    present = set(inspect(connection).get_table_names())
    if MIGRATIONS_TABLE.name in present:
        newest = "SELECT coalesce(max(number), 0) FROM migrations"
        return int(connection.execute(text(newest)).scalar_one())
    if present & set(METADATA.tables):
        raise Unavailable(
            msgid("The database holds tables of something else."),
            repair=msgid("Name another database, or an empty one."),
            code="foreign-database",
        )
    return 0


def refuse_newer(found: int) -> None:
    """Let nothing touch a database that a later release has changed.

    Raises:
        Unavailable: code `newer-database`.
    """
    if found > NEWEST:
        raise Unavailable(
            msgid("The database has version {found}; this release knows {known}."),
            repair=msgid("Use the release of ichimai that wrote it, or a later one."),
            code="newer-database",
            found=found,
            known=NEWEST,
        )


def refuse_older(found: int) -> None:
    """Ask for a migration instead of guessing what an old table means.

    Raises:
        Unavailable: code `older-database`.
    """
    if found < NEWEST:
        raise Unavailable(
            msgid("The database has version {found}; this release needs {known}."),
            repair=msgid("Run `ichimai register migrate` on it first."),
            code="older-database",
            found=found,
            known=NEWEST,
        )


def apply_next(connection: Connection, clock: Clock) -> int | None:
    """Apply the next migration within the caller's transaction; its number, if any.

    The version is read under the lock, so that of two processes which migrate the same
    database at once the second finds nothing left to do.
    """
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_KEY}
        )
    found = version_of(connection)
    refuse_newer(found)
    if found == NEWEST:
        return None
    if found == 0:
        MIGRATIONS_TABLE.create(connection, checkfirst=True)
    migration = MIGRATIONS[found]
    own = migration.sqlite if dialect == "sqlite" else migration.postgresql
    for statement in (*migration.statements, *own):
        typed = statement.format(**_TYPES[dialect]) if "{" in statement else statement
        connection.exec_driver_sql(typed)
    connection.execute(
        MIGRATIONS_TABLE.insert().values(
            number=migration.number,
            name=migration.name,
            applied_at=moment_text(clock.now()),
        )
    )
    return migration.number
