"""The files of the text application are the published bytes, and hold what they say."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.layout.card_certificate import (
    TEXT_ISSUER_ID,
    TEXT_SIGNER_ID,
    certificate_body,
    decode_certificate,
    encode_certificate,
)
from ichimai.card.layout.text import (
    Attributes,
    card_key_message,
    card_key_numbers,
    decode_attributes,
    decode_card_key,
    decode_number,
    decode_signatures,
    encode_attributes,
    encode_card_key,
    encode_number,
    encode_signatures,
    record_message,
    sex_digit,
)
from ichimai.errors import Malformed
from ichimai.model.cards import MyNumber
from ichimai.model.people import Sex

VECTORS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("text_vectors.toml").read_text("utf-8")
)
NUMBER = bytes.fromhex(VECTORS["number_file"])
ATTRIBUTES = bytes.fromhex(VECTORS["attributes_file"])
SIGNED = bytes.fromhex(VECTORS["signed"])
MODULUS = 2**2047 + 1


def holder() -> Attributes:
    """The holder of the vectors."""
    names = ("name", "address", "birth_date", "sex")
    return Attributes(*(VECTORS[name] for name in names))


def test_number_file() -> None:
    """The number stands in seventeen bytes, two of them filler."""
    number = MyNumber(VECTORS["number"])

    assert NUMBER == encode_number(number)
    assert number == decode_number(NUMBER)


def test_attributes_file() -> None:
    """The four items stand behind their offsets, the first of them at 000E."""
    assert ATTRIBUTES == encode_attributes(holder())
    assert holder() == decode_attributes(ATTRIBUTES)


def test_signed_record() -> None:
    """The number is hashed with its filler, the items without their offsets."""
    assert SIGNED == record_message(NUMBER, ATTRIBUTES)


@given(st.text(max_size=80), st.text(max_size=200), st.dates(), st.sampled_from("0129"))
def test_offsets(name: str, address: str, born: date, sex: str) -> None:
    """Each offset leads to the tag of its object, however long the texts are."""
    attributes = Attributes(name, address, born, sex)

    content = encode_attributes(attributes)

    table = content.index(b"\xdf\x21\x08") + 3
    offsets = [int.from_bytes(content[at:][:2]) for at in range(table, table + 8, 2)]
    tags = [content[at:][:2].hex() for at in offsets]
    assert ["df22", "df23", "df24", "df25"] == tags
    assert attributes == decode_attributes(content)


def test_signature_files() -> None:
    """What was signed comes back byte for byte, with its signature."""
    key = card_key_message(65537, MODULUS)

    assert (SIGNED, b"s" * 256) == decode_signatures(
        encode_signatures(SIGNED, b"s" * 256)
    )
    assert (key, b"s" * 256) == decode_card_key(encode_card_key(key, b"s" * 256))
    assert (65537, MODULUS) == card_key_numbers(key)


def test_certificate() -> None:
    """The body has 297 bytes and comes back with both identifiers and the key."""
    body = certificate_body(TEXT_ISSUER_ID, TEXT_SIGNER_ID, 65537, MODULUS)

    certificate = decode_certificate(encode_certificate(body, b"s" * 256))

    assert 297 == len(body)
    assert body == certificate.body
    assert (TEXT_ISSUER_ID, TEXT_SIGNER_ID) == (
        certificate.issuer_id,
        certificate.subject_id,
    )
    assert (65537, MODULUS) == (certificate.exponent, certificate.modulus)


def test_no_production_identifier() -> None:
    """No key identifier of ours begins with the digit of production."""
    assert b"5" not in {TEXT_ISSUER_ID[:1], TEXT_SIGNER_ID[:1]}


@pytest.mark.parametrize(
    ("sex", "digit"), [(Sex.MALE, "1"), (Sex.FEMALE, "2"), (Sex.UNSPECIFIED, "9")]
)
def test_sex(sex: Sex, digit: str) -> None:
    """Sex is written as JIS X 0303 has it, not as the residence application."""
    assert digit == sex_digit(sex)


@pytest.mark.parametrize(
    "decode",
    [
        decode_attributes,
        decode_number,
        decode_signatures,
        decode_card_key,
        decode_certificate,
    ],
)
@given(content=st.binary(max_size=60))
def test_any_bytes(decode: Callable[[bytes], object], content: bytes) -> None:
    """Bytes that are no such file are Malformed, and nothing else."""
    with pytest.raises(Malformed):
        decode(content)


def test_impossible_day() -> None:
    """A day that no calendar has is Malformed."""
    with pytest.raises(Malformed):
        decode_attributes(ATTRIBUTES.replace(b"19950303", b"19950231"))
