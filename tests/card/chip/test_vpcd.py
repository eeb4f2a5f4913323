"""The wire to the virtual reader: a test plays the driver, the card is the real one."""

import logging
import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.vpcd import VirtualSlot
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.atr import CONTACT_ATR
from ichimai.errors import Unavailable
from ichimai.randomness import system_randomness
from sample_card import sample_image

POWER_OFF, POWER_ON, RESET, SEND_ATR = b"\x00", b"\x01", b"\x02", b"\x04"
SELECT = bytes.fromhex("00A4040C0A") + Aid.JPKI.value
VERIFY = bytes.fromhex("002000980431323334")
SIGN = bytes.fromhex("802A009701410000")[:-1]
OK = b"\x90\x00"
NOT_PROVEN = bytes.fromhex("6982")


class Driver:
    """The reader's side of the wire."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(10)
        self.port: int = self.listener.getsockname()[1]
        self.wire: socket.socket | None = None

    def accept(self) -> None:
        """Take the card that connects."""
        self.wire, _ = self.listener.accept()
        self.wire.settimeout(10)

    def hang_up(self) -> None:
        """Break the connection."""
        assert self.wire
        self.wire.close()

    def say(self, frame: bytes, *, piecemeal: bool = False) -> None:
        """Send one frame, byte by byte where asked."""
        assert self.wire
        whole = len(frame).to_bytes(2) + frame
        for part in [bytes([byte]) for byte in whole] if piecemeal else [whole]:
            self.wire.sendall(part)

    def hear(self) -> bytes:
        """One frame."""
        return self._exactly(int.from_bytes(self._exactly(2)))

    def ask(self, frame: bytes) -> bytes:
        """One frame, and the answer to it."""
        self.say(frame)
        return self.hear()

    def _exactly(self, count: int) -> bytes:
        assert self.wire
        got = b""
        while len(got) < count:
            part = self.wire.recv(count - len(got))
            assert part
            got += part
        return got


@pytest.fixture
def driver() -> Iterator[Driver]:
    """A driver with the sample card in its slot, powered."""
    driver = Driver()
    card = SoftwareCard(sample_image(), system_randomness)
    slot = VirtualSlot(card, "127.0.0.1", driver.port)
    slot.insert()
    driver.accept()
    thread = Thread(target=slot.serve)
    thread.start()
    driver.say(POWER_ON)
    yield driver
    slot.take_out()
    thread.join(10)
    assert not thread.is_alive()
    driver.hang_up()
    driver.listener.close()


def test_atr(driver: Driver) -> None:
    """The ATR is the answer to control byte 04, and to no other."""
    assert CONTACT_ATR == driver.ask(SEND_ATR)

    driver.say(RESET)
    driver.say(b"\x77")

    assert CONTACT_ATR == driver.ask(SEND_ATR)


def test_the_check_for_presence_touches_nothing(driver: Driver) -> None:
    """A verified PIN outlives any number of requests for the ATR."""
    driver.ask(SELECT)
    driver.ask(VERIFY)

    for _ in range(5):
        assert CONTACT_ATR == driver.ask(SEND_ATR)

    assert OK == driver.ask(SIGN)[-2:]


@pytest.mark.parametrize(
    "control", [[RESET], [POWER_OFF, POWER_ON], [POWER_ON], [POWER_OFF]]
)
def test_power_forgets(driver: Driver, control: list[bytes]) -> None:
    """Power-off, power-on and reset each take back what was proven."""
    driver.ask(SELECT)
    driver.ask(VERIFY)

    for byte in control:
        driver.say(byte)
    driver.ask(SELECT)

    assert NOT_PROVEN == driver.ask(SIGN)


def test_frames_in_pieces(driver: Driver) -> None:
    """Frames may come byte by byte, or several at once."""
    driver.say(SELECT, piecemeal=True)
    assert OK == driver.hear()

    assert driver.wire
    frame = len(VERIFY).to_bytes(2) + VERIFY
    driver.wire.sendall(frame + frame)

    assert OK == driver.hear()
    assert OK == driver.hear()


@pytest.mark.parametrize("frame", [b"", b"\x00\x01", b"\xff" * 0xFFFF])
def test_always_an_answer(driver: Driver, frame: bytes) -> None:
    """Whatever the frame, there is an answer, or the reader would wait for ever."""
    assert 2 == len(driver.ask(frame))
    assert OK == driver.ask(SELECT)


def test_reader_comes_back(driver: Driver) -> None:
    """A card whose reader went away comes back to it, without power in between."""
    driver.ask(SELECT)
    driver.ask(VERIFY)

    driver.hang_up()
    driver.accept()
    driver.say(POWER_ON)
    driver.ask(SELECT)

    assert NOT_PROVEN == driver.ask(SIGN)


def test_log(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    """The log names each command and its status, never what it carries."""
    with caplog.at_level(logging.DEBUG):
        driver.ask(SELECT)
        driver.ask(VERIFY)
        driver.ask(b"1234")
        driver.ask(b"ABC123")
        driver.ask(SEND_ATR)

    assert "41 42 43" not in caplog.text
    assert "VERIFY AUTHENTICATION_PIN, 4 bytes hidden" in caplog.text
    assert "no command, 6 bytes hidden" in caplog.text
    assert "1234" not in caplog.text
    assert "31 32 33 34" not in caplog.text
    assert "31323334" not in caplog.text


def test_no_reader() -> None:
    """Where nobody listens, the sentence names the address and what to start."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    card = SoftwareCard(sample_image(), system_randomness)

    with pytest.raises(Unavailable, match=f"{port}.*ichimai card stack"):
        VirtualSlot(card, "127.0.0.1", port).insert(patience=2)


def test_longest_frame(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that is too long for the wire is 6700, and the card stays in."""
    monkeypatch.setattr(SoftwareCard, "transmit", lambda *_: bytes(0x10000) + OK)

    assert bytes.fromhex("6700") == driver.ask(SELECT)
    assert CONTACT_ATR == driver.ask(SEND_ATR)
