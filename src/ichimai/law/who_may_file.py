"""Who may come to the counter to file: ICA 61-8-3, APP 1 and 2, APP-S 1 to 3.

Filings are made in person. Of those who are under 16 or cannot come, somebody with whom
they live acts for them; the ordinances about the specified card say who else may. What
they do not mention is answered `"unknown"`.
"""

from ichimai.errors import msgid
from ichimai.law import acting
from ichimai.law.acting import (
    ADULT_AGE,
    IF_ACCEPTED,
    MUST,
    NO,
    YES,
    actor,
    actor_is_sixteen,
    is_special,
    is_too_young_to_act,
    standing,
    unable,
)
from ichimai.law.carriers import ADDRESS_FILINGS, PERMISSIONS
from ichimai.law.eras import known_by
from ichimai.law.facts import FIRST_DAY, birth_date, procedure
from ichimai.model.procedure import Procedure
from ichimai.rules.calendar import birthday, reached
from ichimai.rules.fact import day_fact, truth_fact
from ichimai.rules.graph import NO_WORD, Choice, Truth
from ichimai.rules.question import Contradiction, Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

filed_on = day_fact("filed_on", msgid("On which day is it filed?"))
specified_request = truth_fact(
    "specified_request", msgid("Is the specified card asked for with this filing?")
)
express = truth_fact("express", msgid("Is the card to be sent by express mail?"))

_in_person = actor.is_(acting.SELF)
_family = actor.is_(acting.COHABITING_RELATIVE)
_address = procedure.one_of(*ADDRESS_FILINGS)
_permission = procedure.one_of(*PERMISSIONS)
_under_spa_5 = procedure.is_(Procedure.SPR_PERMISSION)

_UNDER_SIXTEEN = msgid("Under 16, somebody with whom the child lives must file.")
_IN_PERSON = msgid("The person files in person.")
_NOT_NAMED = msgid("The ordinance does not name this person.")
_SILENT = msgid("The sources do not say whether this person may file.")


@rule(
    "ICA 61-8-3(2)",
    ids="RC-051",
    title=msgid("Under 16, or renewing on the 16th birthday"),
    since="2012-07-09",
)
def is_under_sixteen() -> Truth:
    """A renewal of validity on the 16th birthday itself is treated the same way."""
    on_the_day = filed_on.is_(birthday(birth_date, ADULT_AGE))
    renewal = procedure.is_(Procedure.VALIDITY_RENEWAL)
    return ~reached(birth_date, ADULT_AGE, filed_on) | (renewal & on_the_day)


_ward = is_under_sixteen | unable


@rule(
    "APP 2(4)",
    ids="RC-055",
    title=msgid("Filing a request at the municipality"),
    since="2026-06-14",
)
def at_municipality() -> Table[Choice]:
    """Stricter than at the bureau: only for those under 16 or unable to come."""
    named = actor.one_of(
        acting.COHABITING_RELATIVE,
        acting.RELATIVE,
        acting.LEGAL_REPRESENTATIVE,
        acting.ASKED,
    )
    return cases(
        when(
            _ward & named,
            YES,
            "APP 2(4)",
            "APP 2(5)",
            key="for-one-who-cannot-file",
            says=msgid("Family and whom they ask may file for one who cannot."),
        ),
        otherwise(NO, "APP 2(4)", key="no-proxy-at-municipality", says=_NOT_NAMED),
    )


@rule(
    "APP 1(2)",
    "ICA-MO 59-4(2)",
    ids="RC-053",
    title=msgid("Filing a request with a card procedure at the bureau"),
    since="2026-06-14",
)
def with_card_procedure() -> Table[Choice]:
    """Items (1) to (4) of the ordinance, in their order."""
    return cases(
        when(
            _family & _ward,
            YES,
            "APP 1(2)",
            key="family-of-one-who-cannot-file",
            says=msgid("A relative in the same home files for one who cannot."),
        ),
        when(
            _family,
            YES,
            "APP 1(2)",
            key="family-at-wish",
            says=msgid("A relative in the same home may file when asked to."),
        ),
        when(
            actor.one_of(
                acting.STAFF, acting.PROFESSIONAL, acting.LEGAL_REPRESENTATIVE
            ),
            IF_ACCEPTED,
            "APP 1(2)",
            key="staff-or-professional",
            says=msgid("Staff, lawyers and representatives may if the bureau agrees."),
        ),
        when(
            _ward & actor.one_of(acting.RELATIVE, acting.COHABITANT),
            IF_ACCEPTED,
            "APP 1(2)",
            key="others-close-to-one-who-cannot-file",
            says=msgid("Others close to one who cannot may if the bureau agrees."),
        ),
        otherwise(NO, "APP 1(2)", key="not-named-for-card-procedures", says=_NOT_NAMED),
    )


@rule(
    "APP 1(3)",
    "ICA-MO 59-4(4)",
    ids="RC-054",
    title=msgid("Filing a request with a permission at the bureau"),
    since="2026-06-14",
)
def with_permission() -> Table[Choice]:
    """The kinds of staff are those of card procedures, and so is the agreement."""
    close = actor.one_of(acting.COHABITING_RELATIVE, acting.RELATIVE, acting.COHABITANT)
    return cases(
        when(
            actor.is_(acting.LEGAL_REPRESENTATIVE),
            YES,
            "APP 1(3)",
            key="representative",
            says=msgid("The legal representative may file."),
        ),
        when(
            actor.one_of(acting.STAFF, acting.PROFESSIONAL, acting.SUPPORTER_STAFF),
            IF_ACCEPTED,
            "APP 1(3)",
            key="staff-or-professional-with-permission",
            says=msgid("Staff and lawyers may if the bureau agrees."),
        ),
        when(
            _ward & close,
            YES,
            "APP 1(3)",
            key="close-to-one-who-cannot-file",
            says=msgid("Relatives and others in the home may for one who cannot."),
        ),
        otherwise(NO, "APP 1(3)", key="not-named-for-permissions", says=_NOT_NAMED),
    )


