"""What a program sends: one JSON object, in UTF-8, each key once."""

import json
from typing import Any

from ichimai.errors import Malformed, msgid


def text_of(body: bytes) -> str:
    """The body as text.

    Raises:
        Malformed: code `malformed-json`; it is not UTF-8.
    """
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise _not_json() from None


def object_of(body: bytes) -> dict[str, Any]:
    """The JSON object that *body* is.

    An object that names one key twice says two things, and half a character (a lone
    surrogate) says nothing: neither is taken.

    Raises:
        Malformed: code `malformed-json`, or `type` where it is JSON but no object.
    """
    try:
        found = json.loads(
            text_of(body), object_pairs_hook=_each_key_once, parse_constant=_no_constant
        )
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise _not_json() from None
    if not isinstance(found, dict):
        raise Malformed(
            msgid("The body is JSON but not an object."),
            repair=msgid("Send one JSON object, in UTF-8, each key once."),
            code="type",
        )
    return found


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("one key, two values")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _not_json() -> Malformed:
    return Malformed(
        msgid("The body is not JSON."),
        repair=msgid("Send one JSON object, in UTF-8, each key once."),
        code="malformed-json",
    )
