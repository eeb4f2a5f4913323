"""Kinds of option that several commands share."""

from datetime import date

import click

from ichimai.cli.exits import sentence
from ichimai.errors import Malformed
from ichimai.model.days import parse_day


class DayType(click.ParamType[date]):
    """A day, strictly `YYYY-MM-DD`; anything else is wrong usage."""

    name = "day"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """The day, or wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value), param.opts[0] if param else "DAY")
        except Malformed as error:
            self.fail(sentence(error), param, ctx)


DAY = DayType()
