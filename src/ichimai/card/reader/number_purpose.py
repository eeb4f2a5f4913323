"""Who may ask for the Individual Number: those whose work the My Number Act names."""

from typing import Final

from ichimai.errors import Refused, msgid

NUMBER_PURPOSES: Final = frozenset({"number-use", "number-related"})
"""個人番号利用事務 and 個人番号関係事務: those who may ask for the number (MNA 15)."""


def require_number_purpose(purpose: str) -> None:
    """Let no command be sent for another purpose.

    Raises:
        Refused: code `number-purpose`.
    """
    if purpose in NUMBER_PURPOSES:
        return
    raise Refused(
        msgid("The My Number may not be read for this purpose."),
        repair=msgid(
            "Read it only for work that the My Number Act names, or not at all."
        ),
        code="number-purpose",
        cites=("MNA 15", "MNA 20"),
    )
