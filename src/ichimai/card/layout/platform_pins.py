"""Every PIN and verification number of the platform, with the application it is in."""

from collections.abc import Mapping
from typing import Final

from ichimai.card.layout.aids import Aid
from ichimai.card.layout.common import COMMON_PIN, REGISTER_PIN
from ichimai.card.layout.jpki import PIN_RULES
from ichimai.card.layout.pins import PinRule
from ichimai.card.layout.surface import SURFACE_RULES
from ichimai.card.layout.text import TEXT_RULES

PLATFORM_PINS: Final[Mapping[PinRule, Aid]] = {
    **dict.fromkeys(PIN_RULES, Aid.JPKI),
    **dict.fromkeys(TEXT_RULES, Aid.TEXT),
    **dict.fromkeys(SURFACE_RULES, Aid.SURFACE),
    COMMON_PIN: Aid.COMMON,
    REGISTER_PIN: Aid.RESIDENT_REGISTER,
}
"""In the order in which people meet them; the first ones are on every card."""
