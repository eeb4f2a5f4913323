"""What has to be in hand, by the law's question `documents` (RC-065 to RC-073)."""

from collections.abc import Iterator
from dataclasses import dataclass

from ichimai.model.finding import Finding
from ichimai.model.procedure import Standing
from ichimai.planner.asking import basis_of
from ichimai.planner.before_you_go.asked import Asked
from ichimai.planner.before_you_go.checks import Check, Outcome, law_says

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing to bring.

    Attributes:
        key: of the words in `words.PAPERS`.
        instead: what may be shown in its place.
        detail: the form or the kind of proof, as the law names it.
        at_counter: whether it can be had there, so that nobody is sent home for it.
    """

    key: str
    instead: tuple[str, ...] = ()
    detail: str = ""
    at_counter: bool = False

    def is_in(self, have: frozenset[str]) -> bool:
        """Whether it need not be fetched any more."""
        return self.at_counter or bool({self.key, *self.instead} & have)


@dataclass(frozen=True, slots=True)
class Papers:
    """What to bring, what of it is missing, and the check that follows.

    Attributes:
        missing: None where nobody said what is in hand, or the law leaves it open.
    """

    bring: tuple[Paper, ...]
    missing: tuple[Paper, ...] | None
    check: Check


def papers(asked: Asked, standing: Standing | None) -> Papers:
    """The papers of that visit."""
    facts = {
        "standing": standing.value if standing else None,
        "procedure": asked.procedure.value,
        "specified_request": asked.specified_request,
        "birth_date": asked.birth_date.isoformat() if asked.birth_date else None,
        "filed_on": asked.on.isoformat(),
    }
    finding = law_says("documents", facts, asked.on)
    bring = tuple(_needed(finding))
    basis = basis_of(finding)
    if not finding.settled:
        values = {"facts": ", ".join(finding.unknown)}
        check = Check("papers", Outcome.UNKNOWN, "fact-missing", basis, values)
        return Papers(bring, None, check)
    if _UNKNOWN in finding.answer.values():
        return Papers(bring, None, Check("papers", Outcome.UNKNOWN, "silent", basis))
    if asked.have is None:
        values = {"facts": "have"}
        check = Check("papers", Outcome.UNKNOWN, "fact-missing", basis, values)
        return Papers(bring, None, check)
    missing = tuple(paper for paper in bring if not paper.is_in(asked.have))
    if missing:
        return Papers(bring, missing, Check("papers", Outcome.NO, "missing", basis))
    return Papers(bring, (), Check("papers", Outcome.YES, "complete", basis))


def _needed(finding: Finding) -> Iterator[Paper]:
    """The papers that the answer names; what it leaves open is left out."""
    answer = finding.answer
    for name in ("filing_form", "request_form"):
        form = answer.get(name)
        if form and form != _UNKNOWN:
            yield Paper(name.replace("_", "-"), detail=form, at_counter=True)
    if answer.get("photo") is True:
        yield Paper("photo")
    if answer.get("passport") == "show":
        yield Paper("passport")
    elif answer.get("passport") == "show-or-explain":
        yield Paper("passport", ("written-reason",))
    if answer.get("present_card") == "show":
        yield Paper("present-card")
    elif answer.get("present_card") == "show-or-passport":
        yield Paper("present-card", ("passport",))
    proof = answer.get("proof")
    if proof and proof != _UNKNOWN:
        yield Paper("proof", detail=proof)
    if answer.get("pin") is True:
        yield Paper("pins")