@rule(
    "ICA 61-8-3(2)",
    "ICA 61-8-3(3)",
    ids=("RC-051", "RC-052"),
    title=msgid("Filing without a request"),
    since="2012-07-09",
)
def without_request() -> Table[Choice]:
    """A duty of the family where the holder cannot file, and otherwise their choice."""
    return cases(
        when(
            ~_permission & _ward & _family,
            MUST,
            "ICA 61-8-3(2)",
            key="family-must",
            says=msgid("A relative in the same home must file for one who cannot."),
            rules=("RC-051",),
        ),
        when(
            ~_permission & _family,
            YES,
            "ICA 61-8-3(3)",
            key="family-may",
            says=msgid("A relative in the same home may file when asked to."),
            rules=("RC-052",),
        ),
        otherwise(NO_WORD, "ICA 61-8-3(3)", key="sources-silent", says=_SILENT),
    )


@rule(
    "APP-S 1(2)",
    "APP-S 2(4)",
    "APP-S 3(2)",
    ids="RC-057",
    title=msgid("Filing of special permanent residents"),
    since="2026-06-14",
)
def of_special_permanent() -> Table[Choice]:
    """At the municipality as others do; SPA 5 at the bureau has a list of its own."""
    close = actor.one_of(acting.COHABITING_RELATIVE, acting.RELATIVE, acting.COHABITANT)
    return cases(
        when(
            _under_spa_5 & is_under_sixteen & actor.is_(acting.LEGAL_REPRESENTATIVE),
            YES,
            "APP-S 3(2)",
            key="parent-or-guardian",
            says=msgid("A parent or guardian files for a child under 16."),
        ),
        when(
            _under_spa_5 & unable & close,
            YES,
            "APP-S 3(2)",
            key="close-to-one-who-is-unable",
            says=msgid("Relatives and others in the home may for one who cannot."),
        ),
        when(
            _under_spa_5,
            NO,
            "APP-S 3(2)",
            key="not-named-under-spa-5",
            says=_NOT_NAMED,
        ),
        when(
            ~_address & actor.is_(acting.PROFESSIONAL),
            YES,
            "APP-S 1(2)",
            key="lawyer-or-scrivener",
            says=msgid("A lawyer or administrative scrivener may file it."),
        ),
        when(
            _ward & _family,
            YES,
            "APP-S 1(2)",
            "APP-S 2(4)",
            key="family-at-municipality",
            says=msgid("A relative in the same home files for one who cannot."),
        ),
        otherwise(NO_WORD, "APP-S 1(2)", key="sources-silent", says=_SILENT),
    )


@rule(
    "ICA 61-8-3(1)",
    "APP 1(2)",
    "APP 2(4)",
    ids=("RC-050", "MN-159"),
    title=msgid("Whether this person may file"),
    since="2012-07-09",
)
def may_file() -> Table[Choice]:
    """The holder first; then nobody for express mail; then by filing and counter."""
    return cases(
        when(
            _in_person & ~_permission & is_under_sixteen,
            NO,
            "ICA 61-8-3(2)",
            key="under-sixteen",
            says=_UNDER_SIXTEEN,
            rules=("RC-051",),
        ),
        when(
            _in_person,
            YES,
            "ICA 61-8-3(1)",
            key="in-person",
            says=_IN_PERSON,
            rules=("RC-050",),
        ),
        when(
            specified_request & express,
            NO,
            "APP 2(4)",
            "APP-S 1(2)",
            "APP-S 2(4)",
            key="express-mail-in-person-only",
            says=msgid("Who asks for express mail must come in person."),
            rules=("RC-056",),
        ),
        when(
            is_too_young_to_act,
            NO,
            "ICA 61-8-3(2)",
            key="actor-under-sixteen",
            says=msgid("Nobody under 16 files for another."),
            rules=("RC-051",),
        ),
        when(
            is_special | _under_spa_5,
            of_special_permanent,
            key="special-permanent-resident",
            says=msgid("The person is, or is to become, special permanent resident."),
        ),
        when(
            ~specified_request,
            without_request,
            key="no-request",
            says=msgid("No specified card is asked for."),
        ),
        when(
            _address,
            at_municipality,
            key="at-municipality",
            says=msgid("It rides on an address filing at the municipality."),
        ),
        when(
            _permission,
            with_permission,
            key="with-permission",
            says=msgid("It rides on the filing for a permission at the bureau."),
        ),
        otherwise(
            with_card_procedure,
            key="with-card-procedure",
            says=msgid("It rides on a card procedure."),
        ),
    )


QUESTION = Question(
    name="who-may-file",
    title=msgid("Who may come to the counter to file?"),
    facts=(
        standing,
        procedure,
        specified_request,
        express,
        birth_date,
        filed_on,
        unable,
        actor,
        actor_is_sixteen,
    ),
    goals=(Goal("may_file", may_file),),
    era=known_by(filed_on),
    reason=may_file,
    contradictions=(
        Contradiction(
            specified_request & (filed_on < FIRST_DAY),
            "specified_request",
            msgid("Nobody could ask for the specified card before 14 June 2026."),
        ),
        Contradiction(
            _in_person & unable,
            "unable",
            msgid("Whoever comes in person is able to come."),
        ),
        Contradiction(
            specified_request & acting.cannot_carry(is_special, ~is_special),
            "specified_request",
            msgid("This filing carries no request; ask with another one."),
        ),
        Contradiction(
            express & ~specified_request,
            "express",
            msgid("Only a specified card is sent by express mail."),
        ),
    ),
)
