"""A portal that stands: a real register, a real card, a real server on loopback."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from time import sleep

import uvicorn

from card.reader.workshop import NUMBER, PIN, TODAY, Workshop
from ichimai.clock import VirtualClock, morning_in_japan
from ichimai.model.status import Status
from ichimai.randomness import SeededRandomness, system_randomness
from ichimai.registry.residents import GrantOfStay, enrol, grant_stay
from ichimai.registry.store import Registry, open_registry
from ichimai.web.app import create_app
from ichimai.web.site import CardReader, Site
from registry.lives import ENROLMENT, clock_of_today, enrolled, lodged


@dataclass(frozen=True)
class Portal:
    """A server that answers.

    Attributes:
        address: without a slash at the end.
        site: what was handed to it.
    """

    address: str
    site: Site


def card_reader(workshop: Workshop, pin: str | None = PIN) -> CardReader:
    """The reader in which the genuine card of the workshop lies."""
    return CardReader(
        transport=lambda: workshop.card({}),
        pin_pad=lambda: pin,
        trust=lambda: workshop.trust({}),
        printed_number=str(NUMBER),
    )


def resident_site(registry: Registry, workshop: Workshop) -> Site:
    """A resident with an application under way, and a card in the reader."""
    return Site(
        clock=VirtualClock(morning_in_japan(TODAY, 15)),
        randomness=system_randomness,
        registry=registry,
        resident_id=lodged(registry).resident.id,
        neighbours=(enrolled(registry, 7).id, permanent_resident(registry)),
        reader=card_reader(workshop),
    )


def permanent_resident(registry: Registry) -> str:
    """Somebody whose case no plan covers yet; the identifier."""
    enrolment = replace(ENROLMENT, name="HARUN TEST")
    with registry.transaction("municipality") as tx:
        resident = enrol(tx, enrolment)
    stay = GrantOfStay(
        resident_id=resident.id,
        seen_version=resident.version,
        status=Status.PERMANENT_RESIDENT,
        stay_months=None,
        stay_ends_on=None,
        permitted_on=date(2024, 6, 4),
    )
    with registry.transaction("bureau") as tx:
        grant_stay(tx, stay)
    return resident.id


def empty_site(registry: Registry) -> Site:
    """Nobody is shown, and there is no reader."""
    return Site(clock_of_today(), system_randomness, registry)


def new_registry() -> Registry:
    """An empty register in memory."""
    return open_registry(
        "sqlite://", clock_of_today(), SeededRandomness("PORTAL TEST"), migrate=True
    )


@contextmanager
def standing(site: Site) -> Iterator[Portal]:
    """Serve *site* on a free port of this machine until the block ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(site), log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            sleep(0.01)
        yield Portal(f"http://127.0.0.1:{listening.getsockname()[1]}", site)
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
