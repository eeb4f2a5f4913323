"""Where the cards of these tests are made: a small authority and invented holders.

Everything is made here from keys drawn for the run. A scenario is a table of changes to
one genuine card; its names are those of the TOML file beside the tests.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

import sample_card
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.layout.image import CardImage, Credential, Pins, Tries
from ichimai.card.layout.residence import (
    ComprehensivePermission,
    ResidenceContents,
    WorkRestriction,
    encode_files,
    signed_message,
)
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.card.reader.trust import TrustStore
from ichimai.card.reader.verdict import Verdict
from ichimai.card.reader.verify import verify
from ichimai.crypto.certificates import (
    CertificateFields,
    DistinguishedName,
    build_certificate,
)
from ichimai.crypto.keys import EcPrivateKey, RsaPrivateKey, SigningKey
from ichimai.crypto.revocation import (
    ListTimes,
    RevokedSerial,
    build_crl,
    inspect_crl,
)
from ichimai.crypto.statements import open_statement, sign_statement
from ichimai.model.cards import CardNumber, CardTypeCode
from ichimai.model.status import Status
from ichimai.model.void_cards import STATEMENT_KIND, VoidCards
from ichimai.randomness import SeededRandomness

TODAY = date(2026, 11, 21)
NUMBER = CardNumber("TS00000001TS")
PIN = "1234"
FROM = datetime(2026, 6, 14, tzinfo=UTC)
UNTIL = datetime(2039, 7, 20, tzinfo=UTC)
RESIDENCE_NAME = (("C", "JP"), ("O", "ichimai TEST"), ("CN", "Residence TEST CA"))
JPKI_NAME = (("C", "JP"), ("O", "ichimai TEST"), ("CN", "JPKI TEST CA"))

CONTENTS = replace(
    sample_card.CONTENTS,
    card_number=NUMBER,
    valid_until=date(2029, 10, 31),
    permitted_on=date(2026, 10, 31),
    stay_ends_on=date(2029, 10, 31),
    name_image=b"II*\x00 MINH TEST",
    portrait=b"\x00\x00\x00\x0cjP   TEST FACE",
    address_image=b"II*\x00 1 TEST TOWN",
    remarks="",
)


@dataclass(frozen=True)
class Authority:
    """An issuer: its key, its name, its own certificate."""

    key: SigningKey
    name: DistinguishedName
    certificate: bytes

    @classmethod
    def founded(cls, key: SigningKey, name: DistinguishedName) -> "Authority":
        """A self-signed issuer."""
        fields = CertificateFields(
            serial=1,
            issuer=name,
            subject=name,
            starts_at=FROM,
            ends_at=UNTIL,
            public_key=key.public,
            issuer_key=key.public,
            key_usage=frozenset({"keyCertSign", "cRLSign"}),
            path_length=0,
        )
        return cls(key, name, build_certificate(fields, key))

    def certify(self, key: SigningKey, changes: Mapping[str, Any]) -> bytes:
        """A certificate for *key*, with some fields changed."""
        fields = CertificateFields(
            serial=0xCAFE,
            issuer=self.name,
            subject=(("C", "JP"), ("CN", "TEST SIGNER")),
            starts_at=FROM,
            ends_at=UNTIL,
            public_key=key.public,
            issuer_key=self.key.public,
            key_usage=frozenset({"digitalSignature"}),
        )
        return build_certificate(replace(fields, **changes), self.key)


@dataclass(frozen=True)
class Workshop:
    """Keys that are slow to make, made once."""

    residence: Authority = field(
        default_factory=lambda: Authority.founded(
            EcPrivateKey.generate(), RESIDENCE_NAME
        )
    )
    jpki: Authority = field(
        default_factory=lambda: Authority.founded(RsaPrivateKey.generate(), JPKI_NAME)
    )
    forger: Authority = field(
        default_factory=lambda: Authority.founded(
            EcPrivateKey.generate(), RESIDENCE_NAME
        )
    )
    jpki_forger: Authority = field(
        default_factory=lambda: Authority.founded(RsaPrivateKey.generate(), JPKI_NAME)
    )
    signer: EcPrivateKey = field(default_factory=EcPrivateKey.generate)
    holder: RsaPrivateKey = field(default_factory=RsaPrivateKey.generate)
    delivery: RsaPrivateKey = field(default_factory=RsaPrivateKey.generate)

    def card(self, given: Mapping[str, Any]) -> SoftwareCard:
        """The genuine card with the changes that *given* names, under power."""
        card = SoftwareCard(self.image(given), SeededRandomness("CARD TEST"))
        card.power_on()
        return card

    def image(self, given: Mapping[str, Any]) -> CardImage:
        """What that card is personalised with."""
        contents = replace(CONTENTS, **_contents(given.get("contents", {})))
        files = encode_files(self._sign(contents, given.get("signer", {})))
        holder = given.get("holder", {})
        return CardImage(
            type_code=contents.type_code,
            card_number=NUMBER,
            residence_files=_tampered(files, given),
            delivery_key=self.delivery.to_der(),
            user_authentication=self._credential(holder),
            pins=Pins(user_authentication=PIN, signature="ABC123"),
            tries=Tries(user_authentication=holder.get("tries", 3)),
        )

    def trust(self, given: Mapping[str, Any]) -> TrustStore:
        """What the reader of the scenario trusts."""
        files = self.published(given)
        void = open_statement(
            files["void-cards.jws"].decode(), STATEMENT_KIND, self._void_key.public
        )
        without = given.get("without", [])
        issuers = ("residence", "jpki-auth")
        return TrustStore(
            anchors={
                issuer: (files[f"{issuer}.cer"],)
                for issuer in issuers
                if f"{issuer}-anchor" not in without
            },
            revoked={
                issuer: inspect_crl(files[f"{issuer}.crl"])
                for issuer in issuers
                if f"{issuer}-crl" not in without
            },
            void=None if "void-list" in without else VoidCards.from_json(void),
            delivery_key=self.delivery.public,
        )

    def published(self, given: Mapping[str, Any]) -> dict[str, bytes]:
        """The folder of trust of the scenario, by file name."""
        void = sign_statement(_void(given).to_json(), STATEMENT_KIND, self._void_key)
        return {
            "residence.cer": self.residence.certificate,
            "jpki-auth.cer": self.jpki.certificate,
            "residence.crl": self._crl(self.residence, _lines(given, "signer")),
            "jpki-auth.crl": self._crl(self.jpki, _lines(given, "holder")),
            "void-cards.jws": void.encode(),
            "delivery.pem": self.delivery.public.to_pem(),
        }

    @property
    def _void_key(self) -> EcPrivateKey:
        """The residence issuer signs the list of void cards as well."""
        key = self.residence.key
        assert isinstance(key, EcPrivateKey)
        return key

    def verdict(self, given: Mapping[str, Any]) -> Verdict:
        """The verdict on the card of the scenario, read over APDUs."""
        return verify(
            self.card(given),
            self.trust(given),
            as_of=given.get("as_of", TODAY),
            purpose=given.get("purpose", "employment") or None,
            card_number=given.get("typed_number", str(NUMBER)),
            pin=given.get("pin", PIN) or None,
            randomness=SeededRandomness("READER TEST"),
        )

    def _sign(
        self, contents: ResidenceContents, given: Mapping[str, Any]
    ) -> ResidenceContents:
        if given.get("absent"):
            return contents
        issuer = self.forger if given.get("forged") else self.residence
        changes = dict(given)
        changes.pop("forged", None)
        certificate = issuer.certify(self.signer, _certificate(changes))
        return contents.signed(
            self.signer.sign_sha256_raw(signed_message(contents)), certificate
        )

    def _credential(self, given: Mapping[str, Any]) -> Credential:
        if given.get("absent"):
            return Credential()
        issuer = self.jpki_forger if given.get("forged") else self.jpki
        # A subject long enough for the two-byte length that clients rely on.
        subject = (("C", "JP"), ("CN", "TEST HOLDER"))
        changes = {k: v for k, v in given.items() if k not in {"forged", "tries"}}
        changes = {"subject": subject, **_certificate(changes)}
        key = self.signer if given.get("other_key") else self.holder
        changes.pop("other_key", None)
        return Credential(
            certificate=issuer.certify(key, changes),
            ca_certificate=issuer.certificate,
            private_key=self.holder.to_der(),
        )

    @staticmethod
    def _crl(authority: Authority, lines: Iterable[RevokedSerial]) -> bytes:
        times = ListTimes(1, FROM, datetime(2026, 12, 1, tzinfo=UTC))
        return build_crl(authority.certificate, authority.key, times, lines)


def _contents(given: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a TOML table as the contents have them; an empty text is None."""
    kinds: dict[str, Any] = {
        "type_code": CardTypeCode,
        "status": Status,
        "work_restriction": WorkRestriction,
        "comprehensive_permission": ComprehensivePermission,
    }
    return {
        name: None if value == "" else kinds.get(name, lambda same: same)(value)
        for name, value in given.items()
    }


