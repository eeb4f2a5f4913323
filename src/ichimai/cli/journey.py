"""One resident's whole journey, played on the real parts: from the counter to a card.

Nothing is told that was not done: each step is told after its command has come back,
with the provisions that the command found or recorded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ichimai.authority import decide, deliver, issue, lodge, prepare
from ichimai.authority.images import invented_portrait
from ichimai.authority.office import Office
from ichimai.authority.photos import check_photo, require_photo
from ichimai.card.layout.image import CardImage, Pins
from ichimai.cli.city import Newcomer, register
from ichimai.cli.story import Days, Hero
from ichimai.clock import VirtualClock, morning_in_japan
from ichimai.errors import msgid
from ichimai.model.decision import GrantedStay
from ichimai.model.people import Resident
from ichimai.model.procedure import Counter, Procedure
from ichimai.registry.applications import Filing


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a journey as it is told.

    Attributes:
        step: stable key, kebab-case.
        says: what was done, an English msgid with `{named}` values.
        on: the day of the story.
        cites: the provisions under which it was done.
    """

    step: str
    says: str
    on: date
    cites: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


Teller = Callable[[Step], None]
Personaliser = Callable[[CardImage], None]


class Journey:
    """A journey under way: an extension of stay with a request for the one card.

    Args:
        office: the authority, on the clock that this journey moves.
        clock: stands before the first day of the story.
        outlets: what writes a finished card to its chip, and what is told each step
            when it is done.
    """

    def __init__(
        self,
        office: Office,
        clock: VirtualClock,
        days: Days,
        hero: Hero,
        outlets: tuple[Personaliser, Teller],
    ) -> None:
        self._office = office
        self._clock = clock
        self._days = days
        self._hero = hero
        self._personalise, self._tell = outlets

    def play(self) -> Resident:
        """Play it to the delivery; the resident as the register has them then."""
        resident = self._on_the_register()
        application_id = self._file(resident, self._photograph())
        self._decide(application_id)
        self._make(application_id)
        self._hand_over(application_id)
        return self._office.registry.get_resident(resident.id)

    def _say(
        self,
        step: str,
        says: str,
        cites: tuple[str, ...] = (),
        **values: object,
    ) -> None:
        self._tell(Step(step, says, self._clock.today(), cites, values))

    def _morning_of(self, day: date) -> None:
        self._clock.move_to(max(morning_in_japan(day), self._clock.now()))

    def _on_the_register(self) -> Resident:
        hero, days = self._hero, self._days
        self._morning_of(days.filed_on)
        resident = register(
            self._office,
            Newcomer(
                name=hero.name,
                birth_date=hero.birth_date,
                sex=hero.sex,
                nationality=hero.nationality,
                address=hero.address,
                municipality=hero.municipality,
                status=hero.status,
                stay_months=hero.stay_months,
                stay_ends_on=days.stay_ends_on,
                permitted_on=days.permitted_on,
            ),
        )
        self._say(
            "registered",
            msgid(
                "{name}, invented, is on the Basic Resident Register with a stay as "
                "{status} to {stay_ends_on} and an ordinary residence card."
            ),
            ("BRRA 30-45", "ICA 19-3"),
            name=hero.name,
            status=hero.status,
            stay_ends_on=days.stay_ends_on,
        )
        return resident

    def _photograph(self) -> bytes:
        photo = invented_portrait(self._office.randomness)
        require_photo(photo)
        self._say(
            "photo-checked",
            msgid("A drawn JPEG of {bytes} bytes keeps all {rules} photo rules."),
            ("APP 2(1)", "ICA-MO 6-2(2)"),
            bytes=f"{len(photo):,}",
            rules=len(check_photo(photo).results),
        )
        return photo

    def _file(self, resident: Resident, photo: bytes) -> str:
        hero, office = self._hero, self._office
        pins = Pins(hero.user_authentication_pin, hero.signature_pin)
        cites = ("ICA 21(2)", "ICA 19-15-2(1)(ii)", "FORM 2")
        filing = Filing(
            resident_id=resident.id,
            procedure=Procedure.EXTENSION,
            counter=Counter.BUREAU,
            specified_request=True,
            filed_on=self._clock.today(),
            status_requested=hero.status,
            stay_months=hero.stay_months,
            photo=photo,
            certificates=hero.certificates,
            cites=cites,
        )
        application = lodge.lodge(office, filing, pins)
        self._say(
            "filed",
            msgid(
                "Filed in person at the bureau: an extension of stay, and together "
                "with it the request for the one card. Certificates asked for: "
                "{certificates}. The PINs are sealed to the card maker."
            ),
            cites,
            certificates=tuple(sorted(hero.certificates)),
        )
        return application.id

    def _decide(self, application_id: str) -> None:
        self._morning_of(self._days.decided_on)
        hero, ends_on = self._hero, self._days.next_stay_ends_on
        granted = GrantedStay(hero.status, hero.stay_months, ends_on)
        decide.decide(self._office, application_id, decide.Judgement(granted=granted))
        decision = self._office.registry.get_decision(application_id)
        cites = {cite for finding in decision.findings for cite in finding.cites}
        self._say(
            "decided",
            msgid(
                "The law allows the request; the stay is extended to {stay_ends_on}, "
                "from the day the card is delivered."
            ),
            ("ICA 21(3)", *sorted(cites)),
            stay_ends_on=ends_on,
        )

    def _make(self, application_id: str) -> None:
        self._morning_of(self._days.made_on)
        registry = self._office.registry
        token = prepare.prepare(self._office, application_id, self._days.delivered_on)
        written = registry.get_preparation(application_id).to_be_signed
        self._say(
            "prepared",
            msgid(
                "Card and certificates are built and linted; the {bytes} bytes to be "
                "signed are in the journal, and no key has been touched."
            ),
            ("ICA 19-15-2(4)", "ICA 19-4", "JPKI 3-3", "JPKI 22-3"),
            bytes=f"{sum(map(len, written.values())):,}",
        )
        image = issue.issue(self._office, token)
        card = registry.get_card_for(application_id)
        validity = prepare.validity_of(
            self._office, registry, application_id, self._days.delivered_on
        )
        self._say(
            "issued",
            msgid(
                "Signed once, under a token that no longer works. The card counts to "
                "{expires_on}, its My Number side to {my_number_ends_on}; the sealed "
                "PINs are erased."
            ),
            (*validity.cites, "MNA 18-5(2)"),
            expires_on=card.expires_on,
            my_number_ends_on=card.my_number_ends_on,
        )
        self._personalise(image)
        self._say(
            "personalised",
            msgid(
                "The chip is written: {files} files of the residence application and "
                "two key pairs, in a sealed card file."
            ),
            ("ICA 19-4(5)", "FORM 2", "JPKI-MO 6(2)(ii)"),
            files=len(image.residence_files),
        )

    def _hand_over(self, application_id: str) -> None:
        self._morning_of(self._days.confirmed_on)
        deliver.confirm(self._office, application_id, self._hero.municipality)
        self._say(
            "confirmed",
            msgid(
                "The municipality has compared the card with its resident record and "
                "confirmed it. Without this word no card is delivered."
            ),
            ("MNA 18-5(4)", "ICA 19-15-2(5)"),
        )
        self._morning_of(self._days.delivered_on)
        deliver.deliver(self._office, application_id, self._days.delivered_on)
        self._say(
            "delivered",
            msgid(
                "Handed over at the bureau. Now the permission takes effect, and the "
                "old card is void."
            ),
            ("ICA 21(4)", "ICA 19-14(v)", "ICA 19-15(2)"),
        )
