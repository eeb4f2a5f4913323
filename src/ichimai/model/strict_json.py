"""JSON as everybody here reads it from outside: one meaning, or none."""

import json
from typing import Any


def read_strictly(text: str) -> object:
    """The JSON value that *text* is.

    A text that two readers could take for different things is not taken: an object
    with one key twice, `NaN` and `Infinity`, half a character (a lone surrogate), and
    nesting deeper than this interpreter goes.

    Raises:
        ValueError: *text* is no such value; `json.JSONDecodeError` knows the line.
    """
    try:
        found: object = json.loads(
            text, object_pairs_hook=_each_key_once, parse_constant=_no_constant
        )
        json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("nested too deep") from None
    return found


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("one key, two values")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(name)
