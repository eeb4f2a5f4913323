"""The surface application (券面事項確認AP) from the terminal's side.

A session in hand is a session that works: constructing it selects the application. The
picture of the Individual Number is the number: it is asked for only with a purpose that
the law knows, as in the text application (docs/decisions/0142).
"""

from datetime import date

from ichimai.card.iso7816.transport import Transport
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.card_certificate import decode_certificate
from ichimai.card.layout.pins import PinRule
from ichimai.card.layout.surface import (
    Front,
    SurfaceFile,
    decode_birth,
    decode_front,
    decode_municipality,
    decode_number_picture,
)
from ichimai.card.reader.files import read_object, select_file
from ichimai.card.reader.number_purpose import require_number_purpose
from ichimai.card.reader.pins import tries_left, verify_pin
from ichimai.card.reader.presence import verify_presence
from ichimai.card.reader.refused import no_application
from ichimai.card.reader.selection import select_application
from ichimai.crypto.ciphers import same
from ichimai.crypto.keys import RsaPublicKey
from ichimai.crypto.refuted import SignatureRefuted
from ichimai.randomness import Randomness


class SurfaceSession:
    """The selected surface application of one card.

    Everything that is handed out was signed under *issuer*, but for the municipality,
    and for the last day and the picture of the security code on the front, which no
    signature covers.

    Args:
        transport: the card.
        issuer: who certifies signers of surface files.

    Raises:
        NotFound: code `no-application`; the card has none.
        Unavailable: the card or the reader has gone.
    """

    def __init__(self, transport: Transport, issuer: RsaPublicKey) -> None:
        self._transport = transport
        self._issuer = issuer
        if not select_application(transport, Aid.SURFACE):
            raise no_application("surface")

    def tries_left(self, number: PinRule) -> int:
        """How often *number* may still be wrong; asking costs no try."""
        return tries_left(self._transport, number)

    def verify(self, number: PinRule, value: str, *, force: bool = False) -> None:
        """Prove the birth date or a verification number; raises as `verify_pin`."""
        verify_pin(self._transport, number, value, force=force)

    def municipality(self) -> str:
        """Five digits of the municipality's code; free, and not signed.

        Raises:
            Malformed: the card's file has another form.
        """
        return decode_municipality(self._object(SurfaceFile.INFORMATION))

    def birth_date(self) -> date:
        """The birth date, after `SURFACE_BIRTH`.

        Raises:
            SignatureRefuted: the authority did not sign it.
            Refused: code `card-refused`; it is not open.
            Malformed: the card's file has another form.
        """
        birth, message, signature = decode_birth(self._object(SurfaceFile.BIRTH))
        self._signer().verify_sha256(message, signature)
        return birth

    def front(self) -> Front:
        """The front in pictures, after number A or B; raises as `birth_date`."""
        front, message, signature = decode_front(self._object(SurfaceFile.FRONT))
        if not same(message, self._signer().recover_type1(signature)):
            raise SignatureRefuted
        return front

    def number_picture(self, purpose: str) -> bytes:
        """The picture of the number, PNG, after number A; raises as `birth_date`.

        Args:
            purpose: one of `NUMBER_PURPOSES`; for another one the card is not asked.
        """
        require_number_purpose(purpose)
        content = self._object(SurfaceFile.NUMBER)
        picture, message, signature = decode_number_picture(content)
        self._signer().verify_sha256(message, signature)
        return picture

    def verify_presence(self, front: Front, randomness: Randomness) -> None:
        """Whether this chip is the one for which *front* was signed.

        Raises:
            SignatureRefuted: it does not hold the key.
        """
        verify_presence(self._transport, front.key, randomness)

    def _signer(self) -> RsaPublicKey:
        """The key of file `0004`, once the issuer is seen to have certified it."""
        certificate = decode_certificate(self._object(SurfaceFile.CERTIFICATE))
        self._issuer.verify_sha256(certificate.body, certificate.signature)
        return RsaPublicKey.from_numbers(certificate.modulus, certificate.exponent)

    def _object(self, file: SurfaceFile) -> bytes:
        select_file(self._transport, file)
        return read_object(self._transport)
