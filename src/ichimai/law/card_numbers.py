"""Numbers and first days of cards and certificates, as values of the graph.

They come from the data files beside this module; what changed is chosen by the person's
own day.
"""

import tomllib
from importlib.resources import files
from typing import Any

from ichimai.rules.graph import Day, Days, const, days, months
from ichimai.rules.rule import dated


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("ichimai.law").joinpath(name).read_text("utf-8"))


_DATA = _read("residence_card.toml")
_CERTIFICATES = _read("certificates.toml")
MY_NUMBER_CARD = _read("my_number_card.toml")
"""The numbers of the My Number card, by the names of the data file."""

_OLD_WINDOW, _WINDOW = _DATA["window"]


FIRST_CARD: Day = const(_DATA["first_card"])
"""First day of the residence cards; of days before it the sources say nothing."""

AMENDED: Day = const(_DATA["amended"])
"""First day of the amended law."""

OLD_VALIDITY = months(_DATA["old_validity_months"])
"""How long a card of the old law was valid."""

WINDOW_CHANGED: Day = const(_WINDOW["from"])
"""Cards delivered before this day keep the window of their day."""

OLD_WINDOW = months(_OLD_WINDOW["months"])
"""How long before the end their window opens."""

LAST_OF_OLD_WINDOW: Day = const(_OLD_WINDOW["last_end"])
"""No card with that window ends later, unless it ends at sixteen."""

WINDOW = months(_WINDOW["months"])
"""How long before the end every other window opens."""

WINDOW_AT_SIXTEEN = months(_DATA["window_at_sixteen"]["months"])
"""The same for a card of the old law that ends at sixteen."""

LAST_OLD_CARD: Day = const(_DATA["window_at_sixteen"]["last_end"])
"""No card of the old law ends later: a newborn's, delivered on that law's last day."""


MY_NUMBER_WINDOW = months(MY_NUMBER_CARD["renewal_window_months"])
"""A My Number card with less left than this is replaced without loss."""

CERTIFICATE_WINDOW = months(_CERTIFICATES["window_months"])
"""The same of a certificate."""

CERTIFICATE_BIRTHDAY: int = _CERTIFICATES["birthday"]
"""Which birthday after issue limits a certificate."""

CERTIFICATE_BIRTHDAY_IN_WINDOW: int = _CERTIFICATES["birthday_in_window"]
"""The same where it replaces one in its last months."""

FIRST_CERTIFICATES = const(_CERTIFICATES["first_day"])
"""First day of the certificates on My Number cards (decision 0122)."""

SIGNATURE_AGE: int = _CERTIFICATES["signature_age"]
"""Under this age no signature certificate is issued in practice."""


def days_before_sixteenth(delivered_on: Day) -> Days:
    """How many days before the 16th birthday a child's card of the old law ends."""
    rows = _DATA["before_sixteenth"]
    amounts = [(row["from"].isoformat(), days(row["days"])) for row in rows]
    return dated(*amounts, by=delivered_on)
