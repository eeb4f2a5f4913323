"""The keys of the TEST authority: which there are, and how they lie on disk.

A directory holds `keys/`, where every private key is sealed under the key file, and
`trust/`, which is published. The key file itself lies elsewhere.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ichimai.crypto import sealing
from ichimai.crypto.certificates import inspect
from ichimai.crypto.keys import (
    EcPrivateKey,
    RsaPrivateKey,
    SealingPrivateKey,
    SigningKey,
)
from ichimai.crypto.refuted import CertificateRefuted, CiphertextRefuted
from ichimai.errors import Unavailable, msgid

KEYS = "keys"
TRUST = "trust"


FORMAT = 1
"""Of the directory, and of what is sealed in it."""

DESCRIPTION = "authority.json"


class Issuer(StrEnum):
    """Who signs certificates, by the names that the interfaces fix."""

    JPKI_SIGN = "jpki-sign"
    """The signature certificates of residents, JPKI 3."""
    JPKI_AUTH = "jpki-auth"
    """The user-authentication certificates of residents, JPKI 22."""
    RESIDENCE = "residence"
    """The signers of residence data on the chip."""
    ROOT = "root"
    """The services of this authority."""


ISSUERS = tuple(Issuer)

RESIDENCE_SIGNER = "residence-signer"
"""The key that signs the residence data, certified by `residence`."""

DELIVERY = "delivery"
"""The key under which terminals deliver session keys to the chip, profile S1."""

CARD_MAKER = "card-maker"
"""To whom PINs and card keys are sealed."""

MY_NUMBER = "my-number"
"""To whom My Numbers are sealed in the register."""


TEXT_ISSUER = "text-issuer"
"""The key that certifies the signer of the text application's records."""

TEXT_SIGNER = "text-signer"
"""The key that signs those records, RSA-2048 like its issuer."""


COUNTER = "municipal-counter"
"""The key with which a municipality's counter sets PINs anew, RSA-2048."""


RESIDENCE_FIRST = "residence-first"
"""Who certifies the signer of first-generation residence data, with an RSA key."""

RESIDENCE_FIRST_SIGNER = "residence-first-signer"
"""The key that signs those data, RSA-2048 like its issuer."""


@dataclass(frozen=True, slots=True)
class FirstGenerationKeys:
    """The two keys of the authority for residence cards of the first generation."""

    issuer: RsaPrivateKey = field(repr=False)
    signer: RsaPrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class TextKeys:
    """The two keys of the authority for text and surface applications."""

    issuer: RsaPrivateKey = field(repr=False)
    signer: RsaPrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class AuthorityKeys:
    """All keys of the authority, opened, with the certificates of its issuers.

    Attributes:
        issuers: signing key by issuer; RSA for the two of JPKI, P-384 for the others.
        certificates: DER by issuer, and under `RESIDENCE_SIGNER`; where *first* is
            there, under `RESIDENCE_FIRST` and `RESIDENCE_FIRST_SIGNER` as well.
        text: None for an authority that was made before cards had a text application;
            its cards have none.
        counter: None for an authority that was made before counters had a key; the
            PINs of its cards are set anew by whoever holds the card file's key.
        first: None for an authority that was made before it knew the first generation.
    """

    issuers: Mapping[Issuer, SigningKey] = field(repr=False)
    residence_signer: EcPrivateKey = field(repr=False)
    delivery: RsaPrivateKey = field(repr=False)
    card_maker: SealingPrivateKey = field(repr=False)
    my_number: SealingPrivateKey = field(repr=False)
    certificates: Mapping[str, bytes] = field(repr=False)
    text: TextKeys | None = field(default=None, repr=False)
    counter: RsaPrivateKey | None = field(default=None, repr=False)
    first: FirstGenerationKeys | None = field(default=None, repr=False)

    @property
    def residence(self) -> EcPrivateKey:
        """The key of the issuer `residence`, which signs statements as well."""
        key = self.issuers[Issuer.RESIDENCE]
        if not isinstance(key, EcPrivateKey):
            raise TypeError("the residence issuer has a P-384 key")
        return key

    def sealed(self, file_key: bytes) -> dict[str, bytes]:
        """Every private key by its name, sealed as it lies in `keys/`."""
        named = {
            **{issuer.value: self.issuers[issuer].to_der() for issuer in ISSUERS},
            RESIDENCE_SIGNER: self.residence_signer.to_der(),
            DELIVERY: self.delivery.to_der(),
            CARD_MAKER: self.card_maker.to_der(),
            MY_NUMBER: self.my_number.to_der(),
        }
        if self.text is not None:
            named[TEXT_ISSUER] = self.text.issuer.to_der()
            named[TEXT_SIGNER] = self.text.signer.to_der()
        if self.first is not None:
            named[RESIDENCE_FIRST] = self.first.issuer.to_der()
            named[RESIDENCE_FIRST_SIGNER] = self.first.signer.to_der()
        if self.counter is not None:
            named[COUNTER] = self.counter.to_der()
        return {
            name: sealing.seal_file(file_key, der, _label(name))
            for name, der in named.items()
        }


