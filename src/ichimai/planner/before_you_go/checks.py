"""The checks of a visit: each asks the law one thing, and says what it rests on.

A check that no rule refuses and for which a fact is missing is unknown; never yes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ichimai.errors import Malformed
from ichimai.law import office_days
from ichimai.law.extension_window import CITES as WINDOW_CITES
from ichimai.law.extension_window import RULES as WINDOW_RULES
from ichimai.law.extension_window import SHORTEST_STAY_MONTHS, extension_opens_on
from ichimai.law.questions import ask
from ichimai.model.cards import CardKind
from ichimai.model.finding import Finding
from ichimai.model.procedure import Counter, Procedure, Standing
from ichimai.model.status import Status
from ichimai.planner.asking import basis_of
from ichimai.planner.before_you_go.asked import Asked
from ichimai.planner.before_you_go.words import SENTENCES
from ichimai.planner.cities.city import city_at
from ichimai.planner.places.municipalities import Kind
from ichimai.planner.plan import NOTHING, Basis

UNLIMITED = (
    Status.PERMANENT_RESIDENT,
    Status.HSP_2,
    Status.SPECIAL_PERMANENT_RESIDENT,
)
_SPECIFIED = (CardKind.SPECIFIED_RESIDENCE, CardKind.SPECIFIED_SPECIAL_PERMANENT)
STAYS = (
    Procedure.EXTENSION,
    Procedure.CHANGE_OF_STATUS,
    Procedure.PERMANENT_RESIDENCE,
)
_GRANTING = (*STAYS[1:], Procedure.ACQUISITION, Procedure.SPR_PERMISSION)
ADDRESS_FILINGS = (
    Procedure.FIRST_ADDRESS,
    Procedure.ADDRESS_CHANGE,
    Procedure.MOVE_OUT,
)
_OKINAWA = office_days.own_holiday_prefecture()


class Outcome(StrEnum):
    """What a check says of the visit."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        name: which check it is.
        key: of the sentence in `words`.
        values: that the sentence names.
    """

    name: str
    outcome: Outcome
    key: str
    basis: Basis = NOTHING
    values: Mapping[str, Any] = field(default_factory=dict)


def checks(asked: Asked, as_of: date) -> Iterator[Check]:
    """Every check of that visit but for its papers, in the order of importance."""
    standing, found = _standing(asked)
    yield found
    for check in (_day_is_ahead, _office_is_open):
        yield check(asked, as_of)
    yield _counter(asked, standing)
    yield _own_municipality(asked)
    yield _who(asked, standing)
    yield from _request(asked, standing)
    yield from _status_after(asked)
    yield from _window(asked, standing)
    yield from _card_in_hand(asked)
    yield from _booking(asked)


def standing_of(asked: Asked) -> Standing | None:
    """How the person stands, as the law says it; None where it is not settled."""
    return _standing(asked)[0]


def law_says(question: str, facts: Mapping[str, Any], on: date) -> Finding:
    """The law's finding; facts that contradict each other count as not known.

    Raises:
        Malformed: a fact that the law cannot read at all.
    """
    given = {name: value for name, value in facts.items() if value is not None}
    try:
        return ask(question, given, on)
    except Malformed as error:
        if error.code != "contradiction":
            raise
        field = str(error.values.get("field", question))
        return Finding(question, on, given, {}, unknown=(field,))


def _missing(name: str, finding: Finding) -> Check:
    """What has to be known before there is an answer."""
    values = {"facts": ", ".join(finding.unknown)}
    return Check(name, Outcome.UNKNOWN, "fact-missing", basis_of(finding), values)


def _standing(asked: Asked) -> tuple[Standing | None, Check]:
    name = "standing"
    if asked.status is None:
        if asked.standing is None:
            values = {"facts": "status"}
            return None, Check(name, Outcome.UNKNOWN, "fact-missing", NOTHING, values)
        return _stands(asked.standing, NOTHING)
    special = asked.status is Status.SPECIAL_PERMANENT_RESIDENT
    finding = law_says(
        name,
        {
            "status": asked.status.value,
            "stay_months": asked.stay_months,
            "special_permanent": True if special else None,
        },
        asked.on,
    )
    if not finding.settled:
        return None, _missing(name, finding)
    word = finding.answer["standing"]
    if word == "unknown":
        return None, Check(name, Outcome.UNKNOWN, "silent", basis_of(finding))
    return _stands(Standing(word), basis_of(finding))


def _stands(standing: Standing, basis: Basis) -> tuple[Standing, Check]:
    if standing is Standing.OTHER:
        return standing, Check("standing", Outcome.NO, "no-card-system", basis)
    return standing, Check("standing", Outcome.YES, "in-card-system", basis)


def _day_is_ahead(asked: Asked, as_of: date) -> Check:
    if asked.on < as_of:
        return Check("day", Outcome.NO, "day-is-over")
    return Check("day", Outcome.YES, "day-is-ahead")


def _office_is_open(asked: Asked, _: date) -> Check:
    """AGH 1(1), LAA 4-2(2); hours are in no law."""
    basis = Basis((), office_days.CITES)
    is_open = office_days.is_open(asked.on)
    okinawan = asked.office is not None and asked.office.code.startswith(_OKINAWA)
    if is_open and okinawan and asked.counter is Counter.MUNICIPALITY:
        is_open = asked.on not in office_days.okinawan_municipality().days
    if is_open is None:
        return Check("open", Outcome.UNKNOWN, "holidays-not-known", basis)
    if not is_open:
        return Check("open", Outcome.NO, "closed", basis, {"day": asked.on})
    return Check("open", Outcome.YES, "weekday", basis, {"day": asked.on})


def _counter(asked: Asked, standing: Standing | None) -> Check:
    name = "counter"
    finding = law_says(
        name,
        {
            "standing": standing.value if standing else None,
            "procedure": asked.procedure.value,
            "ground": "none",
        },
        asked.on,
    )
    if not finding.settled:
        return _missing(name, finding)
    right = finding.answer[name]
    if right == "unknown":
        return Check(name, Outcome.UNKNOWN, "silent", basis_of(finding))
    if right is None:
        return Check(name, Outcome.NO, "right-counter-is-port", basis_of(finding))
    if asked.counter is None:
        values = {"facts": "office.counter"}
        return Check(name, Outcome.UNKNOWN, "fact-missing", basis_of(finding), values)
    if right != asked.counter.value:
        return Check(name, Outcome.NO, f"right-counter-is-{right}", basis_of(finding))
    return Check(name, Outcome.YES, "right-counter", basis_of(finding))


def _own_municipality(asked: Asked) -> Check:
    """Filings at a municipality are made where one lives (ICA 61-8-3(1), RC-050)."""
    name, basis = "municipality", Basis(("RC-050",), ("ICA 61-8-3(1)",))
    if asked.counter is not Counter.MUNICIPALITY:
        return Check(name, Outcome.YES, "any-office-of-the-area", basis)
    home, office = asked.municipality, asked.office
    if home is None or office is None:
        missing = "person.municipality" if home is None else "office.municipality"
        return Check(name, Outcome.UNKNOWN, "fact-missing", basis, {"facts": missing})
    if home.municipality != office.municipality:
        return Check(name, Outcome.NO, "other-municipality", basis)
    if Kind.DESIGNATED_CITY in (home.kind, office.kind) or home != office:
        return Check(name, Outcome.UNKNOWN, "which-ward", basis)
    return Check(name, Outcome.YES, "own-municipality", basis)


def _who(asked: Asked, standing: Standing | None) -> Check:
    name = "who"
    finding = law_says(
        "who-may-file",
        {
            "standing": standing.value if _carded(standing) and standing else None,
            "procedure": asked.procedure.value,
            "specified_request": asked.specified_request,
            "express": asked.express,
            "birth_date": asked.birth_date,
            "filed_on": asked.on,
            "unable": asked.unable,
            "actor": asked.actor,
            "actor_is_sixteen": asked.actor_is_sixteen,
        },
        asked.on,
    )
    if not finding.settled:
        return _missing(name, finding)
    answer = finding.answer["may_file"]
    outcome = {"yes": Outcome.YES, "must": Outcome.YES, "no": Outcome.NO}.get(answer)
    if outcome is None:
        key = "if-accepted" if answer == "if-accepted" else "silent"
        return Check(name, Outcome.UNKNOWN, key, basis_of(finding))
    key = "may-file" if outcome is Outcome.YES else "may-not-file"
    return Check(name, outcome, key, basis_of(finding))


def _carded(standing: Standing | None) -> bool:
    return standing in (Standing.MID_TO_LONG_TERM, Standing.SPECIAL_PERMANENT)


def _request(asked: Asked, standing: Standing | None) -> Iterator[Check]:
    name = "request"
    if asked.specified_request is False:
        return
    if asked.specified_request is None:
        values = {"facts": "visit.specified_request"}
        yield Check(name, Outcome.UNKNOWN, "fact-missing", NOTHING, values)
        return
    after = asked.status_after or asked.status
    finding = law_says(
        "specified-card-request",
        {
            "standing": standing.value if standing else None,
            "status_before": asked.status.value if asked.status else None,
            "status_after": after.value if after else None,
            "on_register": asked.on_register,
            "procedure": asked.procedure.value,
            "counter": asked.counter.value if asked.counter else None,
            "filed_on": asked.on,
        },
        asked.on,
    )
    if not finding.settled:
        yield _missing(name, finding)
    elif finding.answer["allowed"] is True:
        yield Check(name, Outcome.YES, "request-rides-along", basis_of(finding))
    elif finding.answer["allowed"] is False:
        key = f"request-{finding.reason}"
        key = key if key in SENTENCES else "request-refused"
        yield Check(name, Outcome.NO, key, basis_of(finding))
    else:
        yield Check(name, Outcome.UNKNOWN, "silent", basis_of(finding))


def _status_after(asked: Asked) -> Iterator[Check]:
    """Only a filing that grants a status can be followed by another one."""
    after = asked.status_after
    if after in (None, asked.status) or asked.procedure in _GRANTING:
        return
    values = {"facts": "visit.status_after"}
    yield Check("request", Outcome.UNKNOWN, "fact-missing", NOTHING, values)


def _window(asked: Asked, standing: Standing | None) -> Iterator[Check]:
    """Whether the filing is made in its time."""
    special = standing is Standing.SPECIAL_PERMANENT
    if special and asked.procedure in (*STAYS, Procedure.SPR_PERMISSION):
        yield Check("window", Outcome.NO, "nothing-to-extend")
        return
    if asked.procedure in STAYS:
        yield _stay_is_running(asked)
    elif asked.procedure is Procedure.VALIDITY_RENEWAL:
        yield _renewal_window(asked)
    elif asked.procedure is Procedure.EARLY_RENEWAL:
        # Whether the reason is good enough is for the bureau to find (ICA 19-11(2)).
        yield Check("window", Outcome.UNKNOWN, "reason-is-judged")
    elif asked.procedure is Procedure.ACQUISITION:
        yield Check("window", Outcome.UNKNOWN, "thirty-days-of-the-event")


def _stay_is_running(asked: Asked) -> Check:
    """A status is extended or changed while it lasts (ICA 20(2), 21(2))."""
    name, basis = "window", Basis(WINDOW_RULES, WINDOW_CITES)
    if asked.status in UNLIMITED:
        return Check(name, Outcome.NO, "nothing-to-extend", basis)
    if asked.stay_ends_on is None:
        values = {"facts": "person.stay_ends_on"}
        return Check(name, Outcome.UNKNOWN, "fact-missing", basis, values)
    if asked.stay_ends_on < asked.on:
        ended = {"day": asked.stay_ends_on}
        return Check(name, Outcome.NO, "stay-is-over", basis, ended)
    if asked.procedure is Procedure.EXTENSION:
        return _extension_opens(asked, asked.stay_ends_on, basis)
    return Check(name, Outcome.YES, "stay-is-running", basis)


def _extension_opens(asked: Asked, ends_on: date, basis: Basis) -> Check:
    """From three months before, by practice and not by law: a counter may take it."""
    if asked.stay_months is None or asked.stay_months < SHORTEST_STAY_MONTHS:
        return Check("window", Outcome.UNKNOWN, "opening-not-published", basis)
    opens_on = extension_opens_on(ends_on)
    if asked.on < opens_on:
        values = {"day": opens_on}
        return Check("window", Outcome.UNKNOWN, "early-by-practice", basis, values)
    return Check("window", Outcome.YES, "stay-is-running", basis)


def _renewal_window(asked: Asked) -> Check:
    name = "window"
    finding = law_says(
        "renewal-window",
        {
            "card": asked.card.value if asked.card else None,
            "expires_on": asked.card_expires_on,
            "old_card": {
                "delivered_on": asked.card_delivered_on,
                "expires_on": asked.card_expires_on,
            }
            if asked.card_delivered_on and asked.card_expires_on
            else None,
            "birth_date": asked.birth_date,
            "status": asked.status.value if asked.status else None,
        },
        asked.on,
    )
    if not finding.settled:
        return _missing(name, finding)
    opens, closes = finding.answer["opens_on"], finding.answer["closes_on"]
    if finding.reason == "follows-stay":
        return Check(name, Outcome.NO, "card-follows-stay", basis_of(finding))
    if "unknown" in (opens, closes) or opens is None or closes is None:
        return Check(name, Outcome.UNKNOWN, "silent", basis_of(finding))
    if asked.on < date.fromisoformat(str(opens)):
        values = {"day": date.fromisoformat(str(opens))}
        return Check(name, Outcome.NO, "too-early", basis_of(finding), values)
    if asked.on > date.fromisoformat(str(closes)):
        return Check(name, Outcome.UNKNOWN, "card-has-ended", basis_of(finding))
    return Check(name, Outcome.YES, "in-time", basis_of(finding))


def _card_in_hand(asked: Asked) -> Iterator[Check]:
    """A specified card can be given back only by who has one (RC-188)."""
    if asked.procedure is not Procedure.RETURN_OF_SPECIFIED:
        return
    basis = Basis(("RC-188",), ("ICA 19-15-2(1)",))
    if asked.card is None:
        values = {"facts": "card.kind"}
        yield Check("card", Outcome.UNKNOWN, "fact-missing", basis, values)
    elif asked.card not in _SPECIFIED:
        yield Check("card", Outcome.NO, "no-specified-card", basis)


def booking_purpose(procedure: Procedure) -> str:
    """The purpose under which a city speaks of that filing."""
    return "address-filing" if procedure in ADDRESS_FILINGS else "card-procedure"


def booking_of(asked: Asked) -> str:
    """`needed`, `not-needed` or `possible` where the city says it, else `unknown`."""
    if asked.counter is not Counter.MUNICIPALITY or asked.office is None:
        return "unknown"
    fact = city_at(asked.office).fact("booking", booking_purpose(asked.procedure))
    return fact.value if fact else "unknown"


def _booking(asked: Asked) -> Iterator[Check]:
    """Only a booking that is known to be needed can stand in the way."""
    if booking_of(asked) != "needed":
        return
    if asked.booked is None:
        values = {"facts": "visit.booked"}
        yield Check("booking", Outcome.UNKNOWN, "fact-missing", NOTHING, values)
    elif not asked.booked:
        yield Check("booking", Outcome.NO, "not-booked")
