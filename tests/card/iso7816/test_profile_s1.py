"""Profile S1: both ends agree, and what is broken ends the session."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.profile_s1 import (
    S1,
    SecureSession,
    accept_key,
    is_secured,
    key_delivery,
)
from ichimai.card.iso7816.status import Refusal
from ichimai.crypto.ciphers import aes_cbc_decrypt
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.errors import Malformed
from ichimai.randomness import SeededRandomness

KEY = bytes(range(16))
VERIFY = CommandApdu(0x00, 0x20, 0x00, 0x86, b"AA00000000BB")
READ = CommandApdu(0x00, 0xB0, 0x81, 0x00, le=65_536)


@pytest.fixture(scope="module")
def delivery_key() -> RsaPrivateKey:
    """A delivery key made for these tests."""
    return RsaPrivateKey.generate()


def ends() -> tuple[SecureSession, SecureSession]:
    """A terminal and a card that share a key."""
    return SecureSession(KEY), SecureSession(KEY)


def test_delivery(delivery_key: RsaPrivateKey) -> None:
    """The card gets the very session that the terminal made."""
    command, terminal = key_delivery(delivery_key.public, SeededRandomness("S1 TEST"))

    card = accept_key(command.data, delivery_key)

    assert "80ae0000000100" == command.to_bytes()[:7].hex()
    assert 256 == len(command.data)
    assert VERIFY == card.unwrap(terminal.wrap(VERIFY))


@pytest.mark.parametrize(
    ("block", "status"),
    [
        (bytes.fromhex("A0228120") + bytes(32), 0x6A80),  # the key of a checksum
        (bytes.fromhex("A0228020") + bytes(31), 0x6A80),
        (b"", 0x6A80),
    ],
)
def test_foreign_block(delivery_key: RsaPrivateKey, block: bytes, status: int) -> None:
    """A block of another form delivers no key."""
    data = delivery_key.public.encrypt_oaep_sha256(block)

    with pytest.raises(Refusal) as caught:
        accept_key(data, delivery_key)

    assert status == caught.value.status


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\xff" * 256, 0x6F00),
        (b"\x01" * 256, 0x6A80),
        (b"\x01" * 255, 0x6700),
        (b"", 0x6700),
    ],
)
def test_no_ciphertext(delivery_key: RsaPrivateKey, data: bytes, status: int) -> None:
    """Bytes that nobody encrypted to the card are refused."""
    with pytest.raises(Refusal) as caught:
        accept_key(data, delivery_key)

    assert status == caught.value.status


def test_wire_form() -> None:
    """VERIFY and READ BINARY have the frames that the profile writes down."""
    terminal, _ = ends()

    verify = terminal.wrap(VERIFY).to_bytes().hex()
    read = terminal.wrap(READ).to_bytes().hex()

    assert verify.startswith("08200086" + "13" + "8611" + "01")
    assert "08b08100" + "000005" + "9603000000" + "0000" == read


def test_iv_is_the_encrypted_count() -> None:
    """The IV of message N is the block N, encrypted."""
    terminal, _ = ends()
    cipher = terminal.wrap(VERIFY).data[3:]

    first = aes_cbc_decrypt(KEY, bytes(16), cipher)
    padded = VERIFY.data + b"\x80\0\0\0"
    iv = bytes(a ^ b for a, b in zip(first, padded, strict=True))

    assert (1).to_bytes(16) == aes_cbc_decrypt(KEY, bytes(16), iv)


@given(st.lists(st.tuples(st.binary(min_size=1, max_size=300), st.binary())))
def test_conversation(turns: list[tuple[bytes, bytes]]) -> None:
    """Every command and every answer arrives as it was sent."""
    terminal, card = ends()

    for sent, answered in turns:
        command = CommandApdu(0, 0x20, 0, 0x86, sent)
        response = ResponseApdu(answered, 0x9000)
        assert command == replace(
            card.unwrap(CommandApdu.parse(terminal.wrap(command).to_bytes())),
            extended=command.extended,
        )
        assert response == terminal.unwrap_response(card.wrap_response(response))


@pytest.mark.parametrize(("written", "le"), [("96020000", 65536), ("9603000010", 16)])
def test_lengths_of_read(written: str, le: int) -> None:
    """The length to read is understood in two bytes and in three."""
    _, card = ends()

    command = card.unwrap(CommandApdu(8, 0xB0, 0x81, 0, bytes.fromhex(written), 65536))

    assert (0, le, b"") == (command.cla, command.le, command.data)


@pytest.mark.parametrize(
    "written",
    [
        "86",  # cut short
        "860101",  # no ciphertext
        "861102" + "00" * 16,  # another padding
        "861001" + "00" * 15,  # not whole blocks
        "861101" + "00" * 16,  # no padding inside
        "960401000000",  # a length in four bytes
        "9603010000",  # more than a file can have
        "960200009602" + "0000",  # twice
        "8700",
    ],
)
def test_broken_objects_destroy(written: str) -> None:
    """A broken object is answered with 6988, and everything after it with 69FC."""
    _, card = ends()
    command = CommandApdu(8, 0x20, 0, 0x86, bytes.fromhex(written))

    answers = []
    for _attempt in range(2):
        with pytest.raises(Refusal) as caught:
            card.unwrap(command)
        answers.append(caught.value.status)

    assert [0x6988, 0x69FC] == answers
    assert card.destroyed


@pytest.mark.parametrize(
    "command", [CommandApdu(0x0C, 0x20, 0, 0x86, b"x"), CommandApdu(8, 0xB0, 0x81, 0)]
)
def test_missing_objects_count(command: CommandApdu) -> None:
    """A secured command without its object is refused with 6987, and counts."""
    terminal, card = ends()

    with pytest.raises(Refusal) as caught:
        card.unwrap(command)

    assert 0x6987 == caught.value.status
    terminal.wrap(READ)
    assert VERIFY == card.unwrap(terminal.wrap(VERIFY))


def test_lost_count_destroys() -> None:
    """A terminal that has lost count cannot go on."""
    terminal, card = ends()
    terminal.wrap(READ)

    with pytest.raises(Refusal):
        card.unwrap(terminal.wrap(VERIFY))

    assert card.destroyed


def test_lost_count_may_hide() -> None:
    """Beyond one block a lost count spoils the first block only, unnoticed: no MAC."""
    terminal, card = ends()
    terminal.wrap(READ)
    long = CommandApdu(0, 0x20, 0, 0x86, bytes(20))

    received = card.unwrap(terminal.wrap(long)).data

    assert long.data != received
    assert long.data[16:] == received[16:]


def test_replayed_command_destroys() -> None:
    """A command recorded on the wire does not work a second time."""
    terminal, card = ends()
    recorded = terminal.wrap(VERIFY)
    card.unwrap(recorded)

    with pytest.raises(Refusal):
        card.unwrap(recorded)

    assert card.destroyed


@pytest.mark.parametrize("data", [b"\x86\x01\x01", b"file in clear", b"\x96\x01\x00"])
def test_broken_answers(data: bytes) -> None:
    """The terminal takes no broken answer, and the session is over."""
    terminal, _ = ends()
    terminal.wrap(READ)

    with pytest.raises(Malformed) as caught:
        terminal.unwrap_response(ResponseApdu(data, 0x9000))

    assert "secure-messaging" == caught.value.code
    assert terminal.destroyed


def test_answer_without_data() -> None:
    """A status word alone is not encrypted."""
    terminal, card = ends()
    card.unwrap(terminal.wrap(VERIFY))
    response = ResponseApdu(b"", 0x6300)

    assert response == terminal.unwrap_response(card.wrap_response(response))


@given(st.binary(min_size=1, max_size=80))
def test_hostile_data(data: bytes) -> None:
    """Any data are a command or a refusal, and never another exception."""
    _, card = ends()

    try:
        card.unwrap(CommandApdu(8, 0x20, 0, 0x86, data))
    except Refusal as refusal:
        assert 0x6988 == refusal.status  # noqa: PT017 - either way out is right


def test_class_bytes() -> None:
    """The class says whether a command is secured."""
    assert is_secured(CommandApdu(S1.secured_class, 0xB0, 0, 0))
    assert is_secured(CommandApdu(S1.authenticated_class, 0xB0, 0, 0))
    assert not is_secured(CommandApdu(0, 0xB0, 0, 0))


def test_representation_is_silent() -> None:
    """A representation, which may reach a log, does not carry the key."""
    assert KEY.hex() not in repr(SecureSession(KEY))
