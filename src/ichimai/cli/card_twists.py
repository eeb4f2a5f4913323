"""What befalls the chip of a scenario card once it is made, by the name of the twist.

Three kinds: what happens to honest cards (PINs are locked, a chip is damaged, a mark or
a certificate is written), what a forger does to one, and what a forger makes of two.
A twist that needs the authority finds its keys on the bench.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from ichimai.authority import profiles
from ichimai.authority.keys import AuthorityKeys, Issuer
from ichimai.authority.profiles import Holder, Life, Site
from ichimai.authority.setup import new_serial
from ichimai.card.layout.first_generation import FirstFile
from ichimai.card.layout.image import CardImage, Pins, Tries
from ichimai.card.layout.residence import (
    ComprehensivePermission,
    decode_files,
    decode_images,
    encode_files,
)
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.card.reader.currency import special_period_end
from ichimai.crypto import certificates
from ichimai.crypto.keys import RsaPrivateKey
from ichimai.model.cards import CardNumber
from ichimai.randomness import Randomness


@dataclass(frozen=True, slots=True)
class Bench:
    """With what a chip is worked on.

    Attributes:
        keys: the authority's; a forger's twist takes none of them.
        today: the day on which it happens.
        ended_days_ago: for `certificate-ended`.
        other: the number of somebody else's card that counts, for a forger.
    """

    keys: AuthorityKeys = field(repr=False)
    randomness: Randomness
    new_key: Callable[[], RsaPrivateKey]
    today: date
    ended_days_ago: int = 0
    other: CardNumber | None = None

    @property
    def number_of_another(self) -> CardNumber:
        """The number of somebody else's card."""
        if self.other is None:
            raise ValueError("this twist needs a neighbour")
        return self.other


Twist = Callable[[CardImage, Bench], CardImage]


def twisted(image: CardImage, twist: str | None, bench: Bench) -> CardImage:
    """*image* after what befell the chip itself; other twists leave it as it is."""
    change = TWISTS.get(twist or "")
    return image if change is None else change(image, bench)


# --- PINs ------------------------------------------------------------------------


def _tries(**left: int) -> Twist:
    def twist(image: CardImage, _bench: Bench) -> CardImage:
        return replace(image, tries=replace(image.tries, **left))

    return twist


def _without_pins(image: CardImage, _bench: Bench) -> CardImage:
    """A card for the face alone (顔認証マイナンバーカード): nothing to type."""
    none = Tries(user_authentication=0, signature=0, text=0, common=0, register=0)
    return replace(image, pins=Pins(), tries=none)


# --- marks and certificates ------------------------------------------------------


def _pending(image: CardImage, _bench: Bench) -> CardImage:
    contents = decode_files(image.residence_files)
    return replace(image, residence_files=encode_files(replace(contents, pending=True)))


def _pending_and_extended(image: CardImage, bench: Bench) -> CardImage:
    """The mark, and a certificate that runs to the end of the special period."""
    contents = decode_files(image.residence_files)
    last = special_period_end(contents.valid_until)
    marked = _pending(image, bench)
    return _with_certificate(marked, bench, contents.valid_until, last)


def _certificate_ended(image: CardImage, bench: Bench) -> CardImage:
    """A card whose certificate was written five years before the card's own end."""
    last = bench.today - timedelta(days=bench.ended_days_ago)
    return _with_certificate(image, bench, last - timedelta(days=5 * 365), last)


def _with_certificate(
    image: CardImage, bench: Bench, first: date, last: date
) -> CardImage:
    """The same key pair under another certificate of the TEST issuer."""
    credential, issuer = image.user_authentication, Issuer.JPKI_AUTH
    if credential.private_key is None:
        raise ValueError("the card has no such key pair")
    holder = Holder(
        opaque_id=f"TEST {int.from_bytes(bench.randomness(8)):020}",
        key=RsaPrivateKey.from_der(credential.private_key, sealed=True).public,
        serial=new_serial(bench.randomness),
    )
    key = bench.keys.issuers[issuer]
    fields = profiles.user_authentication_profile(
        holder, Life(profiles.first_moment(first), last), Site(), key.public
    )
    written = certificates.build_certificate(fields, key)
    return replace(image, user_authentication=replace(credential, certificate=written))


# --- damage ----------------------------------------------------------------------


