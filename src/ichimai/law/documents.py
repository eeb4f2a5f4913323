"""What to bring to the counter: forms, photo, passport, card, proof and PIN.

The carrier's own papers come first; a request for the specified card adds one form, and
at the municipality a photo and the passport as well (APP 1, APP 2). What the sources do
not name is answered `"unknown"`; a counter may ask for more.
"""

from ichimai.errors import msgid
from ichimai.law.acting import cannot_carry
from ichimai.law.carriers import ADDRESS_FILINGS, PERMISSIONS
from ichimai.law.eras import known_by
from ichimai.law.facts import FIRST_DAY, birth_date, procedure
from ichimai.model.procedure import Procedure, Standing
from ichimai.rules.calendar import reached
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import FALSE, NO_WORD, TRUE, Choice, Truth, word
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Item, Table, cases, otherwise, when

standing = choice_fact("standing", msgid("How does the person stay?"), Standing)
filed_on = day_fact("filed_on", msgid("On which day is it filed?"))
specified_request = truth_fact(
    "specified_request", msgid("Is the specified card asked for with this filing?")
)

_special = standing.is_(Standing.SPECIAL_PERMANENT)
_resident = standing.is_(Standing.MID_TO_LONG_TERM)
_address = procedure.one_of(*ADDRESS_FILINGS)
_permission = procedure.one_of(*PERMISSIONS)
_spr_permission = procedure.is_(Procedure.SPR_PERMISSION)
_no_card = procedure.one_of(Procedure.LANDING, Procedure.MOVE_OUT)
_first_papers = procedure.one_of(Procedure.ACQUISITION, Procedure.SPR_PERMISSION)
RESIDENT_FORMS = {
    Procedure.ITEM_CHANGE: ("29-9", "ICA-MO 19-9"),
    Procedure.VALIDITY_RENEWAL: ("29-10", "ICA-MO 19-10"),
    Procedure.EARLY_RENEWAL: ("29-10", "ICA-MO 19-10"),
    Procedure.LOSS: ("29-11", "ICA-MO 19-11"),
    Procedure.DAMAGE: ("29-12", "ICA-MO 19-12"),
    Procedure.ORDERED_REISSUE: ("29-12", "ICA-MO 19-12"),
    Procedure.EXCHANGE: ("29-13", "ICA 19-13(1)"),
    Procedure.RETURN_OF_SPECIFIED: ("29-14-2", "ICA-MO 19-14-5"),
    Procedure.EXTENSION: ("extension", "ICA-MO 21(1)"),
    Procedure.CHANGE_OF_STATUS: ("change-of-status", "ICA-MO 20"),
    Procedure.PERMANENT_RESIDENCE: ("permanent-residence", "ICA-MO 22"),
    Procedure.ACQUISITION: ("36", "ICA 22-2"),
}
"""別記様式 of ICA-MO by its number, or the filing's own papers; P01 to P16."""

SPECIAL_FORMS = {
    Procedure.ITEM_CHANGE: ("6", "SPA 11(1)"),
    Procedure.VALIDITY_RENEWAL: ("7", "SPA 12(1)"),
    Procedure.LOSS: ("8", "SPA-MO 9"),
    Procedure.DAMAGE: ("9", "SPA 14(1)"),
    Procedure.EXCHANGE: ("10", "SPA 14(1)"),
    Procedure.RETURN_OF_SPECIFIED: ("13", "SPA-MO 18"),
}
"""別記様式 of SPA-MO by its number; P17, P18, P23."""

_ITS_FORM = msgid("The ordinance has a form for this filing.")
_NO_CARD = msgid("No card is applied for.")


def _forms(
    whose: Truth, forms: dict[Procedure, tuple[str, str]], who: str
) -> list[Item[Choice]]:
    return [
        when(
            whose & procedure.is_(filing),
            word(form),
            provision,
            key=f"{filing}-of-a-{who}",
            says=_ITS_FORM,
            rules=_RULES.get(filing, ("RC-065",)),
        )
        for filing, (form, provision) in forms.items()
    ]


_RULES = {
    Procedure.LOSS: ("RC-168",),
    Procedure.RETURN_OF_SPECIFIED: ("RC-186",),
}


