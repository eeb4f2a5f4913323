"""Check digits and forms of numbers: MNA-MO 5 and the code lists.

Plain functions, not a graph: the text is one fact, and what is asked of it is its
form. Nothing is normalised: full-width digits and hyphens are other characters.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ichimai.errors import Malformed, msgid
from ichimai.law.card_numbers import FIRST_CARD as FIRST_RESIDENCE_CARD
from ichimai.law.card_numbers import MY_NUMBER_CARD
from ichimai.model.cards import my_number_check_digit
from ichimai.model.finding import Finding

KINDS = (
    "my-number",
    "local-government-code",
    "application-id",
    "residence-card-number",
)


FIRST_CARD: date = FIRST_RESIDENCE_CARD.args[0]
FIRST_MY_NUMBER: date = MY_NUMBER_CARD["first_day"]
"""First days of the residence cards, where the sources begin, and of My Numbers."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a number is written, and where that stands.

    Attributes:
        length: characters.
        characters: pattern of the whole.
        check_digit: the last digit after the digits before it, where there is one.
        rules: identifiers of the law files.
        cites: provisions; empty where no law says it.
        since: first day on which there are such numbers, as far as the sources go;
            None where they name none.
    """

    length: int
    characters: re.Pattern[str]
    check_digit: Callable[[str], str] | None
    rules: tuple[str, ...]
    cites: tuple[str, ...]
    since: date | None = FIRST_CARD


def local_government_check_digit(body: str) -> str:
    """The check digit after five digits: 11 less the weighted sum modulo 11 (MN-012).

    Only the last decimal digit is written, so a remainder of 0 gives 1 and of 1 gives
    0, unlike in a My Number.
    """
    total = sum(w * int(digit) for w, digit in zip((6, 5, 4, 3, 2), body, strict=True))
    return str((11 - total % 11) % 10)


def _digits(length: int) -> re.Pattern[str]:
    return re.compile(rf"[0-9]{{{length}}}", re.ASCII)


FORMS: dict[str, Form] = {
    "my-number": Form(
        12,
        _digits(12),
        my_number_check_digit,
        ("MN-001", "MN-002"),
        ("MNA-EO 6", "MNA-MO 5"),
        FIRST_MY_NUMBER,
    ),
    "local-government-code": Form(
        6, _digits(6), local_government_check_digit, ("MN-011", "MN-012"), (), None
    ),
    "application-id": Form(
        23, _digits(23), None, ("MN-013", "MN-014"), (), FIRST_MY_NUMBER
    ),
    "residence-card-number": Form(
        12,
        re.compile(r"[A-Z]{2}[0-9]{8}[A-Z]{2}", re.ASCII),
        None,
        ("RC-009", "RC-010"),
        ("ICA 19-4(2)", "ICA-MO 19-6(6)"),
    ),
}

_TWELVE_ZEROS = "0" * 12


def fault(kind: str, value: str) -> str | None:
    """What is wrong with a number: a stable key, None where nothing is.

    `length` before `characters` before `reserved` before `check-digit`. Twelve zeros
    pass the arithmetic and are nobody's number.
    """
    form = FORMS[kind]
    if len(value) != form.length:
        return "length"
    if not form.characters.fullmatch(value):
        return "characters"
    if kind == "my-number" and value == _TWELVE_ZEROS:
        return "reserved"
    if form.check_digit and form.check_digit(value[:-1]) != value[-1]:
        return "check-digit"
    return None


def finding(facts: Mapping[str, Any], as_of: date) -> tuple[Finding, tuple[str, ...]]:
    """The answer to `check-number`, and the facts that it does not ask for.

    The finding keeps the kind and not the number: it travels into journals.

    Raises:
        Malformed: code `type` or `unknown-value`; the sentence never shows the number.
    """
    ignored = tuple(name for name in facts if name not in ("kind", "value"))
    missing = tuple(
        name for name in ("kind", "value") if facts.get(name, "unknown") == "unknown"
    )
    for name in ("kind", "value"):
        if not isinstance(facts.get(name, ""), str):
            raise Malformed(
                msgid("{field} is not of the right type."),
                repair=msgid("Write it as text, between quotation marks."),
                code="type",
                field=name,
            )
    kind = facts.get("kind", "unknown")
    if "kind" not in missing and kind not in FORMS:
        raise Malformed(
            msgid("{field} is not a word that is known here."),
            repair=msgid("Write one of: {options}."),
            code="unknown-value",
            field="kind",
            options=", ".join(KINDS),
        )
    if missing:
        return Finding("check-number", as_of, {}, {}, unknown=missing), ignored
    form = FORMS[kind]
    if form.since is not None and as_of < FIRST_CARD:
        return Finding(
            "check-number",
            as_of,
            {"kind": kind},
            {"valid": "unknown"},
            ("RC-001",),
            ("ICA 19-3",),
            "sources-silent",
        ), ignored
    not_yet = form.since is not None and as_of < form.since
    reason = "before-first-day" if not_yet else fault(kind, facts["value"])
    found = Finding(
        "check-number",
        as_of,
        {"kind": kind},
        {"valid": reason is None},
        form.rules,
        form.cites,
        reason,
    )
    return found, ignored
