"""Status words: the two bytes that end every answer, and what they mean.

The table is the one of the residence-card specification (Ver 1.5), with the further
words that the My Number card platform answers. `63Cx`, where x counts the tries left,
is a family and not one word: `wrong_with` writes it, `tries_left` reads it.
"""

from enum import IntEnum, unique
from typing import Final


@unique
class StatusWord(IntEnum):
    """A status word, by the name of its meaning."""

    OK = 0x9000
    """The command was carried out."""
    DF_BLOCKED = 0x6283
    """The selected file is deactivated."""
    MISMATCH = 0x6300
    """The compared value does not match; no try was counted."""
    FILE_CONTROL_BROKEN = 0x6400
    """The file's control information is broken."""
    WRITE_FAILED = 0x6581
    """Writing to memory failed."""
    WRONG_LENGTH = 0x6700
    """Lc, Le or the length of the data is wrong."""
    CHANNEL_NOT_OFFERED = 0x6881
    """There is no such logical channel."""
    SM_NOT_OFFERED = 0x6882
    """Secure messaging is not offered for this command."""
    FILE_STRUCTURE = 0x6981
    """The command does not fit the structure of the file."""
    SECURITY_STATUS = 0x6982
    """The security status for this is not reached: a PIN or a number comes first."""
    METHOD_NOT_ACCEPTED = 0x6983
    """The authentication method is not accepted."""
    REFERENCE_BLOCKED = 0x6984
    """The PIN or key is blocked: no tries are left."""
    CONDITIONS_OF_USE = 0x6985
    """The conditions of use are not met."""
    NO_CURRENT_EF = 0x6986
    """No file is selected."""
    SM_OBJECT_MISSING = 0x6987
    """An object of secure messaging is missing."""
    SM_OBJECT_WRONG = 0x6988
    """An object of secure messaging is wrong."""
    SELECTION_FAILED = 0x6999
    """The application is not selected, or selecting it failed."""
    SM_SESSION_GONE = 0x69FC
    """The session of secure messaging has been destroyed."""
    WRONG_DATA = 0x6A80
    """The data field is wrong: a tag that does not belong there."""
    FUNCTION_NOT_OFFERED = 0x6A81
    """The function is not offered."""
    FILE_NOT_FOUND = 0x6A82
    """There is no such file or application."""
    RECORD_NOT_FOUND = 0x6A83
    """There is no such record."""
    NO_SPACE = 0x6A84
    """The file has no space left."""
    LC_TLV_CONFLICT = 0x6A85
    """Lc does not fit the structure of the objects."""
    WRONG_P1_P2 = 0x6A86
    """P1 or P2 is wrong."""
    LC_P1_P2_CONFLICT = 0x6A87
    """Lc does not fit P1 and P2."""
    KEY_NOT_SET = 0x6A88
    """The referenced key is not set."""
    OUTSIDE_EF = 0x6B00
    """The offset lies outside the file."""
    SESSION_KEY_NOT_OFFERED = 0x66F1
    """This application takes no session key."""
    WRONG_INS = 0x6D00
    """The instruction is unknown."""
    WRONG_CLA = 0x6E00
    """The class is unknown."""
    SELF_DIAGNOSIS = 0x6F00
    """The chip's own diagnosis found a fault."""

    @property
    def meaning(self) -> str:
        """What the word says, in one sentence for developers."""
        return _MEANINGS[self]


_MEANINGS: Final = {
    StatusWord.OK: "the command was carried out",
    StatusWord.DF_BLOCKED: "the selected file is deactivated",
    StatusWord.MISMATCH: "the compared value does not match",
    StatusWord.FILE_CONTROL_BROKEN: "the file's control information is broken",
    StatusWord.WRITE_FAILED: "writing to memory failed",
    StatusWord.WRONG_LENGTH: "a length is wrong",
    StatusWord.CHANNEL_NOT_OFFERED: "there is no such logical channel",
    StatusWord.SM_NOT_OFFERED: "secure messaging is not offered here",
    StatusWord.FILE_STRUCTURE: "the command does not fit the file",
    StatusWord.SECURITY_STATUS: "the security status is not reached",
    StatusWord.METHOD_NOT_ACCEPTED: "the authentication method is not accepted",
    StatusWord.REFERENCE_BLOCKED: "the PIN or key is blocked",
    StatusWord.CONDITIONS_OF_USE: "the conditions of use are not met",
    StatusWord.NO_CURRENT_EF: "no file is selected",
    StatusWord.SM_OBJECT_MISSING: "an object of secure messaging is missing",
    StatusWord.SM_OBJECT_WRONG: "an object of secure messaging is wrong",
    StatusWord.SELECTION_FAILED: "the application is not selected",
    StatusWord.SM_SESSION_GONE: "the session of secure messaging is gone",
    StatusWord.WRONG_DATA: "the data field is wrong",
    StatusWord.FUNCTION_NOT_OFFERED: "the function is not offered",
    StatusWord.FILE_NOT_FOUND: "there is no such file or application",
    StatusWord.RECORD_NOT_FOUND: "there is no such record",
    StatusWord.NO_SPACE: "the file has no space left",
    StatusWord.LC_TLV_CONFLICT: "Lc does not fit the objects",
    StatusWord.WRONG_P1_P2: "P1 or P2 is wrong",
    StatusWord.LC_P1_P2_CONFLICT: "Lc does not fit P1 and P2",
    StatusWord.KEY_NOT_SET: "the referenced key is not set",
    StatusWord.OUTSIDE_EF: "the offset lies outside the file",
    StatusWord.SESSION_KEY_NOT_OFFERED: "this application takes no session key",
    StatusWord.WRONG_INS: "the instruction is unknown",
    StatusWord.WRONG_CLA: "the class is unknown",
    StatusWord.SELF_DIAGNOSIS: "the chip's own diagnosis found a fault",
}

_TRIES: Final = 0x63C0
_MOST_TRIES: Final = 0xF


def wrong_with(tries: int) -> int:
    """The word `63Cx`: the value is wrong, *tries* (0 … 15) are left."""
    if not 0 <= tries <= _MOST_TRIES:
        message = "a status word counts at most fifteen tries"
        raise ValueError(message)
    return _TRIES | tries


def tries_left(status: int) -> int | None:
    """The tries that `63Cx` counts; None where *status* is another word."""
    return status & _MOST_TRIES if status & ~_MOST_TRIES == _TRIES else None


def describe(status: int) -> str:
    """A status word for developers: its four digits and its meaning."""
    tries = tries_left(status)
    if tries is not None:
        return f"{status:04X}: the compared value does not match, {tries} tries left"
    if status in _MEANINGS:
        return f"{status:04X}: {_MEANINGS[StatusWord(status)]}"
    return f"{status:04X}: not in the tables"


class Refusal(Exception):
    """The chip's own way out of a command: the answer is this status word, no data.

    It never leaves the chip; the dispatch turns it into a response.
    """

    def __init__(self, status: int) -> None:
        super().__init__(describe(status))
        self.status = status
