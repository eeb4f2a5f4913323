"""What passes between a reader and the card, decoded into names, one line a command.

    SELECT application JPKI                            9000: the command was carried out
    SELECT file 0018 AUTHENTICATION_PIN                9000: …
    VERIFY AUTHENTICATION_PIN, 4 bytes hidden          63C2: … 2 tries left
    READ BINARY AUTHENTICATION_CERTIFICATE from 0      9000: … [256 bytes]

What a command carries is never shown, but for identifiers of applications and files: it
may be a PIN, and an answer may be a name. The trace looks on: it changes nothing, and
what it takes for the present file may be another one than the card's where a client
sends bytes that are no command.
"""

from collections.abc import Mapping
from contextlib import suppress
from enum import IntEnum
from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.status import StatusWord, describe
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.common import CommonFile, RegisterFile
from ichimai.card.layout.first_generation import FIRST_GENERATION_TYPES, FirstFile
from ichimai.card.layout.jpki import JpkiFile
from ichimai.card.layout.pins import short_id
from ichimai.card.layout.platform_pins import PLATFORM_PINS
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.card.layout.surface import SurfaceFile
from ichimai.card.layout.text import TextFile
from ichimai.errors import Malformed
from ichimai.model.cards import CardTypeCode

_WIDTH: Final = 52
_SECURED_CLASSES: Final = frozenset({0x08, 0x0C, 0x88, 0x8C})
_CLASSES: Final = _SECURED_CLASSES | {0x00, 0x80}
_BY_ROOT: Final = 0x00
_BY_NAME: Final = 0x04
_SHORT: Final = 0x80
_SHORT_ID: Final = 0x1F
_LONGEST_NAME: Final = 16
_MASTER: Final = 0x3F00
_NUMBER_REFERENCE: Final = 0x86

_INSTRUCTIONS: Final[Mapping[int, str]] = {
    0x20: "VERIFY",
    0x24: "CHANGE PIN",
    0x2A: "SIGN",
    0x2C: "RESET RETRY COUNTER",
    0x32: "REPLACE PIN",
    0x82: "MUTUAL AUTHENTICATE",
    0x84: "GET CHALLENGE",
    0x88: "INTERNAL AUTHENTICATE",
    0xA4: "SELECT",
    0xAE: "SET SESSION KEY",
    0xB0: "READ BINARY",
    0xB2: "READ RECORD",
    0xCA: "GET DATA",
    0xD6: "UPDATE BINARY",
}
"""Instructions by the names of ISO/IEC 7816-4 and of the card specifications."""

_IN_A_FILE: Final = frozenset(
    {
        "VERIFY",
        "CHANGE PIN",
        "REPLACE PIN",
        "SIGN",
        "RESET RETRY COUNTER",
        "INTERNAL AUTHENTICATE",
    }
)
_SIGN: Final = 0x2A
_OWN_KEY: Final = 0x00
_PLATFORM_AUTHENTICATION: Final = "EXTERNAL AUTHENTICATE"
"""What instruction 82 is on the platform; no card knows both."""


def _names_at(
    place: Aid, files: type[ResidenceFile] | type[FirstFile]
) -> dict[int, str]:
    return {
        file.layout.short_id: file.name
        for file in files
        if file.layout.directory is place
    }


def _names(files: type[IntEnum]) -> dict[int, str]:
    return {file.value: file.name for file in files}


def _pins_of(application: Aid) -> dict[int, str]:
    """What is verified there: a PIN that the holder chose, or a printed number."""
    return {
        rule.pin_file: f"{rule.field}{'_pin' if rule.changeable else ''}".upper()
        for rule, place in PLATFORM_PINS.items()
        if place is application
    }


_PLACES: Final = (Aid.RESIDENCE, Aid.DF1, Aid.DF2, Aid.DF3)
_FILES: Final[Mapping[Aid, Mapping[int, str]]] = {
    Aid.JPKI: _names(JpkiFile),
    Aid.TEXT: _names(TextFile) | _pins_of(Aid.TEXT),
    Aid.SURFACE: _names(SurfaceFile) | _pins_of(Aid.SURFACE),
    Aid.COMMON: _names(CommonFile) | _pins_of(Aid.COMMON),
    Aid.RESIDENT_REGISTER: _names(RegisterFile) | _pins_of(Aid.RESIDENT_REGISTER),
    **{place: _names_at(place, ResidenceFile) for place in _PLACES},
}
"""The name of each file, by the application or directory in which it stands."""

_FIRST_FILES: Final = {place: _names_at(place, FirstFile) for place in _PLACES}
"""The same on cards of types 1 and 2."""


