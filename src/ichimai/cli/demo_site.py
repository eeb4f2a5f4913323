"""The site that `ichimai serve --demo` serves: a city in which the story was played."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from ichimai.authority.escrow import escrow_of, sweep
from ichimai.authority.keys import TRUST, open_keys
from ichimai.authority.publication import Publication
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.card_file import inserted_card
from ichimai.card.iso7816.transport import Transport
from ichimai.card.reader.trust_folder import load_trust_folder
from ichimai.cli.city import people_city
from ichimai.cli.journey import Step
from ichimai.cli.key_file import read_key, read_or_make_key
from ichimai.cli.stage import Stage, no_place, opened_stage, play, publish
from ichimai.cli.story import Hero
from ichimai.clock import SystemClock
from ichimai.crypto.sealing import new_file_key
from ichimai.errors import Conflict, Refused, msgid
from ichimai.randomness import system_randomness
from ichimai.web.site import CardReader, Site

_IN_MEMORY = "sqlite://"
_NOTE = "played.json"
"""Says who was in the story; while it is being played, that nobody knows yet."""


@contextmanager
def demo_site(database: str | None, key_file: Path | None = None) -> Iterator[Site]:
    """The site of a city in which the story has been played, with the card in reach.

    Without *database* everything is gone afterwards. With one, what belongs to it lies
    in `./var/`, and the story is played only where it was not, or not to its end.

    Raises:
        Refused: code `other-register`; the register holds residents of its own.
        Unavailable: code `no-place`; `./var/` cannot be written to.
        Conflict: code `stage-in-use`; another process serves this very city.
    """
    if database is None:
        with TemporaryDirectory(prefix="ichimai-") as name:
            key = new_file_key()
            with _site(Path(name), key, _IN_MEMORY) as site:
                yield site
        return
    place = Path("var") / f"demo-{sha256(database.encode()).hexdigest()[:12]}"
    # What was sealed before opens with the key that was there, not with a new one.
    if _noted(place):
        key = read_key(key_file)
    else:
        key = read_or_make_key(key_file, system_randomness)
    with _held(place), _site(place, key, database) as site:
        yield site


@contextmanager
def _held(place: Path) -> Iterator[None]:
    """The folder *place*, made where it is missing, and this process alone in it."""
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = os.open(place, os.O_RDONLY)
    except OSError as error:
        raise no_place(place, error) from None
    try:
        _hold(folder, place)
        yield
    finally:
        os.close(folder)


def _hold(folder: int, place: Path) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Conflict(
            msgid("Another process is serving the city in {folder}."),
            repair=msgid("End that one first, or name another --database."),
            code="stage-in-use",
            folder=str(place),
        ) from None


@contextmanager
def _site(folder: Path, file_key: bytes, database: str) -> Iterator[Site]:
    now = SystemClock().now()
    with opened_stage(folder, file_key, database, now, system_randomness) as stage:
        people = _played(stage) or _play(stage)
        stage.clock.let_go()
        keys = open_keys(stage.authority, file_key)
        sweep(escrow_of(stage.authority), stage.registry)
        publish(stage.authority, keys, stage.registry, stage.clock)
        with inserted_card(stage.card_file, file_key, system_randomness) as card:
            yield Site(
                clock=stage.clock,
                randomness=system_randomness,
                registry=stage.registry,
                resident_id=people[0],
                neighbours=people[1:],
                reader=_reader(stage, card),
                publication=Publication(stage.registry, keys, stage.clock),
            )


def _play(stage: Stage) -> tuple[str, ...]:
    """Play the story and people the city; who they are is noted last of all.

    What an earlier play left in the folder when it was cut off is cleared away. The
    register is append-only: half a story that it was told stays in it.
    """
    try:
        for left in stage.folder.iterdir():
            if left.is_dir():
                rmtree(left)
            else:
                left.unlink()
        _note(stage.folder, ())
    except OSError as error:
        raise no_place(stage.folder, error) from None
    resident_id = play(stage, _nobody_listens)
    keys = open_keys(stage.authority, stage.file_key)
    neighbours = people_city(stage.office(keys))
    people = (resident_id, *(resident.id for resident in neighbours))
    _note(stage.folder, people)
    return people


def _note(folder: Path, people: tuple[str, ...]) -> None:
    """Write the note whole: a process that is killed leaves the old one or the new."""
    draft = folder / f".{_NOTE}"
    draft.write_text(json.dumps({"people": people}), "utf-8")
    draft.replace(folder / _NOTE)


def _noted(folder: Path) -> tuple[str, ...] | None:
    """Who was in the story, its resident first; None where none was begun.

    Nobody where it was cut off, or where the note cannot be read.
    """
    try:
        note = json.loads((folder / _NOTE).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return ()
    people = note.get("people") if isinstance(note, dict) else ()
    if not isinstance(people, list):
        return ()
    return tuple(each for each in people if isinstance(each, str))


def _played(stage: Stage) -> tuple[str, ...]:
    """Who was in the story; nobody where it is to be played, now or once more.

    Raises:
        Refused: code `other-register`; the register was not empty before the story, or
            is not the one in which it was played.
    """
    people = _noted(stage.folder)
    known = map(stage.registry.find_resident, people or ())
    if people and all(known):
        return people
    cut_off = people == ()
    if cut_off or not stage.registry.residents():
        return ()
    raise Refused(
        msgid("The register at {place} holds other residents than this city's."),
        repair=msgid("Name a new one with --database: the city is kept to itself."),
        code="other-register",
        place=stage.registry.place,
    )


def _nobody_listens(step: Step) -> None:
    del step


def _reader(stage: Stage, card: SoftwareCard) -> CardReader:
    """The reader beside the server, with the story's card in it and its holder by."""

    def transport() -> Transport:
        card.power_on()
        return card

    return CardReader(
        transport=transport,
        pin_pad=lambda: Hero().user_authentication_pin,
        trust=lambda: load_trust_folder(stage.authority / TRUST),
        printed_number=str(card.image.card_number),
    )
