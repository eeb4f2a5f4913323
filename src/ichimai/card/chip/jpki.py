"""The JPKI application (公的個人認証AP) on the chip, one function a command."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from ichimai.card.chip.binary import part
from ichimai.card.chip.commands import (
    ChangePin,
    Command,
    ReadBinary,
    ResetCounter,
    SelectFile,
    SetSessionKey,
    Sign,
    SignatureForm,
    Verify,
)
from ichimai.card.chip.pins import change_pin, reset_counter, verify_pin
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
from ichimai.card.layout.pins import PinRule
from ichimai.crypto.keys import RsaPrivateKey

_DIGEST_INFO_SHA256: Final = bytes.fromhex("3031300D060960864801650304020105000420")
"""DER in front of a SHA-256 digest (RFC 8017, 9.2, note 1)."""

_BY_PIN_FILE: Final = {rule.pin_file: rule for rule in PIN_RULES}
_BY_KEY_FILE: Final = {rule.key_file: rule for rule in PIN_RULES}
_BY_SHORT_ID: Final = {file.short_id: file for file in JpkiFile}


class JpkiApplication:
    """Files and keys of one card, and the commands on them.

    Files with content are read; the files of PINs and keys are only selected. A file
    whose content the card was not given does not exist.
    """

    def __init__(self, memory: Memory, volatile: Volatile) -> None:
        self._memory = memory
        self._volatile = volatile
        self._contents = _readable_files(memory.now.image)
        self._keys = _private_keys(memory.now.image)

    def execute(self, command: Command) -> bytes:
        """Carry out a command that the card has parsed; its data come back.

        Raises:
            Refusal: with the status word that answers instead.
        """
        match command:
            case SelectFile():
                return self.select_file(command)
            case ReadBinary():
                return self.read_binary(command)
            case Verify():
                return self.verify(command)
            case ChangePin():
                return self.change_pin(command)
            case ResetCounter():
                return self.reset_counter(command)
            case Sign():
                return self.compute_digital_signature(command)
            case SetSessionKey():
                # Measured: this application has no key delivery, and answers so.
                raise Refusal(StatusWord.SECURITY_STATUS)
            case _:
                raise Refusal(StatusWord.WRONG_INS)

    def select_file(self, command: SelectFile) -> bytes:
        """SELECT an elementary file by identifier.

        Raises:
            Refusal: 6A82; no such file. The one selected before stays.
        """
        if not self._exists(command.file_id):
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        self._volatile.current_file = command.file_id
        return b""

    def read_binary(self, command: ReadBinary) -> bytes:
        """READ BINARY of the current file or of one named by short identifier.

        Raises:
            Refusal: 6986 no current file; 6A82 no such file; 6981 a PIN or a key;
                6982 the signature certificate before its password; 6B00 the offset.
        """
        file = self._named(command.short_id)
        self._volatile.current_file = file
        if file not in self._contents:
            raise Refusal(StatusWord.FILE_STRUCTURE)
        # The right to read comes before the offset: 6B00 would tell a stranger how
        # long a certificate is that they may not open.
        if (
            file is JpkiFile.SIGNATURE_CERTIFICATE
            and SIGNATURE.name not in self._volatile.proven
        ):
            raise Refusal(StatusWord.SECURITY_STATUS)
        return part(self._contents[file], command)

    def verify(self, command: Verify) -> bytes:
        """VERIFY a PIN; without a value, say how many tries are left.

        Raises:
            Refusal: 63Cx wrong, or the tries left; 6984 blocked; 6700 a length this
                PIN cannot have, which costs nothing; 6581 the count cannot be kept.
        """
        rule = self._pin_rule(command.reference)
        return verify_pin(self._memory, self._volatile, rule, command.value)

    def change_pin(self, command: ChangePin) -> bytes:
        """CHANGE PIN after its VERIFY; the new value stays verified.

        Raises:
            Refusal: 6982 the old PIN was not verified; 6700 a length, 6A80 characters
                this PIN cannot have; 6581 it cannot be kept.
        """
        rule = self._pin_rule(command.reference)
        return change_pin(self._memory, self._volatile, rule, command.value)

    def reset_counter(self, command: ResetCounter) -> bytes:
        """RESET RETRY COUNTER by the municipality; raises as `pins.reset_counter`."""
        rule = self._pin_rule(command.reference)
        return reset_counter(self._memory, self._volatile, rule, command.value)

    def compute_digital_signature(self, command: Sign) -> bytes:
        """COMPUTE DIGITAL SIGNATURE with one of the two keys, 256 bytes.

        Raises:
            Refusal: 6A86 the card's own key, which this application has not; 6986 no
                current file; 6A82 no such file; 6985 it is no key; 6982 the key's PIN
                was not verified.
        """
        if command.own_key:
            raise Refusal(StatusWord.WRONG_P1_P2)
        file = self._named(command.reference)
        if file not in self._keys:
            raise Refusal(StatusWord.CONDITIONS_OF_USE)
        if _BY_KEY_FILE[file].name not in self._volatile.proven:
            raise Refusal(StatusWord.SECURITY_STATUS)
        return _signature(self._keys[file], command)

    def _exists(self, file_id: int) -> bool:
        return (
            file_id in self._contents
            or file_id in self._keys
            or file_id in _BY_PIN_FILE
        )

    def _named(self, short_id: int | None) -> JpkiFile:
        """The file that a command means: by short identifier, or the current one."""
        if short_id is None:
            if self._volatile.current_file is None:
                raise Refusal(StatusWord.NO_CURRENT_EF)
            return JpkiFile(self._volatile.current_file)
        file = _BY_SHORT_ID.get(short_id)
        if file is None or not self._exists(file):
            raise Refusal(StatusWord.FILE_NOT_FOUND)
        return file

    def _pin_rule(self, reference: int | None) -> PinRule:
        file = self._named(reference)
        if file not in _BY_PIN_FILE:
            raise Refusal(StatusWord.KEY_NOT_SET)
        return _BY_PIN_FILE[file]


def _signature(key: RsaPrivateKey, command: Sign) -> bytes:
    content = command.content
    match command.form:
        case SignatureForm.TYPE_1:
            return key.sign_type1(content)
        case SignatureForm.BARE_HASH_OF_MESSAGE:
            return key.sign_type1(sha256(content).digest())
        case SignatureForm.HASH:
            return key.sign_type1(_DIGEST_INFO_SHA256 + content)
        case SignatureForm.MESSAGE:
            return key.sign_type1(_DIGEST_INFO_SHA256 + sha256(content).digest())
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
