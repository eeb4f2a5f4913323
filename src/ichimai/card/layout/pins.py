"""What a PIN or a verification number looks like, the same in every application."""

import re
from dataclasses import dataclass

_SHORT_ID_BITS = 0x1F


def short_id(file: int) -> int:
    """The five low bits of a file's identifier, by which commands may name it."""
    return file & _SHORT_ID_BITS


@dataclass(frozen=True, slots=True)
class PinRule:
    """The form of a PIN, its file, its tries, and the key that it opens.

    Attributes:
        pin_file: the file that is selected for VERIFY.
        key_file: the private key that may be used after it; None where it opens files
            alone.
        tries: wrong values allowed in a row; 0 for a reference that is always blocked.
        changeable: whether CHANGE PIN sets it; a number on the card's face is fixed.
        change_header: CLA, INS and P1 of the command that changes it.
    """

    name: str
    pin_file: int
    key_file: int | None
    shortest: int
    longest: int
    tries: int
    pattern: re.Pattern[bytes]
    changeable: bool = True
    change_header: tuple[int, int, int] = (0x00, 0x24, 0x01)

    @property
    def field(self) -> str:
        """Its name as values and JSON spell it."""
        return self.name.replace("-", "_")

    def length_fits(self, pin: bytes) -> bool:
        """Whether *pin* has a length this PIN can have; another one costs no try."""
        return self.shortest <= len(pin) <= self.longest

    def allows(self, pin: bytes) -> bool:
        """Whether *pin* may be set as a new value."""
        return self.pattern.fullmatch(pin) is not None


def four_digits(
    name: str,
    pin_file: int,
    key_file: int | None = None,
    change_header: tuple[int, int, int] = (0x00, 0x24, 0x01),
) -> PinRule:
    """A PIN of four digits with three tries, as a holder chooses it."""
    return PinRule(
        name=name,
        pin_file=pin_file,
        key_file=key_file,
        shortest=4,
        longest=4,
        tries=3,
        pattern=re.compile(rb"[0-9]{4}"),
        change_header=change_header,
    )


def printed_number(name: str, pin_file: int, digits: int) -> PinRule:
    """A number that is printed on the card and never changes. Ten tries are ours."""
    return PinRule(
        name=name,
        pin_file=pin_file,
        key_file=None,
        shortest=digits,
        longest=digits,
        tries=10,
        pattern=re.compile(rb"[0-9]{%d}" % digits),
        changeable=False,
    )
