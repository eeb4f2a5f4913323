"""Every page of the portal that opens by its address alone, from the routes."""

from ichimai.web.routes import ROUTES

LANGUAGES = ("ja", "easy", "en")
_HOME = "/{lang}/"

_NEED_ANSWERS = {"ask", "answers", "own-plan"}
"""Without answers these send on to the situations; `test_asking` has them with some."""

PAGES: tuple[str, ...] = tuple(
    route.path.removeprefix(_HOME)
    for route in ROUTES
    if route.method == "GET"
    and route.path.startswith(_HOME)
    and "{" not in route.path.removeprefix(_HOME)
    and route.path.removeprefix(_HOME) not in _NEED_ANSWERS
)
"""A page that is added to the routes is covered by every test that goes over them."""
