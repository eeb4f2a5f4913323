"""What holds for every card and every command, whatever the bytes."""

from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.state import Persistent
from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.atr import TYPE_B_ATR
from ichimai.card.layout.image import CardImage
from ichimai.errors import Unavailable
from ichimai.randomness import system_randomness
from sample_card import (
    delivered_session,
    permanent_image,
    sample_image,
    sample_keys,
    without_signature_certificate,
)

SELECT_JPKI = CommandApdu(0, 0xA4, 4, 0x0C, Aid.JPKI.value).to_bytes()
SELECT_RESIDENCE = CommandApdu(0, 0xA4, 4, 0x0C, Aid.RESIDENCE.value).to_bytes()
SELECT_TEXT = CommandApdu(0, 0xA4, 4, 0x0C, Aid.TEXT.value).to_bytes()
VERIFY_TEXT = bytes.fromhex("002000910435363738")
VERIFY_AUTHENTICATION = bytes.fromhex("002000980431323334")
WRONG_AUTHENTICATION = bytes.fromhex("002000980430303030")
OK = b"\x90\x00"


@cache
def _sample_card() -> SoftwareCard:
    return SoftwareCard(sample_image(), system_randomness)


def powered(image: CardImage | None = None) -> SoftwareCard:
    """A card with power and all its tries, its changes kept in memory.

    The sample card is built once: OpenSSL takes its time over every key it loads.
    """
    card = SoftwareCard(image, system_randomness) if image else _sample_card()
    card._memory.become(Persistent(image or sample_image()))
    card.power_on()
    return card


_headers = st.tuples(
    st.sampled_from([0x00, 0x08, 0x0C, 0x80, 0x01, 0xFF]),
    st.sampled_from([0x20, 0x24, 0x2A, 0x84, 0xA4, 0xAE, 0xB0, 0xCA, 0x00]),
    st.integers(0, 255),
    st.sampled_from([0x00, 0x0C, 0x80, 0x86, 0x91, 0x94, 0x97, 0x98, 0x9A, 0x9B, 0xFF]),
).map(bytes)
_bodies = st.binary(max_size=40) | st.sampled_from(
    [b"", b"\0", b"\x04" + b"0000", b"\x02\x00\x17", b"\x04\x96\x02\x00\x00\x00"]
)
_commands = (
    st.binary(max_size=60)
    | st.builds(bytes.__add__, _headers, _bodies)
    | st.sampled_from(
        [
            SELECT_JPKI,
            SELECT_RESIDENCE,
            SELECT_TEXT,
            VERIFY_AUTHENTICATION,
            VERIFY_TEXT,
        ]
    )
)


@given(st.lists(_commands, max_size=25))
def test_any_conversation(commands: list[bytes]) -> None:
    """Any bytes in any order leave the card standing and answering."""
    card = powered()
    card.transmit(SELECT_RESIDENCE)
    card.transmit(delivered_session(card.image)[0])

    for command in commands:
        assert len(card.transmit(command)) >= 2

    card.reset()
    assert OK == card.transmit(SELECT_JPKI)


@given(st.lists(_commands, max_size=25))
def test_tries_only_go_up_by_the_right_pin(commands: list[bytes]) -> None:
    """Nothing but the right PIN and its change gives tries back."""
    card = powered()
    card.transmit(SELECT_JPKI)
    card.transmit(WRONG_AUTHENTICATION)
    start = card.image.tries

    for command in commands:
        if b"1234" not in command:
            card.transmit(command)

    assert card.image.tries.user_authentication <= start.user_authentication
    assert card.image.tries.signature <= start.signature


@given(st.lists(_commands, max_size=25))
def test_text_files_stay_shut(commands: list[bytes]) -> None:
    """No command short of a right PIN or number opens the number's file."""
    card = powered()
    card.transmit(SELECT_TEXT)

    answers = [card.transmit(command) for command in commands if b"5678" not in command]

    assert not [each for each in answers if b"123456789018" in each]


@given(st.binary(min_size=1, max_size=245))
def test_presence(content: bytes) -> None:
    """The card's own key signs exactly the bytes that were given, without a PIN."""
    card = powered()
    card.transmit(SELECT_TEXT)

    answer = card.transmit(CommandApdu(0x80, 0x2A, 0, 0, content, 256).to_bytes())

    assert content == sample_keys().text_card.public.recover_type1(answer[:-2])


def test_without_record() -> None:
    """A card of the first image version has no text application."""
    card = powered(replace(sample_image(), text=None))

    assert b"\x6a\x82" == card.transmit(SELECT_TEXT)


@given(st.binary(min_size=1, max_size=245))
def test_type_1_signature(content: bytes) -> None:
    """P1 00 puts a type-1 block around exactly the bytes that were given."""
    card = powered()
    card.transmit(SELECT_JPKI)
    card.transmit(VERIFY_AUTHENTICATION)

    answer = card.transmit(CommandApdu(0x80, 0x2A, 0, 0x97, content, 256).to_bytes())

    key = sample_keys().user_authentication.public
    assert content == key.recover_type1(answer[:-2])


