"""How scenario cards come about, of every type; told by nobody (`journey` is told).

1, 2      the holder came with it: the register enters it as an earlier card
05, 06    filed without the request for the one card, decided, prepared, issued
07, 08    the same with the request, confirmed and delivered
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ichimai.authority import decide, deliver, issue, prepare
from ichimai.authority.entries import age_on
from ichimai.authority.first_generation import EarlierHolder, first_generation_card
from ichimai.authority.images import invented_portrait
from ichimai.authority.lodge import lodge
from ichimai.authority.office import Office
from ichimai.card.layout.first_generation import FIRST_GENERATION_TYPES
from ichimai.card.layout.image import CardImage, Pins
from ichimai.cli.city import Newcomer, register
from ichimai.cli.story import Days, Hero
from ichimai.clock import VirtualClock, morning_in_japan
from ichimai.model.cards import CardNumber, CardTypeCode
from ichimai.model.decision import GrantedStay
from ichimai.model.people import Resident
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status
from ichimai.registry.applications import Filing


@dataclass(frozen=True, slots=True)
class CardStory:
    """One card of one hero.

    Attributes:
        clock: stands before the first day.
    """

    office: Office
    clock: VirtualClock
    days: Days
    hero: Hero
    type_code: CardTypeCode

    @property
    def specified(self) -> bool:
        """Whether the hero asks for the one card."""
        return self.type_code.specified

    @property
    def special_permanent(self) -> bool:
        """Whether the hero is a special permanent resident, who has no stay."""
        return self.hero.status is Status.SPECIAL_PERMANENT_RESIDENT

    def play(self, until: date) -> CardImage:
        """Play it until the card is in the holder's hand; its chip.

        Args:
            until: the day on which it is looked at. A card that is to be delivered
                later is made and waits.
        """
        resident = self._on_the_register()
        if self.type_code in FIRST_GENERATION_TYPES:
            return self._earlier_card(resident)
        application_id = self._filed(resident)
        image = self._made(application_id)
        if self.days.delivered_on <= until:
            self._handed_over(application_id)
        return image

    def _morning_of(self, day: date) -> None:
        self.clock.move_to(max(morning_in_japan(day), self.clock.now()))

    def _on_the_register(self) -> Resident:
        hero, days = self.hero, self.days
        self._morning_of(self.days.filed_on)
        return register(
            self.office,
            Newcomer(
                name=hero.name,
                name_kanji=hero.name_kanji,
                alias=hero.alias,
                birth_date=hero.birth_date,
                sex=hero.sex,
                nationality=hero.nationality,
                address=hero.address,
                municipality=hero.municipality,
                status=hero.status,
                stay_months=None if self.special_permanent else hero.stay_months,
                stay_ends_on=None if self.special_permanent else days.stay_ends_on,
                permitted_on=days.permitted_on,
                card_expires_on=days.stay_ends_on,
            ),
        )

    def _earlier_card(self, resident: Resident) -> CardImage:
        registry = self.office.registry
        holder = EarlierHolder(
            resident=resident,
            card=registry.cards_of(resident.id)[0],
            stay=registry.find_stay_of(resident.id),
            photo=invented_portrait(self.office.randomness),
        )
        return first_generation_card(self.office.keys, holder)

    def _filed(self, resident: Resident) -> str:
        hero = self.hero
        renewal = self.special_permanent
        pins = Pins(hero.user_authentication_pin, hero.signature_pin)
        filing = Filing(
            resident_id=resident.id,
            procedure=(Procedure.VALIDITY_RENEWAL if renewal else Procedure.EXTENSION),
            counter=Counter.MUNICIPALITY if renewal else Counter.BUREAU,
            specified_request=self.specified,
            filed_on=self.clock.today(),
            status_requested=hero.status,
            stay_months=None if renewal else hero.stay_months,
            photo=self._photo(),
            certificates=hero.certificates if self.specified else frozenset(),
            cites=self._cites(),
        )
        return lodge(self.office, filing, pins if self.specified else None).id

    def _photo(self) -> bytes | None:
        """None for a child under one year, whose card shows none (ICA-MO 19-6)."""
        if age_on(self.hero.birth_date, self.days.delivered_on) < 1:
            return None
        return invented_portrait(self.office.randomness)

    def _cites(self) -> tuple[str, ...]:
        filed = "SPA 12(1)" if self.special_permanent else "ICA 21(2)"
        return (filed, "ICA 19-15-2(1)(ii)") if self.specified else (filed,)

    def _made(self, application_id: str) -> CardImage:
        self._morning_of(self.days.decided_on)
        granted = None
        if not self.special_permanent:
            granted = GrantedStay(
                self.hero.status, self.hero.stay_months, self.days.next_stay_ends_on
            )
        decide.decide(self.office, application_id, decide.Judgement(granted=granted))
        self._morning_of(self.days.made_on)
        token = prepare.prepare(self.office, application_id, self.days.delivered_on)
        return issue.issue(self.office, token)

    def _handed_over(self, application_id: str) -> None:
        if self.specified:
            self._morning_of(self.days.confirmed_on)
            deliver.confirm(self.office, application_id, self.hero.municipality)
        self._morning_of(self.days.delivered_on)
        deliver.deliver(self.office, application_id, self.days.delivered_on)


def neighbours_card(office: Office) -> CardNumber:
    """The number of a card that counts and is somebody else's, registered now."""
    hero, today = Hero(), office.clock.today()
    ends_on = today + timedelta(days=365)
    resident = register(
        office,
        Newcomer(
            name="NEIGHBOUR TEST",
            birth_date=hero.birth_date,
            sex=hero.sex,
            nationality=hero.nationality,
            address=hero.address,
            municipality=hero.municipality,
            status=hero.status,
            stay_months=hero.stay_months,
            stay_ends_on=ends_on,
            permitted_on=today,
        ),
    )
    return office.registry.cards_of(resident.id)[0].number
