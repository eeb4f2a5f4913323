"""Data objects: what is written is read back, and hostile bytes are refused."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.iso7816.tlv import (
    DataObject,
    decode,
    encode,
)
from ichimai.errors import Malformed

LEADING = [byte for byte in range(1, 256) if byte & 0x1F == 0x1F]
TAGS = st.sampled_from(
    [byte for byte in range(1, 256) if byte & 0x1F != 0x1F]
) | st.builds(
    lambda first, second: first << 8 | second,
    st.sampled_from(LEADING),
    st.integers(0, 255),
)
OBJECTS = st.lists(
    st.builds(DataObject, TAGS, st.binary(max_size=300) | st.just(b"\0" * 5508)),
    max_size=8,
)

# Sizes of whole files as the card specifications print them.
PRINTED = [
    (0xC0, b"0001", "C00430303031"),
    (0xC1, b"07", "C1023037"),
    (0xDFD1, b"", "DFD100"),
    (0xFF10, b"123456789018", "FF100C313233343536373839303138"),
    (0xDC, bytes(96), "DC60" + "00" * 96),
    (0xD0, bytes(200), "D081C8" + "00" * 200),
    (0xD0, bytes(2500), "D08209C4" + "00" * 2500),
]


def written_out(objects: Iterable[DataObject]) -> bytes:
    """Objects one after another."""
    return b"".join(each.to_bytes() for each in objects)


@pytest.mark.parametrize(("tag", "value", "written"), PRINTED)
def test_printed_forms(tag: int, value: bytes, written: str) -> None:
    """Objects have the bytes that the specifications print."""
    assert bytes.fromhex(written) == encode(tag, value)
    assert (DataObject(tag, value),) == decode(bytes.fromhex(written))


@given(OBJECTS)
def test_round_trip(objects: list[DataObject]) -> None:
    """Every list of objects is read back as it was written."""
    assert tuple(objects) == decode(written_out(objects))


@given(OBJECTS, st.integers(1, 64))
def test_filler(objects: list[DataObject], zeros: int) -> None:
    """Zeros to the end of the file are skipped where asked, and else refused."""
    file = written_out(objects) + bytes(zeros)

    read = decode(file, trailing_zeros=True)

    assert tuple(objects) == read
    with pytest.raises(Malformed):
        decode(file)


@given(st.binary(max_size=200), st.booleans())
def test_hostile_bytes(data: bytes, zeros: bool) -> None:  # noqa: FBT001
    """Any bytes are objects that lie in them, or one kind of error."""
    try:
        objects = decode(data, trailing_zeros=zeros)
    except Malformed:
        return

    assert len(written_out(objects)) <= len(data)


@pytest.mark.parametrize("written", ["DE8200C8" + "41" * 200, "DE81C8" + "41" * 200])
def test_longer_length(written: str) -> None:
    """A length need not be in its shortest form (file of reserved text)."""
    assert (DataObject(0xDE, b"A" * 200),) == decode(bytes.fromhex(written))


@pytest.mark.parametrize(
    "written",
    [
        "C0",
        "C004303030",
        "DF",
        "DFD1",
        "C080",  # indefinite
        "C083000001AA",  # three length bytes
        "C08201",
        "0000C000",
        "C00000C100",
    ],
)
def test_refused_bytes(written: str) -> None:
    """Objects cut short, of no definite length or after filler are refused."""
    with pytest.raises(Malformed):
        decode(bytes.fromhex(written), trailing_zeros=True)


@pytest.mark.parametrize("tag", [0, 0x1F, 0xDF, 0xC0D1, 0x10000])
def test_refused_tags(tag: int) -> None:
    """A tag has the size that its first byte announces."""
    with pytest.raises(Malformed):
        encode(tag, b"")


def test_longest_value() -> None:
    """A value of more than 65,535 bytes has no length field here."""
    with pytest.raises(Malformed):
        encode(0xD0, bytes(65_536))


def test_representation_is_silent() -> None:
    """A representation, which may reach a log, carries no value."""
    assert "TEST" not in repr(DataObject(0xDF22, b"MINH TEST"))
