"""W as a decision of zen-engine (GoRules): expressions and one decision table."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import zen
from residents import GOALS

from ichimai.bench.contest import serve
from ichimai.bench.w_people import FACTS, NULL, read
from ichimai.bench.w_plain import (
    AS_OF,
    MOVE_DAYS,
    NOTICE_DAYS,
    SPECIAL_MONTHS,
    STATUSES,
    TIME_LIMITED,
    WINDOW_MONTHS,
)

EPOCH = date(1970, 1, 1).toordinal()
LAST = AS_OF + timedelta(NOTICE_DAYS)

# Years are written as months: add(n, 'y') makes "Invalid date" of 29 February.
FIRST = {
    "years": "d(card_issued_on).year() - d(birth_date).year()",
    "had_it": "d(birth_date).add(12 * $.years, 'M') <= d(card_issued_on)",
    "first": "$.years + ($.had_it ? 1 : 0)",
    "adult": "d(birth_date).add(216, 'M') <= d(card_issued_on)",
    "fifth": "d(birth_date).add(12 * ($.first + 4), 'M')",
    "base": "$.adult ? d(birth_date).add(12 * ($.first + 9), 'M') : $.fifth",
    "pending": "applied_renewal_on != null and stay_until != null"
    " and d(applied_renewal_on) <= d(stay_until)",
    "stay": "stay_until == null ? $.base : $.pending"
    f" ? d(stay_until).add({SPECIAL_MONTHS}, 'M') : d(stay_until)",
}
SOON = "{0} >= d('" + str(AS_OF) + "') and {0} <= d('" + str(LAST) + "')"
THEN = {
    "card_end": "end.format('%Y-%m-%d')",
    "cert_end": "min([fifth, end]).format('%Y-%m-%d')",
    "opens": f"end.sub({WINDOW_MONTHS}, 'M')",
    "window_opens": "$.opens.format('%Y-%m-%d')",
    "move": f"moved_on == null ? null : d(moved_on).add({MOVE_DAYS}, 'd')",
    "move_deadline": "$.move == null ? null : $.move.format('%Y-%m-%d')",
    "notice_due": f"({SOON.format('$.opens')})"
    f" or ($.move != null and {SOON.format('$.move')})",
    "days_left": f"end.diff(d('{AS_OF}'), 'd')",
}


def expressions(name: str, pairs: dict[str, str]) -> dict[str, Any]:
    """A node of expressions, which passes on what it was given."""
    rows = [{"id": key, "key": key, "value": value} for key, value in pairs.items()]
    content = {"passThrough": True, "expressions": rows}
    return {"id": name, "name": name, "type": "expressionNode", "content": content}


def decision() -> dict[str, Any]:
    """The whole decision."""
    limited = str(STATUSES.index(TIME_LIMITED))
    table = {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": "s", "name": "Status", "field": "status"}],
        "outputs": [{"id": "e", "name": "Card end", "field": "end"}],
        "rules": [
            {"_id": "1", "s": limited, "e": "min([base, stay])"},
            {"_id": "2", "s": "", "e": "base"},
        ],
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        expressions("first", FIRST),
        {"id": "end", "name": "end", "type": "decisionTableNode", "content": table},
        expressions("then", THEN),
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": f"{a['id']}-", "sourceId": a["id"], "targetId": b["id"], "type": "edge"}
        for a, b in itertools.pairwise(nodes)
    ]
    kind = "application/vnd.gorules.decision"
    return {"contentType": kind, "nodes": nodes, "edges": edges}


def number(value: Any) -> int:  # noqa: ANN401 - a JSON value
    """A goal as a number; a null one has no key at all."""
    if value is None:
        return NULL
    if isinstance(value, str):
        return date.fromisoformat(value).toordinal() - EPOCH
    return int(value)


class Zen:
    """One evaluation a resident, through the decision compiled once."""

    version = f"zen-engine {version('zen-engine')}"

    def __init__(self, folder: Path, _threads: int) -> None:
        self._folder = folder
        # A static loader compiles once; create_decision() would on every call.
        self._engine = zen.ZenEngine(
            {"loader": {"type": "static", "content": {"w": decision()}}}
        )
        self._people: list[dict[str, Any]] = []

    def load(self, rows: int) -> None:
        """One object a resident."""
        columns = [
            values.tolist()
            if name == "status"
            else [
                None if day == NULL else date.fromordinal(day + EPOCH).isoformat()
                for day in values.tolist()
            ]
            for name, values in read(self._folder, rows).items()
        ]
        self._people = [
            dict(zip(FACTS, row, strict=True)) for row in zip(*columns, strict=True)
        ]

    def lap(self) -> list[dict[str, Any]]:
        """One object a resident."""
        return [self._engine.evaluate("w", who)["result"] for who in self._people]

    def outputs(self, result: list[dict[str, Any]]) -> dict[str, Any]:
        """A column a goal."""
        return {
            name: np.array([number(row.get(name)) for row in result], np.int32)
            for name in GOALS
        }

    def one(self) -> Callable[[], object]:
        """The first resident."""
        return lambda: self._engine.evaluate("w", self._people[0])


if __name__ == "__main__":
    serve(Zen)
