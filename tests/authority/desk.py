"""A desk of the TEST authority and the case of MINH TEST, an invented engineer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

from ichimai.authority.decide import Judgement, decide
from ichimai.authority.escrow import Escrow, MemoryEscrow
from ichimai.authority.images import invented_portrait
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.lodge import lodge
from ichimai.authority.office import Office, invented_my_number, seal_my_number
from ichimai.authority.prepare import Token, prepare
from ichimai.card.layout.image import Pins
from ichimai.clock import VirtualClock
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.model.cards import CardKind, CardNumber, MyNumber
from ichimai.model.decision import GrantedStay
from ichimai.model.filing import Application, CertificateUse
from ichimai.model.people import Resident, Sex
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status
from ichimai.randomness import SeededRandomness, system_randomness
from ichimai.registry.applications import Filing
from ichimai.registry.cards import EarlierCard, enter_card
from ichimai.registry.residents import Enrolment, GrantOfStay, enrol, grant_stay
from ichimai.registry.store import open_registry

FILED_ON = date(2026, 9, 1)
DELIVERY_ON = date(2026, 9, 15)
STAY_ENDS_ON = date(2029, 11, 1)
MUNICIPALITY = "131016"
OLD_NUMBER = CardNumber("TS00000001TS")
PINS = Pins("7391", "KANARI8542")
PINS_ON_CARD = Pins("7391", "KANARI8542", "7391", "7391", "7391")
"""The PIN for user authentication is that of every application with four digits."""
BOTH = frozenset(CertificateUse)
GRANTED = GrantedStay(Status.ENGINEER, 36, STAY_ENDS_ON)


@cache
def throw_away_key() -> RsaPrivateKey:
    """One throw-away key for all desks of this process."""
    return RsaPrivateKey.generate()


@cache
def photo() -> bytes:
    """A drawn face of nobody."""
    return invented_portrait(SeededRandomness("the face of nobody"))


@dataclass(frozen=True, slots=True)
class Desk:
    """An office, its clock, and the person whose case lies on it."""

    office: Office
    clock: VirtualClock
    resident: Resident
    my_number: MyNumber = field(repr=False)

    @classmethod
    def opened(
        cls,
        keys: AuthorityKeys,
        database: str = "sqlite://",
        birth_date: date = date(1995, 3, 3),
        *,
        special_permanent: bool = False,
        escrow: Escrow | None = None,
    ) -> "Desk":
        """A desk at ten in the morning of 1 September 2026 in Japan."""
        clock = VirtualClock(datetime(2026, 9, 1, 1, tzinfo=UTC))
        registry = open_registry(database, clock, system_randomness, migrate=True)
        office = Office(
            registry,
            keys,
            clock,
            system_randomness,
            escrow or MemoryEscrow(),
            throw_away=throw_away_key(),
        )
        number = invented_my_number(system_randomness)
        enrolment = Enrolment(
            name="MINH TEST",
            name_kanji=None,
            birth_date=birth_date,
            sex=Sex.MALE,
            nationality="VNM",
            address="1-2-3 Sample, Chiyoda-ku, Tokyo",
            municipality=MUNICIPALITY,
            my_number_sealed=seal_my_number(keys.my_number.public, number),
        )
        with registry.transaction("municipality") as tx:
            resident = enrol(tx, enrolment)
        desk = cls(office, clock, resident, number)
        if not special_permanent:
            desk._grant_first_stay()
        return desk

    def _grant_first_stay(self) -> None:
        who, version = self.resident.id, self.resident.version
        began, ends = date(2025, 11, 1), date(2026, 11, 1)
        stay = GrantOfStay(who, version, Status.ENGINEER, 12, ends, began)
        with self.office.registry.transaction("bureau") as tx:
            grant_stay(tx, stay)
        card = EarlierCard(who, version, CardKind.RESIDENCE, OLD_NUMBER, began, ends)
        with self.office.registry.transaction("bureau") as tx:
            enter_card(tx, card)

    def holds_certificate(self) -> None:
        """Enter the special permanent resident certificate that the person holds."""
        certificate = EarlierCard(
            self.resident.id,
            self.resident.version,
            CardKind.SPECIAL_PERMANENT,
            OLD_NUMBER,
            date(2019, 10, 1),
            date(2026, 10, 15),
        )
        with self.office.registry.transaction("municipality") as tx:
            enter_card(tx, certificate)

    def lodged(
        self,
        procedure: Procedure = Procedure.EXTENSION,
        *,
        certificates: Iterable[CertificateUse] = BOTH,
        pins: Pins | None = PINS,
        specified: bool = True,
        status: Status = Status.ENGINEER,
        counter: Counter = Counter.BUREAU,
    ) -> Application:
        """An application of MINH TEST, filed today."""
        filing = Filing(
            resident_id=self.resident.id,
            procedure=procedure,
            counter=counter,
            specified_request=specified,
            filed_on=FILED_ON,
            status_requested=status,
            stay_months=36 if status is Status.ENGINEER else None,
            photo=photo(),
            certificates=frozenset(certificates),
        )
        return lodge(self.office, filing, pins)

    def decided(self) -> Application:
        """An extension of three years, permitted."""
        return decide(self.office, self.lodged().id, Judgement(granted=GRANTED))

    def prepared(self) -> Token:
        """The card of that extension, prepared for the 15th."""
        return prepare(self.office, self.decided().id, DELIVERY_ON)
