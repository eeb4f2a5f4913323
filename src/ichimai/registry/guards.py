"""What every command asks before it changes anything."""

from datetime import date

from ichimai.errors import Malformed, Refused, msgid
from ichimai.model.filing import Application, ApplicationState
from ichimai.registry.store import Transaction, stale


def refuse_stale(record: str, version: int, seen: int) -> None:
    """Stop a command that was drawn up from an old row.

    Raises:
        Conflict: code `stale-version`.
    """
    if version != seen:
        raise stale(record, seen)


def refuse_state(application: Application, *expected: ApplicationState) -> None:
    """Stop a command whose turn it is not.

    Raises:
        Refused: code `wrong-state`; the application is not in an *expected* state.
    """
    if application.state not in expected:
        raise Refused(
            msgid("The application is {state}; for this step it would be {expected}."),
            repair=msgid("Look at the application and take the step that is next."),
            code="wrong-state",
            state=application.state.value,
            expected=", ".join(state.value for state in expected),
        )


def refuse_future(tx: Transaction, day: date, field: str) -> None:
    """Stop a command that says something happened on a day still to come.

    Raises:
        Malformed: code `contradiction`.
    """
    if day > tx.clock.today():
        raise Malformed(
            msgid("{field} is later than today."),
            repair=msgid("Write the day on which it happened."),
            code="contradiction",
            field=field,
        )


def refuse_before(day: date, earliest: date, field: str) -> None:
    """Stop a command whose days run backwards.

    Raises:
        Malformed: code `contradiction`.
    """
    if day < earliest:
        raise Malformed(
            msgid("{field} is before the step that comes first."),
            repair=msgid("Compare it with the days on the application."),
            code="contradiction",
            field=field,
        )