def open_keys(directory: Path, file_key: bytes) -> AuthorityKeys:
    """The keys of the authority in *directory*.

    Raises:
        Unavailable: code `no-authority` (there is none, or a part of it is missing),
            `newer-authority` (a later release made it), `key-file` (the key file is
            another authority's), or `damaged-authority` (a certificate is).
    """
    _refuse_newer(directory)
    private = {
        name: _opened(directory, file_key, name)
        for name in (*ISSUERS, RESIDENCE_SIGNER, DELIVERY, CARD_MAKER, MY_NUMBER)
    }
    text = _pair(directory, file_key, (TEXT_ISSUER, TEXT_SIGNER))
    first = _pair(directory, file_key, (RESIDENCE_FIRST, RESIDENCE_FIRST_SIGNER))
    opened = AuthorityKeys(
        issuers={
            Issuer.JPKI_SIGN: RsaPrivateKey.from_der(private[Issuer.JPKI_SIGN]),
            Issuer.JPKI_AUTH: RsaPrivateKey.from_der(private[Issuer.JPKI_AUTH]),
            Issuer.RESIDENCE: EcPrivateKey.from_der(private[Issuer.RESIDENCE]),
            Issuer.ROOT: EcPrivateKey.from_der(private[Issuer.ROOT]),
        },
        residence_signer=EcPrivateKey.from_der(private[RESIDENCE_SIGNER]),
        delivery=RsaPrivateKey.from_der(private[DELIVERY]),
        card_maker=SealingPrivateKey.from_der(private[CARD_MAKER]),
        my_number=SealingPrivateKey.from_der(private[MY_NUMBER]),
        certificates={
            name: published_file(directory, f"{name}.cer")
            for name in (
                *ISSUERS,
                RESIDENCE_SIGNER,
                *((RESIDENCE_FIRST, RESIDENCE_FIRST_SIGNER) if first else ()),
            )
        },
        text=TextKeys(*text) if text else None,
        counter=find_counter_key(directory, file_key),
        first=FirstGenerationKeys(*first) if first else None,
    )
    _refuse_other_certificates(opened, directory)
    return opened


def find_counter_key(directory: Path, file_key: bytes) -> RsaPrivateKey | None:
    """The key of the municipality's counter alone; None where there is none.

    Raises:
        Unavailable: code `key-file`; the key file is another authority's.
    """
    if not (directory / KEYS / f"{COUNTER}.key").exists():
        return None
    return RsaPrivateKey.from_der(_opened(directory, file_key, COUNTER))


def _pair(
    directory: Path, file_key: bytes, names: tuple[str, str]
) -> tuple[RsaPrivateKey, RsaPrivateKey] | None:
    """An issuer and its signer; None where the authority has neither."""
    if not any((directory / KEYS / f"{name}.key").exists() for name in names):
        return None
    issuer, signer = (
        RsaPrivateKey.from_der(_opened(directory, file_key, name)) for name in names
    )
    return issuer, signer


def _opened(directory: Path, file_key: bytes, name: str) -> bytes:
    sealed = _read(directory / KEYS / f"{name}.key", directory)
    try:
        return sealing.open_file(file_key, sealed, _label(name))
    except CiphertextRefuted as refuted:
        raise _wrong_key_file(refuted.reason) from None


def _refuse_other_certificates(keys: AuthorityKeys, directory: Path) -> None:
    """Let no key sign under a certificate that is another's."""
    signing: dict[str, SigningKey] = {
        **{issuer.value: key for issuer, key in keys.issuers.items()},
        RESIDENCE_SIGNER: keys.residence_signer,
    }
    if keys.first is not None:
        signing[RESIDENCE_FIRST] = keys.first.issuer
        signing[RESIDENCE_FIRST_SIGNER] = keys.first.signer
    for name, key in signing.items():
        try:
            certified = inspect(keys.certificates[name]).public_key
        except CertificateRefuted:
            raise damaged(directory) from None
        if certified is None or certified.to_der() != key.public.to_der():
            raise damaged(directory)


def damaged(directory: Path) -> Unavailable:
    """The error for what is published and was never made for these keys."""
    return Unavailable(
        msgid("What is published in {directory} does not belong to its keys."),
        repair=msgid("Take the folder `trust` from a backup."),
        code="damaged-authority",
        directory=str(directory),
    )


def published_file(directory: Path, name: str) -> bytes:
    """A file of the folder of trust of the authority in *directory*.

    Raises:
        Unavailable: code `no-authority`.
    """
    return _read(directory / TRUST / name, directory)


def _label(name: str) -> str:
    return f"authority key {name}"


def _refuse_newer(directory: Path) -> None:
    try:
        found = json.loads(_read(directory / DESCRIPTION, directory))["format"]
    except (ValueError, KeyError, TypeError):
        found = None
    if found != FORMAT:
        raise Unavailable(
            msgid("The authority in {directory} was not made by this release."),
            repair=msgid("Use the release that made it, or make another authority."),
            code="newer-authority",
            directory=str(directory),
        )


def _read(path: Path, directory: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Unavailable(
            msgid("There is no authority in {directory}, or a part of it is missing."),
            repair=msgid("Make one with `ichimai authority init --directory …`."),
            code="no-authority",
            directory=str(directory),
        ) from None


def _wrong_key_file(reason: str) -> Unavailable:
    return Unavailable(
        msgid("The key file does not open this authority's keys ({reason})."),
        repair=msgid("Name the right file with --key-file or ICHIMAI_KEY_FILE."),
        code="key-file",
        reason=reason,
    )
