"""From a person's facts to what a special-period evidence sheet may state.

The law decides (question `special-period`, RC-145 to RC-150); nothing is stated for
anybody whose printed day has not passed, whose special period is over, or of whom a
day is missing.
"""

from datetime import date

from ichimai.errors import Malformed, Refused, msgid
from ichimai.model.stay_evidence import NO_SIDE, NOT_KNOWN, Side, StayEvidence
from ichimai.planner.asking import basis_of
from ichimai.planner.facts import Facts, MyNumberKind
from ichimai.planner.notices import outside
from ichimai.planner.reader import require_lawful
from ichimai.planner.situation import Situation
from ichimai.planner.tasks.leaving import ending_tasks, leaves_for_good

CARD_STAYS_VALID = "ICA 19-5(2)"
"""The residence card is valid through the special period by itself (RC-146)."""


def evidence_of(facts: Facts, as_of: date) -> StayEvidence:
    """What a sheet made on *as_of* states of this person.

    Raises:
        Malformed: code `missing`; a day is not known. `field` is its path.
        Refused: code `no-residence-card` (there is none with this status),
            `no-special-period` (none runs for this person), `printed-day`
            (the printed day has not passed yet) or `special-period-over`.
    """
    require_lawful(as_of)
    situation = Situation(facts, as_of)
    printed_on, filing = facts.person.stay_ends_on, situation.filing
    if printed_on is None:
        raise _missing("person.stay_ends_on")
    _refuse_others(situation)
    if any(each.filed_on is None for each in facts.filings):
        place = next(each for each in facts.filings if each.filed_on is None)
        raise _missing(f"{place.path}.filed_on")
    until = situation.special_period_ends_on
    filed_on = filing.filed_on if filing and situation.filed else None
    if filing is None or filed_on is None or not isinstance(until, date):
        raise _no_special_period()
    _refuse_other_days(printed_on, until, as_of)
    basis = basis_of(situation.special_period)
    return StayEvidence(
        procedure=filing.procedure,
        filed_on=filed_on,
        printed_on=printed_on,
        until=until,
        side_until=_side(situation),
        seen_on=as_of,
        cites=(
            *(cite for cite in basis.cites if cite.startswith("ICA 2")),
            CARD_STAYS_VALID,
        ),
    )


def _refuse_others(situation: Situation) -> None:
    """Refuse whoever has no residence card, and whose stay has ended by an event."""
    told = situation.facts.residence_card.kind or situation.person.status
    if situation.standing is None and told is None:
        raise _missing("person.status")
    if outside(situation) is not None:
        raise Refused(
            msgid("People with this status have no residence card."),
            repair=msgid("Ask the bureau today what has become of the filing."),
            code="no-residence-card",
        )
    if ending_tasks(situation) is not None or leaves_for_good(situation):
        raise _no_special_period()


def _no_special_period() -> Refused:
    return Refused(
        msgid("No special period runs for this person."),
        repair=msgid("It wants an extension or a change filed in time, undecided."),
        code="no-special-period",
    )


def _side(situation: Situation) -> Side:
    if situation.my_number is MyNumberKind.NONE:
        return NO_SIDE
    ends_on = situation.my_number_ends_on
    return ends_on if isinstance(ends_on, date) else NOT_KNOWN


def _refuse_other_days(printed_on: date, until: date, as_of: date) -> None:
    if as_of <= printed_on:
        raise Refused(
            msgid("The printed day, {day}, has not passed: the card speaks by itself."),
            repair=msgid("Make the sheet after that day."),
            code="printed-day",
            day=printed_on.isoformat(),
        )
    if as_of > until:
        raise Refused(
            msgid("The special period ended on {day}."),
            repair=msgid("Ask the bureau today what has become of the filing."),
            code="special-period-over",
            day=until.isoformat(),
        )


def _missing(path: str) -> Malformed:
    return Malformed(
        msgid("{field} is needed and not known."),
        repair=msgid("Write it into the facts."),
        code="missing",
        field=path,
    )
