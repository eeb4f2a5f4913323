"""Where scenario cards come about: the real authority, on a clock that ends now.

A card is filed, decided, prepared, issued, confirmed and delivered as every card here
is (`card_stories`). What befalls it comes afterwards, in two places: what the register
is told (`_FATES`), and what happens to the chip (`card_twists`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ichimai.authority.escrow import Escrow
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.office import Office
from ichimai.authority.published import PublishedLists, lists_of
from ichimai.authority.setup import new_keys
from ichimai.card.layout.image import CardImage
from ichimai.cli.card_profiles import Profile
from ichimai.cli.card_stories import CardStory, neighbours_card
from ichimai.cli.card_twists import WITH_A_NEIGHBOUR, Bench, twisted
from ichimai.clock import VirtualClock, morning_in_japan
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.model.filing import Card, CertificateUse, RevocationReason
from ichimai.randomness import Randomness
from ichimai.registry.cards import Voiding, void_card
from ichimai.registry.certificates import Revocation, revoke_certificate
from ichimai.registry.store import Registry, open_registry


@dataclass(frozen=True, slots=True)
class Workshop:
    """The authority, its register, and what is drawn by lot.

    Attributes:
        database: address of the register, made where there is none.
        new_key: a key pair for a card; a run of many may hand out the same ones again.
        throw_away: as `Office` has it.
    """

    keys: AuthorityKeys
    escrow: Escrow
    database: str
    randomness: Randomness
    new_key: Callable[[], RsaPrivateKey] = RsaPrivateKey.generate
    throw_away: RsaPrivateKey = field(
        default_factory=RsaPrivateKey.generate, repr=False
    )

    def make(self, profile: Profile, now: datetime) -> tuple[CardImage, PublishedLists]:
        """The card of *profile* as it lies there *now*, and the lists that know of it.

        Raises:
            Refused: code `too-early`; the story would begin before the counters opened.
        """
        today = VirtualClock(now).today()
        days = profile.days(today)
        clock = VirtualClock(morning_in_japan(days.filed_on))
        registry = open_registry(self.database, clock, self.randomness, migrate=True)
        try:
            office = self._office(registry, clock, profile)
            hero = profile.hero_on(today)
            story = CardStory(office, clock, days, hero, profile.type_code)
            image = story.play(until=today)
            clock.move_to(max(now, clock.now()))
            self._befall(registry, image, profile.twist)
            image = twisted(image, profile.twist, self._bench(office, profile))
            return image, lists_of(registry, self.keys, clock, self.randomness)
        finally:
            registry.close()

    def _office(
        self, registry: Registry, clock: VirtualClock, profile: Profile
    ) -> Office:
        keys = self.keys
        if profile.twist == "other-issuer":
            keys = _forger(keys, self.randomness)
        return Office(
            registry,
            keys,
            clock,
            self.randomness,
            self.escrow,
            throw_away=self.throw_away,
            new_key=self.new_key,
        )

    def _bench(self, office: Office, profile: Profile) -> Bench:
        other = None
        if profile.twist in WITH_A_NEIGHBOUR:
            other = neighbours_card(office)
        return Bench(
            self.keys,
            self.randomness,
            self.new_key,
            office.clock.today(),
            profile.certificate_ended_days_ago,
            other,
        )

    def _befall(self, registry: Registry, image: CardImage, twist: str | None) -> None:
        """Tell the register what has become of the card; most twists it never hears."""
        for fate in _FATES.get(twist or "", ()):
            card = registry.find_card_by_number(image.card_number)
            if card is None:
                raise RuntimeError("the card has just been made")
            fate(registry, card)


def _forger(keys: AuthorityKeys, randomness: Randomness) -> AuthorityKeys:
    """An authority of the same names with keys of its own.

    It has come by the delivery key: its cards can be read, and are seen through.
    """
    return replace(new_keys(randomness), delivery=keys.delivery)


Fate = Callable[[Registry, Card], None]
"""What the register is told of one card, each time in a transaction of its own."""


def _void(registry: Registry, card: Card) -> None:
    """End the card as another one ends it, which was delivered (ICA 19-14(v))."""
    with registry.transaction("bureau") as tx:
        today = tx.clock.today()
        cites = ("ICA 19-14(v)",)
        void_card(tx, Voiding(card.id, card.version, today, "new-card", cites))


def _revoking(use: CertificateUse, cite: str) -> Fate:
    """Revoke the certificate of that use at the holder's word."""

    def fate(registry: Registry, card: Card) -> None:
        for record in registry.certificates_of(card.id):
            if record.use is use:
                reason = RevocationReason.CESSATION_OF_OPERATION
                order = Revocation(record.id, record.version, reason, (cite,))
                with registry.transaction("municipality") as tx:
                    revoke_certificate(tx, order)

    return fate


_SIGNATURE_REVOKED = _revoking(CertificateUse.SIGNATURE, "JPKI 9(1)")
_AUTHENTICATION_REVOKED = _revoking(CertificateUse.USER_AUTHENTICATION, "JPKI 28(1)")
_FATES: Mapping[str, tuple[Fate, ...]] = {
    "void": (_void,),
    "reported-lost": (_SIGNATURE_REVOKED, _AUTHENTICATION_REVOKED),
    "found-again": (_SIGNATURE_REVOKED, _AUTHENTICATION_REVOKED, _void),
    "signature-revoked": (_SIGNATURE_REVOKED,),
    "authentication-revoked": (_AUTHENTICATION_REVOKED,),
}
"""What becomes of a card in the register, by the name of the twist."""
