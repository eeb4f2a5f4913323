"""What the common and the resident register application of a card hold."""

from ichimai.card.layout.card_certificate import TEXT_SIGNER_ID
from ichimai.card.layout.common import CardRecord, CommonFile, RegisterFile
from ichimai.card.layout.residence import ResidenceContents
from ichimai.crypto.keys import RsaPrivateKey, RsaPublicKey
from ichimai.model.people import Resident
from ichimai.randomness import Randomness

_MUNICIPALITY_DIGITS = 5
_LOT_DIGITS = 13


def new_serial_number(randomness: Randomness) -> str:
    """Fifteen digits drawn by lot, the first two `00` (docs/decisions/0178)."""
    return f"00{int.from_bytes(randomness(8)) % 10**_LOT_DIGITS:0{_LOT_DIGITS}}"


def common_files(
    resident: Resident,
    contents: ResidenceContents,
    serial: str,
    own_key: RsaPrivateKey,
    counter: RsaPublicKey | None,
) -> dict[int, bytes]:
    """The files of the common application, with a key pair for INTERNAL AUTHENTICATE.

    Args:
        resident: whose municipality the card names.
        contents: for the card's last day.
        serial: as `new_serial_number` draws it.
        own_key: made for this card alone.
        counter: who may set PINs anew; None for an authority that has no such key.
    """
    municipality = resident.municipality[:_MUNICIPALITY_DIGITS]
    record = CardRecord(serial, municipality, contents.valid_until)
    files: dict[int, bytes] = {
        CommonFile.CARD: record.to_bytes(),
        CommonFile.KEY_ID: TEXT_SIGNER_ID,
        CommonFile.AUTHENTICATION_KEY: own_key.to_der(),
    }
    if counter is not None:
        files[CommonFile.COUNTER_KEY] = counter.to_der()
    return files


def register_files() -> dict[int, bytes]:
    """The files of the resident register application, as far as they are public."""
    return {RegisterFile.KEY_ID: TEXT_SIGNER_ID}
