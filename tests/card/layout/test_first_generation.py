"""First-generation files have the published sizes and say what was written."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.layout.first_generation import (
    FRONT_LIMIT,
    FirstContents,
    FirstFile,
    decode_first_check_code,
    decode_first_files,
    encode_first_files,
    first_signed_message,
)
from ichimai.errors import Malformed
from ichimai.model.cards import CardTypeCode
from sample_residence_cards import FIRST

# The table of the specification: residence card, special permanent resident
# certificate; 0 where the certificate has no such file.
SIZES = {
    FirstFile.COMMON: (6, 6),
    FirstFile.CARD_TYPE: (3, 3),
    FirstFile.FRONT_IMAGE: (7004, 7004),
    FirstFile.PORTRAIT: (3004, 3004),
    FirstFile.ADDRESS: (342, 342),
    FirstFile.COMPREHENSIVE_PERMISSION: (122, 0),
    FirstFile.INDIVIDUAL_PERMISSION: (122, 0),
    FirstFile.PENDING: (3, 0),
    FirstFile.CHECK_CODE: (1464, 1464),
}
FILLED = replace(
    FIRST,
    front_image=FIRST.front_image.ljust(FRONT_LIMIT, b"\0"),
    signature=bytes(range(256)),
    certificate=b"\x30\x82\x00\x04SAMP",
)


@pytest.mark.parametrize("file", FirstFile)
def test_sizes(file: FirstFile) -> None:
    """Every file has the size of the published table, on both kinds of card."""
    sizes = tuple(
        len(encode_first_files(replace(FILLED, type_code=kind)).get(file, b""))
        for kind in (CardTypeCode.RESIDENCE_GEN1, CardTypeCode.SPECIAL_PERMANENT_GEN1)
    )

    assert SIZES[file] == sizes


def test_round_trip() -> None:
    """What is written is read back; the front keeps the zeros behind it."""
    assert FILLED == decode_first_files(encode_first_files(FILLED))


def test_cleared_permission() -> None:
    """A permission that is not there is a file of zeros: no tag, no length."""
    files = encode_first_files(replace(FILLED, comprehensive_permission=""))

    assert bytes(122) == files[FirstFile.COMPREHENSIVE_PERMISSION]
    assert decode_first_files(files).comprehensive_permission == ""


def test_child() -> None:
    """A child's card without portrait and signature says that it has none."""
    child = replace(FILLED, portrait=None, signature=b"", certificate=b"")

    files = encode_first_files(child)

    assert b"\xd1\x00".ljust(3004, b"\0") == files[FirstFile.PORTRAIT]
    assert b"\xda\x00\xdb\x00".ljust(1464, b"\0") == files[FirstFile.CHECK_CODE]
    assert child == decode_first_files(files)


@pytest.mark.parametrize("content", [b"\xda\x00", b"\xda\x00\xdb\x00"])
def test_unsigned(content: bytes) -> None:
    """A check code of length zero is none, with or without an empty certificate."""
    assert (b"", b"") == decode_first_check_code(content.ljust(1464, b"\0"))


def test_signed_message() -> None:
    """Front to 7,000 and portrait to 3,000 are signed, and nothing else."""
    files = encode_first_files(FILLED)
    moved = encode_first_files(
        replace(
            FILLED, address="別の住所", pending=True, individual_permission="SAMPLE"
        )
    )

    message = first_signed_message(files)

    assert FILLED.portrait
    assert FILLED.front_image + FILLED.portrait.ljust(3000, b"\0") == message
    assert message == first_signed_message(moved)


@pytest.mark.parametrize(
    "contents",
    [
        replace(FIRST, front_image=bytes(7001)),
        replace(FIRST, portrait=bytes(3001)),
        replace(FIRST, address="字" * 107),
        replace(FIRST, comprehensive_permission="字" * 41),
        replace(FIRST, certificate=bytes(1201)),
    ],
)
def test_too_long(contents: FirstContents) -> None:
    """A value that does not fit its object is refused by its tag."""
    with pytest.raises(Malformed) as caught:
        encode_first_files(contents)

    assert caught.value.code == "too-long"


@given(st.sampled_from(list(FirstFile)), st.binary(max_size=80))
def test_any_bytes(file: FirstFile, content: bytes) -> None:
    """Any bytes in any file are read or are Malformed."""
    with suppress(Malformed):
        decode_first_files(encode_first_files(FILLED) | {file: content})


@pytest.mark.parametrize("file", [FirstFile.ADDRESS, FirstFile.CHECK_CODE])
def test_missing(file: FirstFile) -> None:
    """A file that is missing is named."""
    files = encode_first_files(FILLED)
    del files[file]

    with pytest.raises(Malformed) as caught:
        decode_first_files(files)

    assert caught.value.code == "file-missing"
