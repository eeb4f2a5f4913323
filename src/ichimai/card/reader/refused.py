"""How the reader says what a card refused, in the one family of errors.

The status word stays in the error, because a developer looks for it first. No sentence
carries a PIN, a number or anything that was read.
"""

from typing import Final

from ichimai.card.iso7816.apdu import ResponseApdu
from ichimai.card.iso7816.status import StatusWord, describe
from ichimai.errors import Malformed, NotFound, Refused, msgid

PIN_WRONG: Final = "pin-wrong"
PIN_LOCKED: Final = "pin-locked"
PIN_LAST_TRY: Final = "pin-last-try"
PIN_FORM: Final = "pin-form"
NUMBER_WRONG: Final = "card-number-wrong"
NO_APPLICATION: Final = "no-application"
NO_CERTIFICATE: Final = "no-certificate"
CARD_REFUSED: Final = "card-refused"


def accepted(response: ResponseApdu, *words: int) -> bytes:
    """The data of an answer whose status is `9000`, or one of *words*.

    Raises:
        Refused: code `card-refused`, with the status word, for every other status.
    """
    if response.status in {StatusWord.OK, *words}:
        return response.data
    raise Refused(
        msgid("The card refused a command ({status})."),
        repair=msgid("Take the card away, put it back and start again."),
        code=CARD_REFUSED,
        status=describe(response.status),
    )


def no_application(name: str) -> NotFound:
    """The card has no application by that name: it is a card of another kind."""
    return NotFound(
        msgid("This card has no {application} application."),
        repair=msgid(
            "Use a card that has it, or look at this one with another reader."
        ),
        code=NO_APPLICATION,
        application=name,
    )


def no_residence_data() -> NotFound:
    """It is a My Number Card without the residence application."""
    return NotFound(
        msgid("This is a My Number Card without residence data."),
        repair=msgid("Ask for the residence card: status and days stand there."),
        code="no-residence-data",
    )


def no_certificate() -> NotFound:
    """The card holds no certificate there."""
    return NotFound(
        msgid("This card holds no such certificate."),
        repair=msgid("The holder can have one put on the card at the municipality."),
        code=NO_CERTIFICATE,
    )


def not_open() -> Refused:
    """A secured file was asked for before the number was proven."""
    return Refused(
        msgid("The card number has not been proven to this chip yet."),
        repair=msgid("Open the session with the card number first."),
        code="session-not-open",
    )


def number_wrong() -> Refused:
    """The chip compared the card number and said no."""
    return Refused(
        msgid("The card number does not belong to this chip."),
        repair=msgid("Compare the twelve characters with those printed on the card."),
        code=NUMBER_WRONG,
    )


def pin_wrong(tries: int) -> Refused:
    """The chip compared the PIN and said no."""
    return Refused(
        msgid("The PIN is wrong; {tries} tries are left."),
        repair=msgid("Let the holder type it again, slowly, or stop here."),
        code=PIN_WRONG,
        tries=tries,
    )


def pin_locked() -> Refused:
    """The chip takes no PIN any more."""
    return Refused(
        msgid("The PIN is locked."),
        repair=msgid("The holder can have it unlocked at the municipality."),
        code=PIN_LOCKED,
        tries=0,
    )


def pin_last_try() -> Refused:
    """One try is left, and this reader does not spend it unasked."""
    return Refused(
        msgid("One try is left for this PIN, and it was not used."),
        repair=msgid("Be sure of the PIN, then insist; a wrong one locks the card."),
        code=PIN_LAST_TRY,
        tries=1,
    )


def pin_form() -> Malformed:
    """What was typed cannot be this PIN, so it was not sent."""
    return Malformed(
        msgid("This cannot be the PIN: its length or its characters are others."),
        repair=msgid("Type it as it was chosen; nothing was sent to the card."),
        code=PIN_FORM,
    )
