"""Mutual authentication: the published examples byte for byte, and what is refused."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.mutual import (
    AES,
    TRIPLE_DES,
    MutualSession,
    Suite,
    Terminal,
    TokenRefuted,
    answer_terminal,
    base_key,
)
from ichimai.card.iso7816.status import Refusal
from ichimai.errors import Malformed
from ichimai.model.cards import CardNumber

SUITES = {suite.name: suite for suite in (TRIPLE_DES, AES)}
VECTORS = tomllib.loads(
    Path(__file__).with_name("mutual_vectors.toml").read_text("utf-8")
)["vector"]
READ = CommandApdu(0x00, 0xB0, 0x81, 0x00, le=65_536)

every_vector = pytest.mark.parametrize(
    "vector", VECTORS, ids=[each["suite"] for each in VECTORS]
)
every_suite = pytest.mark.parametrize("suite", SUITES.values(), ids=SUITES)


class Given:
    """The bytes of a vector, by name; the card number as it is."""

    def __init__(self, vector: Mapping[str, str]) -> None:
        self._vector = vector
        self.suite = SUITES[vector["suite"]]
        self.number = CardNumber(vector["number"])

    def __getitem__(self, name: str) -> bytes:
        return bytes.fromhex(self._vector[name])

    def terminal(self) -> Terminal:
        """The terminal of the example, with its random bytes injected."""
        drawn = iter((self["rnd_ifd"], self["k_ifd"]))
        return Terminal(self.suite, self.number, self["rnd_icc"], lambda _: next(drawn))

    def card(self, token: bytes) -> tuple[bytes, MutualSession]:
        """What the card of the example answers, its random bytes injected."""
        return answer_terminal(
            self.suite,
            base_key(self.number),
            self["rnd_icc"],
            token,
            lambda _: self["k_icc"],
        )


@every_vector
def test_published_tokens(vector: Mapping[str, str]) -> None:
    """Both ends of the published example say its bytes and agree on its key."""
    given = Given(vector)
    terminal = given.terminal()

    answer, card = given.card(terminal.token)

    assert given["base_key"] == base_key(given.number)
    assert given["e_ifd"] + given["m_ifd"] == terminal.token
    assert given["e_icc"] + given["m_icc"] == answer
    assert given["session_key"] == card._key
    assert given["session_key"] == terminal.accept(answer)._key


@every_vector
def test_published_verify(vector: Mapping[str, str]) -> None:
    """VERIFY goes over the wire as the example prints it, and is understood."""
    given = Given(vector)
    verify = CommandApdu(0, 0x20, 0, 0x86, given.number.value.encode())
    session = MutualSession(given.suite, given["session_key"])

    wrapped = session.wrap(verify)

    sent = bytes.fromhex("0820008613861101") + given["verify"]
    assert sent == wrapped.to_bytes()
    assert verify == session.unwrap(wrapped)


@every_suite
def test_reading(suite: Suite) -> None:
    """READ BINARY says its length in two bytes, and its answer comes back in clear."""
    session = MutualSession(suite, bytes(range(16)))

    wrapped = session.wrap(READ)
    answer = session.wrap_response(ResponseApdu(b"SAMPLE", 0x9000))

    assert "08b0810000000496020000" + "0000" == wrapped.to_bytes().hex()
    assert READ == session.unwrap(wrapped)
    assert b"SAMPLE" == session.unwrap_response(answer).data


@every_suite
def test_broken_object(suite: Suite) -> None:
    """A broken object is refused, and the session goes on."""
    session = MutualSession(suite, bytes(range(16)))
    broken = CommandApdu(8, 0x20, 0, 0x86, bytes.fromhex("860301FFFF"))

    with pytest.raises(Refusal) as caught:
        session.unwrap(broken)

    assert 0x6988 == caught.value.status
    assert not session.destroyed
    assert READ == session.unwrap(session.wrap(READ))


def test_broken_answer() -> None:
    """The terminal takes no answer that was not encrypted as agreed."""
    session = MutualSession(AES, bytes(range(16)))

    with pytest.raises(Malformed):
        session.unwrap_response(ResponseApdu(b"in the open", 0x9000))


@every_vector
@pytest.mark.parametrize("spoiled", range(40))
def test_spoiled_token(vector: Mapping[str, str], spoiled: int) -> None:
    """A token with one bit changed anywhere authenticates nobody, at either end."""
    given = Given(vector)
    terminal = given.terminal()
    answer, _ = given.card(terminal.token)

    with pytest.raises(TokenRefuted):
        given.card(_flipped(terminal.token, spoiled))
    with pytest.raises(TokenRefuted):
        terminal.accept(_flipped(answer, spoiled))


@every_vector
def test_another_challenge(vector: Mapping[str, str]) -> None:
    """A token that answers another challenge is refused, though its MAC is right."""
    given = Given(vector)
    token = given.terminal().token

    with pytest.raises(TokenRefuted):
        answer_terminal(given.suite, base_key(given.number), bytes(8), token, bytes)


@every_vector
def test_another_number(vector: Mapping[str, str]) -> None:
    """Who does not know the card number is not answered."""
    given = Given(vector)
    stranger = base_key(CardNumber("AB12345678CD"))

    with pytest.raises(TokenRefuted):
        answer_terminal(
            given.suite, stranger, given["rnd_icc"], given.terminal().token, bytes
        )


@pytest.mark.parametrize("length", [0, 39, 41])
def test_length(length: int) -> None:
    """A token of another length is refused."""
    with pytest.raises(TokenRefuted):
        answer_terminal(AES, bytes(16), bytes(8), bytes(length), bytes)


@every_suite
def test_silent(suite: Suite) -> None:
    """The representation of a session carries no key."""
    assert f"MutualSession({suite.name})" == repr(MutualSession(suite, b"K" * 16))


def _flipped(token: bytes, at: int) -> bytes:
    return token[:at] + bytes((token[at] ^ 1,)) + token[at + 1 :]
