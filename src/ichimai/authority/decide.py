"""The decision on an application: the law's answers and the officer's judgement.

What the law says is asked and recorded whole, with its provisions. Whether a stay is
permitted, and for how long, the law leaves to the Minister (ICA 21(3)): that comes from
the officer. A refusal is an outcome and not an error.
"""

from dataclasses import dataclass
from typing import Any

from ichimai.authority.entries import PERMISSIONS
from ichimai.authority.escrow import following
from ichimai.authority.office import Office
from ichimai.errors import Refused, msgid
from ichimai.law.questions import ask
from ichimai.model.decision import GrantedStay
from ichimai.model.filing import Application
from ichimai.model.finding import Finding
from ichimai.model.people import Stay
from ichimai.model.status import Status
from ichimai.registry.applications import DecisionMade, record_decision


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the officer decides and the law does not.

    Attributes:
        approved: False refuses the application, whatever the law would allow.
        granted: the stay permitted; needed to approve a procedure that grants one, and
            impossible with one that does not.
    """

    approved: bool = True
    granted: GrantedStay | None = None


def decide(office: Office, application_id: str, judgement: Judgement) -> Application:
    """Decide an application; it, decided or refused, one version on.

    Raises:
        NotFound: no application by that identifier.
        Conflict: its row has changed meanwhile.
        Refused: code `wrong-state`, `no-stay-granted`, `stay-not-granted-here`, or
            `facts-unknown` where the register does not settle a question of law.
    """
    application = office.registry.get_application(application_id)
    findings = _findings(office, application)
    approved = judgement.approved and all(_allows(finding) for finding in findings)
    if approved:
        _refuse_mismatch(application, judgement)
    made = DecisionMade(
        application_id=application.id,
        seen_version=application.version,
        approved=approved,
        decided_on=office.clock.today(),
        granted=judgement.granted if approved else None,
        findings=findings,
    )
    with (
        following(office.escrow, office.registry, application_id),
        office.registry.transaction("minister") as tx,
    ):
        return record_decision(tx, made)


def settled(finding: Finding) -> Finding:
    """*finding*, once it is known to be an answer.

    Raises:
        Refused: code `facts-unknown`.
    """
    if finding.settled:
        return finding
    raise Refused(
        msgid("The register does not settle {question}: {unknown} is unknown."),
        repair=msgid("Complete the register, then try again."),
        code="facts-unknown",
        question=finding.question,
        unknown=", ".join(finding.unknown),
    )


def _findings(office: Office, application: Application) -> tuple[Finding, ...]:
    """The law's answers on which this application turns."""
    stay = office.registry.find_stay_of(application.resident_id)
    today = office.clock.today()
    standing = settled(ask("standing", _standing_facts(application, stay), today))
    if not application.specified_request:
        return (standing,)
    facts: dict[str, Any] = {
        "standing": standing.answer["standing"],
        "status_after": application.status_requested.value,
        "on_register": True,
        "procedure": application.procedure.value,
        "counter": application.counter.value,
        "filed_on": application.filed_on.isoformat(),
    }
    if stay is not None:
        facts["status_before"] = stay.status.value
    return (standing, settled(ask("specified-card-request", facts, today)))


def _standing_facts(application: Application, stay: Stay | None) -> dict[str, Any]:
    """Who the person is, by the stay they have, or by the one they ask for."""
    status = stay.status if stay else application.status_requested
    if status is Status.SPECIAL_PERMANENT_RESIDENT:
        return {"status": status.value, "special_permanent": True}
    months = stay.stay_months if stay else application.stay_months
    facts: dict[str, Any] = {"status": status.value}
    return facts if months is None else {**facts, "stay_months": months}


def _allows(finding: Finding) -> bool:
    """Whether the answer stands in nobody's way."""
    return bool(finding.answer.get("allowed", True))


def _refuse_mismatch(application: Application, judgement: Judgement) -> None:
    grants = application.procedure in PERMISSIONS
    if grants and judgement.granted is None:
        raise Refused(
            msgid("The procedure grants a stay, and the decision names none."),
            repair=msgid("Name status, period and last day of the stay."),
            code="no-stay-granted",
        )
    if not grants and judgement.granted is not None:
        raise Refused(
            msgid("The procedure grants no stay, and the decision names one."),
            repair=msgid("Leave the stay out: the one that is registered goes on."),
            code="stay-not-granted-here",
        )
