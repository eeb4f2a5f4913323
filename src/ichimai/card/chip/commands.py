"""Commands as parsed: an APDU becomes one of these values, or a status word.

Parsing enforces everything that the published command tables restrict: class,
instruction, parameters, lengths that hold in every application. Whether a file exists,
whether it may be read, whether a PIN is long enough, is not known here.

    reference: P2 of VERIFY, CHANGE PIN and signing. `80` is the current file (None
    below), `80` + n the file with short identifier n. Signing alone knows P2 `00`, the
    card's own key, which has no file (`own_key`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, TypeAlias

from ichimai.card.iso7816.apdu import CommandApdu
from ichimai.card.iso7816.status import Refusal, StatusWord


class Ins(IntEnum):
    """Instructions, by the name that the specifications give them."""

    VERIFY = 0x20
    CHANGE_PIN = 0x24
    SIGN = 0x2A
    RESET_COUNTER = 0x2C
    REPLACE_PIN = 0x32
    AUTHENTICATE = 0x82
    GET_CHALLENGE = 0x84
    INTERNAL_AUTHENTICATE = 0x88
    SELECT = 0xA4
    SET_SESSION_KEY = 0xAE
    READ_BINARY = 0xB0
    READ_RECORD = 0xB2
    GET_DATA = 0xCA


class Class(IntEnum):
    """Class bytes. The two secured ones belong to the secure messaging profile."""

    PLAIN = 0x00
    PROPRIETARY = 0x80


class Selection(IntEnum):
    """P1 of SELECT: by what a file is named. Paths (`09`) are refused, as measured."""

    MASTER = 0x00
    ELEMENTARY_FILE = 0x02
    NAME = 0x04


class SignatureForm(IntEnum):
    """P1 of COMPUTE DIGITAL SIGNATURE: what comes in and what the card adds."""

    TYPE_1 = 0x00
    """Any 1 to 245 bytes, padded as they are."""
    BARE_HASH_OF_MESSAGE = 0x01
    HASH = 0x02
    MESSAGE = 0x03
    PSS_HASH = 0x04
    PSS_MESSAGE = 0x05


_NO_RESPONSE_DATA: Final = frozenset({0x00, 0x0C})
_FILE_ID_LENGTH: Final = 2
_REFERENCE: Final = 0x80
_SHORT_ID: Final = 0x1F
_BY_SHORT_ID: Final = 0x80
_NEW_VALUE_ONLY: Final = 0x01
_LONGEST_MESSAGE: Final = 0xFF
_OTHER_CHANNELS: Final = frozenset({1, 2, 3, 9, 10, 11, 13, 14, 15})
_NEW_PIN: Final = 0x02
_SAME_PIN: Final = 0x03
_BY_NUMBER: Final = 0x04
_BY_NUMBER_MASK: Final = 0x07


@dataclass(frozen=True, slots=True)
class SelectApplication:
    """SELECT by name: an application, or a DF of the residence application."""

    name: bytes


@dataclass(frozen=True, slots=True)
class SelectMaster:
    """SELECT of the MF: without data, or by the identifier `3F00`."""

    file_id: bytes


@dataclass(frozen=True, slots=True)
class SelectFile:
    """SELECT of an elementary file by its two-byte identifier."""

    file_id: int


@dataclass(frozen=True, slots=True)
class ReadBinary:
    """READ BINARY: up to *length* bytes of a file, from *offset*."""

    short_id: int | None
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Verify:
    """VERIFY; without a value it only asks for the tries left."""

    reference: int | None
    value: bytes

    def __repr__(self) -> str:
        return f"Verify({self.reference}, {len(self.value)} bytes)"


@dataclass(frozen=True, slots=True)
class ChangePin:
    """CHANGE PIN to a new value, after VERIFY of the old one."""

    reference: int | None
    value: bytes

    def __repr__(self) -> str:
        return f"ChangePin({self.reference}, {len(self.value)} bytes)"


@dataclass(frozen=True, slots=True)
class ReplacePin:
    """CHANGE PIN in the form that common and resident register application know."""

    reference: int | None
    value: bytes

    def __repr__(self) -> str:
        return f"ReplacePin({self.reference}, {len(self.value)} bytes)"


@dataclass(frozen=True, slots=True)
class ResetCounter:
    """RESET RETRY COUNTER by the municipality, with a new PIN or for the old one."""

    reference: int | None
    value: bytes

    def __repr__(self) -> str:
        return f"ResetCounter({self.reference}, {len(self.value)} bytes)"


@dataclass(frozen=True, slots=True)
class ExternalAuthenticate:
    """EXTERNAL AUTHENTICATE: the municipality's counter proves itself."""

    signature: bytes


