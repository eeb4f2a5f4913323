"""What runs out for a person, whether or not anything can be done about it."""

from datetime import date

from ichimai.model.filing import CertificateUse
from ichimai.planner.asking import basis_of, day_in, find_answer
from ichimai.planner.facts import MyNumberKind
from ichimai.planner.plan import Basis, Clock
from ichimai.planner.situation import Situation

STAY = Basis(("RC-001",), ("ICA 19-3", "ICA 21(2)"))
CARD = Basis(("RC-125", "RC-133"), ("ICA 19-5(1)(iii)",))
SPECIFIED_SIDE = Basis(("RC-140", "RC-147", "MN-146"), ("FORM 4(1)",))
SEPARATE_SIDE = Basis(("MN-099", "MN-116"), ("MNA-MO 27(1)",))
CERTIFICATE = {
    CertificateUse.SIGNATURE: Basis(("MN-181",), ("JPKI-MO 13",)),
    CertificateUse.USER_AUTHENTICATION: Basis(("MN-180",), ("JPKI-MO 49",)),
}


def _card_clock(situation: Situation) -> Clock:
    """The card's printed end, else what the law computes for it."""
    card, person = situation.facts.residence_card, situation.person
    if card.expires_on:
        return Clock("residence-card", card.expires_on, CARD)
    finding = find_answer(
        "card-validity",
        {
            "card": card.kind.value if card.kind else None,
            "status": person.status.value if person.status else None,
            "birth_date": person.birth_date,
            "procedure": "extension",
            "delivered_on": card.delivered_on,
            "old_card": None,
            "stay_ends_on": person.stay_ends_on,
        },
        situation.as_of,
    )
    return Clock(
        "residence-card", day_in(finding, "expires_on"), CARD + basis_of(finding)
    )


def clocks_of(situation: Situation) -> list[Clock]:
    """Every clock that runs, in a fixed order."""
    found = [Clock("stay", situation.stay_ends_on, STAY)]
    special = situation.special_period_ends_on
    if isinstance(special, date):
        found.append(
            Clock("special-period", special, basis_of(situation.special_period))
        )
    found.append(_card_clock(situation))
    if situation.my_number is not MyNumberKind.NONE:
        specified = situation.my_number is MyNumberKind.SPECIFIED
        basis = SPECIFIED_SIDE if specified else SEPARATE_SIDE
        found.append(Clock("my-number-side", situation.my_number_ends_on, basis))
    for use in CertificateUse:
        ends_on = situation.certificate_ends_on(use)
        if ends_on is not None:
            found.append(Clock(f"{use.value}-certificate", ends_on, CERTIFICATE[use]))
    return found
