"""A specified card for tests: an invented holder, real keys, real certificates.

Keys are made once a process: an RSA key costs more than most tests.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache

from ichimai.card.iso7816.profile_s1 import SecureSession, key_delivery
from ichimai.card.layout.card_certificate import (
    SURFACE_ISSUER_ID,
    SURFACE_SIGNER_ID,
    TEXT_ISSUER_ID,
    TEXT_SIGNER_ID,
    certificate_body,
    encode_certificate,
)
from ichimai.card.layout.common import CardRecord, CommonFile, RegisterFile
from ichimai.card.layout.image import CardImage, Credential, Pins
from ichimai.card.layout.residence import (
    ResidenceContents,
    WorkRestriction,
    encode_files,
    signed_message,
)
from ichimai.card.layout.signed_files import RESERVED
from ichimai.card.layout.surface import (
    Front,
    SurfaceFile,
    birth_message,
    encode_birth,
    encode_front,
    encode_number_picture,
    front_digest_info,
    number_message,
)
from ichimai.card.layout.surface import encode_information as encode_surface_information
from ichimai.card.layout.text import (
    Attributes,
    TextFile,
    TextRecord,
    card_key_message,
    encode_attributes,
    encode_card_key,
    encode_delivery_key,
    encode_information,
    encode_number,
    encode_signatures,
    record_message,
)
from ichimai.crypto.certificates import CertificateFields, build_certificate
from ichimai.crypto.keys import EcPrivateKey, RsaPrivateKey, SigningKey
from ichimai.model.cards import CardNumber, CardTypeCode, MyNumber
from ichimai.model.people import Sex
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status
from ichimai.randomness import system_randomness

CARD_NUMBER = "AA12345678BB"
PINS = Pins(
    user_authentication="1234",
    signature="ABC123",
    text="5678",
    common="2468",
    register="1357",
)
MY_NUMBER = MyNumber("123456789018")
NUMBER_B = "07030320292285"
MUNICIPALITY = "13103"
SERIAL = "000000000000017"
SURFACE_FRONT = Front(
    birth_date=date(1995, 3, 3),
    sex="2",
    key=(65537, 1),
    name=b"\x89PNG SAMPLE name",
    address=b"\x89PNG SAMPLE address",
    portrait=b"\xff\x4f SAMPLE portrait in grey",
    expires_on=date(2029, 6, 30),
    security_code=b"\x89PNG SAMPLE code",
)
"""The front of the card, without the card's own key."""
NUMBER_PICTURE = b"\x89PNG SAMPLE number"
CONTENTS = ResidenceContents(
    card_number=CardNumber(CARD_NUMBER),
    type_code=CardTypeCode.SPECIFIED_RESIDENCE,
    valid_until=date(2029, 6, 30),
    birth_date=date(1995, 3, 3),
    sex=Sex.FEMALE,
    nationality="VNM",
    status=Status.ENGINEER,
    period_of_stay="0300",
    permission_kind=Procedure.EXTENSION,
    permitted_on=date(2026, 7, 1),
    work_restriction=WorkRestriction.WITHIN_STATUS,
    stay_ends_on=date(2029, 6, 30),
    name_image=b"II*\0 SAMPLE name image",
    portrait=b"\xff\x4f SAMPLE portrait \xff\xd9",
    address_image=b"II*\0 SAMPLE address image",
    remarks="SAMPLE",
)
"""Residence data of an invented engineer, unsigned."""


@dataclass(frozen=True, slots=True)
class SampleKeys:
    """The private keys behind the sample card."""

    signature: RsaPrivateKey
    user_authentication: RsaPrivateKey
    jpki_ca: RsaPrivateKey
    residence: EcPrivateKey
    delivery: RsaPrivateKey
    text_issuer: RsaPrivateKey
    text_signer: RsaPrivateKey
    text_card: RsaPrivateKey
    common: RsaPrivateKey
    counter: RsaPrivateKey


@cache
def sample_keys() -> SampleKeys:
    """One set of keys for all tests of this process."""
    return SampleKeys(
        signature=RsaPrivateKey.generate(),
        user_authentication=RsaPrivateKey.generate(),
        jpki_ca=RsaPrivateKey.generate(),
        residence=EcPrivateKey.generate(),
        delivery=RsaPrivateKey.generate(),
        text_issuer=RsaPrivateKey.generate(),
        text_signer=RsaPrivateKey.generate(),
        text_card=RsaPrivateKey.generate(),
        common=RsaPrivateKey.generate(),
        counter=RsaPrivateKey.generate(),
    )


@cache
def sample_image() -> CardImage:
    """The card as it leaves the maker: type 07, both certificates, both PINs."""
    keys = sample_keys()
    contents = sample_contents()
    ca = certificate_of("TEST JPKI CA", keys.jpki_ca, keys.jpki_ca, authority=True)
    return CardImage(
        type_code=contents.type_code,
        card_number=contents.card_number,
        residence_files=encode_files(contents),
        delivery_key=keys.delivery.to_der(),
        signature=Credential(
            certificate_of("TEST SIGNATURE", keys.signature, keys.jpki_ca),
            ca,
            keys.signature.to_der(),
        ),
        user_authentication=Credential(
            certificate_of(
                "TEST AUTHENTICATION", keys.user_authentication, keys.jpki_ca
            ),
            ca,
            keys.user_authentication.to_der(),
        ),
        pins=PINS,
        my_number=MY_NUMBER,
        security_code="2285",
        text=sample_text_record(),
        surface=sample_surface_files(),
        common={
            CommonFile.CARD: CardRecord(
                SERIAL, MUNICIPALITY, date(2029, 6, 30)
            ).to_bytes(),
            CommonFile.KEY_ID: TEXT_SIGNER_ID,
            CommonFile.AUTHENTICATION_KEY: keys.common.to_der(),
            CommonFile.COUNTER_KEY: keys.counter.public.to_der(),
        },
        juki={RegisterFile.KEY_ID: TEXT_SIGNER_ID},
    )


