"""Opaque, prefixed, time-ordered identifiers for everything that the register keeps."""

from datetime import datetime
from typing import Literal

Prefix = Literal["res", "stay", "app", "card", "cert", "evt"]

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_RANDOM_BYTES = 10


def identifier(prefix: Prefix, at: datetime, random_bytes: bytes) -> str:
    """A new identifier: *prefix*, 48 bits of milliseconds, 80 bits of randomness.

    Written in Crockford's base 32, so that identifiers of one kind sort by time and
    can be read aloud. *random_bytes* are exactly ten.

    Raises:
        ValueError: not ten random bytes.
    """
    if len(random_bytes) != _RANDOM_BYTES:
        raise ValueError("an identifier takes ten random bytes")
    milliseconds = int(at.timestamp() * 1000) & (1 << 48) - 1
    number = milliseconds << 80 | int.from_bytes(random_bytes)
    digits = (_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
    return f"{prefix}_{''.join(digits)}"
