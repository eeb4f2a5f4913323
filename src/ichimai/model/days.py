"""Days as text: strict ISO 8601 calendar dates, nothing else."""

import re
from datetime import date

from ichimai.errors import Malformed, msgid

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def parse_day(text: str, field: str) -> date:
    """The day that *text* names as `YYYY-MM-DD`.

    Raises:
        Malformed: code `format`; other notations, and days that do not exist. The
            sentence names *field*, never the text, which may be anything.
    """
    if _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise Malformed(
        msgid("{field} is not a day that exists."),
        repair=msgid("Write it as YYYY-MM-DD, for example 2026-12-31."),
        code="format",
        field=field,
    )
