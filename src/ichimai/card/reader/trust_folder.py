"""The folder of trust that an authority publishes, loaded into a `TrustStore`.

    residence.cer, jpki-auth.cer    anchors, DER; and residence-first.cer
    residence.crl, jpki-auth.crl    revocation lists, DER; and residence-first.crl
    void-cards.jws                  void card numbers, signed by the residence anchor
    delivery.pem                    key under which cards take their session key
    text-issuer.pem                 key that certifies signers of text records

Each list is verified against the anchor beside it when it is loaded; whether it is
fresh is asked about the moment of a verdict. What is absent stays absent, and the
verdict says what could not be checked; what is there and does not hold is an error.
"""

from pathlib import Path
from typing import Final

from ichimai.card.reader.trust import (
    JPKI_AUTH,
    RESIDENCE,
    RESIDENCE_FIRST,
    TrustStore,
)
from ichimai.crypto.certificates import inspect
from ichimai.crypto.keys import EcPublicKey, RsaPublicKey
from ichimai.crypto.refuted import Refuted
from ichimai.crypto.revocation import RevocationList, inspect_crl, verify_crl
from ichimai.crypto.statements import open_statement
from ichimai.errors import Malformed, Unavailable, msgid
from ichimai.model.void_cards import STATEMENT_KIND, VoidCards

VOID_CARDS: Final = "void-cards.jws"
DELIVERY_KEY: Final = "delivery.pem"
TEXT_ISSUER: Final = "text-issuer.pem"
_ISSUERS: Final = (RESIDENCE, RESIDENCE_FIRST, JPKI_AUTH)


def load_trust_folder(folder: Path) -> TrustStore:
    """What the authority that published *folder* is trusted for.

    Raises:
        Unavailable: code `trust-folder`; no such folder, or nothing of it to be read.
        Malformed: code `trust-file`; a file in it is broken, or not signed by the
            anchor beside it. The sentence names the file.
    """
    anchors = {}
    for issuer in _ISSUERS:
        certificate = _read(folder / f"{issuer}.cer")
        if certificate is not None:
            anchors[issuer] = _checked_anchor(certificate, f"{issuer}.cer")
    if not anchors:
        raise Unavailable(
            msgid("There is no folder of trust at {folder}."),
            repair=msgid("Name the folder that the authority publishes, with --trust."),
            code="trust-folder",
            folder=str(folder),
        )
    lists = {}
    for issuer, anchor in anchors.items():
        crl = _read(folder / f"{issuer}.crl")
        if crl is not None:
            lists[issuer] = _checked_crl(crl, anchor, f"{issuer}.crl")
    return TrustStore(
        anchors={issuer: (anchor,) for issuer, anchor in anchors.items()},
        revoked=lists,
        void=_void_cards(folder, anchors.get(RESIDENCE)),
        delivery_key=_public_key(folder, DELIVERY_KEY),
        text_issuer=_public_key(folder, TEXT_ISSUER),
    )


def _read(path: Path) -> bytes | None:
    """The file's bytes; None where there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise Unavailable(
            msgid("{file} of the folder of trust cannot be read."),
            repair=msgid("Let this user read it, or fetch the folder again."),
            code="trust-folder",
            file=path.name,
        ) from None


def _checked_anchor(certificate: bytes, name: str) -> bytes:
    try:
        if inspect(certificate).authority:
            return certificate
    except Refuted:
        pass
    raise _broken(name)


def _checked_crl(crl: bytes, anchor: bytes, name: str) -> RevocationList:
    """The list, its signature verified; at its own moment, because age is not form."""
    try:
        return verify_crl(crl, anchor, inspect_crl(crl).issued_at)
    except Refuted:
        raise _broken(name) from None


def _void_cards(folder: Path, anchor: bytes | None) -> VoidCards | None:
    statement = _read(folder / VOID_CARDS)
    if statement is None or anchor is None:
        return None
    key = inspect(anchor).public_key
    try:
        if isinstance(key, EcPublicKey):
            text = statement.decode("ascii")
            return VoidCards.from_json(open_statement(text, STATEMENT_KIND, key))
    except (Refuted, UnicodeDecodeError, Malformed):
        pass
    raise _broken(VOID_CARDS)


def _public_key(folder: Path, name: str) -> RsaPublicKey | None:
    pem = _read(folder / name)
    try:
        return None if pem is None else RsaPublicKey.from_pem(pem)
    except Malformed:
        raise _broken(name) from None


def _broken(name: str) -> Malformed:
    return Malformed(
        msgid("{file} of the folder of trust is broken, or not signed by its anchor."),
        repair=msgid("Fetch the folder again from the authority."),
        code="trust-file",
        file=name,
    )
