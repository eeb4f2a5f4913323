"""The text application of an issued card is the holder's, and every signature holds."""

from pathlib import Path

from authority.desk import PINS_ON_CARD, Desk
from ichimai.authority.issue import issue
from ichimai.authority.keys import (
    KEYS,
    TEXT_ISSUER,
    TEXT_SIGNER,
    TRUST,
    AuthorityKeys,
    open_keys,
)
from ichimai.authority.setup import init
from ichimai.card.layout.card_certificate import decode_certificate
from ichimai.card.layout.text import (
    TextFile,
    TextRecord,
    card_key_numbers,
    decode_attributes,
    decode_card_key,
    decode_number,
    decode_signatures,
    record_message,
)
from ichimai.clock import SystemClock
from ichimai.crypto.keys import RsaPrivateKey, RsaPublicKey
from ichimai.randomness import system_randomness

FILE_KEY = bytes(range(32))


def issued_record(desk: Desk) -> TextRecord:
    """The record on the card of the case."""
    record = issue(desk.office, desk.prepared()).text
    assert record is not None
    return record


def test_holder(desk: Desk) -> None:
    """The record carries the number and the items of the register."""
    record = issued_record(desk)

    attributes = decode_attributes(record.files[TextFile.ATTRIBUTES])
    assert desk.my_number == decode_number(record.files[TextFile.NUMBER])
    assert (desk.resident.name, desk.resident.address, "1") == (
        attributes.name,
        attributes.address,
        attributes.sex,
    )
    assert desk.resident.birth_date == attributes.birth_date


def test_signatures(desk: Desk, authority_keys: AuthorityKeys) -> None:
    """Issuer certifies signer; signer signs the hashes and the card's own key."""
    record = issued_record(desk)

    assert authority_keys.text is not None
    certificate = decode_certificate(record.files[TextFile.CERTIFICATE])
    authority_keys.text.issuer.public.verify_sha256(
        certificate.body, certificate.signature
    )
    signer = RsaPublicKey.from_numbers(certificate.modulus, certificate.exponent)
    message, signature = decode_signatures(record.files[TextFile.SIGNATURES])
    signer.verify_sha256(message, signature)
    key, key_signature = decode_card_key(record.files[TextFile.CARD_KEY])
    signer.verify_sha256(key, key_signature)
    own = RsaPrivateKey.from_der(record.private_key).public
    assert (own.exponent, own.modulus) == card_key_numbers(key)
    assert message == record_message(
        record.files[TextFile.NUMBER], record.files[TextFile.ATTRIBUTES]
    )


def test_pin(desk: Desk) -> None:
    """The PIN filed for user authentication opens the text application as well."""
    pins = issue(desk.office, desk.prepared()).pins

    assert PINS_ON_CARD == pins


def test_nothing_written_down(desk: Desk) -> None:
    """No byte string of the register has the hash of the number: it is the number."""
    token = desk.prepared()
    record = issue(desk.office, token).text

    assert record is not None
    message, _ = decode_signatures(record.files[TextFile.SIGNATURES])
    written = desk.office.registry.get_preparation(token.application_id)
    assert written.to_be_signed
    assert not [each for each in written.to_be_signed.values() if message in each]


def test_older_authority(tmp_path: Path) -> None:
    """An authority from before text applications opens, and makes cards without one."""
    place = tmp_path / "authority"
    init(place, FILE_KEY, SystemClock(), system_randomness)
    for name in (TEXT_ISSUER, TEXT_SIGNER):
        (place / KEYS / f"{name}.key").unlink()

    older = open_keys(place, FILE_KEY)

    assert older.text is None
    assert issue_without(older) is None


def issue_without(keys: AuthorityKeys) -> TextRecord | None:
    """The record of a card that *keys* make."""
    desk = Desk.opened(keys)
    try:
        return issue(desk.office, desk.prepared()).text
    finally:
        desk.office.registry.close()


def test_published(tmp_path: Path) -> None:
    """The folder of trust holds the public half of the issuer of text records."""
    place = tmp_path / "authority"
    keys = init(place, FILE_KEY, SystemClock(), system_randomness)

    published = RsaPublicKey.from_pem(
        (place / TRUST / f"{TEXT_ISSUER}.pem").read_bytes()
    )

    assert keys.text is not None
    assert keys.text.issuer.public.to_der() == published.to_der()
