"""Before you go: a form whose answers stand in the address, and the verdict on them."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.errors import IchimaiError, Malformed, NotFound, msgid
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status
from ichimai.planner.before_you_go.asked import PAPERS as KINDS
from ichimai.planner.before_you_go.asked import read_asked
from ichimai.planner.before_you_go.verdict import Verdict, check_sentence, judge
from ichimai.planner.before_you_go.words import CHECKS, OUTCOMES, PAPERS, SENTENCES
from ichimai.planner.places.finding import find_places
from ichimai.texts.language import translator
from ichimai.texts.statuses import status_in_words
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page
from ichimai.web.site import site_of

_LONGEST = 60
"""Characters of one answer that are read."""

PROCEDURES = {
    Procedure.EXTENSION: msgid("Extend the stay"),
    Procedure.CHANGE_OF_STATUS: msgid("Change the status"),
    Procedure.PERMANENT_RESIDENCE: msgid("Permanent residence"),
    Procedure.VALIDITY_RENEWAL: msgid("Renew the card"),
    Procedure.EXCHANGE: msgid("Exchange the card"),
    Procedure.LOSS: msgid("A lost card"),
    Procedure.DAMAGE: msgid("A damaged card"),
    Procedure.ITEM_CHANGE: msgid("A new name or nationality"),
    Procedure.FIRST_ADDRESS: msgid("The first address"),
    Procedure.ADDRESS_CHANGE: msgid("A new address"),
    Procedure.RETURN_OF_SPECIFIED: msgid("Give the specified card back"),
}
COUNTERS = {
    Counter.BUREAU: msgid("Immigration office"),
    Counter.MUNICIPALITY: msgid("Municipality"),
}
_MONTHS = (3, 6, 12, 36, 60)


def before_you_go(request: Request) -> HTMLResponse:
    """The form, and beneath it the verdict where a procedure and a day are given."""
    given = {
        name: value[:_LONGEST].strip() for name, value in request.query_params.items()
    }
    have = [each for each in request.query_params.getlist("have") if each in KINDS]
    language = language_of(request)
    say = translator(language.code)
    verdict, problem = _judged(request, given, have) if given else (None, None)
    return page(
        request,
        language,
        "visit.html",
        given=given,
        have=have,
        verdict=verdict,
        problem=problem,
        said=_said(verdict, language.code) if verdict else [],
        headline=SENTENCES[f"verdict-{verdict.outcome}"] if verdict else "",
        procedures_said=[(p.value, say(text)) for p, text in PROCEDURES.items()],
        counters_said=[(c.value, say(text)) for c, text in COUNTERS.items()],
        statuses=[(s.value, status_in_words(s, language.code)) for s in Status],
        months_said=[(str(number), str(number)) for number in _MONTHS],
        papers={kind: PAPERS[kind] for kind in KINDS},
        forms=PAPERS,
    )


def _said(
    verdict: Verdict, language: str
) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Each check by name, with its outcome, sentence and first provision."""
    return [
        (
            CHECKS[each.name],
            OUTCOMES[each.outcome],
            check_sentence(each, language),
            each.basis.cites[:1],
        )
        for each in verdict.checks
    ]


def _judged(
    request: Request, given: Mapping[str, str], have: list[str]
) -> tuple[Verdict | None, IchimaiError | None]:
    """The verdict, or what keeps it from being given."""
    try:
        asked = read_asked(_facts(given, have))
    except (Malformed, NotFound) as error:
        return None, error
    return judge(asked, site_of(request).clock.today()), None


def _facts(given: Mapping[str, str], have: list[str]) -> dict[str, Any]:
    """The answers as the facts of a visit; who comes in person is able to come."""
    places = find_places(given.get("municipality", ""))
    home = places[0].code if len(places) == 1 else None
    months = given.get("months", "")
    return {
        "person": {
            "status": given.get("status") or None,
            "stay_months": int(months) if months in map(str, _MONTHS) else None,
            "stay_ends_on": given.get("stay_end") or None,
            "birth_date": given.get("born") or None,
            "on_resident_register": True if given.get("registered") else None,
            "municipality": home,
            "unable": False,
        },
        "office": {"counter": given.get("counter") or None, "municipality": home},
        "visit": {
            "procedure": given.get("procedure") or None,
            "on": given.get("on") or None,
            "specified_request": bool(given.get("one_card")),
            "express": False if given.get("one_card") else None,
        },
        "have": have,
    }
