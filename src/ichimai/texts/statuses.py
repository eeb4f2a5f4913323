"""Statuses of residence as a reader's language calls them.

English follows the agency's own English names (ISA). Japanese is the statute's name,
which a clerk must hear; plain Japanese writes the same with readings.
"""

from collections.abc import Mapping

from ichimai.errors import msgid
from ichimai.model.status import Status
from ichimai.texts.language import translator

NAMES: Mapping[Status, str] = {
    Status.DIPLOMAT: msgid("Diplomat"),
    Status.OFFICIAL: msgid("Official"),
    Status.PROFESSOR: msgid("Professor"),
    Status.ARTIST: msgid("Artist"),
    Status.RELIGIOUS: msgid("Religious Activities"),
    Status.JOURNALIST: msgid("Journalist"),
    Status.HSP_1A: msgid("Highly Skilled Professional (i)(a)"),
    Status.HSP_1B: msgid("Highly Skilled Professional (i)(b)"),
    Status.HSP_1C: msgid("Highly Skilled Professional (i)(c)"),
    Status.HSP_2: msgid("Highly Skilled Professional (ii)"),
    Status.BUSINESS_MANAGER: msgid("Business Manager"),
    Status.LEGAL_ACCOUNTING: msgid("Legal/Accounting Services"),
    Status.MEDICAL: msgid("Medical Services"),
    Status.RESEARCHER: msgid("Researcher"),
    Status.INSTRUCTOR: msgid("Instructor"),
    Status.ENGINEER: msgid("Engineer/Specialist in Humanities/International Services"),
    Status.INTRA_COMPANY_TRANSFEREE: msgid("Intra-company Transferee"),
    Status.NURSING_CARE: msgid("Nursing Care"),
    Status.ENTERTAINER: msgid("Entertainer"),
    Status.SKILLED_LABOR: msgid("Skilled Labor"),
    Status.SSW_1: msgid("Specified Skilled Worker (i)"),
    Status.SSW_2: msgid("Specified Skilled Worker (ii)"),
    Status.TIT_1A: msgid("Technical Intern Training (i)(a)"),
    Status.TIT_1B: msgid("Technical Intern Training (i)(b)"),
    Status.TIT_2A: msgid("Technical Intern Training (ii)(a)"),
    Status.TIT_2B: msgid("Technical Intern Training (ii)(b)"),
    Status.TIT_3A: msgid("Technical Intern Training (iii)(a)"),
    Status.TIT_3B: msgid("Technical Intern Training (iii)(b)"),
    Status.CULTURAL: msgid("Cultural Activities"),
    Status.TEMPORARY_VISITOR: msgid("Temporary Visitor"),
    Status.STUDENT: msgid("Student"),
    Status.TRAINEE: msgid("Trainee"),
    Status.DEPENDENT: msgid("Dependent"),
    Status.DESIGNATED_ACTIVITIES: msgid("Designated Activities"),
    Status.PERMANENT_RESIDENT: msgid("Permanent Resident"),
    Status.SPOUSE_JAPANESE: msgid("Spouse or Child of Japanese National"),
    Status.SPOUSE_PR: msgid("Spouse or Child of Permanent Resident"),
    Status.LONG_TERM_RESIDENT: msgid("Long-Term Resident"),
    Status.SPECIAL_PERMANENT_RESIDENT: msgid("Special Permanent Resident"),
}
"""The English names, source strings of the catalogues."""


def status_in_words(status: Status, language: str) -> str:
    """The name of *status* in *language*.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    return translator(language)(NAMES[status])
