"""`POST /api/v1/plan`: one person's facts in, dated tasks out, as `ichimai plan`."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from ichimai.planner.planning import answer
from ichimai.web.api.bodies import object_of
from ichimai.web.api.parameters import AsOf, day_of, json_body, language_of
from ichimai.web.guards import bounded_body

OPENAPI = json_body(
    "One person's facts. No name, number or address is asked for.",
    {
        "person": {
            "birth_date": "1995-03-03",
            "standing": "mid-to-long-term",
            "status": "engineer-humanities-international",
            "stay_ends_on": "2026-12-31",
        },
        "residence_card": {"kind": "residence", "expires_on": "2026-12-31"},
        "wishes": {"specified_card": True},
    },
)


async def plan_person(request: Request, as_of: AsOf = None) -> Mapping[str, Any]:
    """Make the plan of one person, in the language that the header prefers."""
    day = day_of(request, as_of)
    facts = object_of(await bounded_body(request))
    return await run_in_threadpool(answer, facts, day, language_of(request).code)
