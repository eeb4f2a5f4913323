"""The special-period evidence sheet: one page of A4 to carry beside the card.

It says the same as its signed code: printed day passed, lawful until when, under which
provision, how to check; the residence side and the My Number side apart.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ichimai.model.citation import cite
from ichimai.model.procedure import Procedure
from ichimai.model.stay_evidence import NO_SIDE, StayEvidence
from ichimai.papers.paired import Paired, paired
from ichimai.papers.square import drawn, millimetres
from ichimai.papers.typesetting import Sheet, label, said, typeset
from ichimai.papers.written import cautions_in
from ichimai.planner.wording import Words, say
from ichimai.texts.language import get_language
from ichimai.texts.readings import without_readings

_FILED = {
    Procedure.EXTENSION: "filed-extension",
    Procedure.CHANGE_OF_STATUS: "filed-change",
}
_CHECKS = ("check-card", "check-mark", "check-number", "check-code")


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """A heading of the sheet and the sentences under it."""

    title: Paired
    items: tuple[Paired, ...]


@dataclass(frozen=True, slots=True)
class EvidencePaper:
    """The written sheet, in the order in which it is read."""

    title: Paired
    test: Paired
    lawful: Paired
    parts: tuple[EvidencePart, ...]
    code_says: Paired
    cautions: tuple[Paired, ...]


def written_evidence(evidence: StayEvidence, language: str) -> EvidencePaper:
    """What the sheet says in *language*, beside Japanese.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    values = {
        "printed_on": evidence.printed_on,
        "until": evidence.until,
        "filed_on": evidence.filed_on,
        "seen_on": evidence.seen_on,
        "side_until": evidence.side_until,
        "command": "ichimai evidence verify",
    }

    def said_as(key: str) -> Paired:
        return paired(lambda spoken: say(Words(key, values), spoken), language)

    provision = "、".join(cite(each).in_japanese() for each in evidence.cites)
    under = Paired(
        f"{say(Words('evidence.provision'), language)}: {', '.join(evidence.cites)}",
        f"{say(Words('evidence.provision'), 'ja')}: {provision}",
    )
    filed = said_as(f"evidence.{_FILED[evidence.procedure]}")
    return EvidencePaper(
        title=said_as("evidence.title"),
        test=said_as("evidence.test"),
        lawful=said_as("evidence.lawful"),
        parts=(
            EvidencePart(
                said_as("evidence.residence"),
                (filed, said_as("evidence.card"), under, said_as("evidence.seen")),
            ),
            EvidencePart(
                said_as("evidence.side"), (said_as(f"evidence.{_side(evidence)}"),)
            ),
            EvidencePart(
                said_as("evidence.check"),
                tuple(said_as(f"evidence.{each}") for each in _CHECKS),
            ),
        ),
        code_says=said_as("evidence.code"),
        cautions=cautions_in(language),
    )


def evidence_pdf(
    evidence: StayEvidence, signed: str, language: str, *, fonts: Path | None = None
) -> bytes:
    """The sheet with the code that holds *signed*; the same values, the same bytes.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
        Unavailable: code `font-missing`; names the Debian package.
    """
    paper = written_evidence(evidence, language)
    sheet = Sheet(
        template="evidence",
        tag=get_language(language).html,
        title=without_readings(paper.title.own),
        day=evidence.seen_on,
        values=_values(paper, signed),
    )
    return typeset(sheet, fonts)


def _values(paper: EvidencePaper, signed: str) -> dict[str, Any]:
    return {
        "heading": label(paper.title),
        "test": said(paper.test),
        "lawful": said(paper.lawful),
        "parts": [
            {"title": label(part.title), "items": [said(each) for each in part.items]}
            for part in paper.parts
        ],
        "code": {
            "svg": drawn(signed),
            "millimetres": millimetres(signed),
            "alt": without_readings(paper.code_says.own),
            "says": said(paper.code_says),
        },
        "cautions": [said(each) for each in paper.cautions],
    }


def _side(evidence: StayEvidence) -> str:
    """The key of what is said of the My Number side."""
    until = evidence.side_until
    if isinstance(until, date):
        return "side-runs" if until >= evidence.seen_on else "side-ended"
    return "side-none" if until == NO_SIDE else "side-unknown"
