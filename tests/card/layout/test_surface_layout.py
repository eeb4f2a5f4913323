"""The files of the surface application hold what they say, and are signed so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.iso7816.tlv import encode
from ichimai.card.layout.signed_files import encode_public_key
from ichimai.card.layout.surface import (
    Front,
    birth_message,
    decode_birth,
    decode_front,
    decode_municipality,
    decode_number_picture,
    encode_birth,
    encode_front,
    encode_information,
    encode_number_picture,
    front_digest_info,
    number_message,
)
from ichimai.errors import Malformed

KEY = (65537, 2**2047 + 1)
SIGNATURE = b"s" * 256
FRONT = Front(
    birth_date=date(1995, 3, 3),
    sex="2",
    key=KEY,
    name=b"SAMPLE name",
    address=b"SAMPLE address",
    portrait=b"SAMPLE portrait",
    expires_on=date(2029, 6, 30),
    security_code=b"SAMPLE code",
)


def test_birth_file() -> None:
    """The birth date and the key come back as they were signed."""
    message = birth_message(date(1995, 3, 3), KEY)

    content = encode_birth(message, SIGNATURE)

    assert content.startswith(bytes.fromhex("FF1082021EDF11083139393530333033DF12"))
    assert (date(1995, 3, 3), message, SIGNATURE) == decode_birth(content)


def test_front_file() -> None:
    """Nine objects stand behind their offsets, and come back."""
    content = encode_front(FRONT, SIGNATURE)

    offsets = [int.from_bytes(content[at:][:2]) for at in range(8, 26, 2)]
    assert b"\xff\x20\x82" + b"\xdf\x21\x12" == content[:3] + content[5:8]
    assert list(range(0xDF22, 0xDF2B)) == [
        int.from_bytes(content[at:][:2]) for at in offsets
    ]
    assert (FRONT, front_digest_info(FRONT), SIGNATURE) == decode_front(content)


def test_three_digests() -> None:
    """The signature covers three digests of complete objects, in one DigestInfo."""
    key = encode_public_key(*KEY)
    groups = (
        encode(0xDF22, b"19950303") + encode(0xDF23, b"2") + encode(0xDF24, key),
        encode(0xDF25, b"SAMPLE name") + encode(0xDF26, b"SAMPLE address"),
        encode(0xDF27, b"SAMPLE portrait"),
    )

    signed = front_digest_info(FRONT)

    assert bytes.fromhex("3071300D0609608648016503040201") == signed[:15]
    assert bytes.fromhex("05000460") == signed[15:19]
    assert b"".join(sha256(each).digest() for each in groups) == signed[19:]


@pytest.mark.parametrize(
    ("changed", "covered"),
    [
        (replace(FRONT, sex="1"), True),
        (replace(FRONT, address=b"other"), True),
        (replace(FRONT, portrait=b""), True),
        (replace(FRONT, expires_on=date(2039, 6, 30)), False),
        (replace(FRONT, security_code=b"other"), False),
    ],
)
def test_what_is_signed(changed: Front, covered: bool) -> None:  # noqa: FBT001
    """Expiry and security code stand outside the signature, the rest within."""
    assert covered is (front_digest_info(FRONT) != front_digest_info(changed))


def test_number_file() -> None:
    """The picture of the number comes back with what was signed."""
    message = number_message(b"SAMPLE picture", KEY)

    content = encode_number_picture(message, SIGNATURE)

    assert (b"SAMPLE picture", message, SIGNATURE) == decode_number_picture(content)


def test_information() -> None:
    """The municipality comes back; the version is the one that was measured."""
    content = encode_information(b"6000024\x08\x05001" + b"\xff" * 4, "13103")

    assert "13103" == decode_municipality(content)
    assert bytes.fromhex("DF310406030E01") in content


def test_too_long() -> None:
    """Pictures that no offset reaches are refused."""
    with pytest.raises(Malformed) as caught:
        encode_front(replace(FRONT, portrait=bytes(33_000)), SIGNATURE)

    assert "too-long" == caught.value.code


@pytest.mark.parametrize(
    "decode", [decode_birth, decode_front, decode_number_picture, decode_municipality]
)
@given(content=st.binary(max_size=60))
def test_any_bytes(decode: Callable[[bytes], object], content: bytes) -> None:
    """Bytes that are no such file are Malformed, and nothing else."""
    with pytest.raises(Malformed):
        decode(content)
