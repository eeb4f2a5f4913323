"""The draft of a card: everything that its chip is to hold, but for the signatures.

Certificates are signed with a throw-away key, and the result is held against every
lint; what comes out are the exact bytes that issuers are to sign. Nothing here knows
the register, and no key of an issuer is touched.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import date

from ichimai.authority import entries, lints, profiles
from ichimai.authority.common_record import (
    common_files,
    new_serial_number,
    register_files,
)
from ichimai.authority.decide import settled
from ichimai.authority.entries import CardPlan, Portraits
from ichimai.authority.keys import RESIDENCE_SIGNER
from ichimai.authority.office import Office, open_my_number
from ichimai.authority.profiles import Holder, Life
from ichimai.authority.setup import new_serial
from ichimai.authority.surface_record import unsigned_files
from ichimai.authority.text_record import unsigned_record
from ichimai.card.layout.atr import TYPE_B_ATR
from ichimai.card.layout.image import CardImage, Credential
from ichimai.card.layout.residence import (
    ResidenceContents,
    encode_files,
    signed_message,
)
from ichimai.crypto import certificates
from ichimai.crypto.certificates import CertificateFields
from ichimai.law.questions import ask
from ichimai.model.cards import CardNumber, MyNumber
from ichimai.model.filing import CertificateUse
from ichimai.model.finding import Finding

RESIDENCE_DATA = "residence-data"
"""The bytes that the residence signer is to sign."""

TERMS = "terms"
"""The days for which the card is made, written down with the bytes; nobody signs it."""

USES = (CertificateUse.USER_AUTHENTICATION, CertificateUse.SIGNATURE)
"""In this order: a signature certificate ends with the other one (RC-231)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The days for which a card is made.

    Attributes:
        delivery_on: it is not to be delivered before.
        expires_on, my_number_ends_on: last day of either side; None where the card has
            no My Number side.
    """

    delivery_on: date
    expires_on: date
    my_number_ends_on: date | None

    def to_json(self) -> bytes:
        """As they are written down."""
        days = {name: _written(getattr(self, name)) for name in _TERMS}
        return json.dumps(days).encode()


_TERMS = ("delivery_on", "expires_on", "my_number_ends_on")


@dataclass(frozen=True, slots=True)
class Draft:
    """A card being prepared, with the law's findings and the bytes to be signed."""

    image: CardImage = field(repr=False)
    to_be_signed: dict[str, bytes] = field(repr=False)
    findings: tuple[Finding, ...]


def draft_card(
    office: Office, plan: CardPlan, number: CardNumber, portraits: Portraits | None
) -> Draft:
    """The card of *plan* under *number*, unsigned, and the bytes to be signed.

    Args:
        portraits: as `entries.portraits_of` codes them.

    Raises:
        Refused: code `no-stay`, `my-number`, or `lint` with every rule that
            is broken.
        Malformed: a text does not fit its picture.
    """
    contents = entries.residence_contents(plan, number, portraits)
    signer = office.keys.certificates[RESIDENCE_SIGNER]
    lints.refuse_broken(
        lints.CARD_LINTS, lints.LintedCard(contents, plan, signer=signer)
    )
    terms = Terms(plan.delivery_on, plan.expires_on, plan.my_number_ends_on)
    written = {RESIDENCE_DATA: signed_message(contents), TERMS: terms.to_json()}
    if not plan.kind.specified:
        return Draft(ordinary_image(contents), written, ())
    my_number = open_my_number(office.keys, plan.resident.my_number_sealed)
    credentials, to_be_signed, findings = _credentials(office, plan, my_number)
    return Draft(
        image=_unsigned_image(
            office, (plan, portraits), contents, credentials, my_number
        ),
        to_be_signed={**to_be_signed, **written},
        findings=findings,
    )


def ordinary_image(contents: ResidenceContents) -> CardImage:
    """A card with a chip of its own, type 05 or 06: residence data and nothing else."""
    return CardImage(
        type_code=contents.type_code,
        card_number=contents.card_number,
        residence_files=encode_files(contents),
        atr=TYPE_B_ATR,
    )


