"""Code tables of the residence data that the published specification leaves out.

THESE CODES ARE OUR OWN. The Agency keeps its tables for nationality (`C8`), status of
residence (`C9`) and kind of permission (`CA`) apart from the public specification. Ours
begin with `X` where the width allows, so that nobody takes them for the Agency's: these
tables do not read a real card, and the real ones do not read a card of ours.
Nationality is the three letters of ISO 3166-1, which need no table.
"""

from ichimai.errors import Malformed, msgid
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status

STATUS_CODES: dict[Status, str] = {
    status: f"XSTATUS{number:03}"
    for number, status in enumerate(
        (
            Status.DIPLOMAT,
            Status.OFFICIAL,
            Status.PROFESSOR,
            Status.ARTIST,
            Status.RELIGIOUS,
            Status.JOURNALIST,
            Status.HSP_1A,
            Status.HSP_1B,
            Status.HSP_1C,
            Status.HSP_2,
            Status.BUSINESS_MANAGER,
            Status.LEGAL_ACCOUNTING,
            Status.MEDICAL,
            Status.RESEARCHER,
            Status.INSTRUCTOR,
            Status.ENGINEER,
            Status.INTRA_COMPANY_TRANSFEREE,
            Status.NURSING_CARE,
            Status.ENTERTAINER,
            Status.SKILLED_LABOR,
            Status.SSW_1,
            Status.SSW_2,
            Status.TIT_1A,
            Status.TIT_1B,
            Status.TIT_2A,
            Status.TIT_2B,
            Status.TIT_3A,
            Status.TIT_3B,
            Status.CULTURAL,
            Status.TEMPORARY_VISITOR,
            Status.STUDENT,
            Status.TRAINEE,
            Status.DEPENDENT,
            Status.DESIGNATED_ACTIVITIES,
            Status.PERMANENT_RESIDENT,
            Status.SPOUSE_JAPANESE,
            Status.SPOUSE_PR,
            Status.LONG_TERM_RESIDENT,
            Status.SPECIAL_PERMANENT_RESIDENT,
        ),
        start=1,
    )
}
"""Object `C9`, ten characters. A new status is added at the end, never between."""

PERMISSION_CODES: dict[Procedure, str] = {
    Procedure.LANDING: "X1",
    Procedure.CHANGE_OF_STATUS: "X2",
    Procedure.EXTENSION: "X3",
    Procedure.PERMANENT_RESIDENCE: "X4",
    Procedure.ACQUISITION: "X5",
}
"""Object `CA`, two characters: the permission printed on the card."""

_STATUSES = {code: status for status, code in STATUS_CODES.items()}
_PERMISSIONS = {code: kind for kind, code in PERMISSION_CODES.items()}


def status_of(code: str) -> Status:
    """The status that *code* stands for in our table.

    Raises:
        Malformed: code `unknown-code`.
    """
    if code not in _STATUSES:
        raise _unknown("C9")
    return _STATUSES[code]


def permission_of(code: str) -> Procedure:
    """The kind of permission that *code* stands for in our table.

    Raises:
        Malformed: code `unknown-code`.
    """
    if code not in _PERMISSIONS:
        raise _unknown("CA")
    return _PERMISSIONS[code]


def permission_code(kind: Procedure) -> str:
    """The code of a permission that a card can carry.

    Raises:
        Malformed: code `unknown-code`; *kind* is no permission but a notification.
    """
    if kind not in PERMISSION_CODES:
        raise _unknown("CA")
    return PERMISSION_CODES[kind]


def _unknown(tag: str) -> Malformed:
    return Malformed(
        msgid("Data object {tag} holds a code that is not in this project's table."),
        repair=msgid("Read the card with the code table of the one who issued it."),
        code="unknown-code",
        tag=tag,
    )