def _certificate(given: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a TOML table as certificate fields."""
    return {
        name: datetime.combine(value, time(), UTC)
        if isinstance(value, date)
        else frozenset(value)
        if isinstance(value, list)
        else value
        for name, value in given.items()
    }


def _tampered(
    files: Mapping[ResidenceFile, bytes], given: Mapping[str, Any]
) -> dict[ResidenceFile, bytes]:
    """The files with bytes changed after the signature, as a forger would."""
    changed = dict(files)
    for name, offset in given.get("flip", {}).items():
        content = bytearray(changed[ResidenceFile[name]])
        content[offset] ^= 0x01
        changed[ResidenceFile[name]] = bytes(content)
    for name, (old, new) in given.get("rewrite", {}).items():
        file = ResidenceFile[name]
        before, after = bytes.fromhex(old), bytes.fromhex(new)
        assert before in changed[file]
        changed[file] = changed[file].replace(before, after, 1)
    return changed


def _void(given: Mapping[str, Any]) -> VoidCards:
    listed = [(NUMBER, given["void_on"])] if "void_on" in given else []
    times = (FROM, datetime(2026, 12, 1, tzinfo=UTC))
    return VoidCards.of(listed, 1, bytes(16), times)


def _lines(given: Mapping[str, Any], whose: str) -> list[RevokedSerial]:
    """The line that revokes the certificate of the signer or the holder, if any."""
    revoked = given.get(f"{whose}_revoked", False)
    return [RevokedSerial("cafe", FROM, "superseded")] if revoked else []
