"""The portal and the API as one application, made from what the edge hands in."""

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from ichimai.web import guards, problems, routes
from ichimai.web.desk import Desk
from ichimai.web.metrics import Counts
from ichimai.web.shelf import Shelf
from ichimai.web.site import Site
from ichimai.web.stylesheet import stylesheet


def create_app(site: Site) -> FastAPI:
    """The application over *site*. Two of them in one process share nothing."""
    app = FastAPI(
        title="ichimai",
        version="1",
        summary="Law, plan and card verification of the Specified Residence Card.",
        description=(
            "A reference implementation and a sandbox: invented people, test keys. "
            "Not a government service, and not legal advice."
        ),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.site = site
    app.state.desk = Desk(site)
    app.state.shelf = Shelf(site.clock, site.randomness)
    app.state.counts = Counts()
    problems.install(app)
    guards.install(app)
    app.add_route("/static/ichimai.css", stylesheet)
    app.mount("/static", StaticFiles(packages=[("ichimai.web", "static")]))
    routes.install(app)
    return app
