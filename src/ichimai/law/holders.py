"""Whose card it is: permanent residents, highly skilled professionals (ii), others."""

from typing import Any

from ichimai.errors import msgid
from ichimai.law.facts import procedure, status
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status
from ichimai.rules.rule import rule

_granted = procedure.is_(Procedure.PERMANENT_RESIDENCE)

NOT_RESIDENT = (Status.DIPLOMAT, Status.OFFICIAL, Status.TEMPORARY_VISITOR)
"""Statuses whose holders are no mid- to long-term residents (ICA 19-3(ii), (iii))."""

of_residence = status.one_of(
    *(s for s in Status if s is not Status.SPECIAL_PERMANENT_RESIDENT)
)
"""Whether a status of residence was named, which a special permanent resident lacks."""


@rule(
    "ICA 22(1)",
    ids="RC-128",
    title=msgid("Permanent resident after the procedure"),
    since="2012-07-09",
)
def is_permanent_resident() -> Any:
    """By status, or because permission for permanent residence is what is granted."""
    return status.is_(Status.PERMANENT_RESIDENT) | _granted


@rule(
    "ICA 2-2(3)",
    ids="RC-128",
    title=msgid("Highly skilled professional (ii) after the procedure"),
    since="2015-04-01",
)
def is_hsp_2() -> Any:
    """The other status whose stay has no end."""
    return status.is_(Status.HSP_2) & ~_granted
