"""Commands a second: to the chip in this process, and through pcscd to the same chip.

Through PC/SC the client is pyscard in a process of its own, inside a stack behind walls
of its own (`ichimai card stack`); `pkcs15-tool` is somebody else's client.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from ichimai.bench.card_works import CardWorks, ready_keys
from ichimai.bench.figures import Figure, absent, beside
from ichimai.bench.setting import Setting
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.card_file import write_card_file
from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.profile_s1 import key_delivery
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.image import CardImage
from ichimai.crypto.keys import RsaPublicKey
from ichimai.randomness import system_randomness

_PLAIN, _SECURED, _OVER_PCSC = 50_000.0, 3_000.0, 2_000.0
_DUMP_SECONDS, _READ_SECONDS = 0.2, 0.1
_SECONDS = 1.0
_OK = b"\x90\x00"
_CLIENT = "ichimai.bench.pcsc_client"


def measure(setting: Setting) -> Iterator[Figure]:
    """Commands a second in process and over PC/SC; seconds of whole readings."""
    works = CardWorks.opened(ready_keys(4))
    image, delivery = works.card(0), works.office.keys.delivery.public
    seconds = _SECONDS if setting.laps > 1 else 0.05
    yield from _in_process(image, delivery, seconds)
    setting.tell("cards: through pcscd")
    with TemporaryDirectory() as name:
        yield from _over_pcsc(image, delivery, Path(name), seconds)


def _in_process(
    image: CardImage, delivery: RsaPublicKey, seconds: float
) -> Iterator[Figure]:
    card = _powered(image)
    _selected(card, Aid.JPKI)
    plain = Figure("cards/in-process/target-plain", _PLAIN, "APDU/s")
    yield plain
    challenge = CommandApdu(0x00, 0x84, 0x00, 0x00, le=8).to_bytes()
    part = CommandApdu(0x00, 0xB0, 0x8A, 0x00, le=256).to_bytes()
    for what, command in (("get-challenge", challenge), ("read-binary-256", part)):
        _taken(card.transmit(command))
        found = _rate(lambda c=command: card.transmit(c), seconds)  # type: ignore[misc]
        yield beside(f"cards/in-process/plain/{what}", found, "APDU/s", plain)
    secured = Figure("cards/in-process/target-secured", _SECURED, "APDU/s")
    yield secured
    found = _rate(_secured_command(image, delivery), seconds)
    yield beside("cards/in-process/secured/read-binary", found, "APDU/s", secured)


def _secured_command(image: CardImage, delivery: RsaPublicKey) -> Callable[[], object]:
    """One secured READ BINARY, wrapped, answered and unwrapped, at each call."""
    card = _powered(image)
    _selected(card, Aid.RESIDENCE)
    command, session = key_delivery(delivery, system_randomness)
    if card.transmit(command.to_bytes()) != _OK:
        raise RuntimeError("the card takes no session key")
    number = CommandApdu(0x00, 0x20, 0x00, 0x86, str(image.card_number).encode())
    _taken(card.transmit(session.wrap(number).to_bytes()))
    kind = CommandApdu(0x00, 0xB0, 0x8A, 0x00, le=2)

    def read() -> None:
        answer = card.transmit(session.wrap(kind).to_bytes())
        session.unwrap_response(ResponseApdu.parse(answer))

    read()

    return read


def _over_pcsc(
    image: CardImage, delivery: RsaPublicKey, folder: Path, seconds: float
) -> Iterator[Figure]:
    key, card, delivered = folder / "key", folder / "a.card", folder / "delivery.pem"
    key.write_bytes(bytes(range(32)))
    key.chmod(0o600)
    write_card_file(card, key.read_bytes(), image)
    delivered.write_bytes(delivery.to_pem())
    found = subprocess.run(
        [
            *(sys.executable, "-m", "ichimai", "card", "stack", "--card", str(card)),
            *("--key-file", str(key), "--", sys.executable, "-m", _CLIENT),
            *(str(seconds), str(delivered), str(image.card_number)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        lines = found.stderr.strip().splitlines() or ["it did not start"]
        yield absent("cards/pcsc", "APDU/s", lines[-1])
        return
    yield from _figures(json.loads(found.stdout))


def _figures(found: dict[str, float | None]) -> Iterator[Figure]:
    rate = Figure("cards/pcsc/target", _OVER_PCSC, "APDU/s")
    dump = Figure("cards/pcsc/target-dump", _DUMP_SECONDS, "s")
    whole = Figure("cards/pcsc/target-full-read", _READ_SECONDS, "s")
    yield from (rate, dump, whole)
    for name, unit, target in (
        ("commands/get-challenge", "APDU/s", rate),
        ("commands/read-binary-256", "APDU/s", rate),
        ("dump", "s", dump),
        ("full-read", "s", whole),
    ):
        value = found[name]
        if value is None:
            yield absent(f"cards/pcsc/{name}", unit, "pkcs15-tool is not installed")
        else:
            yield beside(f"cards/pcsc/{name}", value, unit, target)


def _powered(image: CardImage) -> SoftwareCard:
    card = SoftwareCard(image, system_randomness)
    card.power_on()
    return card


def _selected(card: SoftwareCard, application: Aid) -> None:
    select = CommandApdu(0x00, 0xA4, 0x04, 0x0C, application.value)
    _taken(card.transmit(select.to_bytes()))


def _taken(answer: bytes) -> None:
    if answer[-2:] != _OK:
        raise RuntimeError(f"the card answers {answer[-2:].hex()}")


def _rate(work: Callable[[], object], seconds: float) -> float:
    """Calls a second, over some *seconds*."""
    count, started = 0, perf_counter()
    until = started + seconds
    while perf_counter() < until:
        for _ in range(50):
            work()
        count += 50
    return count / (perf_counter() - started)
