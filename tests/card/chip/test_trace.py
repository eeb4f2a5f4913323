"""The trace: what passes between a reader and the card, decoded into names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.trace import Trace
from ichimai.card.layout.aids import Aid
from ichimai.model.cards import CardTypeCode
from ichimai.randomness import system_randomness
from sample_card import PINS, sample_image
from sample_residence_cards import own_chip_image

PIN = str(PINS.user_authentication).encode()


@pytest.fixture
def traced() -> tuple[SoftwareCard, Trace]:
    """A powered card, and the trace that follows it."""
    card = SoftwareCard(sample_image(), system_randomness)
    card.power_on()
    return card, Trace()


def lines(traced: tuple[SoftwareCard, Trace], *commands: str) -> list[str]:
    """The line of each command, written in hex."""
    card, trace = traced
    return [
        " ".join(trace.line(command, card.transmit(command)).split())
        for command in map(bytes.fromhex, commands)
    ]


def test_files_and_pins_have_names(traced: tuple[SoftwareCard, Trace]) -> None:
    """A login as OpenSC does it reads as a conversation."""
    assert [
        "SELECT application JPKI 9000: the command was carried out",
        "SELECT file 0018 AUTHENTICATION_PIN 9000: the command was carried out",
        (
            "VERIFY AUTHENTICATION_PIN 63C3: the compared value does not match,"
            " 3 tries left"
        ),
        "VERIFY AUTHENTICATION_PIN, 4 bytes hidden 9000: the command was carried out",
        (
            "READ BINARY AUTHENTICATION_CERTIFICATE from 0 9000:"
            " the command was carried out [4 bytes]"
        ),
    ] == lines(
        traced,
        "00A4040C0AD392F000260100000001",
        "00A4020C020018",
        "00200080",
        "0020008004" + PIN.hex(),
        "00B08A0004",
    )


def test_what_is_refused_selects_nothing(traced: tuple[SoftwareCard, Trace]) -> None:
    """After a SELECT that failed the names are still those of what is selected."""
    found = lines(
        traced,
        "00A4040C0AD392F000260100000001",
        "00A404000CF276A288BCFBA69D34F31001",
        "00A4020C02001B",
    )

    assert found[1].startswith("SELECT application F276A288BCFBA69D34F31001 6A82")
    assert found[2].startswith("SELECT file 001B SIGNATURE_PIN 9000")


def test_power_forgets_the_selection(traced: tuple[SoftwareCard, Trace]) -> None:
    """After a reset the present file has no name."""
    card, trace = traced
    lines(traced, "00A4040C0AD392F000260100000001", "00A4020C020018")

    card.reset()
    trace.power()

    assert lines(traced, "00B0000004")[0].startswith("READ BINARY the present file")


def test_every_application_has_names(traced: tuple[SoftwareCard, Trace]) -> None:
    """Records, printed numbers and the card's own key read as such."""
    found = lines(
        traced,
        "00A4040C0A" + Aid.COMMON.value.hex(),
        "00B2010C00",
        "0020009C",
        "8032009C0431323334",
        "008800990401020304",
        "0084000010",
        "0082 0080 0100",
        "00A4040C0A" + Aid.SURFACE.value.hex(),
        "00A40000",
        "00200091",
        "00200093",
        "802A00000301020300",
        "00A4040C0A" + Aid.TEXT.value.hex(),
        "00200094",
        "00200091",
    )

    assert [
        "SELECT application COMMON",
        "READ RECORD 1 of CARD",
        "VERIFY COMMON_PIN",
        "REPLACE PIN COMMON_PIN, 4 bytes hidden",
        "INTERNAL AUTHENTICATE AUTHENTICATION_KEY, 4 bytes hidden",
        "GET CHALLENGE 00 00",
        "EXTERNAL AUTHENTICATE 00 80, 1 bytes hidden",
        "SELECT application SURFACE",
        "SELECT the root",
        "VERIFY SURFACE_BIRTH",
        "VERIFY SURFACE_NUMBER_A",
        "SIGN with the card's own key, 3 bytes hidden",
        "SELECT application TEXT",
        "VERIFY NUMBER_A",
        "VERIFY TEXT_PIN",
    ] == [re.split(r" [0-9A-F]{4}: ", line)[0] for line in found]


def test_first_generation() -> None:
    """A card of type 1 begins at its root, and its files have names of their own."""
    kind = CardTypeCode.RESIDENCE_GEN1
    card = SoftwareCard(own_chip_image(kind), system_randomness)
    card.power_on()

    found = lines(
        (card, Trace(kind)),
        "00B08A0000",
        "00A40000023F00",
        "0084000008",
        "00A4040C10" + Aid.DF2.value.hex(),
        "00B0820000",
        "08200086138611011AA82973DB959A811F9711D728F0EEF6",
    )

    assert [
        "READ BINARY CARD_TYPE from 0",
        "SELECT the root",
        "GET CHALLENGE 00 00",
        "SELECT application DF2",
        "READ BINARY COMPREHENSIVE_PERMISSION from 0",
        "VERIFY secured the card number, 19 bytes hidden",
    ] == [re.split(r" [0-9A-F]{4}: ", line)[0] for line in found]


@given(command=st.binary(max_size=300), status=st.binary(min_size=2, max_size=2))
def test_any_bytes_give_a_line(command: bytes, status: bytes) -> None:
    """Whatever is sent and answered, the trace has one line about it."""
    line = Trace().line(command, status)

    assert line
    assert "\n" not in line


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=16))
def test_a_pin_without_a_header_is_hidden(pin: str) -> None:
    """A PIN sent as if it were a command stands in no line, in no writing."""
    line = Trace().line(pin.encode(), b"\x6d\x00")

    assert line.startswith(f"no command, {len(pin)} bytes hidden")
