"""What happened: entries chained by hash, and the check that none was touched.

The hash of an entry is SHA-256 over the hash before it (32 bytes) and the canonical
JSON of number, moment, actor, command, citations, subject and payload. Whoever changes
an entry has to change every later one and the head as well; who has noted a hash
elsewhere (a receipt, a published list) can tell.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from ichimai.errors import Unavailable, msgid
from ichimai.registry.canonical import (
    canonical_json,
    moment_of,
    moment_text,
    sha256_hex,
)
from ichimai.registry.rows import Row

GENESIS = "0" * 64
"""The hash before the first entry."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One command that took effect.

    Attributes:
        number: its place, from 1, without gaps, in the order of commits.
        at: the moment, aware, in UTC.
        actor: who gave the command, an office or a role, never a name.
        command: the event, in the past tense: `application-lodged`.
        cites: the provisions, in canonical form.
        subject: identifier of the resident whom it is about.
        payload: `rows`, every changed row as it is since; `details`, the command's own.
    """

    number: int
    at: datetime
    actor: str
    command: str
    cites: tuple[str, ...]
    subject: str
    payload: Mapping[str, Any]
    previous_hash: str
    hash: str

    def __repr__(self) -> str:
        return f"JournalEntry({self.number}, {self.command}, {self.subject})"


class JournalFault(StrEnum):
    """What is wrong with the first entry that is."""

    GAP = "gap"
    """Its number is not the one after the entry before it."""
    LINK = "link"
    """It does not carry the hash of the entry before it."""
    CONTENT = "content"
    """Its words are not those that were hashed."""
    HEAD = "head"
    """The journal ends before or behind the place that the head names."""
    OTHER = "other"
    """It is sound, and it is not the one whose hash was noted: another history."""


@dataclass(frozen=True, slots=True)
class JournalCheck:
    """The outcome of walking the whole chain.

    Attributes:
        entries: how many were read until the fault, or in all.
        head: hash of the last sound entry; worth noting somewhere else.
        broken_at: number of the first broken entry, None where all are sound by
            themselves.
        fault: what is wrong with it.
    """

    entries: int
    head: str
    broken_at: int | None = None
    fault: JournalFault | None = None

    def __bool__(self) -> bool:
        raise TypeError("ask a check for its fault, not for its truth")


def chained_hash(previous_hash: str, words: Mapping[str, Any]) -> str:
    """The hash of the entry that says *words* after *previous_hash*."""
    text = canonical_json(dict(words))
    return sha256_hex(bytes.fromhex(previous_hash) + text.encode())


def new_entry_row(
    previous: tuple[int, str], at: datetime, words: Mapping[str, Any]
) -> dict[str, Any]:
    """The row of the entry that follows number and hash *previous*.

    *words* are `actor`, `command`, `cites`, `subject` and `payload`.
    """
    number, previous_hash = previous
    numbered = {"number": number + 1, "at": moment_text(at), **words}
    return {
        **numbered,
        "cites": canonical_json(words["cites"]),
        "payload": canonical_json(words["payload"]),
        "previous_hash": previous_hash,
        "hash": chained_hash(previous_hash, numbered),
    }


def entry_of(row: Row) -> JournalEntry:
    """The entry that *row* holds.

    Raises:
        Unavailable: code `journal-unreadable`; somebody has made its words unreadable.
    """
    try:
        at = moment_of(row["at"])
        cites = tuple(json.loads(row["cites"]))
        payload = json.loads(row["payload"])
    except ValueError:
        raise Unavailable(
            msgid("Entry {number} of the journal cannot be read."),
            repair=msgid(
                "Run `ichimai register journal verify` to see where it broke."
            ),
            code="journal-unreadable",
            number=row["number"],
        ) from None
    return JournalEntry(
        number=row["number"],
        at=at,
        actor=row["actor"],
        command=row["command"],
        cites=cites,
        subject=row["subject"],
        payload=payload,
        previous_hash=row["previous_hash"],
        hash=row["hash"],
    )


def check_chain(
    rows: Iterable[Row], head: tuple[int, str], noted: str = GENESIS
) -> JournalCheck:
    """Walk the journal's *rows* in order, up to the number and hash of its *head*.

    Args:
        rows, head: from one moment.
        noted: a head that was noted elsewhere before, in lower-case hexadecimal. A
            chain that somebody has cut off or computed anew does not lead through it.
    """
    number, last_hash, met = 0, GENESIS, noted == GENESIS
    for row in rows:
        fault = _fault_of(row, number, last_hash)
        if fault is not None:
            return JournalCheck(number, last_hash, number + 1, fault)
        number, last_hash = row["number"], row["hash"]
        met = met or last_hash == noted
    if (number, last_hash) != head:
        return JournalCheck(number, last_hash, number + 1, JournalFault.HEAD)
    if not met:
        return JournalCheck(number, last_hash, None, JournalFault.OTHER)
    return JournalCheck(number, last_hash)


def _fault_of(row: Row, number: int, last_hash: str) -> JournalFault | None:
    if row["number"] != number + 1:
        return JournalFault.GAP
    if row["previous_hash"] != last_hash:
        return JournalFault.LINK
    words = {name: row[name] for name in ("number", "at", "actor", "command")}
    words["subject"] = row["subject"]
    try:
        words["cites"] = json.loads(row["cites"])
        words["payload"] = json.loads(row["payload"])
        same_words = (
            canonical_json(words["cites"]) == row["cites"]
            and canonical_json(words["payload"]) == row["payload"]
            and chained_hash(last_hash, words) == row["hash"]
        )
    except (ValueError, TypeError):
        return JournalFault.CONTENT
    return None if same_words else JournalFault.CONTENT


def replay(entries: Iterable[JournalEntry]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row that the *entries* have left behind, oldest first: table and image."""
    for entry in entries:
        for table, images in entry.payload["rows"].items():
            for image in images:
                yield table, image
