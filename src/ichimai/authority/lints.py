"""Lints: small rules, each with its source, that everything to be signed must keep.

They look at the finished thing, signed with a throw-away key, and not at the code that
made it. All of them run, and a failure names every rule that is broken: a refusal, not
a warning. Order does not matter.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ichimai.authority import profiles
from ichimai.authority.entries import CardPlan
from ichimai.card.layout.residence import ResidenceContents, signed_message
from ichimai.card.layout.residence_files import (
    CERTIFICATE_LIMIT,
    IMAGE_LIMIT,
    PORTRAIT_LIMIT,
)
from ichimai.clock import day_in_japan
from ichimai.crypto.certificates import CertificateView
from ichimai.crypto.keys import RsaPublicKey
from ichimai.errors import Refused, msgid
from ichimai.model.filing import CertificateUse
from ichimai.model.people import Resident

T = TypeVar("T")

_TWO_BYTE_LENGTH = b"\x30\x82"
_SHORTEST, _LONGEST = 256, 65535
_RSA_BITS, _RSA_EXPONENT = 2048, 65537
_SERIAL_BITS = (64, 159)
_JPEG_2000 = b"\x00\x00\x00\x0cjP  "
_TIFF = b"II*\x00"
_SIGNED_LENGTH = 53 + PORTRAIT_LIMIT + IMAGE_LIMIT
_TELLING = 4
_MARKS = frozenset({"TEST", "SAMPLE"})
_KEY_USAGE = {
    CertificateUse.SIGNATURE: {"digitalSignature", "nonRepudiation"},
    CertificateUse.USER_AUTHENTICATION: {"digitalSignature"},
}


@dataclass(frozen=True, slots=True)
class LintedCertificate:
    """A certificate under examination, with what it is held against.

    Attributes:
        der: as it will be, but for the signature.
        issuer: the certificate of the one who is to sign it.
        my_number: the holder's, which must not be found in it.
        ends_by: the last day of the My Number side of the card.
    """

    der: bytes
    view: CertificateView
    issuer: CertificateView
    use: CertificateUse
    resident: Resident
    my_number: str
    ends_by: date

    def __repr__(self) -> str:
        return f"LintedCertificate({self.use})"


@dataclass(frozen=True, slots=True)
class LintedCard:
    """Residence contents under examination, with what they are held against."""

    contents: ResidenceContents
    plan: CardPlan
    signer: bytes

    def __repr__(self) -> str:
        return "LintedCard(•)"


@dataclass(frozen=True, slots=True)
class Lint(Generic[T]):
    """One rule.

    Attributes:
        name: stable key.
        sentence: the rule, an English source string.
        source: the provision or document that it comes from.
    """

    name: str
    sentence: str
    source: str
    holds: Callable[[T], bool]


def refuse_broken(lints: Iterable[Lint[T]], subject: T) -> None:
    """Let nothing pass that breaks a rule.

    Raises:
        Refused: code `lint`; `lints` names every rule that is broken.
    """
    broken = [lint.name for lint in lints if not lint.holds(subject)]
    if broken:
        raise Refused(
            msgid("What is to be signed breaks these rules: {lints}."),
            repair=msgid("Correct the register or the profile, and prepare again."),
            code="lint",
            lints=", ".join(broken),
        )


def _two_byte_length(cert: LintedCertificate) -> bool:
    body = len(cert.der) - 4
    return cert.der[:2] == _TWO_BYTE_LENGTH and _SHORTEST <= body <= _LONGEST


def _strong_key(cert: LintedCertificate) -> bool:
    key = cert.view.public_key
    if not isinstance(key, RsaPublicKey):
        return False
    return key.bits == _RSA_BITS and key.exponent == _RSA_EXPONENT


def _serial(cert: LintedCertificate) -> bool:
    shortest, longest = _SERIAL_BITS
    return shortest <= int(cert.view.serial, 16).bit_length() <= longest


def _test_names(cert: LintedCertificate) -> bool:
    names = (cert.view.issuer, cert.view.subject)
    return all(any("TEST" in text for _, text in name) for name in names)


def _attributes_of_register(cert: LintedCertificate) -> bool:
    wanted = dict(profiles.basic_attributes(cert.resident))
    if cert.use is CertificateUse.SIGNATURE:
        return dict(cert.view.other_names) == wanted
    return not cert.view.other_names


def _nothing_personal(cert: LintedCertificate) -> bool:
    """No byte of the certificate tells who the holder is."""
    if cert.use is CertificateUse.SIGNATURE:
        return True
    resident = cert.resident
    words = [resident.address, f"{resident.birth_date:%Y%m%d}", *_names(resident)]
    # Shorter words turn up in keys and signatures by chance; see `_opaque_subject`.
    telling = [word.encode() for word in words]
    return not any(word in cert.der for word in telling if len(word) >= _TELLING)


def _opaque_subject(cert: LintedCertificate) -> bool:
    """The subject names nobody, not even in two letters."""
    text = " ".join(value for _, value in cert.view.subject)
    return not any(name in text for name in _names(cert.resident))


def _names(resident: Resident) -> list[str]:
    """The parts of the name that could give somebody away.

    Not a single letter, which is found in any certificate, and not the marks of
    invented people, which our issuers carry as well.
    """
    parts = (
        f"{resident.name} {resident.name_kanji or ''} {resident.alias or ''}".split()
    )
    return [part for part in parts if len(part) > 1 and part not in _MARKS]


def _no_my_number(cert: LintedCertificate) -> bool:
    return cert.my_number.encode() not in cert.der


def _key_usage(cert: LintedCertificate) -> bool:
    return cert.view.key_usage == _KEY_USAGE[cert.use]


def _no_authority(cert: LintedCertificate) -> bool:
    return not cert.view.authority and "keyCertSign" not in cert.view.key_usage


def _policy(cert: LintedCertificate) -> bool:
    return cert.view.policies == (profiles.POLICY_OF_USE[cert.use],)


def _reachable(cert: LintedCertificate) -> bool:
    view = cert.view
    return all((view.crl_urls, view.ocsp_urls, view.issuer_urls))


def _right_issuer(cert: LintedCertificate) -> bool:
    return (
        cert.view.issuer == cert.issuer.subject
        and cert.view.authority_key_id == cert.issuer.subject_key_id
        and cert.issuer.authority
    )


def _life(cert: LintedCertificate) -> bool:
    view = cert.view
    within = cert.issuer.starts_at <= view.starts_at < view.ends_at
    by_card = day_in_japan(view.ends_at) <= cert.ends_by
    return within and by_card and view.ends_at <= cert.issuer.ends_at


def _algorithm(cert: LintedCertificate) -> bool:
    return cert.view.signature_algorithm == "rsa-sha256"


def _known_extensions(cert: LintedCertificate) -> bool:
    return not cert.view.unknown_critical


CERTIFICATE_LINTS: tuple[Lint[LintedCertificate], ...] = (
    Lint(
        "two-byte-length",
        msgid("The DER length takes exactly two bytes."),
        "chip facts 3.1: clients read the length from bytes three and four",
        _two_byte_length,
    ),
    Lint(
        "strong-key",
        msgid("The key is RSA with 2048 bits and the exponent 65537."),
        "JPKI-MO, present card (MN-179); chip facts 3.3",
        _strong_key,
    ),
    Lint(
        "serial",
        msgid("The serial number is positive, unguessable and not too long."),
        "RFC 5280 4.1.2.2",
        _serial,
    ),
    Lint(
        "test-names",
        msgid("Issuer and subject are marked as TEST."),
        "house rule: nothing of ours can be taken for real",
        _test_names,
    ),
    Lint(
        "attributes-of-register",
        msgid("A signature certificate holds the four basic attributes as registered."),
        "JPKI 7 (MN-176); chip facts 3.5",
        _attributes_of_register,
    ),
    Lint(
        "nothing-personal",
        msgid("A user-authentication certificate tells nothing about its holder."),
        "JPKI 26 (MN-177)",
        _nothing_personal,
    ),
    Lint(
        "opaque-subject",
        msgid("The subject's common name tells no name."),
        "chip facts 3.5",
        _opaque_subject,
    ),
    Lint(
        "no-my-number",
        msgid("No certificate holds the My Number."),
        "JPKI 7, 26 (MN-178)",
        _no_my_number,
    ),
    Lint(
        "key-usage",
        msgid("The key may be used for what the certificate is for, and no more."),
        "RFC 5280 4.2.1.3",
        _key_usage,
    ),
    Lint(
        "no-authority",
        msgid("A holder's certificate signs no certificates."),
        "RFC 5280 4.2.1.9",
        _no_authority,
    ),
    Lint(
        "policy",
        msgid("The policy is the TEST policy of this use."),
        "RFC 5280 4.2.1.4",
        _policy,
    ),
    Lint(
        "reachable",
        msgid("The certificate says where list, status and issuer are fetched."),
        "RFC 5280 4.2.1.13, 4.2.2.1",
        _reachable,
    ),
    Lint(
        "right-issuer",
        msgid("Issuer name and key identifier are those of the one who signs."),
        "RFC 5280 4.1.2.4, 4.2.1.1",
        _right_issuer,
    ),
    Lint(
        "life",
        msgid(
            "The certificate ends with its card, and lives within its issuer's days."
        ),
        "JPKI-MO 13, 49 (RC-231, MN-180)",
        _life,
    ),
    Lint(
        "algorithm",
        msgid("The signature is RSA with SHA-256."),
        "RFC 4055 5",
        _algorithm,
    ),
    Lint(
        "known-extensions",
        msgid("No critical extension is unknown to readers."),
        "RFC 5280 4.2",
        _known_extensions,
    ),
)


def _same_entries(card: LintedCard) -> bool:
    contents, plan = card.contents, card.plan
    resident = plan.resident
    return (
        contents.birth_date == resident.birth_date
        and contents.sex == resident.sex
        and contents.nationality == resident.nationality
        and contents.valid_until == plan.expires_on
    )


def _days_in_order(card: LintedCard) -> bool:
    contents = card.contents
    permitted = contents.permitted_on or card.plan.delivery_on
    return contents.birth_date <= permitted <= contents.valid_until


def _not_beyond_stay(card: LintedCard) -> bool:
    ends = card.contents.stay_ends_on
    return ends is None or card.contents.valid_until <= ends


def _period_and_end(card: LintedCard) -> bool:
    unlimited = card.contents.period_of_stay == "0000"
    return unlimited == (card.contents.stay_ends_on is None)


def _pictures(card: LintedCard) -> bool:
    contents = card.contents
    portrait = contents.portrait is None or contents.portrait.startswith(_JPEG_2000)
    texts = (contents.name_image, contents.address_image)
    return portrait and all(image.startswith(_TIFF) for image in texts)


def _signed_length(card: LintedCard) -> bool:
    return len(signed_message(card.contents)) == _SIGNED_LENGTH


def _signer_fits(card: LintedCard) -> bool:
    return len(card.signer) <= CERTIFICATE_LIMIT


CARD_LINTS: tuple[Lint[LintedCard], ...] = (
    Lint(
        "same-entries",
        msgid("The entries are those of the register and of the law."),
        "ICA 19-4(1) (RC-110)",
        _same_entries,
    ),
    Lint(
        "days-in-order",
        msgid("Birth, permission and expiry follow one another."),
        "ICA 19-5 (RC-120)",
        _days_in_order,
    ),
    Lint(
        "not-beyond-stay",
        msgid("The card does not outlive the period of stay."),
        "ICA 19-5(1)",
        _not_beyond_stay,
    ),
    Lint(
        "period-and-end",
        msgid("A limited period has a last day, and an unlimited one has none."),
        "chip facts 8.2",
        _period_and_end,
    ),
    Lint(
        "pictures",
        msgid("The portrait is JPEG 2000 and the texts are TIFF."),
        "chip facts 8.1",
        _pictures,
    ),
    Lint(
        "signed-length",
        msgid("The signed message has its fixed length."),
        "chip facts 8.4",
        _signed_length,
    ),
    Lint(
        "signer-fits",
        msgid("The signer's certificate fits its object."),
        "chip facts 8.1",
        _signer_fits,
    ),
)
