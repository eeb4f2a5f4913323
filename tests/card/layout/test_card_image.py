"""A card image survives its own bytes, and nothing else is taken for one."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.layout.atr import TYPE_B_ATR
from ichimai.card.layout.first_generation import FirstFile
from ichimai.card.layout.image import (
    CardImage,
    Credential,
    Pins,
    Tries,
)
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.card.layout.text import TextFile, TextRecord
from ichimai.errors import Malformed
from ichimai.model.cards import CardNumber, CardTypeCode, MyNumber

IMAGE = CardImage(
    type_code=CardTypeCode.SPECIFIED_RESIDENCE,
    card_number=CardNumber("AA12345678BB"),
    residence_files={ResidenceFile.COMMON: b"\xc0\x040001"},
    delivery_key=b"TEST delivery key",
    signature=Credential(b"certificate", b"issuer", b"TEST key"),
    user_authentication=Credential(None, b"issuer", None),
    pins=Pins("1234", "ABC123", "5678"),
    tries=Tries(user_authentication=2, text=1, number_b=9),
    my_number=MyNumber("123456789018"),
    security_code="2285",
    atr=TYPE_B_ATR,
    text=TextRecord(
        {TextFile.RESERVED: b"\xff" * 16}, b"TEST text key", "07030320292285"
    ),
    surface={0x0001: b"TEST surface"},
    common={0x0002: b"TEST common"},
    juki={0x0002: b"TEST register"},
)
SECOND = replace(IMAGE, surface={}, common={}, juki={})
"""What the second version could hold of it."""


def stored(version: int) -> bytes:
    """An image as that version wrote it."""
    return Path(__file__).with_name(f"card-image-{version}.json").read_bytes()


def test_round_trip() -> None:
    """What is written is read back, every part of it."""
    assert IMAGE == CardImage.from_bytes(IMAGE.to_bytes())


def test_first_version() -> None:
    """An image of the first version is the card it was: no text application, no PIN."""
    expected = replace(
        SECOND,
        pins=Pins("1234", "ABC123"),
        tries=Tries(user_authentication=2),
        text=None,
    )

    assert expected == CardImage.from_bytes(stored(1))


def test_second_version() -> None:
    """An image of the second version is the card it was: no further application."""
    assert SECOND == CardImage.from_bytes(stored(2))


def test_own_chip() -> None:
    """A card of the first generation has its files, and no key of any kind."""
    image = CardImage(
        type_code=CardTypeCode.RESIDENCE_GEN1,
        card_number=CardNumber("AA12345678BB"),
        first_files={FirstFile.COMMON: b"\xc0\x040001"},
    )

    assert image == CardImage.from_bytes(image.to_bytes())


def test_canonical() -> None:
    """The same image always has the same bytes."""
    assert IMAGE.to_bytes() == CardImage.from_bytes(IMAGE.to_bytes()).to_bytes()


def test_silent() -> None:
    """The representation carries no PIN, no number and no key."""
    shown = repr(IMAGE)

    for secret in (
        "1234",
        "ABC123",
        "5678",
        "2285",
        "AA12345678BB",
        "123456789018",
        "TEST",
    ):
        assert secret not in shown


@pytest.mark.parametrize(
    "change", [{"version": 4}, {"format": "x"}, {"atr": "XX"}, {"tries": {"x": 1}}]
)
def test_other_formats(change: dict[str, object]) -> None:
    """A later version or another format is refused with a repair."""
    fields = json.loads(IMAGE.to_bytes()) | change

    with pytest.raises(Malformed) as caught:
        CardImage.from_bytes(json.dumps(fields).encode())

    assert caught.value.repair


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda t: t.encode()))
def test_any_bytes(content: bytes) -> None:
    """Any other bytes are Malformed."""
    with pytest.raises(Malformed):
        CardImage.from_bytes(content)