def sample_surface_files() -> dict[int, bytes]:
    """What the surface application of the sample card holds."""
    keys = sample_keys()
    own, signer = keys.text_card.public, keys.text_signer
    key = (own.exponent, own.modulus)
    front = replace(SURFACE_FRONT, key=key)
    birth, number = (
        birth_message(front.birth_date, key),
        number_message(NUMBER_PICTURE, key),
    )
    body = certificate_body(
        SURFACE_ISSUER_ID,
        SURFACE_SIGNER_ID,
        signer.public.exponent,
        signer.public.modulus,
    )
    return {
        SurfaceFile.BIRTH: encode_birth(birth, signer.sign_sha256(birth)),
        SurfaceFile.FRONT: encode_front(
            front, signer.sign_type1(front_digest_info(front))
        ),
        SurfaceFile.INFORMATION: encode_surface_information(
            SURFACE_SIGNER_ID, MUNICIPALITY
        ),
        SurfaceFile.CERTIFICATE: encode_certificate(
            body, keys.text_issuer.sign_sha256(body)
        ),
        SurfaceFile.NUMBER: encode_number_picture(number, signer.sign_sha256(number)),
        SurfaceFile.RESERVED: RESERVED,
    }


def sample_text_record() -> TextRecord:
    """What the text application of the sample card holds."""
    keys = sample_keys()
    own, signer, delivery = (
        key.public for key in (keys.text_card, keys.text_signer, keys.delivery)
    )
    number = encode_number(MY_NUMBER)
    attributes = encode_attributes(
        Attributes("SAMPLE　TEST", "東京都港区１－１", date(1995, 3, 3), "2")
    )
    record = record_message(number, attributes)
    card_key = card_key_message(own.exponent, own.modulus)
    body = certificate_body(
        TEXT_ISSUER_ID, TEXT_SIGNER_ID, signer.exponent, signer.modulus
    )
    return TextRecord(
        files={
            TextFile.NUMBER: number,
            TextFile.ATTRIBUTES: attributes,
            TextFile.SIGNATURES: encode_signatures(
                record, keys.text_signer.sign_sha256(record)
            ),
            TextFile.CERTIFICATE: encode_certificate(
                body, keys.text_issuer.sign_sha256(body)
            ),
            TextFile.INFORMATION: encode_information(TEXT_SIGNER_ID),
            TextFile.DELIVERY_KEY: encode_delivery_key(
                delivery.exponent, delivery.modulus
            ),
            TextFile.CARD_KEY: encode_card_key(
                card_key, keys.text_signer.sign_sha256(card_key)
            ),
            TextFile.RESERVED: RESERVED,
        },
        private_key=keys.text_card.to_der(),
        number_b=NUMBER_B,
    )


def sample_contents() -> ResidenceContents:
    """The signed residence data of the sample card."""
    keys = sample_keys()
    return CONTENTS.signed(
        keys.residence.sign_sha256_raw(signed_message(CONTENTS)),
        certificate_of("TEST CA2", keys.residence, keys.residence),
    )


def permanent_image() -> CardImage:
    """The same card of a special permanent resident: type 08, not signed anew."""
    contents = replace(
        sample_contents(),
        type_code=CardTypeCode.SPECIFIED_SPECIAL_PERMANENT,
        permission_kind=None,
        permitted_on=None,
        work_restriction=None,
        stay_ends_on=None,
    )
    return replace(
        sample_image(),
        type_code=contents.type_code,
        residence_files=encode_files(contents),
    )


def without_signature_certificate(image: CardImage) -> CardImage:
    """The same card of a holder who declined the signature certificate."""
    return replace(
        image,
        signature=Credential(ca_certificate=image.signature.ca_certificate),
        pins=replace(image.pins, signature=None),
    )


def delivered_session(image: CardImage) -> tuple[bytes, SecureSession]:
    """A SET SESSION KEY command for *image*, and the terminal's end of the session."""
    delivery_key = RsaPrivateKey.from_der(image.delivery_key).public
    command, session = key_delivery(delivery_key, system_randomness)
    return command.to_bytes(), session


def certificate_of(
    name: str, key: SigningKey, issuer: SigningKey, *, authority: bool = False
) -> bytes:
    """A certificate of these tests; who issues to itself carries one name."""
    issuer_name = name if issuer is key else "TEST JPKI CA"
    usage = {"keyCertSign", "cRLSign"} if authority else {"digitalSignature"}
    return build_certificate(
        CertificateFields(
            serial=1,
            issuer=(("C", "JP"), ("CN", issuer_name)),
            subject=(("C", "JP"), ("CN", name)),
            starts_at=datetime(2026, 7, 1, tzinfo=UTC),
            ends_at=datetime(2031, 6, 30, tzinfo=UTC),
            public_key=key.public,
            issuer_key=issuer.public,
            key_usage=frozenset(usage),
            path_length=0 if authority else None,
        ),
        issuer,
    )
