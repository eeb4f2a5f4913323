"""The proof that this chip is here: text and surface application have the same."""

from ichimai.card.chip.commands import Sign, SignatureForm
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.crypto.keys import RsaPrivateKey


def prove_presence(own_key: RsaPrivateKey, command: Sign) -> bytes:
    """COMPUTE DIGITAL SIGNATURE with the card's own key, no PIN asked.

    Raises:
        Refusal: 6A86; anything but P1 00 with P2 00.
    """
    # The only key has no file of its own, so P2 names none.
    if command.form is not SignatureForm.TYPE_1 or not command.own_key:
        raise Refusal(StatusWord.WRONG_P1_P2)
    return own_key.sign_type1(command.content)