class Trace:
    """Follows one card: what is selected decides what a number means.

    Args:
        type_code: of the card; those with a chip of their own begin at their root.
    """

    def __init__(
        self, type_code: CardTypeCode = CardTypeCode.SPECIFIED_RESIDENCE
    ) -> None:
        first = type_code in FIRST_GENERATION_TYPES
        self._files = _FIRST_FILES if first else _FILES
        self._root = None if type_code.specified else Aid.RESIDENCE
        self._application = self._root
        self._file: int | None = None

    def power(self) -> None:
        """The card has lost power, or was reset: nothing is selected."""
        self._application, self._file = self._root, None

    def line(self, command: bytes, response: bytes) -> str:
        """One line for what was sent and what was answered."""
        answer = ResponseApdu.parse(response)
        asked = f"no command, {len(command)} bytes hidden"
        with suppress(Malformed):
            apdu = CommandApdu.parse(command)
            # A client gone wrong may have sent a PIN without a header; no digit or
            # letter of a PIN is a class of commands.
            if apdu.cla in _CLASSES:
                asked = self._asked(apdu, done=answer.status == StatusWord.OK)
        came = f" [{len(answer.data)} bytes]" if answer.data else ""
        return f"{asked:<{_WIDTH}} {describe(answer.status)}{came}"

    def _asked(self, apdu: CommandApdu, *, done: bool) -> str:
        name = _INSTRUCTIONS.get(apdu.ins)
        if name == "MUTUAL AUTHENTICATE" and self._root is None:
            name = _PLATFORM_AUTHENTICATION
        if name is None:
            return f"instruction {apdu.ins:02X} of class {apdu.cla:02X}{_hidden(apdu)}"
        secured = " secured" if apdu.cla in _SECURED_CLASSES else ""
        if name == "SELECT" and not secured:
            return self._selected(apdu, done=done)
        if name == "READ BINARY":
            return f"{name}{secured} {self._read(apdu)}"
        if name == "READ RECORD":
            return f"{name}{secured} {apdu.p1} of {self._record_file(apdu)}"
        if name in _IN_A_FILE:
            return f"{name}{secured} {self._reference(apdu)}{_hidden(apdu)}"
        return f"{name}{secured} {apdu.p1:02X} {apdu.p2:02X}{_hidden(apdu)}"

    def _selected(self, apdu: CommandApdu, *, done: bool) -> str:
        """SELECT; where the card did it, what is selected from now on."""
        if apdu.p1 == _BY_NAME:
            application = next((aid for aid in Aid if aid.value == apdu.data), None)
            if done:
                self._application, self._file = application, None
            unknown = apdu.data[:_LONGEST_NAME].hex().upper()
            return f"SELECT application {application.name if application else unknown}"
        identifier = int.from_bytes(apdu.data[:2])
        if apdu.p1 == _BY_ROOT or identifier == _MASTER:
            # On the platform it changes nothing, even where it is answered with yes.
            if done and self._root is not None:
                self.power()
            return "SELECT the root"
        if done:
            self._file = identifier
        return f"SELECT file {identifier:04X} {self._named(identifier)}".rstrip()

    def _read(self, apdu: CommandApdu) -> str:
        if apdu.p1 & _SHORT:
            return f"{self._short(apdu.p1 & _SHORT_ID)} from {apdu.p2}"
        return f"{self._present()} from {apdu.p1 << 8 | apdu.p2}"

    def _record_file(self, apdu: CommandApdu) -> str:
        number = apdu.p2 >> 3
        return self._short(number) if number else self._present()

    def _reference(self, apdu: CommandApdu) -> str:
        """What P2 of a PIN or key command means: a file, or the card number."""
        if self._application in _PLACES and apdu.p2 == _NUMBER_REFERENCE:
            return "the card number"
        if apdu.p2 & _SHORT and apdu.p2 & _SHORT_ID:
            return self._short(apdu.p2 & _SHORT_ID)
        if apdu.ins == _SIGN and apdu.p2 == _OWN_KEY:
            return "with the card's own key"
        return self._present() if apdu.p2 & _SHORT else f"P2 {apdu.p2:02X}"

    def _short(self, number: int) -> str:
        known = self._files.get(self._application, {}) if self._application else {}
        found = next((known[each] for each in known if short_id(each) == number), "")
        return found or f"short file {number:02X}"

    def _present(self) -> str:
        if self._file is None:
            return "the present file"
        return self._named(self._file) or f"{self._file:04X}"

    def _named(self, identifier: int) -> str:
        if self._application is None:
            return ""
        return self._files.get(self._application, {}).get(identifier, "")


def _hidden(apdu: CommandApdu) -> str:
    return f", {len(apdu.data)} bytes hidden" if apdu.data else ""
