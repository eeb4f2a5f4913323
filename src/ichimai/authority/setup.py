"""A TEST authority is made: keys, issuers, and the folder of trust that it publishes.

It is made beside its place and renamed into it when it is whole: whoever interrupts it
leaves a draft that nothing opens, and no half authority.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from ichimai.authority import profiles
from ichimai.authority.keys import (
    CARD_MAKER,
    DELIVERY,
    DESCRIPTION,
    FORMAT,
    KEYS,
    MY_NUMBER,
    RESIDENCE_FIRST,
    RESIDENCE_FIRST_SIGNER,
    RESIDENCE_SIGNER,
    TEXT_ISSUER,
    TRUST,
    AuthorityKeys,
    FirstGenerationKeys,
    Issuer,
    TextKeys,
)
from ichimai.authority.published import PublishedLists, empty_lists
from ichimai.clock import Clock
from ichimai.crypto import certificates
from ichimai.crypto.keys import (
    EcPrivateKey,
    RsaPrivateKey,
    SealingPrivateKey,
    SigningKey,
)
from ichimai.durable import OWNER_ONLY, flush_folder, replace_whole, write_through
from ichimai.errors import Refused, Unavailable, msgid
from ichimai.randomness import Randomness

_PRIVATE_FOLDER = 0o700
_PUBLIC_FOLDER = 0o755
_PUBLIC_FILE = 0o644


def init(
    directory: Path, file_key: bytes, clock: Clock, randomness: Randomness
) -> AuthorityKeys:
    """Make a TEST authority in *directory*, which must not exist or be empty; its keys.

    Raises:
        Refused: code `authority-exists`; something is there already.
        Unavailable: code `directory`; the place cannot be written to.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise Refused(
            msgid("{directory} is not empty: an authority is made in a new place."),
            repair=msgid("Name another directory, or use the authority that is there."),
            code="authority-exists",
            directory=str(directory),
        )
    keys = new_keys(randomness)
    draft = directory.with_name(f".{directory.name}.{randomness(8).hex()}")
    try:
        _write(draft, keys, file_key, empty_lists(keys, clock, randomness))
        draft.rename(directory)
        flush_folder(directory.parent)
    except OSError:
        raise Unavailable(
            msgid("The authority cannot be made in {directory}."),
            repair=msgid("Name a directory that can be written to."),
            code="directory",
            directory=str(directory),
        ) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return keys


def new_keys(randomness: Randomness) -> AuthorityKeys:
    """A new set of keys with their certificates, in memory alone.

    *randomness* gives the serial numbers; keys come from OpenSSL.
    """
    issuers: dict[Issuer, SigningKey] = {
        Issuer.JPKI_SIGN: RsaPrivateKey.generate(),
        Issuer.JPKI_AUTH: RsaPrivateKey.generate(),
        Issuer.RESIDENCE: EcPrivateKey.generate(),
        Issuer.ROOT: EcPrivateKey.generate(),
    }
    signed = {
        issuer.value: certificates.build_certificate(
            profiles.root_profile(issuer, key.public, new_serial(randomness)), key
        )
        for issuer, key in issuers.items()
    }
    signer, residence = EcPrivateKey.generate(), issuers[Issuer.RESIDENCE]
    fields = profiles.residence_signer_profile(
        signer.public, residence.public, new_serial(randomness)
    )
    signed[RESIDENCE_SIGNER] = certificates.build_certificate(fields, residence)
    first = FirstGenerationKeys(RsaPrivateKey.generate(), RsaPrivateKey.generate())
    signed |= _first_certificates(first, randomness)
    return AuthorityKeys(
        issuers=issuers,
        residence_signer=signer,
        delivery=RsaPrivateKey.generate(),
        card_maker=SealingPrivateKey.generate(),
        my_number=SealingPrivateKey.generate(),
        certificates=signed,
        text=TextKeys(RsaPrivateKey.generate(), RsaPrivateKey.generate()),
        counter=RsaPrivateKey.generate(),
        first=first,
    )


def _first_certificates(
    keys: FirstGenerationKeys, randomness: Randomness
) -> dict[str, bytes]:
    """The certificates of who signs first-generation data, by name."""
    issuer, signer = keys.issuer.public, keys.signer.public
    root = profiles.root_profile(RESIDENCE_FIRST, issuer, new_serial(randomness))
    fields = profiles.first_signer_profile(signer, issuer, new_serial(randomness))
    return {
        RESIDENCE_FIRST: certificates.build_certificate(root, keys.issuer),
        RESIDENCE_FIRST_SIGNER: certificates.build_certificate(fields, keys.issuer),
    }


def new_serial(randomness: Randomness) -> int:
    """A serial number: 127 bits with the first one set, so that lengths are even."""
    return int.from_bytes(randomness(16)) >> 1 | 1 << 126


def trust_files(keys: AuthorityKeys) -> dict[str, bytes]:
    """What is published for good: certificates and public keys, by file name."""
    files = {}
    for name, certificate in keys.certificates.items():
        files[f"{name}.cer"] = certificate
        files[f"{name}.pem"] = certificates.to_pem(certificate)
    files[f"{DELIVERY}.pem"] = keys.delivery.public.to_pem()
    files[f"{CARD_MAKER}.pem"] = keys.card_maker.public.to_pem()
    files[f"{MY_NUMBER}.pem"] = keys.my_number.public.to_pem()
    if keys.text is not None:
        files[f"{TEXT_ISSUER}.pem"] = keys.text.issuer.public.to_pem()
    return files


def publish_lists(directory: Path, lists: PublishedLists) -> tuple[Path, ...]:
    """Put new lists into the published folder, each replaced whole; their paths.

    Raises:
        Unavailable: code `directory`; the place cannot be written to.
    """
    try:
        return tuple(
            _replace(directory / TRUST / name, content)
            for name, content in lists.files().items()
        )
    except OSError:
        raise Unavailable(
            msgid("The lists cannot be written to {directory}."),
            repair=msgid("Name a directory that can be written to."),
            code="directory",
            directory=str(directory),
        ) from None


def _write(
    draft: Path, keys: AuthorityKeys, file_key: bytes, lists: PublishedLists
) -> None:
    draft.mkdir(mode=_PUBLIC_FOLDER, parents=True)
    (draft / KEYS).mkdir(mode=_PRIVATE_FOLDER)
    (draft / TRUST).mkdir(mode=_PUBLIC_FOLDER)
    sealed = keys.sealed(file_key)
    _write_all(draft / KEYS, {f"{name}.key": key for name, key in sealed.items()})
    _write_all(draft / TRUST, {**trust_files(keys), **lists.files()})
    description = {"format": FORMAT, "about": "TEST authority, trusted by nobody"}
    _write_all(draft, {DESCRIPTION: json.dumps(description).encode()})
    for folder in (draft / KEYS, draft / TRUST, draft):
        flush_folder(folder)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    mode = OWNER_ONLY if folder.name == KEYS else _PUBLIC_FILE
    for name, content in files.items():
        write_through(folder / name, content, mode)


def _replace(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    replace_whole(path, draft, content, _PUBLIC_FILE)
    return path
