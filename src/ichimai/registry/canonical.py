"""The one way in which values become text that is hashed.

Canonical JSON here: UTF-8, keys sorted by code point, no white space, nothing but
strings, integers, truth values, null, lists and objects. Fractions are left out on
purpose: two languages print them differently, and no fact of law is one.
"""

import json
from base64 import b64decode, b64encode
from datetime import UTC, date, datetime
from hashlib import sha256

from ichimai.errors import Malformed, msgid


def canonical_json(value: object) -> str:
    """*value* in canonical JSON.

    Raises:
        TypeError: something in it is no JSON value, or is a fraction.
        Malformed: code `unstorable`; a text holds NUL or half a surrogate pair, which
            not every database keeps.
    """
    _check(value)
    return json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def _check(value: object) -> None:
    match value:
        case None | bool() | int():
            pass
        case str():
            refuse_unstorable(value)
        case list() | tuple():
            for item in value:
                _check(item)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise TypeError("a key of canonical JSON is a text")
                _check(item)
        case _:
            raise TypeError(f"no canonical JSON for {type(value).__name__}")


def plain(value: object) -> object:
    """*value* with days as ISO 8601 and tuples as lists, however deep they stand."""
    match value:
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            return to_json(value)


def refuse_unstorable(words: str) -> None:
    """Let no text through that one of the databases would refuse or change.

    Raises:
        Malformed: code `unstorable`.
    """
    if "\x00" in words or any("\ud800" <= letter <= "\udfff" for letter in words):
        raise Malformed(
            msgid("A text holds a character that cannot be stored."),
            repair=msgid("Remove control characters and broken characters from it."),
            code="unstorable",
        )


def sha256_hex(content: bytes) -> str:
    """SHA-256 of *content* in lower-case hexadecimal."""
    return sha256(content).hexdigest()


def moment_text(at: datetime) -> str:
    """The aware moment *at* in UTC with microseconds: `2026-11-21T00:00:00.000000Z`.

    The same text in both databases, sortable, and hashed as it stands.
    """
    written = at.astimezone(UTC).isoformat(timespec="microseconds")
    return written.replace("+00:00", "Z")


def moment_of(written: str) -> datetime:
    """The moment that `moment_text` wrote."""
    return datetime.fromisoformat(written)


def to_json(value: object) -> object:
    """A column's value as JSON: days in ISO 8601, bytes in base64."""
    match value:
        case date():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode()
        case _:
            return value


def bytes_of(written: str) -> bytes:
    """The bytes that `to_json` wrote."""
    return b64decode(written, validate=True)
