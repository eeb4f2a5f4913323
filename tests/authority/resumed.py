"""A case that goes on from wherever it stands, as an officer takes it up again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from authority.desk import DELIVERY_ON, GRANTED, MUNICIPALITY, Desk, throw_away_key
from ichimai.authority.decide import Judgement, decide
from ichimai.authority.deliver import confirm, deliver
from ichimai.authority.escrow import escrow_of
from ichimai.authority.issue import collect, issue
from ichimai.authority.keys import open_keys
from ichimai.authority.office import Office, open_my_number
from ichimai.authority.prepare import prepare
from ichimai.card.chip.card_file import write_card_file
from ichimai.clock import VirtualClock, morning_in_japan
from ichimai.model.filing import Application, ApplicationState
from ichimai.randomness import system_randomness
from ichimai.registry.store import open_registry

FILE_KEY = bytes(range(32))


def url_of(folder: Path) -> str:
    """Where the register of the case is."""
    return f"sqlite:///{folder}/register.db"


def reopened(folder: Path) -> Desk:
    """The desk in *folder*, with whatever is there, on the day of the delivery."""
    clock = VirtualClock(morning_in_japan(DELIVERY_ON) + timedelta(hours=1))
    keys = open_keys(folder.parent / "authority", FILE_KEY)
    office = Office(
        open_registry(url_of(folder), clock, system_randomness),
        keys,
        clock,
        system_randomness,
        escrow_of(folder),
        throw_away=throw_away_key(),
    )
    (resident,) = office.registry.residents()
    number = open_my_number(keys, resident.my_number_sealed)
    return Desk(office, clock, resident, number)


def find_case(desk: Desk) -> Application | None:
    """The one application of the resident, if it was taken in."""
    return next(iter(desk.office.registry.applications_of(desk.resident.id)), None)


def _case(desk: Desk) -> Application:
    found = find_case(desk)
    assert found is not None
    return found


def _lodge(desk: Desk, folder: Path) -> None:
    del folder
    desk.lodged()


def _decide(desk: Desk, folder: Path) -> None:
    del folder
    decide(desk.office, _case(desk).id, Judgement(granted=GRANTED))


def _issue(desk: Desk, folder: Path) -> None:
    """Prepare, again if the token was lost with its process, and issue."""
    del folder
    issue(desk.office, prepare(desk.office, _case(desk).id, DELIVERY_ON))


def _confirm(desk: Desk, folder: Path) -> None:
    """Write the chip of the card that was made, then let it be confirmed."""
    image = collect(desk.office, _case(desk).id)
    write_card_file(folder / "resident.card", FILE_KEY, image)
    confirm(desk.office, _case(desk).id, MUNICIPALITY)


def _deliver(desk: Desk, folder: Path) -> None:
    del folder
    deliver(desk.office, _case(desk).id, DELIVERY_ON)


STEPS: dict[str, Callable[[Desk, Path], None]] = {
    "application-lodged": _lodge,
    "application-decided": _decide,
    "card-issued": _issue,
    "card-confirmed": _confirm,
    "card-delivered": _deliver,
}
"""What is done next, by the journal's word for it."""

_NEXT = {
    ApplicationState.LODGED: "application-decided",
    ApplicationState.DECIDED: "card-issued",
    ApplicationState.PREPARED: "card-issued",
    ApplicationState.ISSUED: "card-confirmed",
    ApplicationState.CONFIRMED: "card-delivered",
}


def next_step(desk: Desk) -> str | None:
    """The step that the state of the case asks for; None when it has ended."""
    application = find_case(desk)
    if application is None:
        return "application-lodged"
    return _NEXT.get(application.state)