@dataclass(frozen=True, slots=True)
class InternalAuthenticate:
    """INTERNAL AUTHENTICATE: a key of the card signs a challenge."""

    reference: int | None
    challenge: bytes


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """READ RECORD: one record, by its number from 1."""

    short_id: int | None
    number: int


@dataclass(frozen=True, slots=True)
class Sign:
    """COMPUTE DIGITAL SIGNATURE."""

    form: SignatureForm
    reference: int | None
    content: bytes = field(repr=False)
    own_key: bool = False


@dataclass(frozen=True, slots=True)
class GetChallenge:
    """GET CHALLENGE: that many random bytes, 1 to 256."""

    length: int


@dataclass(frozen=True, slots=True)
class SetSessionKey:
    """SET SESSION KEY: a key under the delivery key of the application."""

    block: bytes


@dataclass(frozen=True, slots=True)
class MutualAuthenticate:
    """MUTUAL AUTHENTICATE: the terminal's token; residence cards of their own only."""

    token: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class GetData:
    """GET DATA: one data object of the card manager, by its tag."""

    tag: int


Command: TypeAlias = (
    SelectApplication
    | SelectMaster
    | SelectFile
    | ReadBinary
    | Verify
    | ChangePin
    | Sign
    | GetChallenge
    | SetSessionKey
    | MutualAuthenticate
    | GetData
    | ReplacePin
    | ResetCounter
    | ExternalAuthenticate
    | InternalAuthenticate
    | ReadRecord
)


Parser: TypeAlias = Callable[[CommandApdu], Command]
"""From one command's bytes to its value; raises Refusal."""


def parse(apdu: CommandApdu) -> Command:
    """What *apdu* asks of a card of the My Number platform.

    Raises:
        Refusal: 6E00 class; 6D00 instruction; 6A86 parameters; 6700 a length;
            6985 GET CHALLENGE in extended form.
    """
    return _parsed(apdu, _PLATFORM)


def parse_residence_card(apdu: CommandApdu) -> Command:
    """What *apdu* asks of a residence card with a chip of its own.

    Raises:
        Refusal: as `parse`; and 6881 for a class that names another logical channel,
            which the specification's table has a word for.
    """
    _require(apdu.cla not in _OTHER_CHANNELS, StatusWord.CHANNEL_NOT_OFFERED)
    return _parsed(apdu, _RESIDENCE_CARD)


def _parsed(apdu: CommandApdu, table: Mapping[tuple[int, int], Parser]) -> Command:
    if apdu.cla not in {cla for cla, _ in table}:
        raise Refusal(StatusWord.WRONG_CLA)
    parser = table.get((apdu.cla, apdu.ins))
    if parser is None:
        raise Refusal(StatusWord.WRONG_INS)
    return parser(apdu)


def _select(apdu: CommandApdu) -> Command:
    match apdu.p1:
        case Selection.NAME:
            _require(apdu.p2 in _NO_RESPONSE_DATA, StatusWord.WRONG_P1_P2)
            return SelectApplication(apdu.data)
        case Selection.ELEMENTARY_FILE:
            _require(apdu.p2 in _NO_RESPONSE_DATA, StatusWord.WRONG_P1_P2)
            _require(len(apdu.data) == _FILE_ID_LENGTH, StatusWord.WRONG_LENGTH)
            return SelectFile(int.from_bytes(apdu.data))
        case Selection.MASTER:
            _require(apdu.p2 in _NO_RESPONSE_DATA, StatusWord.WRONG_P1_P2)
            return SelectMaster(apdu.data)
        case _:
            raise Refusal(StatusWord.WRONG_P1_P2)