@rule(
    "ICA-MO 19-9",
    "SPA-MO 9",
    ids="RC-065",
    title=msgid("Form of the filing itself"),
    since="2012-07-09",
)
def filing_form() -> Table[Choice]:
    """A form of ICA-MO, or of SPA-MO for special permanent residents."""
    return cases(
        when(
            _no_card,
            NO_WORD,
            "BRRA 24",
            key="no-form",
            says=_NO_CARD,
        ),
        when(
            _address,
            word("resident-record-notice"),
            "BRRA 22",
            "BRRA 30-46",
            key="address-filing",
            says=msgid("The notice to the resident record counts as the filing."),
            rules=("RC-034",),
        ),
        when(
            _spr_permission & _resident,
            word("2"),
            "SPA 5",
            key="under-spa-5",
            says=_ITS_FORM,
            rules=("RC-038",),
        ),
        when(
            _spr_permission,
            word("1"),
            "SPA 4",
            key="under-spa-4",
            says=_ITS_FORM,
            rules=("RC-039",),
        ),
        *_forms(~_special, RESIDENT_FORMS, "resident"),
        *_forms(_special, SPECIAL_FORMS, "special-permanent-resident"),
        otherwise(
            NO_WORD,
            "SPA 14(3)",
            key="sources-silent",
            says=msgid("The sources name no form for this filing."),
        ),
    )


@rule(
    "APP 1(1)",
    "APP 2(1)",
    ids=("RC-065", "RC-066"),
    title=msgid("Form of the request for the specified card"),
    since="2026-06-14",
)
def request_form() -> Table[Choice]:
    """One application beside the filing's own papers; none without a request."""
    return cases(
        when(
            ~specified_request,
            NO_WORD,
            "ICA 19-15-2(1)",
            key="no-request",
            says=msgid("No specified card is asked for."),
        ),
        when(
            _special | _spr_permission,
            word("app-s"),
            "APP-S 1",
            key="special-permanent-resident",
            says=msgid("The ordinance for special permanent residents has its form."),
        ),
        when(
            _address,
            word("form-2"),
            "APP 2(1)",
            key="at-the-municipality",
            says=msgid("Form 2 at the municipality."),
            rules=("RC-066",),
        ),
        otherwise(
            word("form-1"),
            "APP 1(1)",
            key="at-the-bureau",
            says=msgid("Form 1 at the bureau."),
            rules=("RC-065",),
        ),
    )


@rule(
    "ICA-MO 19-6(7)",
    "ICA-MO 19-9(3)",
    ids=("RC-069", "RC-070"),
    title=msgid("Whether a photo is handed in"),
    since="2012-07-09",
)
def photo() -> Table[Truth]:
    """One photo for filing and request together; none for small children."""
    return cases(
        when(
            _no_card | (_address & ~specified_request),
            FALSE,
            "ICA 19-9",
            key="no-card-is-made",
            says=msgid("No card is made, so no photo is needed."),
            rules=("RC-157",),
        ),
        when(
            ~reached(birth_date, 1, filed_on),
            FALSE,
            "ICA-MO 19-9(3)",
            "APP 2(3)",
            key="under-one",
            says=msgid("Under the age of 1 no photo is needed unless asked for."),
            rules=("RC-070",),
        ),
        when(
            (filed_on < FIRST_DAY) & ~reached(birth_date, 16, filed_on),
            FALSE,
            "ICA 19-4(3)",
            key="under-sixteen-of-old-law",
            says=msgid("Before 14 June 2026 cards showed no photo under 16."),
            rules=("RC-069", "RC-071"),
        ),
        when(
            _address,
            TRUE,
            "APP 2(1)",
            key="with-a-municipal-request",
            says=msgid("One photo comes with a request at the municipality."),
            rules=("RC-066",),
        ),
        otherwise(
            TRUE,
            "ICA-MO 19-9",
            key="with-the-filing",
            says=msgid("One photo comes with the filing; a request needs no second."),
            rules=("RC-065",),
        ),
    )


@rule(
    "APP 2(2)",
    "ICA-MO 19-9",
    ids=("RC-065", "RC-066", "RC-168"),
    title=msgid("Whether the passport is shown"),
    since="2012-07-09",
)
def passport() -> Table[Choice]:
    """`show-or-explain`: a written reason takes the place of the passport."""
    return cases(
        when(
            _no_card | _first_papers,
            NO_WORD,
            "ICA 22-2",
            key="sources-silent",
            says=msgid("The sources do not say what is shown with this filing."),
        ),
        when(
            _address & ~specified_request,
            NO_WORD,
            "ICA 19-9",
            key="not-with-an-address-filing",
            says=msgid("An address filing alone needs no passport."),
            rules=("RC-155",),
        ),
        when(
            _address,
            word("show-or-explain"),
            "APP 2(2)",
            key="or-a-written-reason",
            says=msgid("The passport, or a written reason why there is none."),
            rules=("RC-066",),
        ),
        otherwise(
            word("show"),
            "ICA-MO 19-9",
            key="with-the-filing",
            says=msgid("The passport is shown with the filing."),
            rules=("RC-065", "RC-168", "RC-186"),
        ),
    )


