"""Wrong usage in one sentence that says what to write instead, in either language.

click says most of this itself, in English alone; here its exceptions are told apart by
their class and the option's own type, and put into sentences of the catalogues.
"""

from collections.abc import Callable, Mapping
from typing import Any

import click

from ichimai.errors import msgid
from ichimai.texts.language import translator

Values = Mapping[str, object]


class WrongUsage(click.UsageError):
    """Wrong usage that a command of ours finds: a source string and what it names."""

    def __init__(self, problem: str, **values: object) -> None:
        super().__init__(problem.format(**values))
        self.problem = problem
        self.values = values


def usage_sentence(error: click.ClickException, language: str) -> str:
    """*error* in *language*, and where the help is."""
    say = translator(language)
    parts = [text for text in _said(error, say) if text]
    if isinstance(error, click.UsageError) and error.ctx is not None:
        help_ = msgid("Help: {command} --help.")
        parts.append(say(help_).format(command=error.ctx.command_path))
    return " ".join(parts)


def _said(error: click.ClickException, say: Callable[[str], str]) -> tuple[str, ...]:
    problem, values = _problem(error)
    if not problem:
        return (error.message,)
    return say(problem).format(**values), _repair(error, say)


def _problem(error: click.ClickException) -> tuple[str, Values]:
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _of_parameter(error, error.param)
    match error:
        case WrongUsage():
            return error.problem, error.values
        case click.exceptions.NoSuchOption():
            return msgid("There is no option {name}."), {"name": error.option_name}
        case click.exceptions.NoSuchCommand():
            return msgid("There is no command {name}."), {"name": error.command_name}
        case click.exceptions.BadOptionUsage():
            return msgid("{name} wants a value."), {"name": error.option_name}
    return "", {}


def _of_parameter(
    error: click.BadParameter, param: click.Parameter
) -> tuple[str, Values]:
    """Where no repair is ours to give, the words of the option's own type are."""
    if isinstance(error, click.exceptions.MissingParameter):
        return msgid("{name} is missing."), {"name": _name(param)}
    if not _wanted(param.type)[0]:
        return "", {}
    return msgid("{name} cannot be used as it is."), {"name": _name(param)}


def _name(param: click.Parameter) -> str:
    """The option or the argument as a person writes it."""
    if isinstance(param, click.Argument):
        return str(param.name).upper()
    return param.opts[0]


def _repair(error: click.ClickException, say: Callable[[str], str]) -> str:
    near: list[str] = list(getattr(error, "possibilities", None) or ())
    if near:
        return say(_CHOOSE).format(choices=", ".join(near))
    if isinstance(error, click.exceptions.MissingParameter):
        return ""
    if not isinstance(error, click.BadParameter) or error.param is None:
        return ""
    wanted, values = _wanted(error.param.type)
    return say(wanted).format(**values)


_CHOOSE = msgid("Choose one of {choices}.")


def _wanted(kind: click.ParamType[Any]) -> tuple[str, Values]:
    """What an option of that type takes; empty where its own words are ours."""
    match kind:
        case click.IntRange(min=lowest, max=None):
            return msgid("Write a whole number from {lowest} on."), {"lowest": lowest}
        case click.IntRange(min=lowest, max=highest):
            wanted = msgid("Write a whole number from {lowest} to {highest}.")
            return wanted, {"lowest": lowest, "highest": highest}
        case click.Choice(choices=choices):
            return _CHOOSE, {"choices": ", ".join(map(str, choices))}
        case click.Path(dir_okay=False):
            return msgid("It is a folder; name a file."), {}
        case click.Path(file_okay=False):
            return msgid("It is a file; name a folder."), {}
    return "", {}


def no_such_language(code: str, known: str) -> WrongUsage:
    """The error for a language without a catalogue."""
    return WrongUsage(
        msgid("There is no language {code}. Choose one of {choices}."),
        code=ascii(code),
        choices=known,
    )
