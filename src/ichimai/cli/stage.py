"""The stage on which the story plays: a folder with an authority, a card, a register.

`ichimai demo` plays on a temporary one. `ichimai serve --demo` keeps the stage while it
serves, and, where it was given a database, beyond: the next start finds it again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from ichimai.authority.escrow import escrow_of
from ichimai.authority.keys import TRUST, AuthorityKeys
from ichimai.authority.office import Office
from ichimai.authority.published import lists_of
from ichimai.authority.setup import init, publish_lists
from ichimai.card.chip.card_file import inserted_card, write_card_file
from ichimai.card.iso7816.transport import Transport
from ichimai.card.layout.image import CardImage
from ichimai.card.reader.trust_folder import load_trust_folder
from ichimai.card.reader.verdict import Verdict
from ichimai.card.reader.verify import verify
from ichimai.cli.journey import Journey, Step, Teller
from ichimai.cli.story import Days, Hero, days_until
from ichimai.clock import (
    Clock,
    SystemClock,
    VirtualClock,
    day_in_japan,
    morning_in_japan,
)
from ichimai.crypto.sealing import new_file_key
from ichimai.errors import Unavailable, msgid
from ichimai.randomness import Randomness, SeededRandomness, system_randomness
from ichimai.registry.store import Registry, open_registry

PURPOSE = "employment"
"""What the verifier of the story asks: may this person take up the work?"""

_CLOSING_HOUR = 16


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story plays.

    Attributes:
        folder: holds the authority and the card file.
        file_key: seals what lies in the folder.
        clock: stands on the first day of the story before it is played.
        ends_at: the moment at which the story ends.
    """

    folder: Path
    file_key: bytes = field(repr=False)
    registry: Registry
    clock: VirtualClock
    days: Days
    ends_at: datetime
    randomness: Randomness

    @property
    def authority(self) -> Path:
        """The folder of the TEST authority."""
        return self.folder / "authority"

    @property
    def card_file(self) -> Path:
        """The resident's card."""
        return self.folder / "resident.card"

    def office(self, keys: AuthorityKeys) -> Office:
        """The office of the authority of this stage."""
        escrow = escrow_of(self.authority)
        return Office(self.registry, keys, self.clock, self.randomness, escrow)


class CountingTransport:
    """A transport that counts the commands that pass it."""

    def __init__(self, card: Transport) -> None:
        self._card = card
        self.commands = 0

    def transmit(self, command: bytes) -> bytes:
        """Pass one command on, and its answer back."""
        self.commands += 1
        return self._card.transmit(command)

    def reset(self) -> bytes:
        """Reset the card; its ATR."""
        return self._card.reset()

    def close(self) -> None:
        """Leave the card."""
        self._card.close()


def play(stage: Stage, tell: Teller) -> str:
    """Play the story to the card in its file; the resident's identifier."""
    keys = init(stage.authority, stage.file_key, stage.clock, stage.randomness)
    tell(
        Step(
            "authority-made",
            msgid("A TEST authority with {issuers} issuers and a card maker is made."),
            stage.clock.today(),
            ("JPKI 3", "JPKI 22", "ICA 19-15-2(4)", "MNA 18-5(2)"),
            {"issuers": len(keys.issuers)},
        )
    )
    office = stage.office(keys)

    def personalise(image: CardImage) -> None:
        write_card_file(stage.card_file, stage.file_key, image)

    outlets = (personalise, tell)
    resident = Journey(office, stage.clock, stage.days, Hero(), outlets).play()
    stage.clock.move_to(max(stage.ends_at, stage.clock.now()))
    publish(stage.authority, keys, stage.registry, stage.clock)
    return resident.id


def read_and_verify(stage: Stage, hero: Hero, tell: Teller) -> Verdict:
    """Put the card into a reader, read it over APDUs, and answer the four questions."""
    with inserted_card(stage.card_file, stage.file_key, stage.randomness) as card:
        card.power_on()
        wire = CountingTransport(card)
        verdict = verify(
            wire,
            load_trust_folder(stage.authority / TRUST),
            as_of=stage.clock.now(),
            purpose=PURPOSE,
            card_number=str(card.image.card_number),
            pin=hero.user_authentication_pin,
            randomness=stage.randomness,
        )
    tell(
        Step(
            "verified",
            msgid(
                "Read back over {commands} APDUs, and four questions are answered for "
                "the purpose {purpose}."
            ),
            stage.clock.today(),
            ("ICA 19-4(5)", "ICA-MO 19-14", "JPKI 22", "ICA 19(1)"),
            {"commands": wire.commands, "purpose": PURPOSE},
        )
    )
    return verdict


def publish(
    authority: Path, keys: AuthorityKeys, registry: Registry, clock: Clock
) -> None:
    """Publish today's lists of revoked certificates and void cards."""
    publish_lists(authority, lists_of(registry, keys, clock, system_randomness))


def no_place(folder: Path, error: OSError) -> Unavailable:
    """The error where *folder* cannot be made or written to."""
    return Unavailable(
        msgid("The folder {folder} cannot be made: {reason}."),
        repair=msgid("Start this where you may write, or name --database."),
        code="no-place",
        folder=str(folder),
        reason=error.strerror or "refused",
    )


@contextmanager
def temporary_stage(as_of: date | None, seed: str | None) -> Iterator[Stage]:
    """A stage in a folder that is gone afterwards.

    Raises:
        Refused: code `too-early`; the story cannot end on that day.
    """
    ends_at = SystemClock().now()
    if as_of is not None:
        ends_at = morning_in_japan(as_of, _CLOSING_HOUR)
    randomness = system_randomness if seed is None else SeededRandomness(seed)
    with TemporaryDirectory(prefix="ichimai-") as name:
        folder = Path(name)
        database = f"sqlite:///{folder / 'register.sqlite3'}"
        key = new_file_key()
        with opened_stage(folder, key, database, ends_at, randomness) as stage:
            yield stage


@contextmanager
def opened_stage(
    folder: Path,
    file_key: bytes,
    database: str,
    ends_at: datetime,
    randomness: Randomness,
) -> Iterator[Stage]:
    """A stage in *folder* over the register at *database*."""
    days = days_until(day_in_japan(ends_at))
    clock = VirtualClock(morning_in_japan(days.filed_on))
    registry = open_registry(database, clock, randomness, migrate=True)
    try:
        yield Stage(folder, file_key, registry, clock, days, ends_at, randomness)
    finally:
        registry.close()
