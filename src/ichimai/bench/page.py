"""The figures of one run as Markdown tables, and what they say of the targets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from ichimai.bench.figures import Figure, shown
from ichimai.bench.plot import Point

Rows = Iterable[Sequence[str]]

_FLAT = 1.5
"""How much more the many may cost than the few, each."""
_KINDS = ("wall", "processor", "peak-memory", "one")
_NAMES = {
    "with_duckdb": "duckdb",
    "with_polars": "polars",
    "with_openfisca": "openfisca",
    "with_spark": "spark",
    "with_zen": "zen-engine",
}


_OF_FIGURES = ("Figure", "Value", "Ratio", "Beside")
_OF_ENGINES = (
    "Engine",
    "Cores",
    "All rows, s",
    "Processor, s",
    "Beside our columns",
    "Beside the memory limit",
    "Peak memory, MiB",
    "One resident, µs",
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the bench.

    Attributes:
        command: with which it can be run again.
        machine: on which it ran.
        day: on which it ran, `YYYY-MM-DD`.
        figures: what it found, in order.
    """

    command: str
    machine: str
    day: str
    figures: tuple[Figure, ...]

    def to_json(self) -> dict[str, Any]:
        """The run as the file beside the page has it."""
        return {
            "command": self.command,
            "machine": self.machine,
            "day": self.day,
            "figures": [figure.to_json() for figure in self.figures],
        }

    def like(self, pattern: str) -> list[Figure]:
        """The figures whose names match, `*` standing for anything but nothing."""
        return [f for f in self.figures if fnmatchcase(f.name, pattern)]

    def named(self, name: str) -> Figure | None:
        """The figure of that name."""
        return next((f for f in self.figures if f.name == name), None)


def run_of(read: Mapping[str, Any]) -> Run:
    """The run that a file says."""
    figures = tuple(Figure(**figure) for figure in read["figures"])
    return Run(read["command"], read["machine"], read["day"], figures)


def page(run: Run, picture: str) -> str:
    """The generated part of the page; *picture* is the path of the drawing."""
    parts = [f"`{run.command}` on {run.day}: {run.machine}."]
    for title, above, head, rows in _sections(run, picture):
        if lines := [_row(row) for row in rows]:
            parts += [f"### {title}", above]
            parts.append("\n".join([_row(head), _row(["---"] * len(head)), *lines]))
    return "\n\n".join(part for part in parts if part) + "\n"


