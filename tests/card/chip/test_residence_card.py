"""Residence cards with chips of their own: any bytes, and the published examples."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.atr import TYPE_B_ATR
from ichimai.model.cards import CardTypeCode
from ichimai.randomness import system_randomness
from sample_card import CARD_NUMBER
from sample_residence_cards import OWN_CHIP_TYPES, authenticated, own_chip_image

VECTORS = tomllib.loads(
    (Path(__file__).parents[1] / "iso7816" / "mutual_vectors.toml").read_text("utf-8")
)["vector"]
TYPES = {
    "triple-des": CardTypeCode.RESIDENCE_GEN1,
    "aes-128": CardTypeCode.RESIDENCE_GEN2,
}
MASTER = bytes.fromhex("00A40000023F00")
VERIFY = CommandApdu(0, 0x20, 0, 0x86, CARD_NUMBER.encode())
OK = b"\x90\x00"
_LONGEST_FREE = 8
"""Bytes that an answer in the open may have: a challenge, or a free file."""

every_type = pytest.mark.parametrize("kind", OWN_CHIP_TYPES)

_selections = [
    CommandApdu(0, 0xA4, 4, 0x0C, aid.value).to_bytes()
    for aid in (Aid.DF1, Aid.DF2, Aid.DF3)
]
_headers = st.tuples(
    st.sampled_from([0x00, 0x08, 0x0C, 0x80, 0xFF]),
    st.sampled_from([0x20, 0x82, 0x84, 0xA4, 0xB0, 0xCA, 0x00]),
    st.integers(0, 255),
    st.sampled_from([0x00, 0x0C, 0x80, 0x86, 0xFF]),
).map(bytes)
_bodies = st.binary(max_size=48) | st.sampled_from(
    [
        b"",
        b"\0",
        b"\x08",
        b"\x04\x96\x02\x00\x00\x00",
        b"\x00\x00\x04\x96\x02" + bytes(4),
    ]
)
_commands = (
    st.binary(max_size=60)
    | st.builds(bytes.__add__, _headers, _bodies)
    | st.sampled_from([MASTER, bytes.fromhex("0084000008"), *_selections])
)


def powered(kind: CardTypeCode) -> SoftwareCard:
    """The sample card of that type, with power."""
    card = SoftwareCard(own_chip_image(kind), system_randomness)
    card.power_on()
    return card


@pytest.mark.parametrize("vector", VECTORS, ids=list(TYPES))
def test_published_example(vector: dict[str, str]) -> None:
    """With its random bytes injected the card answers the published example's."""
    drawn = iter((bytes.fromhex(vector["rnd_icc"]), bytes.fromhex(vector["k_icc"])))
    card = SoftwareCard(own_chip_image(TYPES[vector["suite"]]), lambda _: next(drawn))
    card.power_on()
    token = vector["e_ifd"] + vector["m_ifd"]

    challenge = card.transmit(bytes.fromhex("0084000008"))
    answer = card.transmit(bytes.fromhex(f"0082000028{token}00"))
    verified = card.transmit(bytes.fromhex(f"0820008613861101{vector['verify']}"))

    assert f"{vector['rnd_icc']}9000" == challenge.hex().upper()
    assert f"{vector['e_icc']}{vector['m_icc']}9000" == answer.hex().upper()
    assert OK == verified


@every_type
def test_answer_to_reset(kind: CardTypeCode) -> None:
    """The card answers as a reader makes it of a Type B card, on and after a reset."""
    card = powered(kind)

    assert TYPE_B_ATR == card.reset()


@every_type
@given(st.lists(_commands, max_size=20))
def test_any_conversation(kind: CardTypeCode, commands: list[bytes]) -> None:
    """Any bytes in any order leave the card standing and answering."""
    card = powered(kind)
    _, session = authenticated(card, card.image, system_randomness)
    assert session
    card.transmit(session.wrap(VERIFY).to_bytes())

    for command in commands:
        assert len(card.transmit(command)) >= 2

    assert OK == card.transmit(MASTER)


@every_type
@given(st.lists(_commands, max_size=20))
def test_files_stay_shut(kind: CardTypeCode, commands: list[bytes]) -> None:
    """Without the card number no bytes open a file: neither picture nor signature."""
    card = powered(kind)
    answers = [card.transmit(command)[:-2] for command in commands]

    assert all(len(each) <= _LONGEST_FREE for each in answers)
