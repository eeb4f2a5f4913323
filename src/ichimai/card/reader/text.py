"""The text application (券面事項入力補助AP) from the terminal's side.

A session in hand is a session that works: constructing it selects the application. The
Individual Number is asked for only with a purpose that the law knows; without one no
command is sent (docs/decisions/0142).
"""

from ichimai.card.iso7816.transport import Transport
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.card_certificate import decode_certificate
from ichimai.card.layout.pins import PinRule
from ichimai.card.layout.text import (
    NUMBER_FILE_LENGTH,
    Attributes,
    TextFile,
    attributes_hash,
    card_key_numbers,
    decode_attributes,
    decode_card_key,
    decode_number,
    decode_signatures,
    record_message,
)
from ichimai.card.reader.files import read_bytes, read_object, select_file
from ichimai.card.reader.number_purpose import require_number_purpose
from ichimai.card.reader.pins import tries_left, verify_pin
from ichimai.card.reader.presence import verify_presence
from ichimai.card.reader.refused import no_application
from ichimai.card.reader.selection import select_application
from ichimai.crypto.keys import RsaPublicKey
from ichimai.crypto.refuted import SignatureRefuted
from ichimai.model.cards import MyNumber
from ichimai.randomness import Randomness


class TextSession:
    """The selected text application of one card.

    Raises:
        NotFound: code `no-application`; the card has none.
        Unavailable: the card or the reader has gone.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        if not select_application(transport, Aid.TEXT):
            raise no_application("text")

    def tries_left(self, pin: PinRule) -> int:
        """How often *pin* may still be wrong; asking costs no try."""
        return tries_left(self._transport, pin)

    def verify_pin(self, pin: PinRule, value: str, *, force: bool = False) -> None:
        """Prove the PIN or a verification number; raises as `pins.verify_pin`."""
        verify_pin(self._transport, pin, value, force=force)

    def attributes(self) -> Attributes:
        """Name, address, birth and sex, as they stand; after the PIN or number B.

        Raises:
            Refused: code `card-refused`; nothing that opens them was verified.
            Malformed: the card's file has another form.
        """
        return decode_attributes(self._object(TextFile.ATTRIBUTES))

    def number(self, purpose: str) -> MyNumber:
        """The Individual Number, as it stands; after the PIN or number A.

        Args:
            purpose: one of `NUMBER_PURPOSES`.

        Raises:
            Refused: code `number-purpose`, and the card was not asked; or code
                `card-refused`, nothing that opens it was verified.
            Malformed: the card's file has another form.
        """
        return decode_number(self._number_file(purpose))

    def verify_record(self, issuer: RsaPublicKey, purpose: str) -> None:
        """Whether number and attributes are what the authority signed.

        The whole record hashes the number's file, so this reads it and wants a purpose
        as `number` does, and the PIN, which alone opens both files.

        Raises:
            SignatureRefuted: a signature fails, or other data were signed.
            Refused, Malformed: as `number` and `attributes`.
        """
        message = record_message(
            self._number_file(purpose), self._object(TextFile.ATTRIBUTES)
        )
        signed, signature = decode_signatures(self._object(TextFile.SIGNATURES))
        signer = self._signer(issuer)
        signer.verify_sha256(signed, signature)
        signer.verify_sha256(message, signature)

    def verify_attributes(self, issuer: RsaPublicKey) -> None:
        """Whether the attributes are what the authority signed; the number stays shut.

        Only their own hash is compared, so the PIN or B is enough and no purpose is
        asked.

        Raises:
            SignatureRefuted: a signature fails, or other attributes were signed.
            Refused, Malformed: as `attributes`.
        """
        found = attributes_hash(self._object(TextFile.ATTRIBUTES))
        signed, signature = decode_signatures(self._object(TextFile.SIGNATURES))
        self._signer(issuer).verify_sha256(signed, signature)
        if not signed.endswith(found):
            raise SignatureRefuted

    def verify_presence(self, issuer: RsaPublicKey, randomness: Randomness) -> None:
        """Have the card's own key sign a fresh challenge, and follow it to *issuer*.

        Needs the PIN, A or B verified before, since the key's file is not free.

        Raises:
            SignatureRefuted: the chip does not hold the key that was certified.
            Refused, Malformed: as `attributes`.
        """
        message, signature = decode_card_key(self._object(TextFile.CARD_KEY))
        self._signer(issuer).verify_sha256(message, signature)
        verify_presence(self._transport, card_key_numbers(message), randomness)

    def _signer(self, issuer: RsaPublicKey) -> RsaPublicKey:
        """The key of file `0004`, once *issuer* is seen to have certified it."""
        certificate = decode_certificate(self._object(TextFile.CERTIFICATE))
        issuer.verify_sha256(certificate.body, certificate.signature)
        return RsaPublicKey.from_numbers(certificate.modulus, certificate.exponent)

    def _number_file(self, purpose: str) -> bytes:
        require_number_purpose(purpose)
        select_file(self._transport, TextFile.NUMBER)
        return read_bytes(self._transport, NUMBER_FILE_LENGTH)

    def _object(self, file: TextFile) -> bytes:
        select_file(self._transport, file)
        return read_object(self._transport)
