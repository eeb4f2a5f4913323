"""The chip as a target: any conversation leaves it standing, and gives nothing away.

card 07           which sample card; the first line
00 b0 81 00 11    a command
* 00 b0 81 00 11  the same under the session, where there is one
key               SET SESSION KEY         prove    MUTUAL AUTHENTICATE
counter           EXTERNAL AUTHENTICATE   reset    a warm reset
"""

import tomllib
from collections.abc import Hashable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from card.fuzz.guided import Lines
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.commands import Ins
from ichimai.card.chip.state import Persistent
from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.iso7816.secure_messaging import SecureMessaging
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.unblocking import unblocking_message
from ichimai.errors import IchimaiError
from ichimai.model.cards import CardTypeCode
from ichimai.randomness import SeededRandomness
from sample_card import (
    CARD_NUMBER,
    MY_NUMBER,
    NUMBER_B,
    PINS,
    delivered_session,
    permanent_image,
    sample_image,
    sample_keys,
)
from sample_residence_cards import OWN_CHIP_TYPES, authenticated, own_chip_image

SCRIPTS = Path(__file__).parents[1] / "chip" / "scripts"
SOURCES = "/ichimai/card/"
RIGHT = tuple(
    each.encode()
    for each in (*asdict(PINS).values(), CARD_NUMBER, NUMBER_B[:6], str(MY_NUMBER))
)
"""What opens something on a sample card, but for number B, which begins like one."""
SECRETS = (str(MY_NUMBER).encode(), "SAMPLE　TEST".encode(), CARD_NUMBER.encode())
_NAMED_PIN = {"user-authentication": "98", "signature": "9b"}


class ChipTarget:
    """Sample cards of every type, built once, and the rules that hold on them."""

    def __init__(self) -> None:
        self._images: dict[str, CardImage] = {
            "07": sample_image(),
            "08": permanent_image(),
            **{str(kind): own_chip_image(kind) for kind in OWN_CHIP_TYPES},
        }
        self._cards = {
            kind: SoftwareCard(image, SeededRandomness("FUZZ TEST"))
            for kind, image in self._images.items()
        }

    def play(self, lines: Lines) -> set[Hashable]:
        """Play a conversation; which application answered what how.

        Raises:
            AssertionError: a rule is broken.
        """
        kind = lines[0].removeprefix("card ") if lines else ""
        if kind not in self._cards:
            return set()
        card = self._cards[kind]
        card._memory.become(Persistent(self._images[kind]))
        card.power_on()
        conversation = _Conversation(card)
        answers = list(conversation.answers(lines[1:]))
        assert all(len(answer) >= 2 for answer in answers)
        if not any(_opens(line) for line in lines):
            _gives_nothing_away(card, self._images[kind], answers)
        card.reset()
        last = card.transmit(_select(Aid.DF1 if card_has_own_chip(kind) else Aid.JPKI))
        assert last == b"\x90\x00"
        return {(kind, *each) for each in conversation.seen}


class _Conversation:
    """The terminal's end of one conversation."""

    def __init__(self, card: SoftwareCard) -> None:
        self._card = card
        self._session: SecureMessaging | None = None
        self.seen: set[tuple[Hashable, ...]] = set()

    def answers(self, lines: Lines) -> Iterator[bytes]:
        """The card's answer to each line that is one."""
        for line in lines:
            with suppress(ValueError, IchimaiError):
                yield self._answer(line)

    def _answer(self, line: str) -> bytes:
        card = self._card
        match line.split():
            case ["reset"]:
                return card.reset()
            case ["key"] if card.image.delivery_key:
                command, self._session = delivered_session(card.image)
                return card.transmit(command)
            case ["prove"] if card_has_own_chip(str(card.image.type_code)):
                lot = SeededRandomness("TERMINAL TEST")
                answer, self._session = authenticated(card, card.image, lot)
                return answer
            case ["counter"]:
                return self._counter()
            case ["*", hexed] if self._session is not None:
                plain = CommandApdu.parse(bytes.fromhex(hexed))
                return self._sent(self._session.wrap(plain).to_bytes())
            case [hexed]:
                return self._sent(bytes.fromhex(hexed))
            case _:
                raise ValueError(line)

    def _sent(self, command: bytes) -> bytes:
        before = self._card._volatile.application
        answer = self._card.transmit(command)
        # Instructions that no card knows are all the same.
        known = command[1] if command[1:2] and command[1] in set(Ins) else None
        self.seen.add((before, known, answer[-2:]))
        return answer

    def _counter(self) -> bytes:
        card = self._card
        challenge = card.transmit(bytes.fromhex("0084000010"))[:-2]
        application = card._volatile.application or Aid.JPKI
        message = unblocking_message(application, challenge)
        signature = sample_keys().counter.sign_sha256(message)
        return card.transmit(CommandApdu(0, 0x82, 0, 0x80, signature).to_bytes())


def card_has_own_chip(kind: str) -> bool:
    """Whether a card of that type is no My Number card."""
    return CardTypeCode(kind) in OWN_CHIP_TYPES


def _opens(line: str) -> bool:
    """Whether a line can open something: a right value, or the counter."""
    if line in {"counter", "prove"}:
        return True
    return any(value.hex() in line.replace(" ", "") for value in RIGHT)


def _gives_nothing_away(
    card: SoftwareCard, before: CardImage, answers: list[bytes]
) -> None:
    """Nothing opened: no secret came out, and no try came back."""
    assert not [each for each in answers if any(secret in each for secret in SECRETS)]
    left, had = asdict(card.image.tries), asdict(before.tries)
    assert all(left[name] <= had[name] for name in had)
    assert card.image.pins == before.pins


def _select(aid: Aid) -> bytes:
    return CommandApdu(0, 0xA4, 0x04, 0x0C, aid.value).to_bytes()


def script_inputs() -> list[Lines]:
    """The conversations of `tests/card/chip/scripts`, as inputs to begin with."""
    return [
        (f"card {script.get('type', '07')}", *_lines(script["steps"]))
        for path in sorted(SCRIPTS.glob("*.toml"))
        for script in tomllib.loads(path.read_text("utf-8"))["script"]
    ]


def _lines(steps: list[dict[str, Any]]) -> Iterator[str]:
    for step in steps:
        match step:
            case {"send": text}:
                yield bytes.fromhex(text).hex()
            case {"secured": text}:
                yield f"* {bytes.fromhex(text).hex()}"
            case {"select": name}:
                yield _select(Aid[name]).hex()
            case {"verify": name}:
                pin = asdict(PINS)[name.replace("-", "_")].encode()
                yield f"002000{_NAMED_PIN[name]}{len(pin):02x}{pin.hex()}"
            case {"session": _}:
                yield "key"
            case {"authenticate": _}:
                yield "prove"
            case {"counter": _}:
                yield "counter"
            case {"power": _}:
                yield "reset"


def words() -> tuple[str, ...]:
    """Every line of the scripts, each once, for the fuzzer to put in."""
    lines = {line for each in script_inputs() for line in each[1:]}
    return tuple(sorted(lines))
