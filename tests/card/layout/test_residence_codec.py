"""The residence files have the published sizes and say what was written into them."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.iso7816.tlv import decode_file, encode
from ichimai.card.layout.residence import (
    ComprehensivePermission,
    ResidenceContents,
    WorkRestriction,
    decode_card_type,
    decode_check_code,
    decode_extra_activity,
    decode_files,
    decode_images,
    decode_printed_entries,
    decode_remarks,
    encode_files,
    signed_message,
    signed_message_of_files,
)
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.errors import Malformed
from ichimai.model.cards import CardNumber, CardTypeCode
from ichimai.model.people import Sex
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status
from sample_card import CONTENTS

# The table of the second-generation specification: residence card, special permanent
# resident certificate; 0 where the certificate has no such file.
SIZES = {
    ResidenceFile.COMMON: (6, 6),
    ResidenceFile.CARD_TYPE: (4, 4),
    ResidenceFile.CARD_NUMBER: (14, 14),
    ResidenceFile.PRINTED_ENTRIES: (73, 46),
    ResidenceFile.IMAGES: (5508, 5508),
    ResidenceFile.ADDRESS_IMAGE: (2505, 2505),
    ResidenceFile.EXTRA_ACTIVITY: (22, 0),
    ResidenceFile.PENDING: (3, 0),
    ResidenceFile.REMARKS: (207, 207),
    ResidenceFile.CHECK_CODE: (704, 704),
}

ENGINEER = replace(
    CONTENTS,
    name_image=b"II*\0 SAMPLE name image \0\0",
    remarks="",
    signature=bytes(range(96)),
    certificate=b"\x30\x82\x00\x04SAMP",
)

SPECIAL_PERMANENT = replace(
    ENGINEER,
    type_code=CardTypeCode.SPECIFIED_SPECIAL_PERMANENT,
    status=Status.SPECIAL_PERMANENT_RESIDENT,
    period_of_stay="0000",
    permission_kind=None,
    permitted_on=None,
    work_restriction=None,
    stay_ends_on=None,
)

_days = st.dates(min_value=date(1900, 1, 1))
_pictures = st.binary(min_size=1, max_size=2500).filter(any)

_contents = st.builds(
    ResidenceContents,
    card_number=st.from_regex(r"[A-Z]{2}[0-9]{8}[A-Z]{2}", fullmatch=True).map(
        CardNumber
    ),
    type_code=st.sampled_from(
        [CardTypeCode.RESIDENCE_GEN2, CardTypeCode.SPECIFIED_RESIDENCE]
    ),
    valid_until=_days,
    birth_date=_days,
    sex=st.sampled_from(Sex),
    nationality=st.from_regex(r"[A-Z]{3}", fullmatch=True),
    status=st.sampled_from(Status),
    period_of_stay=st.from_regex(r"[0-9]{3,4}", fullmatch=True),
    permission_kind=st.sampled_from(
        [Procedure.LANDING, Procedure.EXTENSION, Procedure.CHANGE_OF_STATUS]
    ),
    permitted_on=_days,
    work_restriction=st.sampled_from(WorkRestriction),
    stay_ends_on=st.none() | _days,
    name_image=_pictures,
    portrait=st.none() | st.binary(min_size=1, max_size=3000).filter(any),
    address_image=_pictures,
    comprehensive_permission=st.sampled_from(ComprehensivePermission),
    comprehensive_until=st.none() | _days,
    individual_permission=st.booleans(),
    pending=st.booleans(),
    commissioner_entry=st.booleans(),
    remarks=st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=50),
    signature=st.just(b"") | st.binary(min_size=96, max_size=96).filter(any),
    certificate=st.binary(min_size=4, max_size=596).map(
        lambda body: b"\x30\x82" + len(body).to_bytes(2) + body
    ),
)


@pytest.mark.parametrize("file", ResidenceFile)
def test_published_sizes(file: ResidenceFile) -> None:
    """Every file comes out at the size that the specification prints."""
    sizes = tuple(
        len(encode_files(contents).get(file, b""))
        for contents in (ENGINEER, SPECIAL_PERMANENT)
    )

    assert SIZES[file] == sizes


@given(_contents)
def test_round_trip(contents: ResidenceContents) -> None:
    """Decoding gives back what was encoded, whatever it was."""
    assert contents == decode_files(encode_files(contents))


def test_special_permanent_round_trip() -> None:
    """A special permanent resident certificate has no permission and no restriction."""
    assert SPECIAL_PERMANENT == decode_files(encode_files(SPECIAL_PERMANENT))


def test_first_bytes() -> None:
    """The objects begin as the specification draws them."""
    files = encode_files(ENGINEER)

    assert bytes.fromhex("C1023037") == files[ResidenceFile.CARD_TYPE]
    assert bytes.fromhex("C20C") + b"AA12345678BB" == files[ResidenceFile.CARD_NUMBER]
    assert (
        b"\xc5\x0820290630\xc6\x0819950303\xc7\x012\xc8\x03VNM"
        == (files[ResidenceFile.PRINTED_ENTRIES][:28])
    )
    assert bytes.fromhex("D901") == files[ResidenceFile.REMARKS][:2]
    assert bytes.fromhex("DE8200C8") == files[ResidenceFile.REMARKS][3:7]
    assert bytes.fromhex("DFD182") == files[ResidenceFile.ADDRESS_IMAGE][:3]
    assert bytes.fromhex("DC60") == files[ResidenceFile.CHECK_CODE][:2]


@pytest.mark.parametrize("length", ["82 00 C8", "81 C8"])
def test_both_lengths_of_the_reserved_text(length: str) -> None:
    """The reserved text is read whichever way its length is written."""
    text = "SAMPLE 確認".encode().ljust(200, b"\0")
    content = b"\xd9\x011\xde" + bytes.fromhex(length) + text

    assert (True, "SAMPLE 確認") == decode_remarks(content.ljust(207, b"\0"))


def test_padded_inside_the_object() -> None:
    """A portrait of zeros at full width is no portrait, and full widths are read."""
    content = encode(0xD0, b"TIFF".ljust(2500, b"\0")) + encode(0xD1, bytes(3000))

    name_image, portrait = decode_images(content)

    assert b"TIFF" == name_image.rstrip(b"\0")
    assert portrait is None


def test_certificate_before_its_filler() -> None:
    """A certificate is cut at its DER length, whether filler is inside or behind."""
    der = b"\x30\x82\x01\x00" + b"\x01" * 256
    inside = encode(0xDC, bytes(96)) + encode(0xDD, der.ljust(602, b"\0"))
    behind = encode(0xDC, bytes(96)) + encode(0xDD, der, wide=True)

    assert (b"", der) == decode_check_code(inside)
    assert (b"", der) == decode_check_code(behind.ljust(704, b"\0"))


def test_cleared_permission() -> None:
    """A permission file of zeros means that there is none."""
    extra = decode_extra_activity(bytes(22))

    assert ComprehensivePermission.NONE is extra.comprehensive_permission
    assert extra.comprehensive_until is None
    assert not extra.individual_permission


def test_signed_message() -> None:
    """The signature covers 53 bytes of values, the portrait, then the name image."""
    message = signed_message(ENGINEER)

    assert 53 + 3000 + 2500 == len(message)
    assert b"20290630199503032VNMXSTATUS0160300X320260701220290630" == message[:53]
    assert ENGINEER.portrait == message[53:3053].rstrip(b"\0")
    assert ENGINEER.name_image == message[3053:].rstrip(b"\0") + b"\0\0"


def test_signed_message_of_a_certificate() -> None:
    """Entries of a special permanent resident are filled to 53 bytes with zeros."""
    message = signed_message(SPECIAL_PERMANENT)

    assert bytes(53 - 34) == message[34:53]
    assert 53 + 3000 + 2500 == len(message)


@given(_contents)
def test_signed_message_from_the_card(contents: ResidenceContents) -> None:
    """What a reader takes from the files is what the issuer signed."""
    files = encode_files(contents)

    assert signed_message(contents) == signed_message_of_files(
        files[ResidenceFile.PRINTED_ENTRIES], files[ResidenceFile.IMAGES]
    )


def test_unsigned_fields() -> None:
    """Address image, DF2 and card number are outside the signature."""
    other = replace(
        ENGINEER,
        card_number=CardNumber("CC00000000DD"),
        address_image=b"another",
        pending=True,
        remarks="SAMPLE",
    )

    assert signed_message(ENGINEER) == signed_message(other)


@pytest.mark.parametrize(
    ("field", "value", "tag"),
    [
        ("name_image", bytes(2501), "D0"),
        ("portrait", bytes(3001), "D1"),
        ("address_image", bytes(2501), "DFD1"),
        ("certificate", bytes(603), "DD"),
        ("remarks", "あ" * 67, "DE"),
        ("nationality", "VNAM", "C8"),
    ],
)
def test_too_long(field: str, value: object, tag: str) -> None:
    """A value that does not fit is refused by the name of its object."""
    with pytest.raises(Malformed) as caught:
        encode_files(replace(ENGINEER, **{field: value}))

    assert "too-long" == caught.value.code
    assert tag == caught.value.values["tag"]


@given(st.binary(max_size=80))
def test_any_bytes(content: bytes) -> None:
    """Whatever bytes a file holds, decoding gives a value or says Malformed."""
    for decode in (
        decode_card_type,
        decode_printed_entries,
        decode_images,
        decode_extra_activity,
        decode_remarks,
        decode_check_code,
    ):
        with suppress(Malformed):
            decode(content)


@given(
    st.sampled_from([0xC0, 0xDE, 0xDF21, 0xDFD1, 0xFF10]),
    st.binary(max_size=300),
    st.integers(0, 9),
    st.booleans(),
)
def test_objects(tag: int, value: bytes, zeros: int, wide: bool) -> None:  # noqa: FBT001
    """An object is read back under one or two bytes of tag, before any zeros."""
    content = encode(tag, value, wide=wide) + bytes(zeros)

    assert {tag: value} == decode_file(content)


@pytest.mark.parametrize(
    "content", ["C0", "C005AA", "C08000", "C0830000", "C00100C00100", "C001000001"]
)
def test_broken_objects(content: str) -> None:
    """Cut, repeated or followed by anything but zeros, objects are Malformed."""
    with pytest.raises(Malformed, match="object"):
        decode_file(bytes.fromhex(content))
