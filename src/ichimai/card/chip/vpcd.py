"""A card in the virtual reader of vsmartcard: the TCP client of its driver, vpcd.

Frames in both directions are a length of two bytes, big-endian, then that many bytes. A
frame of one byte from the reader is a control byte:

    00 power off   01 power on   02 reset   04 send the ATR (answered, the others not)

The ATR is asked for about every 0.4 s as a check for presence, also in the middle of a
session, and must touch nothing. There is no time-out on the other side: a card that
does not answer blocks its clients for ever, so this one always answers.
"""

import logging
import socket
import time
from enum import IntEnum
from threading import Event
from typing import Final

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.trace import Trace
from ichimai.card.iso7816.status import StatusWord
from ichimai.errors import Unavailable, msgid

VPCD_PORT: Final = 35963
"""Where Debian's package of the driver listens for the first slot."""

SLOTS: Final = 2
"""Slots of Debian's virtual reader; each listens one port after the other."""

_LOG: Final = logging.getLogger(__name__)
_PAUSE: Final = 0.3
_LENGTH: Final = 2
_LONGEST_FRAME: Final = 0xFFFF
_CHUNK: Final = 0x10000
_CONNECT_TIMEOUT: Final = 2.0


class Control(IntEnum):
    """Control bytes of the reader."""

    POWER_OFF = 0x00
    POWER_ON = 0x01
    RESET = 0x02
    SEND_ATR = 0x04


class VirtualSlot:
    """One card in one slot of a virtual reader.

    Args:
        card: what answers. It is used from the thread that calls `serve`, only.
        host, port: where the driver listens.
        name: stands before each line of the log; for slots side by side.

    Attributes:
        noticed: set once the reader has powered the card and read its ATR.
    """

    def __init__(
        self, card: SoftwareCard, host: str, port: int = VPCD_PORT, name: str = ""
    ) -> None:
        self.noticed = Event()
        self._card = card
        self._address = (host, port)
        self._taken_out = Event()
        self._socket: socket.socket | None = None
        self._received = bytearray()
        self._trace = Trace(card.image.type_code)
        self._name = f"{name}: " if name else ""

    def insert(self, patience: int = 10) -> None:
        """Connect to the reader, trying *patience* times with 0.3 s between.

        Raises:
            Unavailable: code `reader`; nobody listens there.
        """
        for attempt in range(patience):
            if attempt and self._taken_out.wait(_PAUSE):
                return
            if self._connect():
                return
        host, port = self._address
        raise Unavailable(
            msgid("No virtual reader listens on {host}:{port}."),
            repair=msgid(
                "Start one: ichimai card stack, or pcscd with the Debian package"
                " vsmartcard-vpcd."
            ),
            code="reader",
            host=host,
            port=port,
        )

    def serve(self) -> None:
        """Answer the reader until the card is taken out; `insert` comes first.

        When the reader goes away the card loses power, and comes back with the reader.
        """
        while not self._taken_out.is_set():
            if self._socket is None and not self._connect():
                time.sleep(_PAUSE)
                continue
            try:
                while (frame := self._receive()) is not None:
                    self._answer(frame)
            except OSError:
                _LOG.debug("the reader broke the connection")
            self._disconnect()

    def take_out(self) -> None:
        """End `serve`, from another thread or a signal."""
        self._taken_out.set()
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it was gone already

    def _connect(self) -> bool:
        try:
            wire = socket.create_connection(self._address, _CONNECT_TIMEOUT)
        except OSError:
            return False
        wire.settimeout(None)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = wire
        self._received.clear()
        _LOG.info("inserted into the reader on %s:%d", *self._address)
        return True

    def _disconnect(self) -> None:
        self._card.power_off()
        self.noticed.clear()
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _answer(self, frame: bytes) -> None:
        if len(frame) == 1:
            self._control(frame[0])
            return
        if not self._card.powered:
            # A reader that skips power-on is answered as if it had not.
            self._card.power_on()
        response = self._card.transmit(frame)
        if _LOG.isEnabledFor(logging.DEBUG):
            _LOG.debug("%s%s", self._name, self._trace.line(frame, response))
        self._send(response)

    def _control(self, control: int) -> None:
        match control:
            case Control.POWER_ON:
                self._card.power_on()
                self._trace.power()
            case Control.POWER_OFF:
                self._card.power_off()
                self._trace.power()
            case Control.RESET:
                self._card.reset()
                self._trace.power()
            case Control.SEND_ATR:
                self._send(self._card.atr)
                if self._card.powered:
                    self.noticed.set()
            case _:
                _LOG.debug("control byte %02X is unknown, and ignored", control)

    def _receive(self) -> bytes | None:
        """The next frame, or None when the reader has hung up."""
        while True:
            length = int.from_bytes(self._received[:_LENGTH])
            end = _LENGTH + length
            if len(self._received) >= max(end, _LENGTH):
                frame = bytes(self._received[_LENGTH:end])
                del self._received[:end]
                return frame
            if not self._fill():
                return None

    def _fill(self) -> bool:
        assert self._socket is not None  # noqa: S101 - serve() has connected
        # Debian's vpcd 3.3 sends length and body in two writes; Nagle's algorithm
        # there and delayed acknowledgement here would wait 44 ms for each other at
        # every command. The option does not stick: it is set before every recv.
        if hasattr(socket, "TCP_QUICKACK"):
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        chunk = self._socket.recv(_CHUNK)
        self._received += chunk
        return bool(chunk)

    def _send(self, content: bytes) -> None:
        assert self._socket is not None  # noqa: S101 - serve() has connected
        if len(content) > _LONGEST_FRAME:
            # An extended Le may ask for one byte more than this wire carries.
            content = StatusWord.WRONG_LENGTH.to_bytes(2)
        self._socket.sendall(len(content).to_bytes(_LENGTH) + content)
