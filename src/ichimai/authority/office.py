"""The desk at which a card comes about: the register, the keys, a clock and randomness.

The steps stand in modules of their own and take an `Office` first:

    lodge.lodge        an application taken in, its PINs sealed into the escrow
    decide.decide      the law's answers and the officer's judgement, recorded
    prepare.prepare    every byte that is to be signed, linted and written down
    issue.issue        the signatures, once, for the token of the preparation
    deliver.confirm    the municipality's word
    deliver.deliver    the card handed over; now the permission takes effect
    published.lists_of what the world may know: revoked certificates, void cards
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ichimai.authority.escrow import Escrow
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.profiles import Site
from ichimai.clock import Clock
from ichimai.crypto import sealing
from ichimai.crypto.keys import RsaPrivateKey, SealingPublicKey
from ichimai.crypto.refuted import CiphertextRefuted
from ichimai.errors import Refused, msgid
from ichimai.model.cards import MyNumber, my_number_check_digit
from ichimai.randomness import Randomness
from ichimai.registry.store import Registry

_MY_NUMBER_PURPOSE = b"my number"


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that an officer of the TEST authority works with.

    Attributes:
        escrow: where sealed contents wait, outside the register.
        throw_away: a key that nobody trusts; what is linted is signed with it. Made
            for this process and never written down.
        site: where what is published can be fetched.
        new_key: a key pair for a card, each good for one card; `KeyPool.take` has them
            ready.
    """

    registry: Registry
    keys: AuthorityKeys
    clock: Clock
    randomness: Randomness
    escrow: Escrow
    site: Site = field(default_factory=Site)
    throw_away: RsaPrivateKey = field(
        default_factory=RsaPrivateKey.generate, repr=False
    )
    new_key: Callable[[], RsaPrivateKey] = RsaPrivateKey.generate


def seal_my_number(authority: SealingPublicKey, number: MyNumber) -> bytes:
    """*number* as the register keeps it: readable by the authority alone."""
    return sealing.seal(authority, str(number).encode(), _MY_NUMBER_PURPOSE)


def open_my_number(keys: AuthorityKeys, sealed: bytes) -> MyNumber:
    """The My Number that `seal_my_number` sealed.

    Raises:
        Refused: code `my-number`; it was sealed to another authority.
    """
    try:
        content = sealing.unseal(keys.my_number, sealed, _MY_NUMBER_PURPOSE)
    except CiphertextRefuted:
        raise Refused(
            msgid("The My Number in the register is sealed to another authority."),
            repair=msgid("Use the authority for which the register was filled."),
            code="my-number",
        ) from None
    return MyNumber(content.decode())


def invented_my_number(randomness: Randomness) -> MyNumber:
    """A My Number made up for a TEST person, with its right check digit."""
    body = f"{int.from_bytes(randomness(8)) % 10**11:011}"
    return MyNumber(body + my_number_check_digit(body))