@rule(
    "ICA 19-7",
    "ICA-MO 19-9",
    ids=("RC-065", "RC-246"),
    title=msgid("Whether the present card is shown"),
    since="2012-07-09",
)
def present_card() -> Table[Choice]:
    """`show-or-passport`: where the port could not make the card, the note counts."""
    none_held = procedure.one_of(
        Procedure.LANDING, Procedure.ACQUISITION, Procedure.LOSS
    )
    born_here = _spr_permission & ~_resident
    return cases(
        when(
            none_held | born_here,
            NO_WORD,
            "ICA 19-12(1)",
            key="none-to-show",
            says=msgid("There is no card to show."),
            rules=("RC-165",),
        ),
        when(
            procedure.is_(Procedure.FIRST_ADDRESS) & ~_special,
            word("show-or-passport"),
            "ICA 19-7",
            "ICA suppl. 79/2009 7",
            key="or-the-note-in-the-passport",
            says=msgid("The card, or the passport that says it will follow."),
            rules=("RC-246",),
        ),
        otherwise(
            word("show"),
            "ICA-MO 19-9",
            key="with-the-filing",
            says=msgid("The card is shown with the filing."),
            rules=("RC-065", "RC-155"),
        ),
    )


@rule(
    "ICA-MO 19-11",
    "ICA-MO 19-9",
    ids=("RC-065", "RC-168"),
    title=msgid("What has to be proved"),
    since="2012-07-09",
)
def proof() -> Table[Choice]:
    """None where the filing speaks for itself."""
    return cases(
        when(
            procedure.is_(Procedure.LOSS),
            word("of-the-loss"),
            "ICA-MO 19-11",
            "SPA-MO 9",
            key="loss",
            says=msgid("A certificate of police or fire service, or a statement."),
            rules=("RC-168",),
        ),
        when(
            procedure.is_(Procedure.ITEM_CHANGE),
            word("of-the-change"),
            "ICA-MO 19-9",
            key="change",
            says=msgid("A paper that shows the change."),
        ),
        when(
            procedure.is_(Procedure.EARLY_RENEWAL),
            word("of-the-reason"),
            "ICA 19-11(2)",
            key="reason",
            says=msgid("The reason why the renewal cannot wait."),
            rules=("RC-126",),
        ),
        when(
            _permission,
            word("of-the-activity"),
            "ICA 21(2)",
            key="activity",
            says=msgid("Evidence of the activity and of the grounds."),
        ),
        when(
            _spr_permission,
            word("of-the-standing"),
            "SPA 4",
            "SPA 5",
            key="standing",
            says=msgid("Papers that prove the right to the standing."),
            rules=("RC-039",),
        ),
        otherwise(
            NO_WORD,
            "ICA 19-13(1)",
            key="nothing",
            says=msgid("Nothing has to be proved beyond the form."),
        ),
    )


@rule(
    "FORM 2",
    "FORM-S 2",
    ids="RC-073",
    title=msgid("Whether a PIN is filed"),
    since="2026-06-14",
)
def pin() -> Truth:
    """Four digits for the My Number function, with the request and not at pick-up."""
    return specified_request


QUESTION = Question(
    name="documents",
    title=msgid("What is brought to the counter?"),
    facts=(standing, procedure, specified_request, birth_date, filed_on),
    goals=(
        Goal("filing_form", filing_form),
        Goal("request_form", request_form),
        Goal("photo", photo),
        Goal("passport", passport),
        Goal("present_card", present_card),
        Goal("proof", proof),
        Goal("pin", pin),
    ),
    era=known_by(filed_on),
    reason=photo,
    contradictions=(
        Contradiction(
            specified_request & (filed_on < FIRST_DAY),
            "specified_request",
            msgid("Nobody could ask for the specified card before 14 June 2026."),
        ),
        Contradiction(
            specified_request & cannot_carry(_special, _resident),
            "specified_request",
            msgid("This filing carries no request; ask with another one."),
        ),
    ),
)
