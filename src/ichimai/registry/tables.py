"""The tables, as statements see them. What makes them is in `migrations`.

State tables hold what is true now, one row a thing, each with a version. The journal
holds what happened. Two tables hold what must be able to disappear and is therefore
never written into the journal: photographs (by hash), and the receipts of contents
that wait for the card maker outside the register.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

METADATA = MetaData()

MIGRATIONS_TABLE = Table(
    "migrations",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("applied_at", Text, nullable=False),
)

RESIDENTS = Table(
    "residents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_kanji", Text),
    Column("birth_date", Date, nullable=False),
    Column("sex", Text, nullable=False),
    Column("nationality", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("municipality", Text, nullable=False),
    Column("my_number_sealed", LargeBinary, nullable=False),
    Column("alias", Text),
)

STAYS = Table(
    "stays",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("resident_id", Text, nullable=False, unique=True),
    Column("status", Text, nullable=False),
    Column("stay_months", Integer),
    Column("stay_ends_on", Date),
    Column("permitted_on", Date, nullable=False),
)

APPLICATIONS = Table(
    "applications",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("resident_id", Text, nullable=False),
    Column("procedure", Text, nullable=False),
    Column("counter", Text, nullable=False),
    Column("specified_request", Boolean, nullable=False),
    Column("filed_on", Date, nullable=False),
    Column("status_requested", Text, nullable=False),
    Column("stay_months", Integer),
    Column("photo_sha256", Text),
    Column("certificates", Text, nullable=False),
    Column("state", Text, nullable=False),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("granted_status", Text),
    Column("granted_months", Integer),
    Column("granted_ends_on", Date),
    Column("findings", Text, nullable=False),
)

PREPARATIONS = Table(
    "preparations",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("token_sha256", Text, nullable=False, unique=True),
    Column("to_be_signed", Text, nullable=False),
    Column("redeemed", Boolean, nullable=False),
)

CARDS = Table(
    "cards",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("resident_id", Text, nullable=False),
    Column("application_id", Text, unique=True),
    Column("kind", Text, nullable=False),
    Column("number", Text, nullable=False, unique=True),
    Column("expires_on", Date, nullable=False),
    Column("my_number_ends_on", Date),
    Column("delivered_on", Date),
    Column("content_sha256", Text),
    Column("state", Text, nullable=False),
    Column("voided_on", Date),
)

CERTIFICATES = Table(
    "certificates",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("card_id", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("use", Text, nullable=False),
    Column("serial", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("der_sha256", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("revoked_at", Text),
    Column("revocation_reason", Text),
)

PHOTOS = Table(
    "photos",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("jpeg", LargeBinary, nullable=False),
)

RECEIPTS = Table(
    "receipts",
    METADATA,
    Column("application_id", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("receipt", Text, nullable=False, unique=True),
)

JOURNAL = Table(
    "journal",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("cites", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

JOURNAL_HEAD = Table(
    "journal_head",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
)

STATE_TABLES: tuple[Table, ...] = (
    RESIDENTS,
    STAYS,
    APPLICATIONS,
    DECISIONS,
    PREPARATIONS,
    CARDS,
    CERTIFICATES,
)
"""What the journal can rebuild. A row is changed only under its `id` and `version`."""
