"""A visit made at a real register: whether its filing is refused there, and why."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from ichimai.authority.decide import Judgement, decide
from ichimai.authority.entries import PERMISSIONS
from ichimai.authority.escrow import MemoryEscrow
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.lodge import lodge
from ichimai.authority.office import Office
from ichimai.clock import VirtualClock
from ichimai.errors import IchimaiError
from ichimai.model.decision import GrantedStay
from ichimai.model.filing import Application, ApplicationState
from ichimai.model.people import Sex
from ichimai.model.status import Status
from ichimai.planner.before_you_go.asked import Asked
from ichimai.randomness import SeededRandomness
from ichimai.registry.applications import Filing
from ichimai.registry.residents import Enrolment, GrantOfStay, enrol, grant_stay
from ichimai.registry.store import open_registry

_BEGAN = date(2025, 11, 1)
_ENDS = date(2027, 11, 1)


@dataclass(frozen=True, slots=True)
class Counter:
    """A register in memory, with an office that decides by it. Days only go forward."""

    office: Office
    clock: VirtualClock

    @classmethod
    def opened(cls, keys: AuthorityKeys) -> "Counter":
        """An empty register that keeps no secret: no PIN is handed in here."""
        clock = VirtualClock(datetime(2026, 10, 1, tzinfo=UTC))
        randomness = SeededRandomness("a counter")
        registry = open_registry("sqlite://", clock, randomness, migrate=True)
        office = Office(registry, keys, clock, randomness, MemoryEscrow())
        return cls(office, clock)

    def refuses(self, asked: Asked) -> str | None:
        """Why the filing of that visit is refused; None where it is taken in."""
        try:
            application = self._lodged(asked)
            decided = decide(self.office, application.id, self._judgement(application))
        except IchimaiError as error:
            return error.code
        return None if decided.state is ApplicationState.DECIDED else "refused"

    def _lodged(self, asked: Asked) -> Application:
        office = self.office
        moment = datetime(asked.on.year, asked.on.month, asked.on.day, 1, tzinfo=UTC)
        self.clock.move_to(max(moment, self.clock.now()))
        with office.registry.transaction("municipality") as tx:
            person = enrol(tx, _enrolment(asked))
        status = asked.status or Status.ENGINEER
        if status is not Status.SPECIAL_PERMANENT_RESIDENT:
            stay = GrantOfStay(
                person.id,
                person.version,
                status,
                asked.stay_months,
                asked.stay_ends_on or _ENDS,
                _BEGAN,
            )
            with office.registry.transaction("bureau") as tx:
                grant_stay(tx, stay)
        assert asked.counter is not None  # a yes names its office
        return lodge(
            office,
            Filing(
                resident_id=person.id,
                procedure=asked.procedure,
                counter=asked.counter,
                specified_request=bool(asked.specified_request),
                filed_on=asked.on,
                status_requested=asked.status_after or status,
                stay_months=asked.stay_months,
                photo=None,
                certificates=frozenset(),
            ),
        )

    @staticmethod
    def _judgement(application: Application) -> Judgement:
        if application.procedure not in PERMISSIONS:
            return Judgement()
        granted = GrantedStay(application.status_requested, 12, _ENDS)
        return Judgement(granted=granted)


def _enrolment(asked: Asked) -> Enrolment:
    home = asked.municipality
    return Enrolment(
        name="MINH TEST",
        name_kanji=None,
        birth_date=asked.birth_date or date(1995, 3, 3),
        sex=Sex.UNSPECIFIED,
        nationality="VNM",
        address="1-2-3 Sample",
        municipality=home.code if home else "131041",
        my_number_sealed=b"sealed elsewhere",
    )
