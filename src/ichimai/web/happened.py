"""What has happened to a resident, from the register's journal, in words.

The journal is the source: each entry carries its day, who acted, the provisions and its
place in the chain of hashes. Nothing is told here that the journal does not hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ichimai.clock import day_in_japan
from ichimai.errors import msgid
from ichimai.registry.journal import JournalEntry
from ichimai.registry.store import Registry
from ichimai.texts.language import translator

_WHO: Mapping[str, str] = {
    "municipality": msgid("Municipality"),
    "bureau": msgid("Regional immigration services bureau"),
    "minister": msgid("For the Minister of Justice"),
    "card-maker": msgid("Card maker"),
}
_SOMEBODY = msgid("Another office")

_DID: Mapping[str, str] = {
    "resident-enrolled": msgid("Entered the resident on the Basic Resident Register."),
    "stay-granted": msgid("Entered the status of residence and the period of stay."),
    "card-entered": msgid("Entered the residence card that the resident then held."),
    "address-changed": msgid(
        "Entered the new address. The signature certificate ends with the old one."
    ),
    "application-decided": msgid(
        "Decided: the law allows what was asked for. It takes effect when the card is "
        "delivered."
    ),
    "application-refused": msgid("Decided: refused."),
    "card-prepared": msgid(
        "Wrote down, byte for byte, what the card and its certificates will say. No "
        "key has been used."
    ),
    "card-issued": msgid(
        "Signed once and wrote the chip. The sealed PINs were erased."
    ),
    "card-confirmed": msgid(
        "Compared the card with the resident record and confirmed it."
    ),
    "card-delivered": msgid("Handed over the card. From now on the permission counts."),
    "card-voided": msgid("Declared a card void."),
    "card-returned": msgid("Took a card back."),
    "certificate-revoked": msgid("Revoked an electronic certificate."),
}
_SOMETHING = msgid("Made an entry that this page has no words for.")
_FILED = msgid("Took in an application.")
_FILED_WITH_REQUEST = msgid(
    "Took in an application, and together with it the request for the one card. The "
    "PINs came sealed to the card maker."
)
_HANDED_OVER = msgid(
    "Handed over the card. From now on the permission counts, and the old card is void."
)


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the journal, in the language of the page.

    Attributes:
        number: its place in the journal.
        on: the day in Japan.
        who: the office that acted.
        did: what it did, one sentence or two.
        cites: the provisions under which it did so.
        hash: the first half of the entry's hash is enough to find it by.
    """

    number: int
    on: date
    who: str
    did: str
    cites: tuple[str, ...]
    hash: str


def read_happened(
    registry: Registry, resident_id: str, language: str
) -> list[Happened]:
    """Everything that the journal says of a resident, oldest first."""
    say = translator(language)
    return [
        Happened(
            number=entry.number,
            on=day_in_japan(entry.at),
            who=say(_WHO.get(entry.actor, _SOMEBODY)),
            did=say(_sentence(registry, entry)),
            cites=entry.cites,
            hash=entry.hash,
        )
        for entry in registry.journal(subject=resident_id)
    ]


def _sentence(registry: Registry, entry: JournalEntry) -> str:
    details = entry.payload.get("details", {})
    if entry.command == "application-lodged":
        filed = registry.find_application(details.get("application", ""))
        asked = filed is not None and filed.specified_request
        return _FILED_WITH_REQUEST if asked else _FILED
    if entry.command == "card-delivered" and details.get("ended"):
        return _HANDED_OVER
    return _DID.get(entry.command, _SOMETHING)
