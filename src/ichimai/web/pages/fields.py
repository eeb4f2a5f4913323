"""The fields of a form that a browser sends, each once."""

from urllib.parse import parse_qs

from ichimai.errors import Malformed, msgid

_FIELDS = 16
"""More fields than any form here has, and few enough to count."""


def fields_of(body: bytes) -> dict[str, str]:
    """The fields of a form, the first of each name.

    Raises:
        Malformed: code `too-large`; more fields than any form here has.
    """
    try:
        found = parse_qs(body.decode("utf-8", "replace"), max_num_fields=_FIELDS)
    except ValueError:
        raise Malformed(
            msgid("The form has more fields than were asked for."),
            repair=msgid("Open the page here and send it again."),
            code="too-large",
        ) from None
    return {name: values[0] for name, values in found.items()}
