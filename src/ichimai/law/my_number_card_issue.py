"""Whether a My Number Card comes by express issue, and what a new card costs.

MNA 16-2(3) and MNA-EO 13(3) list the situations; MNA-MO 22-2 gives the dated ones
thirty days from the event, which is the first of them. No source lists which of them
are dated: those with an event are taken as dated (decision 0115). Amounts are those
that municipalities publish.
"""

from ichimai.errors import msgid
from ichimai.law.eras import before_first_day, known_by
from ichimai.law.fee_free import blameless
from ichimai.law.limits import EXPRESS, counted
from ichimai.law.office_days import national
from ichimai.law.services import SERVICES
from ichimai.rules.calendar import first_open_day
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import FALSE, NO_DAY, NO_YEN, TRUE, Day, Truth, Yen, const, yen
from ichimai.rules.question import Goal, Question, Remark
from ichimai.rules.rule import rule
from ichimai.rules.table import Item, Table, cases, otherwise, when

UNDER_ONE, DAMAGED, NO_SPACE = "child-under-one", "damaged", "no-space-left"
LOST, RELEASED, NUMBER = "lost", "released-from-custody", "number-changed"
ARRIVALS = ("from-abroad", "newly-registered", "new-resident-record")
FIRST, RENEWAL, LAPSED = "other-first-card", "renewal-in-window", "lapsed"

_DATED = (LOST, RELEASED, NUMBER, *ARRIVALS)
_NOT_LISTED = (FIRST, RENEWAL, LAPSED)
_CHARGED = (LOST, DAMAGED, LAPSED)
_EXPRESS, _REISSUE = SERVICES["express"], SERVICES["reissue"]

situation = choice_fact(
    "situation",
    msgid("Why is the My Number Card asked for?"),
    (UNDER_ONE, DAMAGED, NO_SPACE, *_DATED, *_NOT_LISTED),
)
event_on = day_fact(
    "event_on", msgid("On which day was the event?"), not_after="filed_on"
)
filed_on = day_fact(
    "filed_on", msgid("On which day is it filed?"), not_before="event_on"
)
in_person = truth_fact("in_person", msgid("Does the person come to the counter?"))
certificates = truth_fact(
    "certificates", msgid("Are electronic certificates asked for as well?")
)

_dated = situation.one_of(*_DATED)
_not_yet = filed_on < const(_EXPRESS["from"])


@rule(
    "MNA-MO 22-2",
    ids=("MN-077", "MN-295"),
    title=msgid("Last day for the form of express issue"),
    since="2024-12-02",
    confidence="inferred",
)
def express_last_day() -> Table[Day]:
    """Thirty days, the day of the event counted; None where there is no event."""
    return cases(
        when(
            _dated,
            counted(EXPRESS, event_on),
            "MNA-MO 22-2",
            key="thirty-days-with-the-first",
            says=msgid("Thirty days, the day itself counted."),
        ),
        otherwise(
            NO_DAY,
            "MNA-EO 13(3)",
            key="no-event",
            says=msgid("No event sets a limit for it."),
        ),
    )


@rule(
    "MNA 16-2(3)",
    "MNA-EO 13(3)",
    ids=("MN-075", "MN-076"),
    title=msgid("The card comes by express issue"),
    since="2024-12-02",
)
def is_express() -> Table[Truth]:
    """Listed situation, in person, in time; a newborn need not come."""
    return cases(
        before_first_day(_not_yet, FALSE, "MNA 16-2(3)", rule="MN-075"),
        when(
            situation.one_of(*_NOT_LISTED),
            FALSE,
            "MNA-EO 13(3)",
            key="not-listed",
            says=msgid("The decree does not list this situation."),
        ),
        when(
            situation.is_(UNDER_ONE) & ~in_person,
            TRUE,
            "MNA-EO 13(4)",
            key="with-the-birth",
            says=msgid("With the notification of birth the child need not come."),
            rules=("MN-078",),
        ),
        when(
            ~in_person,
            FALSE,
            "MNA-EO 13(4)",
            key="not-in-person",
            says=msgid("Express issue is asked for in person."),
            rules=("MN-075",),
        ),
        when(
            _dated & (filed_on > express_last_day.present()),
            FALSE,
            "MNA-MO 22-2",
            key="too-late",
            says=msgid("The thirty days are over."),
            rules=("MN-077",),
        ),
        otherwise(
            TRUE,
            "MNA-EO 13(3)",
            key="listed",
            says=msgid("The decree lists this situation."),
            rules=("MN-076", "MN-079"),
        ),
    )


