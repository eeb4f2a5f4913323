"""How a name stands on each card: asked by a form, answered on the page itself.

A name travels in the body of the request and back; it stands in no address, no log and
no store.
"""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ichimai.errors import Malformed
from ichimai.planner.names.preview import Names, preview_to_json
from ichimai.texts.language import translator
from ichimai.web.guards import bounded_body
from ichimai.web.pages.fields import fields_of
from ichimai.web.pages.language import language_of
from ichimai.web.rendering import page

_FIELDS = ("passport", "characters", "alias", "elsewhere")


def ask_names(request: Request) -> HTMLResponse:
    """The empty form."""
    return _page(request, {}, 200)


async def show_names(request: Request) -> HTMLResponse:
    """The form as it was sent, and below it what stands where."""
    sent = _fields(await bounded_body(request))
    elsewhere = {"elsewhere": sent["elsewhere"]} if sent["elsewhere"] else {}
    try:
        names = Names.of_json({**sent, "elsewhere": elsewhere})
    except Malformed as error:
        say = translator(language_of(request).code)
        field = str(error.values["field"])
        errors = {field: f"{say(error.problem)} {say(error.repair)}"}
        errors = {field: errors[field].format(field=field)}
        return _page(request, sent, 422, errors=errors)
    found = preview_to_json(names, language_of(request).code)
    return _page(request, sent, 200, found=found)


def _fields(body: bytes) -> dict[str, str]:
    """The fields of the form by name, each the first of its name, `""` where absent."""
    found = fields_of(body)
    return {name: found.get(name, "") for name in _FIELDS}


def _page(
    request: Request, sent: dict[str, str], status: int, **shown: object
) -> HTMLResponse:
    values = {"sent": sent, "errors": {}, "found": None, **shown}
    return page(request, language_of(request), "names.html", status, **values)