def _unsigned_image(
    office: Office,
    whose: tuple[CardPlan, Portraits | None],
    contents: ResidenceContents,
    credentials: dict[CertificateUse, Credential],
    my_number: MyNumber,
) -> CardImage:
    plan, portraits = whose
    none, delivery = Credential(), office.keys.delivery
    code = entries.new_security_code(office.randomness)
    image = CardImage(
        type_code=contents.type_code,
        card_number=contents.card_number,
        residence_files=encode_files(contents),
        delivery_key=delivery.to_der(),
        signature=credentials.get(CertificateUse.SIGNATURE, none),
        user_authentication=credentials.get(CertificateUse.USER_AUTHENTICATION, none),
        my_number=my_number,
        security_code=code,
    )
    if office.keys.text is None:
        return image
    own_key = office.new_key()
    text = unsigned_record(
        plan.resident, contents, (my_number, code), delivery.public, own_key
    )
    counter = office.keys.counter
    return replace(
        image,
        text=text,
        surface=unsigned_files(
            plan.resident,
            contents,
            portraits.grey if portraits else b"",
            (my_number, code),
            own_key.public,
        ),
        common=common_files(
            plan.resident,
            contents,
            new_serial_number(office.randomness),
            office.new_key(),
            None if counter is None else counter.public,
        ),
        juki=register_files(),
    )


def _credentials(
    office: Office, plan: CardPlan, my_number: MyNumber
) -> tuple[dict[CertificateUse, Credential], dict[str, bytes], tuple[Finding, ...]]:
    """Key pairs of the card, the certificates to be signed, and why they end when."""
    credentials, to_be_signed = {}, {}
    findings: list[Finding] = []
    for use in USES:
        if use not in plan.application.certificates:
            continue
        finding = _certificate_validity(office, plan, use, findings)
        key = office.new_key()
        holder = Holder(
            opaque_id=f"TEST {int.from_bytes(office.randomness(8)):020}",
            key=key.public,
            serial=new_serial(office.randomness),
        )
        ends_on = date.fromisoformat(finding.answer["expires_on"])
        life = Life(office.clock.now().replace(microsecond=0), ends_on)
        fields = _fields(office, plan, use, (holder, life))
        to_be_signed[use.value] = _linted(office, plan, use, (fields, my_number))
        credentials[use] = Credential(
            ca_certificate=office.keys.certificates[profiles.ISSUER_OF_USE[use]],
            private_key=key.to_der(),
        )
        findings.append(finding)
    return credentials, to_be_signed, tuple(findings)


def _certificate_validity(
    office: Office, plan: CardPlan, use: CertificateUse, before: list[Finding]
) -> Finding:
    today = office.clock.today()
    facts = {
        "certificate": use.value,
        "issued_on": today.isoformat(),
        "birth_date": plan.resident.birth_date.isoformat(),
        "card_ends_on": plan.number_side_ends_on.isoformat(),
        "user_authentication_ends_on": None,
        "renewal_of_ends_on": None,
    }
    if before:
        facts["user_authentication_ends_on"] = before[0].answer["expires_on"]
    return settled(ask("certificate-validity", facts, today))


def _fields(
    office: Office, plan: CardPlan, use: CertificateUse, whose: tuple[Holder, Life]
) -> CertificateFields:
    holder, life = whose
    issuer_key = office.keys.issuers[profiles.ISSUER_OF_USE[use]].public
    if use is CertificateUse.SIGNATURE:
        return profiles.signature_profile(
            holder, plan.resident, life, office.site, issuer_key
        )
    return profiles.user_authentication_profile(holder, life, office.site, issuer_key)


def _linted(
    office: Office,
    plan: CardPlan,
    use: CertificateUse,
    what: tuple[CertificateFields, MyNumber],
) -> bytes:
    """The bytes to be signed of a certificate that keeps every rule."""
    fields, my_number = what
    der = certificates.build_certificate(fields, office.throw_away)
    view = certificates.inspect(der)
    issuer = office.keys.certificates[profiles.ISSUER_OF_USE[use]]
    subject = lints.LintedCertificate(
        der=der,
        view=view,
        issuer=certificates.inspect(issuer),
        use=use,
        resident=plan.resident,
        my_number=str(my_number),
        ends_by=plan.number_side_ends_on,
    )
    lints.refuse_broken(lints.CERTIFICATE_LINTS, subject)
    return view.tbs


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
