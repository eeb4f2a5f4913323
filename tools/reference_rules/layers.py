"""Boxes in layers, left to right: which order crosses least, and how high each stands.

The usual four steps (Sugiyama 1981): boxes stand in the layers they are given, edges
over several layers pass a gate in each layer between, orders are improved by sweeps of
mean neighbours, and heights follow the neighbours as closely as the gaps allow. Gates
are shared by all edges to the same box, so that lines to a fact run together.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

Key = Hashable
Link = tuple[Key, Key]
_SWEEPS = 24
_GATE_HEIGHT = 6.0


@dataclass(frozen=True, slots=True)
class Gate:
    """Where the edges to a box pass a layer."""

    target: Key
    layer: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands.

    Attributes:
        middle: of each box and gate, the height of its middle.
        layer: of each box and gate, its layer.
        routes: of each edge, what it passes, its two ends among it.
        height: how much room all of it takes.
    """

    middle: dict[Key, float]
    layer: dict[Key, int]
    routes: dict[Link, tuple[Key, ...]]
    height: float


def laid_out(
    heights: Mapping[Key, float],
    layers: Mapping[Key, int],
    edges: Sequence[Link],
    gap: float,
) -> Layout:
    """The layout of boxes of some heights, each edge leading to a later layer."""
    layer: dict[Key, int] = dict(layers)
    routes = {edge: _route(edge, layers) for edge in edges}
    for route in routes.values():
        for part in route[1:-1]:
            assert isinstance(part, Gate)  # noqa: S101 - only ends are boxes
            layer[part] = part.layer
    size = {key: heights.get(key, _GATE_HEIGHT) for key in layer}
    links = tuple(dict.fromkeys(p for r in routes.values() for p in pairwise(r)))
    columns = _ordered(layer, links)
    middle = _heights(columns, links, size, gap)
    top = min(middle[key] - size[key] / 2 for key in middle)
    middle = {key: value - top for key, value in middle.items()}
    height = max(middle[key] + size[key] / 2 for key in middle)
    return Layout(middle, layer, routes, height)


def _route(edge: Link, layers: Mapping[Key, int]) -> tuple[Key, ...]:
    start, end = edge
    between = range(layers[start] + 1, layers[end])
    return (start, *(Gate(end, layer) for layer in between), end)


def _neighbours(links: Sequence[Link]) -> tuple[dict[Key, list[Key]], ...]:
    before: dict[Key, list[Key]] = {}
    after: dict[Key, list[Key]] = {}
    for start, end in links:
        after.setdefault(start, []).append(end)
        before.setdefault(end, []).append(start)
    return before, after


def _ordered(layer: Mapping[Key, int], links: Sequence[Link]) -> list[list[Key]]:
    columns: list[list[Key]] = [[] for _ in range(max(layer.values()) + 1)]
    for key, place in layer.items():
        columns[place].append(key)
    before, after = _neighbours(links)
    best, least = [list(column) for column in columns], _crossings(columns, after)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        beside = before if forward else after
        for column in columns if forward else reversed(columns):
            spots = {k: float(n) for c in columns for n, k in enumerate(c)}
            column.sort(key=lambda k: _mean(beside.get(k), spots, spots[k]))
        crossed = _crossings(columns, after)
        if crossed < least:
            best, least = [list(column) for column in columns], crossed
    return best


def _mean(
    keys: Sequence[Key] | None, where: Mapping[Key, float], otherwise: float
) -> float:
    return fmean(where[key] for key in keys) if keys else otherwise


def _crossings(columns: Sequence[Sequence[Key]], after: dict[Key, list[Key]]) -> int:
    place = {key: n for column in columns for n, key in enumerate(column)}
    found = 0
    for column in columns:
        ends: list[int] = []
        for key in column:
            here = sorted(place[end] for end in after.get(key, ()))
            found += sum(1 for end in here for other in ends if other > end)
            ends += here
    return found


def _heights(
    columns: Sequence[Sequence[Key]],
    links: Sequence[Link],
    size: Mapping[Key, float],
    gap: float,
) -> dict[Key, float]:
    middle: dict[Key, float] = {}
    for column in columns:
        below = 0.0
        for key in column:
            middle[key] = below + size[key] / 2
            below += size[key] + gap
    before, after = _neighbours(links)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for column in columns if forward else reversed(columns):
            beside = before if forward else after
            wish = [_mean(beside.get(k), middle, middle[k]) for k in column]
            found = _apart(wish, [size[key] for key in column], gap)
            middle.update(zip(column, found, strict=True))
    return middle


def _apart(wish: Sequence[float], sizes: Sequence[float], gap: float) -> list[float]:
    """The heights nearest to what is wished that keep order and distance.

    Pool adjacent violators: what would overlap stands together at its mean wish.
    """
    offsets, total = [], 0.0
    for place, size in enumerate(sizes):
        if place:
            total += sizes[place - 1] / 2 + gap + size / 2
        offsets.append(total)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wish, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean = (mean * count + other * others) / (count + others)
            count += others
        pools.append((mean, count))
    means = [mean for mean, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
