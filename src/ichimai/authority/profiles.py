"""Certificate profiles: what each kind of certificate of the TEST authority says.

Profiles are fields and nothing else; lints hold the result against its sources, and
`prepare` writes it down. Names say TEST, and so do the policies: they stand under an
arc of our own (ITU-T X.667), because a certificate for tests may not claim the policy
of the real authorities.

Sources: RFC 5280; JPKI 7 and 26 (MN-176, MN-177); the attributes of the signature
certificate by several independent parsers of real ones (chip facts 3.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from ichimai.authority.keys import (
    RESIDENCE_FIRST,
    RESIDENCE_FIRST_SIGNER,
    RESIDENCE_SIGNER,
    Issuer,
)
from ichimai.clock import JAPAN
from ichimai.crypto.certificates import CertificateFields, DistinguishedName
from ichimai.crypto.keys import VerifyingKey
from ichimai.model.eras import find_era
from ichimai.model.filing import CertificateUse
from ichimai.model.people import Resident

ATTRIBUTES = "1.2.392.200149.8.5.5"
NAME = f"{ATTRIBUTES}.1"
NAME_SUBSTITUTIONS = f"{ATTRIBUTES}.2"
SEX = f"{ATTRIBUTES}.3"
BIRTH_DATE = f"{ATTRIBUTES}.4"
ADDRESS = f"{ATTRIBUTES}.5"
ADDRESS_SUBSTITUTIONS = f"{ATTRIBUTES}.6"

GETA = "〓"
"""Stands for a character that cannot be written (U+3013)."""

TEST_POLICIES = "2.25.303886027518427309416291507224713184219"
"""A UUID as an object identifier: nobody else's, and nobody's promise."""

POLICY_OF_USE = {
    CertificateUse.SIGNATURE: f"{TEST_POLICIES}.1",
    CertificateUse.USER_AUTHENTICATION: f"{TEST_POLICIES}.2",
}
CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2"

ISSUER_OF_USE = {
    CertificateUse.SIGNATURE: Issuer.JPKI_SIGN,
    CertificateUse.USER_AUTHENTICATION: Issuer.JPKI_AUTH,
}

NAMES: Mapping[str, DistinguishedName] = {
    Issuer.JPKI_SIGN: (
        ("C", "JP"),
        ("O", "TEST JPKI"),
        ("OU", "TEST JPKI for digital signature"),
        ("OU", "TEST ichimai, not Japan's"),
    ),
    Issuer.JPKI_AUTH: (
        ("C", "JP"),
        ("O", "TEST JPKI"),
        ("OU", "TEST JPKI for user authentication"),
        ("OU", "TEST ichimai, not Japan's"),
    ),
    Issuer.RESIDENCE: (
        ("C", "JP"),
        ("O", "TEST Japanese Government"),
        ("OU", "TEST Ministry of Justice"),
        ("CN", "TEST ZairyuCard CA2"),
    ),
    Issuer.ROOT: (("C", "JP"), ("O", "TEST ichimai"), ("CN", "TEST service root")),
    RESIDENCE_SIGNER: (("C", "JP"), ("CN", "TEST ZairyuCard signer")),
    RESIDENCE_FIRST: (
        ("C", "JP"),
        ("O", "TEST Japanese Government"),
        ("OU", "TEST Ministry of Justice"),
        ("CN", "TEST ZairyuCard CA"),
    ),
    RESIDENCE_FIRST_SIGNER: (("C", "JP"), ("CN", "TEST first ZairyuCard signer")),
}
"""Who the issuers say they are. The real ones' names, each part marked TEST."""

ROOT_STARTS_ON = date(2026, 4, 20)
ROOT_ENDS_ON = date(2039, 7, 20)
"""The days of the real residence root (chip facts 8.4), for every root of ours."""


@dataclass(frozen=True, slots=True)
class Life:
    """From when to when a certificate runs: the moment it starts, the last day."""

    starts_at: datetime
    ends_on: date


@dataclass(frozen=True, slots=True)
class Site:
    """Where the authority's lists, certificates and answers are fetched.

    Attributes:
        base_url: without a slash at the end.
    """

    base_url: str = "http://127.0.0.1:8000"

    def crl(self, issuer: Issuer) -> str:
        """Address of the issuer's revocation list."""
        return f"{self.base_url}/crl/{issuer}.crl"

    def certificate(self, issuer: Issuer) -> str:
        """Address of the issuer's own certificate."""
        return f"{self.base_url}/ca/{issuer}.cer"

    def ocsp(self) -> str:
        """Address of the OCSP responder."""
        return f"{self.base_url}/ocsp"


def first_moment(day: date) -> datetime:
    """The first second of *day* in Japan."""
    return datetime.combine(day, time(), JAPAN)


def last_moment(day: date) -> datetime:
    """The last second of *day* in Japan."""
    return datetime.combine(day, time(23, 59, 59), JAPAN)


def root_profile(issuer: str, key: VerifyingKey, serial: int) -> CertificateFields:
    """The self-signed certificate of an issuer: signs certificates and lists."""
    return CertificateFields(
        serial=serial,
        issuer=NAMES[issuer],
        subject=NAMES[issuer],
        starts_at=first_moment(ROOT_STARTS_ON),
        ends_at=last_moment(ROOT_ENDS_ON),
        public_key=key,
        issuer_key=key,
        key_usage=frozenset({"keyCertSign", "cRLSign"}),
        path_length=0,
    )