@rule(
    "LAA 4-2(4)",
    ids=("MN-077", "MN-297"),
    title=msgid("The form came on the first open day after a closed last day"),
    since="2024-12-02",
    confidence="inferred",
)
def is_open() -> Truth:
    """Whether offices let that window roll was not found."""
    last = express_last_day.present()
    rolled = first_open_day(last, national())
    return _dated & (last < filed_on) & rolled.exists() & (filed_on <= rolled.present())


def _amounts(
    silent: Truth, with_certificates: Yen, without: Yen, number: str
) -> list[Item[Yen]]:
    """Of whom nothing is known, who pays nothing, and what the others pay."""
    charged = situation.one_of(*_CHARGED)
    return [
        when(
            silent,
            NO_YEN,
            "MNA 18-6",
            key="sources-silent",
            says=msgid("The sources name no fee for it."),
            rules=(number,),
        ),
        when(
            ~charged,
            yen(0),
            "MNA 18-6",
            key="free",
            says=msgid("It is free for the time being."),
            rules=("MN-081", "MN-082", "MN-085"),
        ),
        when(
            situation.one_of(LOST, DAMAGED) & blameless,
            yen(0),
            "MNA 18-6",
            key="blameless",
            says=msgid("The loss or damage was not the holder's fault."),
            rules=("MN-085",),
        ),
        when(
            certificates,
            with_certificates,
            "MNA 18-6",
            key="with-certificates",
            says=msgid("Card and certificates are paid for."),
            rules=(number,),
        ),
        otherwise(
            without,
            "MNA 18-6",
            key="card-only",
            says=msgid("The card alone is paid for."),
            rules=(number,),
        ),
    ]


@rule(
    "MNA 18-6",
    ids=("MN-083", "MN-086"),
    title=msgid("Fee for the new card"),
    since="2024-12-02",
    confidence="secondary",
)
def fee_yen() -> Table[Yen]:
    """Yen, not by express. No source says when the amounts began."""
    card = _REISSUE["card_yen"]
    return cases(
        *_amounts(
            _not_yet | situation.is_(RELEASED),
            yen(card + _REISSUE["certificates_yen"]),
            yen(card),
            "MN-083",
        )
    )


@rule(
    "MNA 18-6",
    ids="MN-084",
    title=msgid("Fee for the new card by express issue"),
    since="2024-12-02",
    confidence="secondary",
)
def express_fee_yen() -> Table[Yen]:
    """Yen; asked only where the card comes by express issue."""
    return cases(
        *_amounts(
            situation.is_(RELEASED),
            yen(_EXPRESS["with_certificates_yen"]),
            yen(_EXPRESS["without_certificates_yen"]),
            "MN-084",
        )
    )


QUESTION = Question(
    name="my-number-card-issue",
    title=msgid("Does the My Number Card come by express issue, and at what fee?"),
    facts=(situation, event_on, filed_on, in_person, certificates, blameless),
    goals=(
        Goal("express", is_express),
        Goal("express_last_day", express_last_day, only_if=express_last_day.exists()),
        Goal("fee_yen", fee_yen),
        Goal("express_fee_yen", express_fee_yen, only_if=is_express),
    ),
    era=known_by(filed_on),
    reason=is_express,
    remarks=(
        Remark(
            is_open,
            "open",
            msgid("Whether offices accept the form on the next open day is open."),
        ),
    ),
)
