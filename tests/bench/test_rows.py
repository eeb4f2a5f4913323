"""A row of columns is what the evaluator for one person takes."""

from ichimai.bench.own import number, register_work
from ichimai.bench.rows import facts_of
from ichimai.rules.columns import Plan
from ichimai.rules.scalar import Case

FEW = 150


def test_each_resident_by_both_evaluators() -> None:
    """Every goal of a register is for one person what it is in columns."""
    work = register_work()
    columns, plan = work.residents(FEW), Plan(work.goals)

    found = plan.run(columns, work.as_of, FEW)

    for row in range(FEW):
        case = Case(facts_of(columns, plan.facts.values(), work.as_of, row))
        for name, goal in work.goals.items():
            column = found[name]
            gone = column.absent is not None and column.absent[row]
            value = case[goal]
            if isinstance(value, str):
                assert plan.words[goal][column.values[row]] == value
            else:
                assert (None if gone else column.values[row]) == (
                    None if value is None else number(value)
                ), name