def _read_binary(apdu: CommandApdu) -> ReadBinary:
    _require(apdu.le is not None and not apdu.data, StatusWord.WRONG_LENGTH)
    length = apdu.le or 0
    if not apdu.p1 & _BY_SHORT_ID:
        return ReadBinary(None, apdu.p1 << 8 | apdu.p2, length)
    _require(not apdu.p1 & ~(_BY_SHORT_ID | _SHORT_ID), StatusWord.WRONG_P1_P2)
    _require(bool(apdu.p1 & _SHORT_ID), StatusWord.WRONG_P1_P2)
    return ReadBinary(apdu.p1 & _SHORT_ID, apdu.p2, length)


def _get_challenge(apdu: CommandApdu) -> GetChallenge:
    _require(apdu.p1 == apdu.p2 == 0, StatusWord.WRONG_P1_P2)
    _require(not apdu.extended, StatusWord.CONDITIONS_OF_USE)
    _require(apdu.le is not None and not apdu.data, StatusWord.WRONG_LENGTH)
    return GetChallenge(apdu.le or 0)


_INPUT_LENGTHS: Final = {
    SignatureForm.TYPE_1: range(1, 246),
    SignatureForm.BARE_HASH_OF_MESSAGE: range(1, _LONGEST_MESSAGE + 1),
    SignatureForm.HASH: range(32, 33),
    SignatureForm.MESSAGE: range(1, _LONGEST_MESSAGE + 1),
    SignatureForm.PSS_HASH: range(32, 33),
    SignatureForm.PSS_MESSAGE: range(1, _LONGEST_MESSAGE + 1),
}


def _verify(apdu: CommandApdu) -> Verify:
    _require(apdu.p1 == 0, StatusWord.WRONG_P1_P2)
    return Verify(_reference(apdu.p2), apdu.data)


def _change_pin(apdu: CommandApdu) -> ChangePin:
    _require(apdu.p1 == _NEW_VALUE_ONLY, StatusWord.WRONG_P1_P2)
    return ChangePin(_reference(apdu.p2), apdu.data)


def _set_session_key(apdu: CommandApdu) -> SetSessionKey:
    _require(apdu.p1 == apdu.p2 == 0, StatusWord.WRONG_P1_P2)
    _require(bool(apdu.data), StatusWord.WRONG_LENGTH)
    return SetSessionKey(apdu.data)


def _mutual_authenticate(apdu: CommandApdu) -> MutualAuthenticate:
    _require(apdu.p1 == apdu.p2 == 0, StatusWord.WRONG_P1_P2)
    _require(bool(apdu.data) and apdu.le is not None, StatusWord.WRONG_LENGTH)
    return MutualAuthenticate(apdu.data)


def _select_in_tree(apdu: CommandApdu) -> Command:
    """SELECT MF by its identifier or a DF by its name; files have short ones only."""
    match apdu.p1, apdu.p2:
        case Selection.MASTER, 0x00:
            _require(len(apdu.data) == _FILE_ID_LENGTH, StatusWord.WRONG_LENGTH)
            return SelectMaster(apdu.data)
        case Selection.NAME, 0x0C:
            return SelectApplication(apdu.data)
        case _:
            raise Refusal(StatusWord.WRONG_P1_P2)


def _replace_pin(apdu: CommandApdu) -> ReplacePin:
    _require(apdu.p1 == 0, StatusWord.WRONG_P1_P2)
    return ReplacePin(_reference(apdu.p2), apdu.data)


def _reset_counter(apdu: CommandApdu) -> ResetCounter:
    _require(apdu.p1 in {_NEW_PIN, _SAME_PIN}, StatusWord.WRONG_P1_P2)
    # A new PIN is data, and the same one none.
    _require(bool(apdu.data) == (apdu.p1 == _NEW_PIN), StatusWord.WRONG_LENGTH)
    return ResetCounter(_reference(apdu.p2), apdu.data)


