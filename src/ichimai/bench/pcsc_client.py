"""The client of the measurement over PC/SC: a process of its own, inside the stack.

    python -m ichimai.bench.pcsc_client SECONDS DELIVERY.pem CARD_NUMBER

It prints one JSON object of what it found.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.layout.aids import Aid
from ichimai.card.reader.pcsc import PcscTransport
from ichimai.card.reader.residence import ResidenceSession
from ichimai.crypto.keys import RsaPublicKey
from ichimai.model.cards import CardNumber
from ichimai.randomness import system_randomness

_LAPS = 5
_READER = "Virtual PCD 00 00"
"""The first slot of Debian's virtual reader."""


def main() -> None:
    """Measure, and print what was found."""
    seconds, delivery, number = sys.argv[1:]
    card = PcscTransport(_READER)
    select = CommandApdu(0x00, 0xA4, 0x04, 0x0C, Aid.JPKI.value)
    card.transmit(select.to_bytes())
    found = {
        "commands/get-challenge": _rate(
            card, CommandApdu(0x00, 0x84, 0x00, 0x00, le=8), float(seconds)
        ),
        "commands/read-binary-256": _rate(
            card, CommandApdu(0x00, 0xB0, 0x8A, 0x00, le=256), float(seconds)
        ),
        "full-read": _quickest(
            lambda: _read(
                card,
                RsaPublicKey.from_pem(Path(delivery).read_bytes()),
                CardNumber(number),
            )
        ),
        "dump": _dump(),
    }
    sys.stdout.write(json.dumps(found))


def _rate(card: PcscTransport, command: CommandApdu, seconds: float) -> float:
    """Commands a second."""
    sent = command.to_bytes()
    count, started = 0, perf_counter()
    while perf_counter() < started + seconds:
        card.transmit(sent)
        count += 1
    return count / (perf_counter() - started)


def _read(card: PcscTransport, delivery: RsaPublicKey, number: CardNumber) -> None:
    """Every residence file, its session included."""
    session = ResidenceSession(card)
    session.open(number, delivery, system_randomness)
    session.read_files()


def _dump() -> float | None:
    """The whole process of `pkcs15-tool --dump`; None where it is not installed."""
    tool = shutil.which("pkcs15-tool")
    if tool is None:
        return None
    return _quickest(
        lambda: subprocess.run([tool, "--dump"], check=True, capture_output=True)
    )


def _quickest(work: Callable[[], object]) -> float:
    took = []
    for _ in range(_LAPS):
        started = perf_counter()
        work()
        took.append(perf_counter() - started)
    return min(took)


if __name__ == "__main__":
    main()
