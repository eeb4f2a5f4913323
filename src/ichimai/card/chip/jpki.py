"""The JPKI application (公的個人認証AP) on the chip, one function a command."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from ichimai.card.chip.commands import (
    Command,
    SetSessionKey,
    Sign,
    SignatureForm,
)
from ichimai.card.chip.files import ElementaryFiles, FileTable
from ichimai.card.chip.state import Memory, Volatile
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.jpki import (
    PIN_RULES,
    SIGNATURE,
    JpkiFile,
    TokenInformation,
    certificate_file,
    certificates_present,
)
from ichimai.crypto.digest_info import DIGEST_INFO_SHA256
from ichimai.crypto.keys import RsaPrivateKey

_BY_KEY_FILE: Final = {rule.key_file: rule for rule in PIN_RULES}
_OPENED_BY: Final[Mapping[int, frozenset[str]]] = {
    JpkiFile.SIGNATURE_CERTIFICATE: frozenset({SIGNATURE.name})
}
"""The one file that is not free to read."""


class JpkiApplication:
    """Files and keys of one card, and the commands on them.

    Files with content are read; the files of PINs and keys are only selected. A file
    whose content the card was not given does not exist.
    """

    def __init__(self, memory: Memory, volatile: Volatile) -> None:
        self._volatile = volatile
        self._keys = _private_keys(memory.now.image)
        table = FileTable(
            rules=PIN_RULES,
            contents=_readable_files(memory.now.image),
            keys=frozenset(self._keys),
            opened_by=_OPENED_BY,
        )
        self._files = ElementaryFiles(memory, volatile, table)

    def execute(self, command: Command) -> bytes:
        """Carry out a command that the card has parsed; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """
        match command:
            case Sign():
                return self.compute_digital_signature(command)
            case SetSessionKey():
                # Measured: this application has no key delivery, and answers so.
                raise Refusal(StatusWord.SECURITY_STATUS)
            case _:
                return self._files.execute(command)

    def compute_digital_signature(self, command: Sign) -> bytes:
        """COMPUTE DIGITAL SIGNATURE with one of the two keys, 256 bytes.

        Raises:
            Refusal: 6A86 the card's own key, which this application has not; 6986 no
                current file; 6A82 no such file; 6985 it is no key; 6982 the key's PIN
                was not verified.
        """
        if command.own_key:
            raise Refusal(StatusWord.WRONG_P1_P2)
        file = self._files.named(command.reference)
        if file not in self._keys:
            raise Refusal(StatusWord.CONDITIONS_OF_USE)
        if _BY_KEY_FILE[file].name not in self._volatile.proven:
            raise Refusal(StatusWord.SECURITY_STATUS)
        return _signature(self._keys[file], command)


def _signature(key: RsaPrivateKey, command: Sign) -> bytes:
    content = command.content
    match command.form:
        case SignatureForm.TYPE_1:
            return key.sign_type1(content)
        case SignatureForm.BARE_HASH_OF_MESSAGE:
            return key.sign_type1(sha256(content).digest())
        case SignatureForm.HASH:
            return key.sign_type1(DIGEST_INFO_SHA256 + content)
        case SignatureForm.MESSAGE:
            return key.sign_type1(DIGEST_INFO_SHA256 + sha256(content).digest())
        case SignatureForm.PSS_HASH:
            return key.sign_pss_sha256_digest(content)
        case SignatureForm.PSS_MESSAGE:
            return key.sign_pss_sha256_digest(sha256(content).digest())


def _readable_files(image: CardImage) -> Mapping[int, bytes]:
    certificates = {
        JpkiFile.SIGNATURE_CERTIFICATE: image.signature.certificate,
        JpkiFile.SIGNATURE_CA_CERTIFICATE: image.signature.ca_certificate,
        JpkiFile.AUTHENTICATION_CERTIFICATE: image.user_authentication.certificate,
        JpkiFile.AUTHENTICATION_CA_CERTIFICATE: (
            image.user_authentication.ca_certificate
        ),
    }
    present = certificates_present(
        signature=image.signature.certificate is not None,
        authentication=image.user_authentication.certificate is not None,
    )
    files: dict[int, bytes] = {
        JpkiFile.TOKEN_INFORMATION: TokenInformation().to_bytes(),
        JpkiFile.CERTIFICATES_PRESENT: present,
    }
    for file, certificate in certificates.items():
        if certificate is not None:
            files[file] = certificate_file(certificate)
    return files


def _private_keys(image: CardImage) -> Mapping[int, RsaPrivateKey]:
    keys = {
        JpkiFile.AUTHENTICATION_KEY: image.user_authentication.private_key,
        JpkiFile.SIGNATURE_KEY: image.signature.private_key,
    }
    return {
        file: RsaPrivateKey.from_der(der, sealed=True)
        for file, der in keys.items()
        if der is not None
    }
