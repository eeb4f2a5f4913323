"""A card works for measurements: an authority in memory, and invented holders.

What is measured is the making of a card as the authority makes it: what is to be signed
is drafted and linted, signed, verified and put together. The register is left out, and
nothing is written to a disk.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import cycle

from ichimai.authority.drafting import draft_card
from ichimai.authority.entries import CardPlan, Portraits, new_card_number
from ichimai.authority.escrow import MemoryEscrow
from ichimai.authority.images import invented_portrait
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.office import Office, invented_my_number, seal_my_number
from ichimai.authority.setup import new_keys
from ichimai.authority.signed_card import signed_card
from ichimai.card.layout.image import CardImage, Pins
from ichimai.clock import VirtualClock
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.model.cards import CardKind
from ichimai.model.decision import GrantedStay
from ichimai.model.filing import Application, ApplicationState, CertificateUse
from ichimai.model.people import Resident, Sex
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status
from ichimai.randomness import SeededRandomness, system_randomness
from ichimai.registry.store import open_registry

_NOW = datetime(2026, 9, 10, 1, tzinfo=UTC)
_FILED_ON, _DELIVERY_ON, _ENDS_ON = (
    date(2026, 9, 1),
    date(2026, 9, 15),
    date(2029, 11, 1),
)
_PINS = Pins("7391", "KANARI8542", "7391", "7391", "7391")
KEYS_OF_A_CARD = 4
"""Two certificates, the text application and the common one have a key pair each."""

NewKey = Callable[[], RsaPrivateKey]


@dataclass(frozen=True, slots=True)
class CardWorks:
    """Makes cards of invented people, one after the other.

    Attributes:
        photo: a drawn face; the same for everybody.
        portraits: the same, coded.
    """

    office: Office
    photo: bytes = field(repr=False)
    portraits: Portraits

    @classmethod
    def opened(cls, new_key: NewKey, keys: AuthorityKeys | None = None) -> "CardWorks":
        """Works whose cards take their key pairs from *new_key*."""
        clock = VirtualClock(_NOW)
        photo = invented_portrait(SeededRandomness("a face for measurements"))
        registry = open_registry("sqlite://", clock, system_randomness, migrate=True)
        office = Office(
            registry,
            keys or new_keys(system_randomness),
            clock,
            system_randomness,
            MemoryEscrow(),
            new_key=new_key,
        )
        return cls(office, photo, Portraits.of_photo(photo))

    def card(self, number: int) -> CardImage:
        """The finished card of invented person *number*."""
        office = self.office
        card_number = new_card_number(office.randomness)
        draft = draft_card(office, self._plan(number), card_number, self.portraits)
        return signed_card(office, draft.to_be_signed, replace(draft.image, pins=_PINS))

    def _plan(self, number: int) -> CardPlan:
        my_number = invented_my_number(self.office.randomness)
        resident = Resident(
            id=f"res_{number}",
            version=1,
            name="QUY SAMPLE",
            name_kanji=None,
            birth_date=date(1990, 1, 1),
            sex=Sex.MALE,
            nationality="VNM",
            address=f"TEST {number}-1, SAMPLE-KU",
            municipality="131016",
            my_number_sealed=seal_my_number(
                self.office.keys.my_number.public, my_number
            ),
        )
        application = Application(
            id=f"app_{number}",
            version=1,
            resident_id=resident.id,
            procedure=Procedure.EXTENSION,
            counter=Counter.BUREAU,
            specified_request=True,
            filed_on=_FILED_ON,
            status_requested=Status.ENGINEER,
            stay_months=36,
            photo=self.photo,
            certificates=frozenset(CertificateUse),
            state=ApplicationState.DECIDED,
        )
        return CardPlan(
            application=application,
            resident=resident,
            kind=CardKind.SPECIFIED_RESIDENCE,
            stay=GrantedStay(Status.ENGINEER, 36, _ENDS_ON),
            permission=Procedure.EXTENSION,
            permitted_on=_DELIVERY_ON,
            delivery_on=_DELIVERY_ON,
            expires_on=_ENDS_ON,
            my_number_ends_on=_ENDS_ON,
        )


def ready_keys(count: int) -> NewKey:
    """*count* key pairs, made now and handed out again and again: for bulk runs only.

    A card that anybody holds has keys that no other card has.
    """
    pairs = [RsaPrivateKey.generate() for _ in range(count)]
    return cycle(pairs).__next__
