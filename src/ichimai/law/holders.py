"""Whose card it is: permanent residents, highly skilled professionals (ii), others."""

from ichimai.law.facts import procedure, status
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status

_granted = procedure.is_(Procedure.PERMANENT_RESIDENCE)

NOT_RESIDENT = (Status.DIPLOMAT, Status.OFFICIAL, Status.TEMPORARY_VISITOR)
"""Statuses whose holders are no mid- to long-term residents (ICA 19-3(ii), (iii))."""

of_residence = status.one_of(
    *(s for s in Status if s is not Status.SPECIAL_PERMANENT_RESIDENT)
)
"""Whether a status of residence was named, which a special permanent resident lacks."""


# Plain values and no rules: ICA 19-5(1) itself tells the holders apart, item by item.

is_permanent_resident = status.is_(Status.PERMANENT_RESIDENT) | _granted
"""By status, or because permission for permanent residence is what is granted."""

is_hsp_2 = status.is_(Status.HSP_2) & ~_granted
"""The other status whose stay has no end (ICA 2-2(3))."""
