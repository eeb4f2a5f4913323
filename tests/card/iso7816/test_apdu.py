"""APDUs: what is written is read back, and hostile bytes are refused in one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.transport import exchange
from ichimai.errors import Malformed

BYTES = st.integers(0, 255)

# One line a case of ISO/IEC 7816-4, 5.1: the bytes, and what they say. The commands
# are those that the published card specifications print.
CASES = [
    ("00A40000", CommandApdu(0x00, 0xA4, 0, 0)),
    ("0084000008", CommandApdu(0x00, 0x84, 0, 0, le=8)),
    ("0084000000", CommandApdu(0x00, 0x84, 0, 0, le=256)),
    ("00A4020C020018", CommandApdu(0x00, 0xA4, 2, 0x0C, b"\x00\x18")),
    ("802A008002010200", CommandApdu(0x80, 0x2A, 0, 0x80, b"\1\2", 256)),
    ("00B08200000000", CommandApdu(0x00, 0xB0, 0x82, 0, le=65536)),
    ("00B08200000020", CommandApdu(0x00, 0xB0, 0x82, 0, le=32, extended=True)),
    (
        "08B08500000004960200000000",
        CommandApdu(0x08, 0xB0, 0x85, 0, bytes.fromhex("96020000"), 65536),
    ),
    (
        "80AE00000000020102",
        CommandApdu(0x80, 0xAE, 0, 0, b"\1\2", extended=True),
    ),
]


@pytest.mark.parametrize(("written", "command"), CASES)
def test_prescribed_bytes(written: str, command: CommandApdu) -> None:
    """Each case, short and extended, has the bytes that the standard prescribes."""
    data = bytes.fromhex(written)

    assert data == command.to_bytes()
    assert command == CommandApdu.parse(data)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "00A400",
        "00A4000002AA",  # Lc counts one byte more than there is
        "00A4000001AABBCC",  # two bytes after the data, in short form
        "00A400000001",  # an extended form cut short
        "00A40000000000AA",  # extended Lc of nothing
        "00A40000000002AA",  # extended Lc counts too much
        "00A40000000001AABB",  # extended Le of one byte
        "00A40000000001AABBCCDD",
    ],
)
def test_refused_bytes(written: str) -> None:
    """Lengths that do not match are refused, and never read as something else."""
    with pytest.raises(Malformed) as caught:
        CommandApdu.parse(bytes.fromhex(written))

    assert "apdu" == caught.value.code


@given(BYTES, BYTES, BYTES, BYTES, st.data())
def test_round_trip(cla: int, ins: int, p1: int, p2: int, data: st.DataObject) -> None:
    """Every command is read back as it was written."""
    body = data.draw(st.binary(max_size=300) | st.just(b"\xa5" * 65_535))
    le = data.draw(st.none() | st.integers(1, 65_536))
    extended = data.draw(st.booleans()) and (bool(body) or le is not None)
    command = CommandApdu(cla, ins, p1, p2, body, le, extended)

    read = CommandApdu.parse(command.to_bytes())

    assert command == read


@given(st.binary(max_size=600))
def test_hostile_command(data: bytes) -> None:
    """Any bytes are a command that writes itself back, or one kind of error."""
    try:
        command = CommandApdu.parse(data)
    except Malformed:
        return

    assert data == command.to_bytes()


@pytest.mark.parametrize(
    "fields",
    [
        (256, 0, 0, 0),
        (0, -1, 0, 0),
        (0, 0, 0, 0, b"", 0),
        (0, 0, 0, 0, b"", 65_537),
        (0, 0, 0, 0, bytes(65_536)),
        (0, 0, 0, 0, b"", None, True),
    ],
)
def test_no_command(fields: tuple[int, int, int, int]) -> None:
    """A command that has no bytes cannot be made."""
    with pytest.raises(Malformed):
        CommandApdu(*fields)


@given(st.binary(max_size=300), st.integers(0, 0xFFFF))
def test_response_round_trip(data: bytes, status: int) -> None:
    """Every response is read back as it was written."""
    response = ResponseApdu(data, status)

    assert response == ResponseApdu.parse(response.to_bytes())


@pytest.mark.parametrize("data", [b"", b"\x90"])
def test_response_cut_short(data: bytes) -> None:
    """A response without a status word is refused."""
    with pytest.raises(Malformed):
        ResponseApdu.parse(data)


def test_representations_are_silent() -> None:
    """A representation, which may reach a log, carries no data."""
    command = CommandApdu(0, 0x20, 0, 0x80, b"1234")

    assert "1234" not in repr(command)
    assert b"1234".hex() not in repr(command)
    assert "TEST" not in repr(ResponseApdu(b"MINH TEST", 0x9000))


class Echo:
    """A wire whose card answers with the command itself."""

    def transmit(self, command: bytes) -> bytes:
        """The command, and success."""
        return command + b"\x90\x00"

    def reset(self) -> bytes:
        """An ATR."""
        return b"\x3b\x00"

    def close(self) -> None:
        """Nothing to close."""


def test_exchange() -> None:
    """One exchange transmits the command's bytes and parses the answer."""
    command = CommandApdu(0, 0x84, 0, 0, le=8)

    response = exchange(Echo(), command)

    assert ResponseApdu(command.to_bytes(), 0x9000) == response
