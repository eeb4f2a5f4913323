"""The four questions about the card in the reader: asked by a form, shown by a page.

Reading spends a try of the PIN where it is wrong, so it is never done by opening a
page: the form is sent, the card is read, and the browser is sent on to the result.
"""

import unicodedata
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ichimai.clock import day_in_japan
from ichimai.errors import Malformed, msgid
from ichimai.model.cards import CardNumber
from ichimai.texts.language import Language, translator
from ichimai.web.desk import Desk, Reading, Result, desk_of
from ichimai.web.guards import bounded_body
from ichimai.web.pages.fields import fields_of
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page
from ichimai.web.site import Site, site_of
from ichimai.web.verdicts import PURPOSES, headline, rows


def result(request: Request) -> HTMLResponse:
    """The last result, if there is one, and the form that asks for another."""
    site, language = site_of(request), language_of(request)
    return _page(request, language, site, desk_of(request))


async def read_card(request: Request) -> Response:
    """Read the card once and send the browser on to what was found."""
    site, language = site_of(request), language_of(request)
    sent = fields_of(await bounded_body(request))
    try:
        number = CardNumber(_folded(sent.get("card_number", "")))
        purpose = _purpose(sent.get("purpose", ""))
    except Malformed as error:
        return _refused(request, language, error, sent)
    reading = Reading(
        as_of=site.clock.today(),
        purpose=purpose,
        card_number=str(number),
        ask_holder="ask_holder" in sent,
    )
    await run_in_threadpool(desk_of(request).read, reading)
    return RedirectResponse(f"/{language.code}/verify", 303)


def _folded(text: str) -> str:
    """What people type, as cards print it: half-width capitals, nothing in between."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    return "".join(each for each in narrow if each.isalnum())


def _purpose(key: str) -> str:
    if key not in PURPOSES:
        raise Malformed(
            msgid("The purpose is not one of the list."),
            repair=msgid("Choose a purpose of the list."),
            code="unknown-value",
            field="purpose",
        )
    return key


def _refused(
    request: Request, language: Language, error: Malformed, sent: dict[str, str]
) -> HTMLResponse:
    """The whole page again, what was typed kept, the message at its field."""
    say = translator(language.code)
    field = str(error.values.get("field", "card_number"))
    sentence = " ".join(say(text) for text in (error.problem, error.repair))
    return _page(
        request,
        language,
        site_of(request),
        desk_of(request),
        status=422,
        errors={field: sentence},
        card_number=sent.get("card_number", ""),
        chosen=sent.get("purpose", ""),
    )


def _page(
    request: Request,
    language: Language,
    site: Site,
    desk: Desk,
    status: int = 200,
    **shown: object,
) -> HTMLResponse:
    say = translator(language.code)
    number = site.reader.printed_number if site.reader else ""
    values: dict[str, Any] = {
        "has_reader": site.reader is not None,
        "purposes": {key: say(text) for key, text in PURPOSES.items()},
        "errors": {},
        "card_number": number,
        "chosen": "identity",
        **_found(desk.last, language),
        **shown,
    }
    return page(request, language, "verify.html", status, **values)


def _found(last: Result | None, language: Language) -> dict[str, Any]:
    if last is None:
        return {"answers": []}
    return {
        "answers": rows(last.verdict, language.code),
        "headline": translator(language.code)(headline(last.verdict)),
        "read_on": day_in_japan(last.at).isoformat(),
        "purpose": translator(language.code)(PURPOSES[last.purpose]),
        "test_trust": last.verdict.get("trust") == "test",
    }
