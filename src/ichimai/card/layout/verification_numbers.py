"""The numbers on a card's face that open its applications (chip facts 2.1)."""

from datetime import date

from ichimai.errors import Malformed, msgid
from ichimai.model.eras import find_era

SECURITY_CODE_LENGTH = 4


def verification_number_b(birth_date: date, expires_on: date, code: str) -> str:
    """照合番号B, fourteen digits: birth date, year of expiry, security code.

    The birth date is written `YYMMDD` with the year of the Japanese era, the expiry
    with its Gregorian year; *code* is the four digits printed on the card.

    Raises:
        Malformed: code `security-code`; not four digits. Code `out-of-range`; a birth
            before 1868.
    """
    if len(code) != SECURITY_CODE_LENGTH or not (code.isascii() and code.isdigit()):
        raise Malformed(
            msgid("The security code is not four digits."),
            repair=msgid("Write the four digits printed on the card."),
            code="security-code",
        )
    era = find_era(birth_date)
    if era is None:
        raise Malformed(
            msgid("A birth date before 1868 has no year of an era."),
            repair=msgid("Compare the birth date with the card."),
            code="out-of-range",
        )
    year = era.year_of(birth_date)
    return f"{year:02}{birth_date:%m%d}{expires_on.year:04}{code}"
