"""What runs out for a person, whether or not anything can be done about it."""

from datetime import date

from ichimai.model.filing import CertificateUse
from ichimai.model.procedure import Standing
from ichimai.planner.asking import basis_of, day_in, find_answer
from ichimai.planner.events import Reentry
from ichimai.planner.facts import MyNumberKind
from ichimai.planner.plan import UNKNOWN, Basis, Clock
from ichimai.planner.situation import Situation

STAY = Basis(("RC-001",), ("ICA 19-3", "ICA 21(2)"))
CARD = Basis(("RC-125", "RC-133"), ("ICA 19-5(1)(iii)",))
CARD_OF_ITS_OWN = Basis(("RC-125", "RC-126"), ("ICA 19-5(1)", "ICA 19-11(1)"))
CERTIFICATE_OF_ITS_OWN = Basis(("RC-125", "RC-138"), ("SPA 9", "SPA 12(1)"))
SPECIFIED_SIDE = Basis(("RC-140", "RC-147", "MN-146"), ("FORM 4(1)",))
SPECIFIED_SIDE_OF_SPECIAL = Basis(("RC-140", "MN-150"), ("FORM-S 4",))
SEPARATE_SIDE = Basis(("MN-099", "MN-116"), ("MNA-MO 27(1)",))
CERTIFICATE = {
    CertificateUse.SIGNATURE: Basis(("MN-181",), ("JPKI-MO 13",)),
    CertificateUse.USER_AUTHENTICATION: Basis(("MN-180",), ("JPKI-MO 49",)),
}


def _card_clock(situation: Situation) -> Clock:
    """The card's printed end, else what the law computes for it."""
    basis = CARD if situation.dated else CARD_OF_ITS_OWN
    if situation.special:
        basis = CERTIFICATE_OF_ITS_OWN
    if not situation.facts.residence_card.expires_on:
        basis += basis_of(situation.law_on_card)
    return Clock("residence-card", situation.card_ends_on, basis, situation.terms)


def _side_clock(situation: Situation) -> Clock:
    basis = SEPARATE_SIDE
    if situation.my_number is MyNumberKind.SPECIFIED:
        basis = SPECIFIED_SIDE_OF_SPECIAL if situation.special else SPECIFIED_SIDE
    return Clock("my-number-side", situation.my_number_ends_on, basis)


def clocks_of(situation: Situation) -> list[Clock]:
    """Every clock that runs, in a fixed order."""
    if situation.newborn is not None:
        return _of_a_newborn(situation)
    found = []
    if situation.dated:
        found.append(Clock("stay", situation.stay_ends_on, STAY))
    special = situation.special_period_ends_on
    if isinstance(special, date):
        found.append(
            Clock("special-period", special, basis_of(situation.special_period))
        )
    found.append(_card_clock(situation))
    found += _return_by(situation)
    bridge = day_in(situation.bridge, "old_card_ends_on")
    if isinstance(bridge, date) and bridge != situation.card_ends_on:
        found.append(Clock("bridge", bridge, basis_of(situation.bridge)))
    if situation.my_number is not MyNumberKind.NONE:
        found.append(_side_clock(situation))
    for use in CertificateUse:
        ends_on = situation.certificate_ends_on(use)
        if ends_on is not None:
            found.append(Clock(f"{use.value}-certificate", ends_on, CERTIFICATE[use]))
    return found


def _return_by(situation: Situation) -> list[Clock]:
    """The day until which somebody who leaves with a declaration must be back."""
    leaving = situation.leaving
    if leaving is None or leaving.on is None or leaving.reentry is not Reentry.DEEMED:
        return []
    ends_on = situation.stay_ends_on
    finding = find_answer(
        "re-entry",
        {
            "standing": (situation.standing or Standing.MID_TO_LONG_TERM).value,
            "re_entry": leaving.reentry.value,
            "left_on": leaving.on,
            "stay_ends_on": ends_on if isinstance(ends_on, date) else None,
        },
        situation.as_of,
        # A stay without a last day is told as none.
        not_yet=frozenset() if situation.dated else frozenset({"stay_ends_on"}),
    )
    back = day_in(finding, "return_by")
    return [Clock("return", back, basis_of(finding))] if isinstance(back, date) else []


def _of_a_newborn(situation: Situation) -> list[Clock]:
    """The days for which a child born in Japan may stay without a status."""
    born = situation.newborn
    if born is None or born.on is None or not situation.child_needs_status:
        return []
    finding = find_answer(
        "my-number-card-validity",
        {
            "standing": "birth-or-nationality-loss",
            "birth_date": born.on,
            "event_on": born.on,
            "made_on": born.on,
            "replaces": None,
        },
        situation.as_of,
    )
    ends_on = day_in(finding, "expires_on") or UNKNOWN
    return [Clock("stay-without-status", ends_on, basis_of(finding))]
