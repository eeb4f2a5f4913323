"""Each lint finds what it is there to find, and a sound case passes all of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from authority.desk import DELIVERY_ON, GRANTED, STAY_ENDS_ON, Desk, throw_away_key
from ichimai.authority import profiles
from ichimai.authority.entries import CardPlan, portraits_of, residence_contents
from ichimai.authority.keys import AuthorityKeys, Issuer
from ichimai.authority.lints import (
    CARD_LINTS,
    CERTIFICATE_LINTS,
    Lint,
    LintedCard,
    LintedCertificate,
    refuse_broken,
)
from ichimai.authority.profiles import Holder, Life, Site
from ichimai.authority.setup import new_serial
from ichimai.card.layout.residence import ResidenceContents
from ichimai.crypto import certificates
from ichimai.crypto.certificates import CertificateFields
from ichimai.crypto.keys import EcPrivateKey
from ichimai.errors import Refused
from ichimai.model.cards import CardKind
from ichimai.model.filing import CertificateUse
from ichimai.model.procedure import Procedure
from ichimai.randomness import system_randomness

Edit = Callable[[CertificateFields], CertificateFields]


@dataclass(frozen=True, slots=True)
class Bench:
    """A certificate of the case, ready to be spoilt."""

    desk: Desk
    use: CertificateUse
    fields: CertificateFields

    def broken(self, edit: Edit) -> set[str]:
        """Names of the lints that the edited certificate breaks."""
        key = throw_away_key()
        der = certificates.build_certificate(edit(self.fields), key)
        issuer = self.desk.office.keys.certificates[profiles.ISSUER_OF_USE[self.use]]
        subject = LintedCertificate(
            der=der,
            view=certificates.inspect(der),
            issuer=certificates.inspect(issuer),
            use=self.use,
            resident=self.desk.resident,
            my_number=str(self.desk.my_number),
            ends_by=STAY_ENDS_ON,
        )
        return {lint.name for lint in CERTIFICATE_LINTS if not lint.holds(subject)}


@pytest.fixture(params=list(CertificateUse))
def bench(desk: Desk, request: pytest.FixtureRequest) -> Bench:
    """A sound certificate of either use."""
    use: CertificateUse = request.param
    holder = Holder(
        "TEST 00000000000000000001",
        throw_away_key().public,
        new_serial(system_randomness),
    )
    life = Life(desk.clock.now(), STAY_ENDS_ON)
    issuer_key = desk.office.keys.issuers[profiles.ISSUER_OF_USE[use]].public
    fields = (
        profiles.signature_profile(holder, desk.resident, life, Site(), issuer_key)
        if use is CertificateUse.SIGNATURE
        else profiles.user_authentication_profile(holder, life, Site(), issuer_key)
    )
    return Bench(desk, use, fields)


SPOILT: list[tuple[str, Edit]] = [
    ("strong-key", lambda f: replace(f, public_key=EcPrivateKey.generate().public)),
    ("serial", lambda f: replace(f, serial=7)),
    ("test-names", lambda f: replace(f, subject=(("C", "JP"), ("CN", "0001")))),
    ("opaque-subject", lambda f: replace(f, subject=(("CN", "TEST MINH"),))),
    (
        "attributes-of-register",
        lambda f: replace(f, other_names=((profiles.SEX, "2"),)),
    ),
    ("key-usage", lambda f: replace(f, key_usage=frozenset({"keyEncipherment"}))),
    ("no-authority", lambda f: replace(f, path_length=0)),
    ("policy", lambda f: replace(f, policies=("1.2.392.200149.8.5.1.1.10",))),
    ("reachable", lambda f: replace(f, crl_url=None)),
    ("right-issuer", lambda f: replace(f, issuer=profiles.NAMES[Issuer.ROOT])),
    ("right-issuer", lambda f: replace(f, issuer_key=throw_away_key().public)),
    ("life", lambda f: replace(f, ends_at=f.ends_at + timedelta(days=1))),
    (
        "life",
        lambda f: replace(f, starts_at=datetime(2020, 1, 1, tzinfo=f.ends_at.tzinfo)),
    ),
]


def test_sound_certificate(bench: Bench) -> None:
    """The certificates of the profiles break no rule."""
    assert set() == bench.broken(lambda fields: fields)


@pytest.mark.parametrize(("name", "edit"), SPOILT)
def test_spoilt_certificate(bench: Bench, name: str, edit: Edit) -> None:
    """A certificate that is wrong in one respect breaks the rule for it."""
    assert name in bench.broken(edit)


def test_my_number_in_a_certificate(bench: Bench) -> None:
    """The My Number is found wherever it hides."""
    number = str(bench.desk.my_number)

    broken = bench.broken(
        lambda fields: replace(fields, subject=(("CN", f"TEST {number}"),))
    )

    assert "no-my-number" in broken


def test_name_in_a_user_authentication_certificate(bench: Bench) -> None:
    """A name or an address in the other certificate is found."""
    broken = bench.broken(
        lambda fields: replace(
            fields, other_names=profiles.basic_attributes(bench.desk.resident)
        )
    )

    wanted = bench.use is CertificateUse.USER_AUTHENTICATION
    assert wanted is ("nothing-personal" in broken)


def plan_of(desk: Desk) -> CardPlan:
    """The plan of the card of the case."""
    return CardPlan(
        application=desk.lodged(),
        resident=desk.resident,
        kind=CardKind.SPECIFIED_RESIDENCE,
        stay=GRANTED,
        permission=Procedure.EXTENSION,
        permitted_on=DELIVERY_ON,
        delivery_on=DELIVERY_ON,
        expires_on=STAY_ENDS_ON,
        my_number_ends_on=STAY_ENDS_ON,
    )


CARDS: list[tuple[str, Callable[[ResidenceContents], ResidenceContents]]] = [
    ("same-entries", lambda c: replace(c, nationality="PHL")),
    ("same-entries", lambda c: replace(c, valid_until=date(2029, 10, 31))),
    ("days-in-order", lambda c: replace(c, permitted_on=date(2030, 1, 1))),
    ("not-beyond-stay", lambda c: replace(c, stay_ends_on=date(2029, 1, 1))),
    ("period-and-end", lambda c: replace(c, period_of_stay="0000")),
    ("pictures", lambda c: replace(c, portrait=b"\xff\xd8 a JPEG")),
    ("pictures", lambda c: replace(c, address_image=b"\x89PNG")),
]


def test_sound_and_spoilt_cards(desk: Desk, authority_keys: AuthorityKeys) -> None:
    """The contents of the case break no rule; spoilt in one respect, the one for it."""
    plan = plan_of(desk)
    signer = authority_keys.certificates["residence-signer"]
    number = desk.office.registry.cards_of(desk.resident.id)[0].number
    sound = residence_contents(plan, number, portraits_of(plan))

    refuse_broken(CARD_LINTS, LintedCard(sound, plan, signer))

    for name, edit in CARDS:
        subject = LintedCard(edit(sound), plan, signer)
        assert name in {lint.name for lint in CARD_LINTS if not lint.holds(subject)}
    too_long = LintedCard(sound, plan, bytes(603))
    with pytest.raises(Refused) as caught:
        refuse_broken(CARD_LINTS, too_long)
    assert "signer-fits" == caught.value.values["lints"]


def test_all_failures_are_named() -> None:
    """A refusal names every broken rule, not the first one alone."""
    rules: list[Lint[int]] = [
        Lint("small", "It is small.", "none", lambda n: n < 3),
        Lint("even", "It is even.", "none", lambda n: n % 2 == 0),
        Lint("positive", "It is positive.", "none", lambda n: n > 0),
    ]

    with pytest.raises(Refused) as caught:
        refuse_broken(rules, 5)

    assert ("lint", "small, even") == (caught.value.code, caught.value.values["lints"])


def test_every_lint_is_a_sentence_with_a_source() -> None:
    """Names are unique keys, rules are sentences, and each has its source."""
    every = [*CERTIFICATE_LINTS, *CARD_LINTS]

    assert len(every) == len({lint.name for lint in every})
    for lint in every:
        assert lint.sentence.endswith(".")
        assert lint.source
