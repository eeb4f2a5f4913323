"""What a program sends: one JSON object, in UTF-8, each key once."""

from typing import Any

from ichimai.errors import Malformed, msgid
from ichimai.model.strict_json import read_strictly


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

    Raises:
        Malformed: code `malformed-json`, or `type` where it is JSON but no object.
    """
    try:
        found = read_strictly(text_of(body))
    except ValueError:
        raise _not_json() from None
    if not isinstance(found, dict):
        raise Malformed(
            msgid("The body is JSON but not an object."),
            repair=msgid("Send one JSON object, in UTF-8, each key once."),
            code="type",
        )
    return found


def _not_json() -> Malformed:
    return Malformed(
        msgid("The body is not JSON."),
        repair=msgid("Send one JSON object, in UTF-8, each key once."),
        code="malformed-json",
    )
