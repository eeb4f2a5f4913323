"""What types can refuse of a rule text is refused before anything runs."""

import tomllib
from pathlib import Path

import pytest
from mypy import api

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LINES = tomllib.loads((HERE / "refused_by_types.toml").read_text("utf-8"))["line"]
HEAD = """\
from ichimai.rules.calendar import period_end
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import TRUE, Day, days, months, yen
from ichimai.rules.rule import rule, versions
from ichimai.rules.table import Table, cases, otherwise, when

filed_on = day_fact("filed_on", "When?")
colour = choice_fact("colour", "Which?", ("red", "blue"))
wet = truth_fact("wet", "Is it?")
filed_on + days(2)


@rule("CC 140", ids="RC-001", title="T", since="2012-07-09")
def last_day() -> Table[Day]:
    return cases(otherwise(filed_on, "CC 140", key="a", says="A."))


last_day + days(2)
"""


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What mypy says of each line of a module with all of the texts, by line."""
    module = tmp_path_factory.mktemp("types") / "texts.py"
    module.write_text(HEAD + "".join(f"{line['python']}\n" for line in LINES), "utf-8")

    said, failed, _ = api.run(
        [
            f"--config-file={ROOT / 'pyproject.toml'}",
            f"--cache-dir={module.parent / 'cache'}",
            "--no-error-summary",
            "--no-pretty",
            str(module),
        ]
    )

    assert not failed
    lines = [line.split(":", 2) for line in said.splitlines() if ": error:" in line]
    found: dict[int, str] = {}
    for path, number, text in lines:
        assert "texts.py" == Path(path).name
        found[int(number)] = found.get(int(number), "") + text
    return found


@pytest.mark.parametrize("place", range(len(LINES)), ids=lambda n: LINES[n]["python"])
def test_refused(place: int, complaints: dict[int, str]) -> None:
    """The line has an error, and it is the one that names the mistake."""
    number = len(HEAD.splitlines()) + place + 1

    assert f"[{LINES[place]['code']}]" in complaints.get(number, "")


def test_right_texts_are_not_refused(complaints: dict[int, str]) -> None:
    """Nothing is said of the facts above, nor of a day moved by days."""
    assert len(HEAD.splitlines()) < min(complaints)
