"""Words for the slugs that people meet: fields of a card, permissions, purposes."""

from collections.abc import Callable
from datetime import date
from typing import Final

from ichimai.errors import Malformed, msgid
from ichimai.model.days import parse_day
from ichimai.model.filing import CertificateUse
from ichimai.model.status import Status
from ichimai.texts.in_words import day_in_words, status_in_words
from ichimai.texts.language import translator

Say = Callable[[str], str]

FIELDS: Final = {
    "name": msgid("Name"),
    "address": msgid("Address"),
    "my-number": msgid("My Number"),
    "birth-date": msgid("Date of birth"),
    "sex": msgid("Sex"),
    "nationality": msgid("Nationality"),
    "status": msgid("Status of residence"),
    "period-of-stay": msgid("Period of stay"),
    "stay-ends-on": msgid("Stay ends on"),
    "valid-until": msgid("Card valid to"),
    "work-restriction": msgid("Work"),
    "comprehensive-permission": msgid("Comprehensive permission"),
    "comprehensive-until": msgid("Comprehensive permission to"),
    "individual-permission": msgid("Individual permission"),
    "comprehensive-permission-text": msgid("Comprehensive permission"),
    "individual-permission-text": msgid("Individual permission"),
}
"""Fields that a purpose may disclose."""

_VALUES: Final = {
    ("work-restriction", "none"): msgid("without restriction"),
    ("work-restriction", "within-status"): msgid("within the status of residence"),
    ("work-restriction", "as-designated"): msgid("as the designation says"),
    ("work-restriction", "not-permitted"): msgid("not permitted"),
    ("comprehensive-permission", "none"): msgid("none"),
    ("comprehensive-permission", "general"): msgid("28 hours a week"),
    ("comprehensive-permission", "teaching"): msgid("teaching"),
    ("individual-permission", "true"): msgid("there is one"),
    ("individual-permission", "false"): msgid("none"),
}

WORDS: Final = {
    CertificateUse.SIGNATURE: msgid("signature"),
    CertificateUse.USER_AUTHENTICATION: msgid("user authentication"),
    "employment": msgid("employment"),
    "identity": msgid("identity"),
    "residence": msgid("residence"),
    "insurance": msgid("insurance"),
}
"""Certificates, and purposes of a verifier."""


def in_words(value: object, language: str) -> object:
    """*value* as a person of *language* reads it; what has no words stays as it is."""
    match value:
        case Status():
            return status_in_words(value, language)
        case date():
            return day_in_words(value, language)
        case tuple():
            comma = ", " if language == "en" else "、"
            return comma.join(str(in_words(each, language)) for each in value)
        case str() if value in WORDS:
            return translator(language)(WORDS[value])
    return value


def field_in_words(name: str, value: str, language: str) -> tuple[str, str]:
    """A field of the card and what stands in it, as a person reads them."""
    say = translator(language)
    label = say(FIELDS[name]) if name in FIELDS else name
    if name == "status":
        return label, status_in_words(Status(value), language)
    if (name, value) in _VALUES:
        return label, say(_VALUES[name, value])
    try:
        return label, day_in_words(parse_day(value, name), language)
    except Malformed:
        return label, value