@pytest.mark.parametrize("form", [2, 3, 4, 5])
def test_hashed_signatures(form: int) -> None:
    """P1 02 to 05 sign a message or its hash, PKCS #1 v1.5 or PSS."""
    message = b"SAMPLE message"
    content = message if form in {3, 5} else sha256(message).digest()
    card = powered()
    card.transmit(SELECT_JPKI)
    card.transmit(VERIFY_AUTHENTICATION)

    answer = card.transmit(CommandApdu(0x80, 0x2A, form, 0x97, content).to_bytes())

    key = sample_keys().user_authentication.public
    verify = key.verify_pss_sha256 if form > 3 else key.verify_sha256
    verify(message, answer[:-2])


def test_bare_hash_signature() -> None:
    """P1 01 signs the hash of a message without a DigestInfo."""
    card = powered()
    card.transmit(SELECT_JPKI)
    card.transmit(VERIFY_AUTHENTICATION)

    answer = card.transmit(CommandApdu(0x80, 0x2A, 1, 0x97, b"SAMPLE").to_bytes())

    key = sample_keys().user_authentication.public
    assert sha256(b"SAMPLE").digest() == key.recover_type1(answer[:-2])


def test_the_try_is_spent_before_the_comparison() -> None:
    """The keeper sees the spent try first, also when the PIN turns out right."""
    seen: list[int] = []
    card = SoftwareCard(
        sample_image(),
        system_randomness,
        on_change=lambda image: seen.append(image.tries.user_authentication),
    )
    card.power_on()
    card.transmit(SELECT_JPKI)

    card.transmit(VERIFY_AUTHENTICATION)
    card.transmit(WRONG_AUTHENTICATION)

    assert [2, 3, 2] == seen


def test_no_comparison_without_a_keeper() -> None:
    """Where the spent try cannot be kept, the right PIN is not even looked at."""

    def broken(image: CardImage) -> None:
        del image
        raise Unavailable("The disk is full.")

    card = SoftwareCard(sample_image(), system_randomness, on_change=broken)
    card.power_on()
    card.transmit(SELECT_JPKI)

    answer = card.transmit(VERIFY_AUTHENTICATION)

    assert bytes.fromhex("6581") == answer
    assert bytes.fromhex("6982") == card.transmit(bytes.fromhex("802A0097014100"))


@given(st.integers(0, 0x7FFF), st.integers(1, 256))
def test_reading_in_parts(offset: int, length: int) -> None:
    """A part of a file is that part of the whole, or 6B00 from its end on."""
    card = powered()
    card.transmit(SELECT_JPKI)
    whole = card.transmit(CommandApdu(0, 0xB0, 0x8A, 0, le=65536).to_bytes())[:-2]

    part = card.transmit(
        CommandApdu(0, 0xB0, offset >> 8, offset & 0xFF, le=length).to_bytes()
    )

    expected = whole[offset : offset + length]
    assert (expected + OK if expected else bytes.fromhex("6B00")) == part


def test_without_signature_certificate() -> None:
    """A declined certificate has no file and no key, and its PIN counts as blocked."""
    card = powered(without_signature_certificate(sample_image()))
    card.transmit(SELECT_JPKI)

    answers = [
        card.transmit(bytes.fromhex(command)).hex()
        for command in ("00B0880000", "00B0810004", "0020009B", "00A4020C02001A")
    ]

    assert ["008f009000", "6a82", "63c0", "6a82"] == answers


def test_both_atrs() -> None:
    """The ATR is the one that the card was made with."""
    contact = powered()
    type_b = powered(replace(sample_image(), atr=TYPE_B_ATR))

    assert "3be000ff8131fe4514" == contact.atr.hex()
    assert TYPE_B_ATR == type_b.reset()


def test_no_power() -> None:
    """A chip without power does not answer."""
    card = powered()
    card.power_off()

    with pytest.raises(Unavailable, match="no power"):
        card.transmit(SELECT_JPKI)


def test_special_permanent_resident() -> None:
    """Type 08 has no file of permissions or of pending filings, and says its type."""
    card = powered(permanent_image())
    select_df2 = CommandApdu(0, 0xA4, 4, 0x0C, Aid.DF2.value).to_bytes()

    card.transmit(SELECT_RESIDENCE)
    shown = card.transmit(bytes.fromhex("00B08A0000"))
    card.transmit(select_df2)
    answers = [
        card.transmit(bytes((0x00, 0xB0, 0x80 | short_id, 0, 0))).hex()
        for short_id in (1, 2, 3)
    ]

    assert bytes.fromhex("C10230389000") == shown
    assert ["6a82", "6a82", "6982"] == answers
