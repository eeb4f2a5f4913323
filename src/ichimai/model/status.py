"""Statuses of residence (在留資格), by the slugs that the interfaces fix.

Source: ICA Appended Tables 1 and 2; ICA-MO Appended Table 2 (law file, section 7).
"""

from enum import StrEnum


class Status(StrEnum):
    """A status of residence, or the legal standing of a special permanent resident."""

    DIPLOMAT = "diplomat"
    OFFICIAL = "official"
    PROFESSOR = "professor"
    ARTIST = "artist"
    RELIGIOUS = "religious"
    JOURNALIST = "journalist"
    HSP_1A = "hsp-1a"
    HSP_1B = "hsp-1b"
    HSP_1C = "hsp-1c"
    HSP_2 = "hsp-2"
    BUSINESS_MANAGER = "business-manager"
    LEGAL_ACCOUNTING = "legal-accounting"
    MEDICAL = "medical"
    RESEARCHER = "researcher"
    INSTRUCTOR = "instructor"
    ENGINEER = "engineer-humanities-international"
    INTRA_COMPANY_TRANSFEREE = "intra-company-transferee"
    NURSING_CARE = "nursing-care"
    ENTERTAINER = "entertainer"
    SKILLED_LABOR = "skilled-labor"
    SSW_1 = "ssw-1"
    SSW_2 = "ssw-2"
    TIT_1A = "tit-1a"
    TIT_1B = "tit-1b"
    TIT_2A = "tit-2a"
    TIT_2B = "tit-2b"
    TIT_3A = "tit-3a"
    TIT_3B = "tit-3b"
    CULTURAL = "cultural"
    TEMPORARY_VISITOR = "temporary-visitor"
    STUDENT = "student"
    TRAINEE = "trainee"
    DEPENDENT = "dependent"
    DESIGNATED_ACTIVITIES = "designated-activities"
    PERMANENT_RESIDENT = "permanent-resident"
    SPOUSE_JAPANESE = "spouse-japanese"
    SPOUSE_PR = "spouse-pr"
    LONG_TERM_RESIDENT = "long-term-resident"
    SPECIAL_PERMANENT_RESIDENT = "special-permanent-resident"

    @property
    def japanese(self) -> str:
        """The status as the statute writes it."""
        return _JAPANESE[self]

    @property
    def english(self) -> str:
        """The status as the Immigration Services Agency writes it in English."""
        return _ENGLISH[self]


_JAPANESE = {
    Status.DIPLOMAT: "外交",
    Status.OFFICIAL: "公用",
    Status.PROFESSOR: "教授",
    Status.ARTIST: "芸術",
    Status.RELIGIOUS: "宗教",
    Status.JOURNALIST: "報道",
    Status.HSP_1A: "高度専門職1号イ",
    Status.HSP_1B: "高度専門職1号ロ",
    Status.HSP_1C: "高度専門職1号ハ",
    Status.HSP_2: "高度専門職2号",
    Status.BUSINESS_MANAGER: "経営・管理",
    Status.LEGAL_ACCOUNTING: "法律・会計業務",
    Status.MEDICAL: "医療",
    Status.RESEARCHER: "研究",
    Status.INSTRUCTOR: "教育",
    Status.ENGINEER: "技術・人文知識・国際業務",
    Status.INTRA_COMPANY_TRANSFEREE: "企業内転勤",
    Status.NURSING_CARE: "介護",
    Status.ENTERTAINER: "興行",
    Status.SKILLED_LABOR: "技能",
    Status.SSW_1: "特定技能1号",
    Status.SSW_2: "特定技能2号",
    Status.TIT_1A: "技能実習1号イ",
    Status.TIT_1B: "技能実習1号ロ",
    Status.TIT_2A: "技能実習2号イ",
    Status.TIT_2B: "技能実習2号ロ",
    Status.TIT_3A: "技能実習3号イ",
    Status.TIT_3B: "技能実習3号ロ",
    Status.CULTURAL: "文化活動",
    Status.TEMPORARY_VISITOR: "短期滞在",
    Status.STUDENT: "留学",
    Status.TRAINEE: "研修",
    Status.DEPENDENT: "家族滞在",
    Status.DESIGNATED_ACTIVITIES: "特定活動",
    Status.PERMANENT_RESIDENT: "永住者",
    Status.SPOUSE_JAPANESE: "日本人の配偶者等",
    Status.SPOUSE_PR: "永住者の配偶者等",
    Status.LONG_TERM_RESIDENT: "定住者",
    Status.SPECIAL_PERMANENT_RESIDENT: "特別永住者",
}

_ENGLISH = {
    Status.DIPLOMAT: "Diplomat",
    Status.OFFICIAL: "Official",
    Status.PROFESSOR: "Professor",
    Status.ARTIST: "Artist",
    Status.RELIGIOUS: "Religious Activities",
    Status.JOURNALIST: "Journalist",
    Status.HSP_1A: "Highly Skilled Professional (i)(a)",
    Status.HSP_1B: "Highly Skilled Professional (i)(b)",
    Status.HSP_1C: "Highly Skilled Professional (i)(c)",
    Status.HSP_2: "Highly Skilled Professional (ii)",
    Status.BUSINESS_MANAGER: "Business Manager",
    Status.LEGAL_ACCOUNTING: "Legal/Accounting Services",
    Status.MEDICAL: "Medical Services",
    Status.RESEARCHER: "Researcher",
    Status.INSTRUCTOR: "Instructor",
    Status.ENGINEER: "Engineer/Specialist in Humanities/International Services",
    Status.INTRA_COMPANY_TRANSFEREE: "Intra-company Transferee",
    Status.NURSING_CARE: "Nursing Care",
    Status.ENTERTAINER: "Entertainer",
    Status.SKILLED_LABOR: "Skilled Labor",
    Status.SSW_1: "Specified Skilled Worker (i)",
    Status.SSW_2: "Specified Skilled Worker (ii)",
    Status.TIT_1A: "Technical Intern Training (i)(a)",
    Status.TIT_1B: "Technical Intern Training (i)(b)",
    Status.TIT_2A: "Technical Intern Training (ii)(a)",
    Status.TIT_2B: "Technical Intern Training (ii)(b)",
    Status.TIT_3A: "Technical Intern Training (iii)(a)",
    Status.TIT_3B: "Technical Intern Training (iii)(b)",
    Status.CULTURAL: "Cultural Activities",
    Status.TEMPORARY_VISITOR: "Temporary Visitor",
    Status.STUDENT: "Student",
    Status.TRAINEE: "Trainee",
    Status.DEPENDENT: "Dependent",
    Status.DESIGNATED_ACTIVITIES: "Designated Activities",
    Status.PERMANENT_RESIDENT: "Permanent Resident",
    Status.SPOUSE_JAPANESE: "Spouse or Child of Japanese National",
    Status.SPOUSE_PR: "Spouse or Child of Permanent Resident",
    Status.LONG_TERM_RESIDENT: "Long-Term Resident",
    Status.SPECIAL_PERMANENT_RESIDENT: "Special Permanent Resident",
}
