"""The reader as a target: between it and a genuine card somebody changes answers.

    .                 the card's own answer
    6982              this answer instead
    ^ 12 80           the card's answer, its byte 12 changed by 80
    < 5               the first five bytes of the card's answer

Whatever is changed, the reader ends with a verdict or with one of our own errors, and
what a confirmed answer rests on is what the authority signed.
"""

from collections.abc import Hashable
from dataclasses import replace

import sample_card
from card.fuzz.guided import Lines
from card.reader.workshop import NUMBER, PIN, TODAY, Workshop
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.reader.basic_items import Opening
from ichimai.card.reader.verdict import Verdict, Word
from ichimai.card.reader.verify import verify
from ichimai.errors import IchimaiError
from ichimai.randomness import SeededRandomness

SOURCES = "/ichimai/card/"
SIGNED = ("name-image", "portrait", "status", "valid-until", "stay-ends-on")
ITEMS = ("name", "birth-date", "sex")


class Meddling:
    """A transport that changes what the card answers, line by line."""

    def __init__(self, card: SoftwareCard, lines: Lines) -> None:
        self._card = card
        self._lines = iter(lines)

    def transmit(self, command: bytes) -> bytes:
        """The answer, as the next line has it."""
        return _changed(self._card.transmit(command), next(self._lines, "."))

    def reset(self) -> bytes:
        """The card's own."""
        return self._card.reset()

    def close(self) -> None:
        """Nothing to close."""


def _changed(answer: bytes, line: str) -> bytes:
    try:
        match line.split():
            case ["."]:
                return answer
            case ["^", at, by]:
                place = int(at) % len(answer)
                byte = bytes((answer[place] ^ int(by, 16) & 0xFF,))
                return answer[:place] + byte + answer[place + 1 :]
            case ["<", count]:
                return answer[: int(count)]
            case [hexed]:
                return bytes.fromhex(hexed)
            case _:
                return answer
    except ValueError:
        return answer


class ReaderTarget:
    """A genuine card with a text record, and a reader that trusts its makers."""

    def __init__(self) -> None:
        workshop = Workshop()
        self._image = replace(
            workshop.image({}),
            text=sample_card.sample_text_record(),
            my_number=sample_card.MY_NUMBER,
            pins=sample_card.PINS,
        )
        issuer = sample_card.sample_keys().text_issuer.public
        self._trust = replace(workshop.trust({}), text_issuer=issuer)
        self._genuine = self._verdict(())

    def play(self, lines: Lines) -> set[Hashable]:
        """Read the card through somebody who changes answers; what came of it.

        Raises:
            AssertionError: a rule is broken.
        """
        try:
            verdict = self._verdict(lines)
        except IchimaiError as error:
            return {error.code}
        if verdict.origin.status is Word.CONFIRMED:
            assert _shown(self._genuine, SIGNED) == _shown(verdict, SIGNED)
        if verdict.items.status is Word.CONFIRMED:
            assert _shown(self._genuine, ITEMS) == _shown(verdict, ITEMS)
        answers = (*verdict, ("items", verdict.items))
        return {(name, each.status, each.reasons) for name, each in answers}

    def _verdict(self, lines: Lines) -> Verdict:
        card = SoftwareCard(self._image, SeededRandomness("CARD TEST"))
        card.power_on()
        return verify(
            Meddling(card, lines),
            self._trust,
            as_of=TODAY,
            purpose="employment",
            card_number=str(NUMBER),
            pin=PIN,
            randomness=SeededRandomness("READER TEST"),
            opening=Opening(pin="5678"),
        )


def _shown(verdict: Verdict, names: tuple[str, ...]) -> list[object]:
    shown = {**verdict.disclosure.texts, **verdict.disclosure.pictures}
    return [shown.get(name) for name in names]


def words() -> tuple[str, ...]:
    """Lines to put in: answers that mean something, and small changes."""
    status = ("9000", "6982", "6a82", "63c1", "63c0", "6984", "6300", "6b00", "6700")
    flips = (f"^ {at} {by}" for at in (0, 1, 2, 5, 40, 200) for by in ("01", "80"))
    return (".", *status, *flips, *(f"< {count}" for count in (0, 1, 2, 10)))


def first_inputs() -> list[Lines]:
    """The genuine conversation, and its beginning cut short."""
    return [(".",) * 24, (".",) * 8]
