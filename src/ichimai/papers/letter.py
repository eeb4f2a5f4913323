"""One letter a person, in that person's language beside Japanese.

A letter is the paper of one plan with a line that says whose it is. Whoever writes to
many people writes one for each, and nothing of anybody else is in it.
"""

from dataclasses import dataclass
from pathlib import Path

from ichimai.papers.page import plan_page
from ichimai.papers.pdf import plan_pdf
from ichimai.planner.plan import Plan


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the forms in which it is sent.

    Attributes:
        html: one file that asks nothing of any other place, UTF-8.
        pdf: tagged, on A4.
    """

    html: bytes
    pdf: bytes


def write_letter(
    plan: Plan,
    language: str,
    addressee: str,
    *,
    address: str | None = None,
    fonts: Path | None = None,
) -> Letter:
    """The letter to the one whose *plan* it is; the same values give the same bytes.

    Args:
        plan: as `make_plan` gives it; options and questions may be left out there.
        language: of the reader, beside Japanese.
        addressee: what tells people apart, an employee's code or initials; it is
            printed as it is, whatever it holds, and stands in no address.
        address: where the portal shows the same answers (`square.plan_address`).
        fonts: the folder that holds the fonts; None for those of the system.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
        Unavailable: code `font-missing`; names the Debian package.
    """
    return Letter(
        html=plan_page([plan], language, address=address, addressee=addressee).encode(),
        pdf=plan_pdf(
            [plan], language, address=address, addressee=addressee, fonts=fonts
        ),
    )
