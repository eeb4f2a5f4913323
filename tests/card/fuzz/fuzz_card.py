"""Coverage-guided fuzzing of the bytes that strangers send, by hand and without end.

    pip install atheris
    PYTHONPATH=src:tests python tests/card/fuzz/fuzz_card.py chip -max_total_time=300

Instead of `chip` stand `own_chip` and `reader`. `chip` plays a terminal: the input is
cut into commands, and each must be answered by two bytes or more; `own_chip` does the
same to cards of types 1, 2, 05 and 06. `reader` plays a card: the input is cut into
answers, and the reader must end with a verdict that confirms nothing, or with one of
our own errors. Anything else is a find; the input is written to a file `crash-…`, whose
name reproduces it as the last argument. No test of the suite: pytest does not collect
it.
"""

import sys
from datetime import date

import atheris  # type: ignore[import-not-found] # installed by hand

with atheris.instrument_imports(include=["ichimai"]):
    from card.reader.workshop import NUMBER, PIN, Workshop
    from ichimai.card.chip.card import SoftwareCard
    from ichimai.card.reader.verdict import Word
    from ichimai.card.reader.verify import verify
    from ichimai.errors import IchimaiError
    from ichimai.randomness import SeededRandomness
    from sample_card import delivered_session, sample_image
    from sample_residence_cards import OWN_CHIP_TYPES, authenticated, own_chip_image


class Script:
    """A card that answers from a list, and then with nothing but success."""

    def __init__(self, answers: list[bytes]) -> None:
        self._answers = iter(answers)

    def transmit(self, command: bytes) -> bytes:
        """The next answer."""
        del command
        return next(self._answers, b"\x90\x00")

    def reset(self) -> bytes:
        """An ATR."""
        return b"\x3b\x00"

    def close(self) -> None:
        """Nothing to close."""


def frames(data: bytes) -> list[bytes]:
    """The input as frames: a length of two bytes, then that many, as on the wire."""
    found, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2])
        found.append(data[at + 2 : end])
        at = end
    return found


class Targets:
    """The two ends, built once."""

    def __init__(self) -> None:
        self._card = SoftwareCard(sample_image(), SeededRandomness("FUZZ TEST"))
        self._key = delivered_session(sample_image())[0]
        randomness = SeededRandomness("FUZZ TEST")
        self._own = [
            SoftwareCard(own_chip_image(kind), randomness) for kind in OWN_CHIP_TYPES
        ]
        self._workshop = Workshop()
        self._trust = self._workshop.trust({})

    def chip(self, data: bytes) -> None:
        """Any commands to the chip; the first bit asks for a session before them."""
        self._card.power_on()
        if data[:1] > b"\x7f":
            self._card.transmit(bytes.fromhex("00A4040C10D392F0004F01") + bytes(9))
            self._card.transmit(self._key)
        for command in frames(data[1:]):
            assert len(self._card.transmit(command)) >= 2

    def own_chip(self, data: bytes) -> None:
        """Any commands to a chip; the first byte says to which, and in what state."""
        choice = data[0] if data else 0
        card = self._own[choice % len(self._own)]
        card.power_on()
        if choice > 0x7F:
            authenticated(card, card.image, SeededRandomness("FUZZ TEST"))
        for command in frames(data[1:]):
            assert len(card.transmit(command)) >= 2

    def reader(self, data: bytes) -> None:
        """Any answers to the reader."""
        try:
            verdict = verify(
                Script(frames(data)),
                self._trust,
                as_of=date(2026, 11, 21),
                purpose="employment",
                card_number=str(NUMBER),
                pin=PIN,
                randomness=SeededRandomness("FUZZ TEST"),
            )
        except IchimaiError:
            return
        assert verdict.origin.status is not Word.CONFIRMED


if __name__ == "__main__":
    target = getattr(Targets(), sys.argv.pop(1))
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
