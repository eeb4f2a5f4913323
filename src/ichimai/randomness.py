"""The one source of random bytes, handed to everything that needs them.

Real randomness for keys, tokens and identifiers; seeded randomness where a run must be
repeatable to the byte (a demonstration, a test vector). Seeded bytes never become a
key: RSA and EC keys are always made by OpenSSL from its own generator.
"""

import secrets
from hashlib import shake_256
from typing import Protocol


class Randomness(Protocol):
    """Whoever can give random bytes."""

    def __call__(self, count: int) -> bytes:
        """Exactly *count* bytes."""
        ...


def system_randomness(count: int) -> bytes:
    """*count* bytes from the operating system's generator."""
    return secrets.token_bytes(count)


class SeededRandomness:
    """A repeatable stream: SHAKE-256 of the seed and a running number."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._drawn = 0

    def __call__(self, count: int) -> bytes:
        """The next *count* bytes of the stream."""
        self._drawn += 1
        return shake_256(self._seed + self._drawn.to_bytes(8)).digest(count)