def residence_signer_profile(
    key: VerifyingKey, issuer_key: VerifyingKey, serial: int
) -> CertificateFields:
    """The certificate in object `DD` of the chip: short, it has 602 bytes of room."""
    return _signer((Issuer.RESIDENCE, RESIDENCE_SIGNER), key, issuer_key, serial=serial)


def first_signer_profile(
    key: VerifyingKey, issuer_key: VerifyingKey, serial: int
) -> CertificateFields:
    """The certificate in object `DB` of a first-generation chip: 1,200 bytes."""
    return _signer(
        (RESIDENCE_FIRST, RESIDENCE_FIRST_SIGNER), key, issuer_key, serial=serial
    )


def _signer(
    names: tuple[str, str], key: VerifyingKey, issuer_key: VerifyingKey, *, serial: int
) -> CertificateFields:
    issuer, subject = names
    return CertificateFields(
        serial=serial,
        issuer=NAMES[issuer],
        subject=NAMES[subject],
        starts_at=first_moment(ROOT_STARTS_ON),
        ends_at=last_moment(ROOT_ENDS_ON),
        public_key=key,
        issuer_key=issuer_key,
        key_usage=frozenset({"digitalSignature"}),
    )


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key is certified, without saying who it is.

    Attributes:
        opaque_id: the subject's common name; drawn by lot, so that it says nothing.
    """

    opaque_id: str
    key: VerifyingKey
    serial: int


def signature_profile(
    holder: Holder, resident: Resident, life: Life, site: Site, issuer_key: VerifyingKey
) -> CertificateFields:
    """The signature certificate (署名用): the four basic attributes and a key."""
    return CertificateFields(
        serial=holder.serial,
        issuer=NAMES[Issuer.JPKI_SIGN],
        subject=_subject(holder),
        starts_at=life.starts_at,
        ends_at=last_moment(life.ends_on),
        public_key=holder.key,
        issuer_key=issuer_key,
        key_usage=frozenset({"digitalSignature", "nonRepudiation"}),
        policies=(POLICY_OF_USE[CertificateUse.SIGNATURE],),
        other_names=basic_attributes(resident),
        crl_url=site.crl(Issuer.JPKI_SIGN),
        issuer_url=site.certificate(Issuer.JPKI_SIGN),
        ocsp_url=site.ocsp(),
    )


def user_authentication_profile(
    holder: Holder, life: Life, site: Site, issuer_key: VerifyingKey
) -> CertificateFields:
    """The user-authentication certificate (利用者証明用): a key, and nobody's name."""
    return CertificateFields(
        serial=holder.serial,
        issuer=NAMES[Issuer.JPKI_AUTH],
        subject=_subject(holder),
        starts_at=life.starts_at,
        ends_at=last_moment(life.ends_on),
        public_key=holder.key,
        issuer_key=issuer_key,
        key_usage=frozenset({"digitalSignature"}),
        extended_key_usage=(CLIENT_AUTHENTICATION,),
        policies=(POLICY_OF_USE[CertificateUse.USER_AUTHENTICATION],),
        crl_url=site.crl(Issuer.JPKI_AUTH),
        issuer_url=site.certificate(Issuer.JPKI_AUTH),
        ocsp_url=site.ocsp(),
    )


def basic_attributes(resident: Resident) -> tuple[tuple[str, str], ...]:
    """The four basic attributes (基本4情報) of *resident* as otherName texts.

    Substitution flags say, a digit a character, whether another character stands in
    for one that cannot be written (代替文字). The register keeps a geta mark for such a
    one, as print shops do; which characters real certificates take is not public.
    """
    name = registered_name(resident)
    return (
        (NAME, name),
        (NAME_SUBSTITUTIONS, _substitutions(name)),
        (SEX, resident.sex.value),
        (BIRTH_DATE, era_date(resident.birth_date)),
        (ADDRESS, resident.address),
        (ADDRESS_SUBSTITUTIONS, _substitutions(resident.address)),
    )


def registered_name(resident: Resident) -> str:
    """The name on the My Number side as text, an alias in brackets behind it.

    MNA-MO 39-30(i) has the alias beside the name there, and nothing has it on the
    residence side (MN-220). That it follows in brackets is ours.
    """
    name = resident.name_kanji or resident.name
    return name if resident.alias is None else f"{name}［{resident.alias}］"


def _substitutions(text: str) -> str:
    """A digit a character: `1` where it stands in for another one."""
    return "".join("1" if letter == GETA else "0" for letter in text)


def era_date(day: date) -> str:
    """*day* as `EYYYYMMDD`: a digit for the era, then the Gregorian date.

    1 Meiji, 2 Taishō, 3 Shōwa, 4 Heisei, 5 Reiwa: the digits that forms of the
    administration use. Whether the real profile has another one for foreign residents
    is not public; readers drop the digit.
    """
    era = find_era(day)
    return f"{era.digit if era else '1'}{day:%Y%m%d}"


def _subject(holder: Holder) -> DistinguishedName:
    return (("C", "JP"), ("O", "TEST JPKI"), ("CN", holder.opaque_id))
