"""Whatever a card answers, the reader ends with a verdict or one of our own errors."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from card.reader.workshop import NUMBER, PIN, TODAY, Workshop
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.iso7816.transport import Transport
from ichimai.card.layout.jpki import JpkiFile
from ichimai.card.reader.jpki import JpkiSession
from ichimai.card.reader.verdict import Word
from ichimai.card.reader.verify import verify
from ichimai.errors import IchimaiError, Malformed
from ichimai.model.cards import CardTypeCode
from ichimai.randomness import SeededRandomness
from sample_residence_cards import OWN_CHIP_TYPES, own_chip_image


class Liar:
    """A card that answers from a list, and then with nothing but success."""

    def __init__(self, answers: list[bytes]) -> None:
        self._answers = iter(answers)

    def transmit(self, command: bytes) -> bytes:
        """The next answer of the list."""
        del command
        return next(self._answers, b"\x90\x00")

    def reset(self) -> bytes:
        """An ATR."""
        return b"\x3b\x00"

    def close(self) -> None:
        """Nothing to close."""


class Meddler:
    """A wire to a genuine card on which one byte of one answer is changed."""

    def __init__(self, card: SoftwareCard, answer: int, offset: int, mask: int) -> None:
        self._card = card
        self._left = answer
        self._offset = offset
        self._mask = mask

    def transmit(self, command: bytes) -> bytes:
        """The card's answer, or what becomes of it."""
        answer = bytearray(self._card.transmit(command))
        if self._left == 0:
            answer[self._offset % len(answer)] ^= self._mask
        self._left -= 1
        return bytes(answer)

    def reset(self) -> bytes:
        """Reset the card."""
        return self._card.reset()

    def close(self) -> None:
        """Leave the card where it is."""


def outcome(card: Transport, workshop: Workshop) -> Word | None:
    """The word about the origin, or None where the reading ended with an error."""
    try:
        verdict = verify(
            card,
            workshop.trust({}),
            as_of=TODAY,
            purpose="employment",
            card_number=str(NUMBER),
            pin=PIN,
            randomness=SeededRandomness("READER TEST"),
        )
    except IchimaiError:
        return None
    return verdict.origin.status


WORDS = st.sampled_from([b"\x90\x00", b"\x6a\x82", b"\x63\xc2", b"\x69\x82"])
ANSWERS = st.lists(st.builds(lambda data, sw: data + sw, st.binary(max_size=40), WORDS))


@settings(max_examples=60)
@given(answers=ANSWERS | st.lists(st.binary(max_size=3)))
def test_liar(workshop: Workshop, answers: list[bytes]) -> None:
    """A card that makes its answers up is never confirmed."""
    assert Word.CONFIRMED is not outcome(Liar(answers), workshop)


@settings(max_examples=25)
@given(answer=st.integers(0, 40), offset=st.integers(0, 6000), mask=st.integers(1, 255))
def test_meddler(workshop: Workshop, answer: int, offset: int, mask: int) -> None:
    """One changed byte on the wire ends in a verdict or an error of the family."""
    card = workshop.card({})

    found = outcome(Meddler(card, answer, offset, mask), workshop)

    assert found in {None, *Word}


@pytest.mark.parametrize("kind", OWN_CHIP_TYPES)
@settings(max_examples=25)
@given(answer=st.integers(0, 15), offset=st.integers(0, 7100), mask=st.integers(1, 255))
def test_meddler_at_chips_of_their_own(
    workshop: Workshop, kind: CardTypeCode, answer: int, offset: int, mask: int
) -> None:
    """The same holds for a residence card, from its first challenge on."""
    image = replace(own_chip_image(kind), card_number=NUMBER)
    card = SoftwareCard(image, SeededRandomness("CARD TEST"))
    card.power_on()

    found = outcome(Meddler(card, answer, offset, mask), workshop)

    # Nobody whom this reader trusts signed these cards.
    assert found in {None, *Word} - {Word.CONFIRMED}


class Giant:
    """A card that claims the longest certificate, and hands it out in small parts."""

    def __init__(self, part: int) -> None:
        self.reads = 0
        self._part = part

    def transmit(self, command: bytes) -> bytes:
        """Success; to READ BINARY, a part of a certificate of 65,539 bytes."""
        if command[1] != 0xB0:
            return b"\x90\x00"
        self.reads += 1
        content = b"\x30\x82\xff\xff" if self.reads == 1 else bytes(self._part)
        return content + b"\x90\x00"

    def reset(self) -> bytes:
        """An ATR."""
        return b"\x3b\x00"

    def close(self) -> None:
        """Nothing to close."""


@pytest.mark.parametrize("part", [0, 1, 255, 256, 257, 60000])
def test_giant_certificate(part: int) -> None:
    """A certificate that offsets cannot reach is given up, and after few commands."""
    card = Giant(part)

    with pytest.raises(Malformed) as caught:
        JpkiSession(card).certificate(JpkiFile.AUTHENTICATION_CERTIFICATE)

    assert "certificate-cut-short" == caught.value.code
    assert card.reads <= 0x8000 // 256 + 1


class Parrot:
    """A card that answers every command with one and the same bytes, for ever."""

    def __init__(self, answer: bytes) -> None:
        self.commands = 0
        self.heard = b""
        self._answer = answer

    def transmit(self, command: bytes) -> bytes:
        """The answer."""
        self.commands += 1
        self.heard += command
        return self._answer

    def reset(self) -> bytes:
        """An ATR."""
        return b"\x3b\x00"

    def close(self) -> None:
        """Nothing to close."""


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x90",
        b"\x61\xff",
        b"\x61\x00",
        b"\x6c\x10",
        b"\x63\xcf",
        b"\xc0\x04" + b"\x90\x00",
        b"\xc1\x0207\x90\x00",
        b"\xc1\x0207\xc1\x0208\x90\x00",
        b"\x30\x82\xff\xff\x90\x00",
        b"\x86\x82\xff\xff\x01\x90\x00",
        b"\xc1\x84\x7f\xff\xff\xff\x90\x00",
        b"\x1f\x81\x80\x80" * 999 + b"\x90\x00",
        b"\xc1\x00" * 32767 + b"\x90\x00",
        bytes(0x10000) + b"\x90\x00",
        bytes(0x20000) + b"\x90\x00",
    ],
    ids=lambda answer: f"{answer[:6].hex()}, {len(answer)} bytes",
)
def test_parrot(workshop: Workshop, answer: bytes) -> None:
    """No answer, however often it comes, keeps the reader or draws the PIN from it."""
    card = Parrot(answer)

    assert None is outcome(card, workshop)
    assert card.commands <= 20
    assert PIN.encode() not in card.heard