def _external_authenticate(apdu: CommandApdu) -> ExternalAuthenticate:
    _require((apdu.p1, apdu.p2) == (0, _REFERENCE), StatusWord.WRONG_P1_P2)
    _require(bool(apdu.data), StatusWord.WRONG_LENGTH)
    return ExternalAuthenticate(apdu.data)


def _internal_authenticate(apdu: CommandApdu) -> InternalAuthenticate:
    _require(apdu.p1 == 0, StatusWord.WRONG_P1_P2)
    _require(bool(apdu.data), StatusWord.WRONG_LENGTH)
    return InternalAuthenticate(_reference(apdu.p2), apdu.data)


def _read_record(apdu: CommandApdu) -> ReadRecord:
    _require(apdu.le is not None and not apdu.data, StatusWord.WRONG_LENGTH)
    _require(apdu.p2 & _BY_NUMBER_MASK == _BY_NUMBER, StatusWord.WRONG_P1_P2)
    _require(bool(apdu.p1), StatusWord.WRONG_P1_P2)
    return ReadRecord(apdu.p2 >> 3 or None, apdu.p1)


def _get_data(apdu: CommandApdu) -> GetData:
    _require(apdu.le is not None and not apdu.data, StatusWord.WRONG_LENGTH)
    return GetData(apdu.p1 << 8 | apdu.p2)


def _sign(apdu: CommandApdu) -> Sign:
    _require(apdu.p1 <= max(SignatureForm), StatusWord.WRONG_P1_P2)
    form = SignatureForm(apdu.p1)
    own_key = apdu.p2 == 0
    reference = None if own_key else _reference(apdu.p2)
    _require(len(apdu.data) in _INPUT_LENGTHS[form], StatusWord.WRONG_LENGTH)
    return Sign(form, reference, apdu.data, own_key)


def _reference(p2: int) -> int | None:
    _require(
        bool(p2 & _REFERENCE) and not p2 & ~(_REFERENCE | _SHORT_ID),
        StatusWord.WRONG_P1_P2,
    )
    return p2 & _SHORT_ID or None


def _require(holds: bool, otherwise: StatusWord) -> None:  # noqa: FBT001
    if not holds:
        raise Refusal(otherwise)


_PLATFORM: Final[Mapping[tuple[int, int], Parser]] = {
    (Class.PLAIN, Ins.SELECT): _select,
    (Class.PLAIN, Ins.READ_BINARY): _read_binary,
    (Class.PLAIN, Ins.VERIFY): _verify,
    (Class.PLAIN, Ins.CHANGE_PIN): _change_pin,
    (Class.PLAIN, Ins.GET_CHALLENGE): _get_challenge,
    (Class.PLAIN, Ins.GET_DATA): _get_data,
    (Class.PLAIN, Ins.RESET_COUNTER): _reset_counter,
    (Class.PLAIN, Ins.AUTHENTICATE): _external_authenticate,
    (Class.PLAIN, Ins.INTERNAL_AUTHENTICATE): _internal_authenticate,
    (Class.PLAIN, Ins.READ_RECORD): _read_record,
    (Class.PROPRIETARY, Ins.REPLACE_PIN): _replace_pin,
    (Class.PROPRIETARY, Ins.SIGN): _sign,
    (Class.PROPRIETARY, Ins.SET_SESSION_KEY): _set_session_key,
}
"""The commands of the platform, all applications together."""

_RESIDENCE_CARD: Final[Mapping[tuple[int, int], Parser]] = {
    (Class.PLAIN, Ins.SELECT): _select_in_tree,
    (Class.PLAIN, Ins.READ_BINARY): _read_binary,
    (Class.PLAIN, Ins.VERIFY): _verify,
    (Class.PLAIN, Ins.GET_CHALLENGE): _get_challenge,
    (Class.PLAIN, Ins.AUTHENTICATE): _mutual_authenticate,
}
"""The commands of residence cards with a chip of their own."""
