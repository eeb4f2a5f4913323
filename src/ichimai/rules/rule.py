"""From a function that builds a value to a named rule with its legal basis.

```python
@rule("ICA 19-3", ids="RC-001", title=msgid("Standing"), since="2012-07-09")
def standing() -> Table[Choice]:
    return cases(
        when(visitor, word("other"), "ICA 19-3(ii)", key="temporary-visitor", says=…),
        otherwise(word("mid-to-long-term"), "ICA 19-3", key="resident", says=…),
    )
```

`versions` and `dated` hold a provision or a number that changed. Both are chosen by an
explicit day of the person's own (`by=`), never by today.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol, cast, overload

from ichimai.model.citation import cite
from ichimai.rules.graph import Day, N, Node, RuleTextError, Truth, make
from ichimai.rules.table import CONFIDENCES, RuleSpec, Table, common_kind, table_node


class Naming(Protocol):
    """Makes a rule of a function: its value is of the kind that the function says."""

    @overload
    def __call__(self, build: Callable[[], Table[N]]) -> N: ...
    @overload
    def __call__(self, build: Callable[[], N]) -> N: ...


def rule(
    *cites: str,
    ids: str | tuple[str, ...],
    title: str,
    since: str,
    confidence: str = "official",
) -> Naming:
    """Turn a function that builds a value into a rule.

    The function runs once, here. What it rests on must stand above it, so that a
    circle cannot be written.

    Raises:
        RuleTextError: no citation, a name that is not yet there, a value of no kind.
        ValueError: a citation that is not in the canonical form.
    """
    if confidence not in CONFIDENCES:
        raise RuleTextError(f"confidence is one of {', '.join(CONFIDENCES)}")
    if not cites:
        raise RuleTextError("a rule names the provision that it follows")

    def named(build: Callable[[], Any]) -> Any:
        try:
            body = build()
        except NameError as error:
            raise RuleTextError(
                f"{build.__name__} rests on {error.name}, which is not written yet: "
                "a rule rests only on what stands above it, so move it up; if the two "
                "rest on each other, the circle is the mistake"
            ) from error
        items = body.items if isinstance(body, Table) else ()
        spec = RuleSpec(
            build.__name__,
            title,
            _checked(cites),
            (ids,) if isinstance(ids, str) else ids,
            date.fromisoformat(since),
            confidence,
            items,
            (build.__doc__ or "").strip(),
        )
        for item in items:
            _checked(item.cites)
        node = table_node(spec, items) if isinstance(body, Table) else body
        if not isinstance(node, Node):
            raise RuleTextError(f"{build.__name__} returns no value of the graph")
        return _as_rule(node, spec)

    return cast("Naming", named)


def _checked(cites: tuple[str, ...]) -> tuple[str, ...]:
    for text in cites:
        cite(text)
    return cites


def _as_rule(body: Node, spec: RuleSpec) -> Node:
    kind = type(body)
    return kind("rule", (body,), body.optional, spec)


def versions(*texts: tuple[str, N], by: Day, before: N) -> N:
    """The text of a provision that governs the day *by*, whose person's day it is.

    Args:
        texts: first day in force and value, in order.
        by: the day that chooses; the law decides which of the person's days it is.
        before: the value before the first text was in force.
    """
    first_days = [date.fromisoformat(first) for first, _ in texts]
    if not texts or first_days != sorted(set(first_days)):
        raise RuleTextError("texts stand in order of their first days, one a day")
    if not isinstance(by, Day):
        raise RuleTextError("a version is chosen by a day: write by=filed_on or such")
    values = [value for _, value in texts]
    kind = cast("type[N]", common_kind("versions", [*values, before]))
    args: list[Node] = []
    for first, value in zip(reversed(first_days), reversed(values), strict=True):
        args += [by >= first, value]
    args.append(before)
    return kind("cases", tuple(args), any(v.optional for v in (*values, before)))


def dated(*amounts: tuple[str, N], by: Day) -> N:
    """A number of the law that changed: the amount in force on the day *by*.

    The first amount also holds for earlier days: whoever asks has made sure that
    there was law at all.
    """
    return versions(*amounts[1:], by=by, before=amounts[0][1])


def either(first: Truth, second: Truth) -> Truth:
    """One truth reached by two ways: the first way that is known settles it."""
    return make(Truth, "either", first, second)


def stand_in(wanted: Day, known_with: Day, fallback: Day) -> Day:
    """*wanted*; where neither it nor *known_with* was said, *fallback*.

    The day that chooses the law when a question names no day at all.
    """
    return make(Day, "stand_in", wanted, known_with, fallback)
