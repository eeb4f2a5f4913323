"""Readers behind PC/SC, by way of pyscard, which is imported only when it is needed.

pyscard is an extra of this package, because it is compiled at installation. Each thing
that can be missing (the package, the service, a reader, a card) has its own sentence.
"""

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

from ichimai.errors import NotFound, Unavailable, msgid

_DEBIAN: Final = "pcscd libpcsclite-dev swig"


class PcscTransport:
    """The card in a PC/SC reader, held exclusively for nobody: T=0 or T=1, shared.

    Args:
        reader: the reader's name, or a part of it that names only one; None takes the
            only reader there is.

    Raises:
        Unavailable: codes `pcsc-package`, `pcsc-service`, `no-reader`, `no-card`.
        NotFound: code `reader-name`; no reader, or more than one, is called so.
    """

    def __init__(self, reader: str | None = None) -> None:
        self._connection = _choose(_readers(), reader).createConnection()
        self._connect()

    @property
    def atr(self) -> bytes:
        """The answer to reset of the card in the reader."""
        return bytes(self._connection.getATR())

    def transmit(self, command: bytes) -> bytes:
        """The answer to one command APDU.

        Raises:
            Unavailable: code `card-gone`.
        """
        exceptions = _pyscard("smartcard.Exceptions")
        try:
            data, sw1, sw2 = self._connection.transmit(list(command))
        except exceptions.SmartcardException:
            raise Unavailable(
                msgid("The card left the reader before it answered."),
                repair=msgid("Put it back, leave it there, and start again."),
                code="card-gone",
            ) from None
        return bytes((*data, sw1, sw2))

    def reset(self) -> bytes:
        """Reset the card, which forgets all state; what comes back is its ATR."""
        exceptions = _pyscard("smartcard.Exceptions")
        try:
            self._connection.reconnect()
        except exceptions.SmartcardException:
            raise _no_card() from None
        return self.atr

    def close(self) -> None:
        """Let the card go without power, so that nobody finds a PIN verified.

        It never fails: a service that has gone holds no card.
        """
        exceptions = _pyscard("smartcard.Exceptions")
        with suppress(exceptions.SmartcardException):
            self._connection.release()
        # What could not be released is gone; the destructor would only try again, and
        # print its failure.
        self._connection.hcontext = None

    def _connect(self) -> None:
        exceptions = _pyscard("smartcard.Exceptions")
        try:
            self._connection.connect()
        except exceptions.NoCardException:
            self.close()
            raise _no_card() from None
        except exceptions.SmartcardException:
            self.close()
            raise Unavailable(
                msgid("The card in the reader does not answer."),
                repair=msgid("Put it in again, the chip first and facing up."),
                code="card-mute",
            ) from None


def _pyscard(module: str) -> Any:  # noqa: ANN401 - pyscard ships no types
    try:
        return import_module(module)
    except ImportError:
        raise Unavailable(
            msgid("Reading cards needs pyscard, which is not installed."),
            repair=msgid(
                "Install the extra ichimai[pcsc]; on Debian first install {packages}."
            ),
            code="pcsc-package",
            packages=_DEBIAN,
        ) from None


def _readers() -> Sequence[Any]:
    system = _pyscard("smartcard.System")
    exceptions = _pyscard("smartcard.pcsc.PCSCExceptions")
    try:
        return list(system.readers())
    except (exceptions.EstablishContextException, exceptions.ListReadersException):
        raise Unavailable(
            msgid("The smart card service is not running."),
            repair=msgid("Start pcscd (on Debian: install and start package pcscd)."),
            code="pcsc-service",
        ) from None


def _choose(readers: Sequence[Any], name: str | None) -> Any:  # noqa: ANN401 - the same
    if not readers:
        raise Unavailable(
            msgid("No card reader is connected."),
            repair=msgid(
                "Connect one, or insert a software card into the virtual one."
            ),
            code="no-reader",
        )
    if name is None and len(readers) == 1:
        return readers[0]
    chosen = [each for each in readers if name is not None and name in str(each)]
    exact = [each for each in chosen if name == str(each)]
    if len(exact or chosen) != 1:
        raise NotFound(
            msgid("The name of the reader does not say which of {count} is meant."),
            repair=msgid("Give one of: {readers}."),
            code="reader-name",
            count=len(readers),
            readers=", ".join(map(str, readers)),
        )
    return (exact or chosen)[0]


def _no_card() -> Unavailable:
    return Unavailable(
        msgid("There is no card in the reader."),
        repair=msgid("Put the card in, or hold it to the reader, and leave it there."),
        code="no-card",
    )
