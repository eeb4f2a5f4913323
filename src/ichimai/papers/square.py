"""QR codes (ISO/IEC 18004) on paper and page, and the address that leads to a plan.

A code is of error level M with a quiet zone of four modules, in UTF-8, as a picture of
lines that any size prints sharply. What it holds stands beside it as text.
"""

import io

import segno

from ichimai.errors import Malformed
from ichimai.planner.parameters import query_of

QUIET_ZONE = 4
LONGEST_ADDRESS = 600
"""Longer addresses get no code: a telephone reads it no more from paper."""

_MODULE = 0.45
"""Millimetres on paper for one module of a code."""
_LEAST = 28.0


def plan_address(portal: str, language: str, facts: object) -> str | None:
    """Where *portal* shows the plan of the JSON *facts*; None where no code holds it.

    Named parameters alone are in it: no name, no card number, no My Number, as the
    facts of a plan have none.
    """
    try:
        query = query_of(facts)
    except Malformed:
        # More people or events than an address carries: the paper goes without.
        return None
    address = f"{portal.rstrip('/')}/{language}/own-plan?{query}"
    return address if len(address) <= LONGEST_ADDRESS else None


def drawn(text: str, title: str = "") -> str:
    """The QR code of *text* as SVG, with its *title* for whoever does not see it."""
    written = io.BytesIO()
    _square(text).save(
        written,
        kind="svg",
        xmldecl=False,
        border=QUIET_ZONE,
        title=title or None,
        svgclass=None,
        lineclass=None,
        omitsize=True,
    )
    return written.getvalue().decode().strip()


def millimetres(text: str) -> float:
    """How wide the code of *text* is printed, quiet zone and all."""
    modules, _ = _square(text).symbol_size(border=QUIET_ZONE)
    return max(_LEAST, modules * _MODULE)


def _square(text: str) -> segno.QRCode:
    return segno.make(text, error="m", encoding="utf-8", micro=False, boost_error=False)
