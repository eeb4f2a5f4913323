"""The municipality's counter proves itself to the chip, and may then set PINs anew.

UNVERIFIED: the protocol is ours (`layout.unblocking`, docs/decisions/0179).
"""

from typing import Final

from ichimai.card.chip.commands import ExternalAuthenticate
from ichimai.card.chip.state import Volatile
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.common import CommonFile
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.unblocking import CHALLENGE_LENGTH, unblocking_message
from ichimai.crypto.keys import RsaPublicKey
from ichimai.crypto.refuted import SignatureRefuted

_SIGNATURE_LENGTH: Final = 256


class CounterGate:
    """Who may set PINs anew on one card: the counter whose key the card was given."""

    def __init__(self, volatile: Volatile, image: CardImage) -> None:
        self._volatile = volatile
        key = image.common.get(CommonFile.COUNTER_KEY)
        self._key = None if key is None else RsaPublicKey.from_der(key)

    def external_authenticate(self, command: ExternalAuthenticate) -> bytes:
        """EXTERNAL AUTHENTICATE over the last challenge, which is used up by it.

        Raises:
            Refusal: 6A88 the card was given no key; 6985 no application, or no
                challenge of sixteen bytes before; 6700 no signature has that length;
                6300 another signer, and nobody is known any more.
        """
        volatile = self._volatile
        challenge, volatile.challenge = volatile.challenge, None
        volatile.counter_known = False
        if self._key is None:
            raise Refusal(StatusWord.KEY_NOT_SET)
        application = volatile.application
        if application is None or challenge is None:
            raise Refusal(StatusWord.CONDITIONS_OF_USE)
        if len(challenge) != CHALLENGE_LENGTH:
            raise Refusal(StatusWord.CONDITIONS_OF_USE)
        if len(command.signature) != _SIGNATURE_LENGTH:
            raise Refusal(StatusWord.WRONG_LENGTH)
        message = unblocking_message(application, challenge)
        try:
            self._key.verify_sha256(message, command.signature)
        except SignatureRefuted:
            raise Refusal(StatusWord.MISMATCH) from None
        volatile.counter_known = True
        return b""
