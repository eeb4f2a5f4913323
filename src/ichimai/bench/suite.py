"""All measurements by name, and the run of some of them."""

from collections.abc import Iterable, Iterator
from importlib import import_module

from ichimai.bench.figures import Figure
from ichimai.bench.setting import Setting

MEASURES: dict[str, str] = {
    "memory": "Bytes a second that the memory moves, on one core and on all.",
    "w": "The common workload W on our evaluators and on the peers.",
    "population": "Everything that a register keeps, for everybody.",
    "questions": "Every goal of every question of law, in columns.",
    "one-person": "All goals for one person, and how long a command takes to start.",
    "scale": "Cost of a resident from ten thousand to ten million.",
    "roster": "Many people from one file, and from one ten times as long.",
    "cards": "Commands a second, to the chip and through PC/SC.",
    "personalisation": "Key pairs, one card, and very many cards.",
    "lines": "Lines of JSON a second, on one core.",
}
"""Name and one line of help of each; the module is the name with `_` for `-`."""


def run(names: Iterable[str], setting: Setting) -> Iterator[Figure]:
    """The figures of some measurements, as they are found."""
    for name in names:
        setting.tell(f"{name}: {MEASURES[name]}")
        module = import_module(f"ichimai.bench.measures.{name.replace('-', '_')}")
        yield from module.measure(setting)