def _sections(run: Run, picture: str) -> Iterable[tuple[str, str, Sequence[str], Rows]]:
    """Title, what stands above the table, its head and its rows."""
    drawing = f"![Nanoseconds a resident, by how many there are]({picture})"
    cards = ("cards/*", "personalisation/*")
    others = ("one-person/*", "roster/*", "lines/*", "memory/*")
    speeds = [f"{cores}, M rows/s" for cores in _cores(run)]
    return (
        ("Targets", "", ("Target", "Measured", "Met"), _targets(run)),
        ("W: the common workload", "", _OF_ENGINES, _engines(run)),
        (
            "What a register keeps, for everybody",
            "",
            _OF_FIGURES,
            _plain(run, "population/*"),
        ),
        (
            "Cost of a resident, in nanoseconds, against population",
            drawing,
            ("Work and engine", *_sizes(run)),
            _scaled(run),
        ),
        (
            "One person, rosters, lines of JSON, and the memory",
            "",
            _OF_FIGURES,
            [row for pattern in others for row in _plain(run, pattern)],
        ),
        (
            "Cards: commands a second, and their making",
            "",
            _OF_FIGURES,
            [row for pattern in cards for row in _plain(run, pattern)],
        ),
        (
            "Every goal of every question",
            "",
            ("Goal", *speeds, "2 % unknown, one core", "Beside the memory limit"),
            _questions(run),
        ),
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(run: Run, pattern: str) -> Rows:
    for figure in run.like(pattern):
        ratio = "" if figure.ratio is None else f"{shown(figure.ratio)}×"
        value = f"{shown(figure.value)} {figure.unit}"
        other = "" if figure.beside is None else f"`{figure.beside}`"
        yield f"`{figure.name}`", value, ratio, other


def _engines(run: Run) -> Rows:
    """A row an engine of W: `w/ROWS/ENGINE/CORES[/scaled-from-N]/KIND`."""
    found: dict[tuple[str, ...], dict[str, Figure]] = {}
    out = []
    for figure in run.like("w/*"):
        parts = figure.name.split("/")
        if parts[-1] in _KINDS:
            found.setdefault(tuple(parts[2:-1]), {})[parts[-1]] = figure
        elif figure.value is None:
            out.append((_NAMES.get(parts[2], parts[2]), figure.beside or ""))
    ours = run.like("w/*/ichimai-columns/*/wall")
    limit = run.like("w/*/memory-limit/*")
    for (engine, cores, *sampled), kinds in found.items():
        wall = kinds["wall"].value
        yield (
            f"{engine} ({sampled[0].replace('-', ' ')})" if sampled else engine,
            cores.partition("-")[0],
            shown(wall),
            _value(kinds, "processor"),
            _times(wall, ours),
            _times(wall, limit),
            _value(kinds, "peak-memory"),
            _value(kinds, "one"),
        )
    for engine, reason in out:
        yield (engine, "", reason, "", "", "", "", "")


def _value(kinds: Mapping[str, Figure], kind: str) -> str:
    return shown(kinds[kind].value) if kind in kinds else ""


def _times(value: float | None, others: Sequence[Figure]) -> str:
    if value is None or not others or not others[0].value:
        return ""
    return f"{shown(value / others[0].value)}×"


def _sizes(run: Run) -> list[str]:
    sizes = {int(f.name.rpartition("/")[2]) for f in run.like("scale/*/*/*/*")}
    return [f"{size:,}" for size in sorted(sizes)]


def series(run: Run) -> dict[str, list[Point]]:
    """Residents and nanoseconds a resident, by work and engine."""
    found: dict[str, list[Point]] = {}
    for figure in run.like("scale/*/*/*/*"):
        _, work, engine, cores, size = figure.name.split("/")
        if figure.value is not None:
            name = f"{work}: {engine}, {cores.replace('-', ' ')}"
            found.setdefault(name, []).append((float(size), figure.value))
    return found


def _scaled(run: Run) -> Rows:
    sizes = [float(size.replace(",", "")) for size in _sizes(run)]
    for name, line in series(run).items():
        points = dict(line)
        yield (name, *(shown(points[n]) if n in points else "" for n in sizes))


def _cores(run: Run) -> list[str]:
    names = [f.name.split("/")[4] for f in run.like("questions/*/*/*/*-core*")]
    return list(dict.fromkeys(name for name in names if name != "memory-limit"))


def _questions(run: Run) -> Rows:
    cores = _cores(run)
    for limit in run.like(f"questions/*/*/*/memory-limit/{cores[0]}" if cores else ""):
        start = limit.name.removesuffix(f"/memory-limit/{cores[0]}")
        _, rows, question, goal = start.split("/")
        known = [run.named(f"{start}/{each}") for each in cores]
        unsaid = run.named(f"{start}/{cores[0]}/2-percent-unknown")
        yield (
            f"{question} `{goal}`",
            *(_speed(figure, int(rows)) for figure in (*known, unsaid)),
            f"{shown(known[0].ratio)}×" if known[0] else "",
        )


def _speed(figure: Figure | None, rows: int) -> str:
    if figure is None or not figure.value:
        return ""
    return shown(rows / figure.value / 1e6)


@dataclass(frozen=True, slots=True)
class Target:
    """What was to be reached, as a ratio or a value of the figures of a run.

    Attributes:
        says: the target in words.
        pattern: names of the figures that it is about.
        of: what of a figure is looked at.
        least: what it has to reach at least, or
        most: what it may be at most.
        all_of_them: whether the worst of the figures counts, and not the best.
    """

    says: str
    pattern: str
    of: Callable[[Figure], float | None]
    least: float | None = None
    most: float | None = None
    all_of_them: bool = False

    def met(self, found: float) -> bool:
        """Whether that value reaches it."""
        if self.least is not None:
            return found >= self.least
        return self.most is not None and found <= self.most


def _ratio(figure: Figure) -> float | None:
    return figure.ratio


def _number(figure: Figure) -> float | None:
    return figure.value


TARGETS = (
    Target(
        "W in columns at least 20 times faster than OpenFisca-core",
        "w/*/openfisca*/wall",
        _ratio,
        least=20,
    ),
    Target(
        "W in columns level with DuckDB or ahead", "w/*/duckdb*/wall", _ratio, least=1
    ),
    Target(
        "W in columns level with Polars or ahead", "w/*/polars*/wall", _ratio, least=1
    ),
    Target(
        "W in the kernel within 10 times of the memory limit",
        "w/*/ichimai-kernel/*/wall",
        _ratio,
        most=10,
    ),
    Target(
        "What a register keeps, for everybody, in under 5 s",
        "population/*/ichimai-*/*/wall",
        _number,
        most=5,
    ),
    Target(
        "The same in under 1 GiB",
        "population/*/ichimai-*/*/peak-memory",
        _number,
        most=1024,
        all_of_them=True,
    ),
    Target(
        "All goals for one person in under 1 ms",
        "one-person/all-goals",
        _number,
        most=1000,
    ),
    Target(
        "The same explained with citations in under 5 ms",
        "one-person/all-goals-explained-with-citations",
        _number,
        most=5000,
    ),
    Target(
        "`ichimai law ask` starts and answers in under 0.3 s",
        "one-person/process-start/law-ask",
        _number,
        most=0.3,
    ),
    Target(
        "A roster of ten thousand people in under 5 s",
        "roster/10000/wall",
        _number,
        most=5,
    ),
    Target(
        "A roster of a hundred thousand in under 512 MiB",
        "roster/100000/peak-memory",
        _number,
        most=512,
    ),
    Target(
        "A million lines of JSON in a minute of one core",
        "lines/*/1-core/processor",
        _number,
        most=60,
    ),
    Target(
        "At least 50,000 plain commands a second to the chip in process",
        "cards/in-process/plain/*",
        _ratio,
        least=1,
        all_of_them=True,
    ),
    Target(
        "At least 3,000 secured commands a second in process",
        "cards/in-process/secured/*",
        _ratio,
        least=1,
        all_of_them=True,
    ),
    Target(
        "At least 2,000 commands a second through pcscd",
        "cards/pcsc/commands/*",
        _ratio,
        least=1,
        all_of_them=True,
    ),
    Target("`pkcs15-tool --dump` in under 0.2 s", "cards/pcsc/dump", _number, most=0.2),
    Target(
        "A full read of a specified card in under 0.1 s",
        "cards/pcsc/full-read",
        _number,
        most=0.1,
    ),
    Target(
        "A card with keys and photo ready in under 20 ms",
        "personalisation/card/keys-and-photo-ready",
        _number,
        most=20,
    ),
    Target(
        "Memory flat over all cards of a run",
        "personalisation/*/peak-memory-of-a-worker/end",
        _ratio,
        most=1.1,
    ),
)


def _targets(run: Run) -> Rows:
    for target in TARGETS:
        found = [
            (value, figure)
            for figure in run.like(target.pattern)
            if (value := target.of(figure)) is not None
        ]
        if not found:
            yield target.says, "not measured", "–"
            continue
        upward = (target.least is not None) is not target.all_of_them
        pick = max if upward else min
        value, figure = pick(found, key=lambda pair: pair[0])
        unit = "×" if target.of is _ratio else f" {figure.unit}"
        word = "yes" if target.met(value) else "no"
        yield target.says, f"{shown(value)}{unit}, `{figure.name}`", word
    yield _flat(run)


def _flat(run: Run) -> Sequence[str]:
    """Our own lines of cost against population: the most beside the least."""
    says = "Cost per resident flat from 10 thousand to 10 million"
    spread = {
        name: line[-1][1] / line[0][1]
        for name, line in series(run).items()
        if name.partition(": ")[2].startswith(("columns", "kernel"))
    }
    if not spread:
        return says, "not measured", "–"
    told = "; ".join(f"{name} {shown(ratio)}×" for name, ratio in spread.items())
    return (
        says,
        f"last beside first: {told}",
        "yes" if max(spread.values()) <= _FLAT else "no",
    )
