"""The site that `ichimai serve --demo` serves: a city in which the story was played."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from ichimai.authority.keys import TRUST, open_keys
from ichimai.authority.office import Office
from ichimai.authority.publication import Publication
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.chip.card_file import inserted_card
from ichimai.card.iso7816.transport import Transport
from ichimai.card.reader.trust_folder import load_trust_folder
from ichimai.cli.city import people_city
from ichimai.cli.journey import Step
from ichimai.cli.key_file import KEY_LENGTH, read_or_make_key
from ichimai.cli.stage import Stage, opened_stage, play, publish
from ichimai.cli.story import Hero
from ichimai.clock import SystemClock
from ichimai.errors import Unavailable, msgid
from ichimai.randomness import system_randomness
from ichimai.web.site import CardReader, Site

_IN_MEMORY = "sqlite://"
_PLAYED = "played.json"


@contextmanager
def demo_site(database: str | None) -> Iterator[Site]:
    """The site of a city in which the story has been played, with the card in reach.

    Without *database* everything is gone afterwards. With one, what belongs to it lies
    in `./var/`, and the story is played only where it was not.

    Raises:
        Unavailable: code `other-stage`; the folder belongs to another register.
    """
    if database is None:
        with TemporaryDirectory(prefix="ichimai-") as name:
            key = system_randomness(KEY_LENGTH)
            with _site(Path(name), key, _IN_MEMORY) as site:
                yield site
        return
    place = Path("var") / f"demo-{sha256(database.encode()).hexdigest()[:12]}"
    place.mkdir(parents=True, exist_ok=True)
    key = read_or_make_key(None, system_randomness)
    with _site(place, key, database) as site:
        yield site


@contextmanager
def _site(folder: Path, file_key: bytes, database: str) -> Iterator[Site]:
    now = SystemClock().now()
    with opened_stage(folder, file_key, database, now, system_randomness) as stage:
        resident_id = _played(stage) or _play(stage)
        stage.clock.let_go()
        keys = open_keys(stage.authority, file_key)
        publish(stage.authority, keys, stage.registry, stage.clock)
        with inserted_card(stage.card_file, file_key, system_randomness) as card:
            yield Site(
                clock=stage.clock,
                randomness=system_randomness,
                registry=stage.registry,
                resident_id=resident_id,
                reader=_reader(stage, card),
                publication=Publication(stage.registry, keys, stage.clock),
            )


def _play(stage: Stage) -> str:
    """Play the story, people the city, and note last of all that it was done."""
    resident_id = play(stage, _nobody_listens)
    keys = open_keys(stage.authority, stage.file_key)
    people_city(Office(stage.registry, keys, stage.clock, stage.randomness))
    note = json.dumps({"resident_id": resident_id})
    (stage.folder / _PLAYED).write_text(note, "utf-8")
    return resident_id


def _nobody_listens(step: Step) -> None:
    del step


def _played(stage: Stage) -> str | None:
    """Who the story was about, where it was played on this stage before.

    Raises:
        Unavailable: code `other-stage`.
    """
    note = stage.folder / _PLAYED
    if not note.exists():
        return None
    resident_id: str = json.loads(note.read_text("utf-8"))["resident_id"]
    if stage.registry.find_resident(resident_id) is None:
        raise Unavailable(
            msgid("The folder {folder} belongs to another register."),
            repair=msgid("Remove the folder, or name the database it was made with."),
            code="other-stage",
            folder=str(stage.folder),
        )
    return resident_id


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
