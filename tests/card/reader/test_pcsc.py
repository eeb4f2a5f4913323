"""What can be missing before a card answers: each has its own sentence."""

import sys
from collections.abc import Sequence
from typing import Any

import pytest

from ichimai.card.reader import pcsc
from ichimai.errors import NotFound, Unavailable


class Slot:
    """A reader that has a name and nothing else."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __str__(self) -> str:
        return self._name


READERS = [Slot("Desk 00 00"), Slot("Desk 00 01"), Slot("Pad 00 00")]


def test_without_pyscard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyscard the extra and the Debian packages are named."""
    monkeypatch.setitem(sys.modules, "smartcard", None)
    monkeypatch.setitem(sys.modules, "smartcard.System", None)

    with pytest.raises(Unavailable) as caught:
        pcsc.PcscTransport()

    assert "pcsc-package" == caught.value.code
    assert "ichimai[pcsc]" in str(caught.value)
    assert "libpcsclite-dev" in str(caught.value)


def test_without_a_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the service nobody is asked for a reader."""
    system = pytest.importorskip("smartcard.System", reason="needs pyscard: no module")
    exceptions = pytest.importorskip("smartcard.pcsc.PCSCExceptions")

    def readers() -> Sequence[Any]:
        raise exceptions.EstablishContextException(-1)

    monkeypatch.setattr(system, "readers", readers)

    with pytest.raises(Unavailable) as caught:
        pcsc.PcscTransport()

    assert "pcsc-service" == caught.value.code


def test_without_a_reader() -> None:
    """No reader at all is another thing than no service."""
    with pytest.raises(Unavailable) as caught:
        pcsc._choose([], None)

    assert "no-reader" == caught.value.code


@pytest.mark.parametrize(
    ("name", "chosen"), [("Pad", 2), ("Desk 00 01", 1), ("Desk 00 00", 0)]
)
def test_chosen_by_name(name: str, chosen: int) -> None:
    """A name, or a part that names one only, chooses the reader."""
    assert READERS[chosen] is pcsc._choose(READERS, name)


@pytest.mark.parametrize("name", [None, "Desk", "Nobody"])
def test_not_chosen(name: str | None) -> None:
    """A name that fits none or several is refused, and the readers are listed."""
    with pytest.raises(NotFound) as caught:
        pcsc._choose(READERS, name)

    assert "Desk 00 01" in str(caught.value)


def test_the_only_reader() -> None:
    """Without a name the only reader is taken."""
    assert READERS[2] is pcsc._choose(READERS[2:], None)


class Connection:
    """A connection to a card whose service dies at once."""

    def __init__(self, error: type[Exception]) -> None:
        self.hcontext: int | None = 1
        self._error = error

    def connect(self) -> None:
        """Connect to the card."""

    def release(self) -> None:
        """Give card and context back, which nobody takes any more."""
        raise self._error

    def createConnection(self) -> "Connection":  # noqa: N802 - pyscard's name
        """The connection."""
        return self


def test_close_after_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that went away first does not turn the end into an error."""
    exceptions = pytest.importorskip(
        "smartcard.Exceptions", reason="needs pyscard: no module"
    )
    connection = Connection(exceptions.CardConnectionException)
    monkeypatch.setattr(pcsc, "_readers", lambda: [connection])

    pcsc.PcscTransport().close()

    assert connection.hcontext is None
