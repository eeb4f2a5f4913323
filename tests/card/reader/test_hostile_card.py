"""Whatever a card answers, the reader ends with a verdict or one of our own errors."""

from hypothesis import given, settings
from hypothesis import strategies as st

from card.reader.workshop import NUMBER, PIN, TODAY, Workshop
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.iso7816.transport import Transport
from ichimai.card.reader.verdict import Word
from ichimai.card.reader.verify import verify
from ichimai.errors import IchimaiError
from ichimai.randomness import SeededRandomness


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