def _lost(file: ResidenceFile) -> Twist:
    """That file answers no more; the others do."""

    def twist(image: CardImage, _bench: Bench) -> CardImage:
        left = dict(image.residence_files)
        del left[file]
        return replace(image, residence_files=left)

    return twist


def _cut_short(image: CardImage, _bench: Bench) -> CardImage:
    """The second half of the portrait reads as zeros."""
    file = ResidenceFile.IMAGES
    content = image.residence_files[file]
    _, portrait = decode_images(content)
    if portrait is None:
        raise ValueError("the card shows no portrait")
    half = len(portrait) // 2
    lost = content.replace(portrait, portrait[:half] + bytes(len(portrait) - half))
    return _with_file(image, file, lost)


# --- forgeries -------------------------------------------------------------------


def _tampered(image: CardImage, _bench: Bench) -> CardImage:
    content = bytearray(image.residence_files[ResidenceFile.PRINTED_ENTRIES])
    content[2] ^= 0x01  # the first digit of the card's last day
    return _with_file(image, ResidenceFile.PRINTED_ENTRIES, bytes(content))


def _portrait_exchanged(image: CardImage, _bench: Bench) -> CardImage:
    return _first_file_changed(image, FirstFile.PORTRAIT)


def _front_exchanged(image: CardImage, _bench: Bench) -> CardImage:
    return _first_file_changed(image, FirstFile.FRONT_IMAGE)


def _first_file_changed(image: CardImage, file: FirstFile) -> CardImage:
    content = bytearray(image.first_files[file])
    content[-1] ^= 0x01  # filler is signed as well
    return replace(image, first_files={**image.first_files, file: bytes(content)})


def _address_exchanged(image: CardImage, _bench: Bench) -> CardImage:
    contents = decode_files(image.residence_files)
    exchanged = replace(contents, address_image=contents.name_image)
    return replace(image, residence_files=encode_files(exchanged))


def _permission_written(image: CardImage, _bench: Bench) -> CardImage:
    """A permission for other activity that nobody gave: the signature leaves it out."""
    contents = decode_files(image.residence_files)
    last = contents.valid_until
    given = replace(
        contents,
        comprehensive_permission=ComprehensivePermission.GENERAL,
        comprehensive_until=last,
    )
    return replace(image, residence_files=encode_files(given))


def _copied(image: CardImage, bench: Bench) -> CardImage:
    """Everything that can be read, on another chip: the private key cannot be."""
    own = replace(image.user_authentication, private_key=bench.new_key().to_der())
    return replace(image, user_authentication=own)


def _number_rewritten(image: CardImage, bench: Bench) -> CardImage:
    """A chip that says the number of another card: two cards, one number."""
    number = bench.number_of_another
    contents = replace(decode_files(image.residence_files), card_number=number)
    return replace(image, card_number=number, residence_files=encode_files(contents))


def _behind_another_face(image: CardImage, bench: Bench) -> CardImage:
    """A chip that opens for the number of the face it is glued to, and says its own."""
    return replace(image, card_number=bench.number_of_another)


def _with_file(image: CardImage, file: ResidenceFile, content: bytes) -> CardImage:
    return replace(image, residence_files={**image.residence_files, file: content})


TWISTS: Final[Mapping[str, Twist]] = {
    "pin-locked": _tries(user_authentication=0),
    "pin-last-try": _tries(user_authentication=1),
    "signature-pin-locked": _tries(signature=0),
    "text-pin-locked": _tries(text=0),
    "face-only": _without_pins,
    "pending": _pending,
    "pending-and-extended": _pending_and_extended,
    "certificate-ended": _certificate_ended,
    "address-lost": _lost(ResidenceFile.ADDRESS_IMAGE),
    "pictures-lost": _lost(ResidenceFile.IMAGES),
    "cut-short": _cut_short,
    "tampered": _tampered,
    "portrait-exchanged": _portrait_exchanged,
    "front-exchanged": _front_exchanged,
    "address-exchanged": _address_exchanged,
    "permission-written": _permission_written,
    "copied": _copied,
    "number-rewritten": _number_rewritten,
    "behind-another-face": _behind_another_face,
}
"""What happens to a chip, by the name of the twist."""

WITH_A_NEIGHBOUR: Final = frozenset({"number-rewritten", "behind-another-face"})
"""The twists for which somebody else's card must be there."""
