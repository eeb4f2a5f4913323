"""Objects of secure messaging: how commands and answers are wrapped at either end.

    08 20 00 86 … 86 L 01 ‖ cipher(data)          a command with data
    08 B0 P1 P2 … 96 L length                     a command that expects data
    86 L 01 ‖ cipher(data)                        an answer with data

Every card here writes them so; ciphers, counters and what a broken object costs belong
to the protocols (`profile_s1`, `mutual`). Nothing in this form is authenticated.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.iso7816.tlv import DataObject, decode, encode
from ichimai.crypto.ciphers import unpad_iso9797_2
from ichimai.crypto.refuted import CiphertextRefuted
from ichimai.errors import Malformed, msgid

_WHOLE_FILE: Final = 0x10000  # an Le of zeros in extended form


@dataclass(frozen=True, slots=True)
class ObjectForm:
    """How one protocol writes its objects.

    Attributes:
        secured_class: CLA of a secured command.
        authenticated_class: CLA that would promise a MAC.
        cipher_tag: object with a padding indicator and the ciphertext.
        padding_indicator: ISO/IEC 9797-1 method 2.
        length_tag: object with the length that a secured READ BINARY asks for.
        length_sizes: sizes in which that length is understood; the first is written.
    """

    secured_class: int = 0x08
    authenticated_class: int = 0x0C
    cipher_tag: int = 0x86
    padding_indicator: int = 0x01
    length_tag: int = 0x96
    length_sizes: tuple[int, ...] = (2,)

    def is_secured(self, command: CommandApdu) -> bool:
        """Whether the class byte of *command* asks for secure messaging."""
        return command.cla in {self.secured_class, self.authenticated_class}


class SecureMessaging(ABC):
    """One session, at either end: the terminal wraps, the card unwraps."""

    def __init__(self, form: ObjectForm) -> None:
        self._form = form

    @property
    def destroyed(self) -> bool:
        """Whether a broken object has ended this session."""
        return False

    @abstractmethod
    def encrypt(self, clear: bytes) -> bytes:
        """*clear*, padded by method 2, under the key of the session."""

    @abstractmethod
    def decrypt(self, cipher: bytes) -> bytes:
        """The inverse, padding left on.

        Raises:
            CiphertextRefuted: not whole blocks.
        """

    @abstractmethod
    def next_message(self) -> None:
        """A secured command begins; for protocols that count them."""

    @abstractmethod
    def broken(self) -> None:
        """A broken object came; for protocols that end with one."""

    def wrap(self, command: CommandApdu) -> CommandApdu:
        """The terminal's end: *command* as it goes over the wire.

        A command with data has them encrypted; one that only expects data, READ BINARY,
        says in an object how many bytes it wants. The next answer belongs to it.
        """
        self.next_message()
        form = self._form
        if command.data:
            body = self._cipher_object(command.data)
            return replace(command, cla=form.secured_class, data=body)
        wanted = (command.le or _WHOLE_FILE) % _WHOLE_FILE
        body = encode(form.length_tag, wanted.to_bytes(form.length_sizes[0]))
        return replace(command, cla=form.secured_class, data=body, le=_WHOLE_FILE)

    def unwrap_response(self, response: ResponseApdu) -> ResponseApdu:
        """The terminal's end: the answer to the command wrapped last, in clear.

        An answer without data has nothing to decrypt.

        Raises:
            Malformed: code `secure-messaging`; the answer was not encrypted as agreed.
        """
        if not response.data:
            return response
        try:
            return replace(response, data=self._clear(decode(response.data)))
        except (CiphertextRefuted, Malformed):
            self.broken()
            raise _broken_object() from None

    def unwrap(self, command: CommandApdu) -> CommandApdu:
        """The card's end: a secured command as it would be in clear.

        Raises:
            Refusal: `6987` where the class asks for a MAC or an object is missing;
                `6988` for a broken object.
        """
        self.next_message()
        if command.cla != self._form.secured_class or not command.data:
            raise Refusal(StatusWord.SM_OBJECT_MISSING)
        try:
            objects = decode(command.data)
            if [self._form.length_tag] == [part.tag for part in objects]:
                le = self._wanted(objects[0].value)
                return replace(command, cla=0, data=b"", le=le)
            return replace(command, cla=0, data=self._clear(objects))
        except (CiphertextRefuted, Malformed):
            self.broken()
            raise Refusal(StatusWord.SM_OBJECT_WRONG) from None

    def wrap_response(self, response: ResponseApdu) -> ResponseApdu:
        """The card's end: the answer to the command unwrapped last, as it is sent."""
        if not response.data:
            return response
        return replace(response, data=self._cipher_object(response.data))

    def _cipher_object(self, clear: bytes) -> bytes:
        indicator = bytes((self._form.padding_indicator,))
        return encode(self._form.cipher_tag, indicator + self.encrypt(clear))

    def _clear(self, objects: Sequence[DataObject]) -> bytes:
        """What the one cipher object among *objects*, and no other, holds."""
        if [self._form.cipher_tag] != [part.tag for part in objects]:
            raise _broken_object()
        indicator, cipher = objects[0].value[:1], objects[0].value[1:]
        if indicator != bytes((self._form.padding_indicator,)) or not cipher:
            raise _broken_object()
        return unpad_iso9797_2(self.decrypt(cipher))

    def _wanted(self, value: bytes) -> int:
        """How many bytes a secured READ BINARY asks for; zeros are the whole file."""
        wanted = int.from_bytes(value)
        if len(value) not in self._form.length_sizes or wanted >= _WHOLE_FILE:
            raise _broken_object()
        return wanted or _WHOLE_FILE


def _broken_object() -> Malformed:
    return Malformed(
        msgid("An object of secure messaging is broken."),
        repair=msgid("Start again from the selection of the application."),
        code="secure-messaging",
    )
