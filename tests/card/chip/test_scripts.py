"""Conversations with the chip, as data: one runner for all of them.

A step sends hex (`send`), the same under the session (`secured`, or `spoiled` with a
ciphertext that decrypts to broken padding), or is a verb: `select` an application by
the name of its AID, `verify` a PIN with its right value, deliver a `session` key (in a
block with another header where one is given), `deliver` 256 bytes of one value
instead, let the municipality's `counter` sign the last challenge for an application,
`authenticate` mutually at a residence card with a chip of its own, `lose` secured
commands on the way, or `power` cycle or reset. `expect` is the whole answer in hex,
9000 where it is left out; `length` that many bytes and 9000. A script may want a card
of another `type` than 07; `my-number` is one without residence data.
"""

import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.secure_messaging import SecureMessaging
from ichimai.card.iso7816.status import Refusal
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.unblocking import unblocking_message
from ichimai.crypto.ciphers import oaep_sha256_encrypt
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.randomness import system_randomness
from sample_card import (
    PINS,
    delivered_session,
    permanent_image,
    sample_image,
    sample_keys,
)
from sample_residence_cards import OWN_CHIP_TYPES, authenticated, own_chip_image

IMAGES: Mapping[str, Callable[[], CardImage]] = {
    "07": sample_image,
    "08": permanent_image,
    "my-number": lambda: replace(sample_image(), residence_files={}),
    **{str(kind): partial(own_chip_image, kind) for kind in OWN_CHIP_TYPES},
}
"""The sample card of each type."""

FOLDER = Path(__file__).parent / "scripts"

_VERIFY = {
    "user-authentication": (0x98, PINS.user_authentication),
    "signature": (0x9B, PINS.signature),
}


def scripts() -> list[Any]:
    """Every script of every file, named by both."""
    return [
        pytest.param(script, id=f"{path.stem}: {script['name']}")
        for path in sorted(FOLDER.glob("*.toml"))
        for script in tomllib.loads(path.read_text("utf-8"))["script"]
    ]


class Terminal:
    """The other end of a script: it knows the PINs and holds the session."""

    def __init__(self, card: SoftwareCard) -> None:
        self.card = card
        self.session: SecureMessaging | None = None
        self.last = b""
        self.verbs: Mapping[str, Callable[[Any], bytes]] = {
            "send": self.send,
            "secured": self.secured,
            "select": self.select,
            "verify": self.verify,
            "spoiled": self.spoiled,
            "session": self.deliver_key,
            "deliver": self.deliver_bytes,
            "authenticate": self.authenticate,
            "counter": self.counter,
            "lose": self.lose,
            "power": self.power,
        }

    def send(self, text: str) -> bytes:
        """Send bytes as they are; the answer is kept, it may be a challenge."""
        self.last = self.card.transmit(bytes.fromhex(text))
        return self.last

    def counter(self, name: str) -> bytes:
        """EXTERNAL AUTHENTICATE by the counter, for an application by its AID."""
        message = unblocking_message(Aid[name], self.last[:-2])
        signature = sample_keys().counter.sign_sha256(message)
        command = CommandApdu(0x00, 0x82, 0x00, 0x80, signature)
        return self.card.transmit(command.to_bytes())

    def secured(self, text: str) -> bytes:
        """Send a command under the session; the answer in clear."""
        assert self.session
        wrapped = self.session.wrap(CommandApdu.parse(bytes.fromhex(text)))
        answer = ResponseApdu.parse(self.card.transmit(wrapped.to_bytes()))
        return self.session.unwrap_response(answer).to_bytes()

    def spoiled(self, text: str) -> bytes:
        """Send a command under the session, its ciphertext changed so that it breaks.

        About one changed ciphertext in 256 decrypts to something with good padding;
        the first that does not is sent.
        """
        assert self.session
        card_end = copy(self.session)
        wrapped = self.session.wrap(CommandApdu.parse(bytes.fromhex(text)))
        broken = next(
            changed
            for flip in range(1, 256)
            if _breaks(copy(card_end), changed := _flipped(wrapped, flip))
        )
        return self.card.transmit(broken.to_bytes())

    def authenticate(self, _: bool) -> bytes:  # noqa: FBT001 - from TOML
        """GET CHALLENGE and MUTUAL AUTHENTICATE; the answer without its token."""
        answer, session = authenticated(self.card, self.card.image, system_randomness)
        if session is not None:
            self.session = session
        return answer[-2:]

    def lose(self, count: int) -> bytes:
        """Secure commands that never arrive."""
        assert self.session
        for _ in range(count):
            self.session.wrap(CommandApdu(0x00, 0xB0, 0x8A, 0x00, le=1))
        return b"\x90\x00"

    def select(self, name: str) -> bytes:
        """SELECT by AID."""
        command = CommandApdu(0x00, 0xA4, 0x04, 0x0C, Aid[name].value)
        return self.card.transmit(command.to_bytes())

    def verify(self, name: str) -> bytes:
        """VERIFY with the right value."""
        reference, pin = _VERIFY[name]
        assert pin
        command = CommandApdu(0x00, 0x20, 0x00, reference, pin.encode())
        return self.card.transmit(command.to_bytes())

    def deliver_key(self, header: str | bool) -> bytes:  # noqa: FBT001 - from TOML
        """SET SESSION KEY; with a *header* given, in a block that begins so."""
        if header is True:
            command, self.session = delivered_session(self.card.image)
            return self.card.transmit(command)
        key = RsaPrivateKey.from_der(self.card.image.delivery_key).public
        block = bytes.fromhex(str(header)) + bytes(32)
        return self._deliver(oaep_sha256_encrypt(key, block))

    def deliver_bytes(self, byte: str) -> bytes:
        """SET SESSION KEY with 256 times the same byte."""
        return self._deliver(bytes.fromhex(byte) * 256)

    def _deliver(self, block: bytes) -> bytes:
        return self.card.transmit(CommandApdu(0x80, 0xAE, 0, 0, block).to_bytes())

    def power(self, how: str) -> bytes:
        """Off and on again, or a reset."""
        if how == "cycle":
            self.card.power_off()
            atr = self.card.power_on()
        else:
            atr = self.card.reset()
        assert self.card.atr == atr
        return b"\x90\x00"


def _flipped(command: CommandApdu, flip: int) -> CommandApdu:
    """*command* with bits of the last byte of its data changed."""
    return replace(command, data=command.data[:-1] + bytes((command.data[-1] ^ flip,)))


def _breaks(card_end: SecureMessaging, command: CommandApdu) -> bool:
    """Whether a card whose end of the session is *card_end* meets a broken object."""
    with suppress(Refusal):
        card_end.unwrap(command)
    return card_end.destroyed


@pytest.mark.parametrize("script", scripts())
def test_script(script: dict[str, Any]) -> None:
    """The card answers every step as the script says."""
    card = SoftwareCard(IMAGES[script.get("type", "07")](), system_randomness)
    card.power_on()
    terminal = Terminal(card)

    for number, step in enumerate(script["steps"]):
        verb = next(name for name in step if name in terminal.verbs)
        for _ in range(step.get("repeat", 1)):
            answer = terminal.verbs[verb](step[verb])
            if "length" in step:
                assert "9000" == answer[-2:].hex(), f"step {number}: {step}"
                assert step["length"] == len(answer) - 2, f"step {number}: {step}"
            else:
                expected = bytes.fromhex(step.get("expect", "90 00"))
                assert expected == answer, f"step {number}: {step}"
