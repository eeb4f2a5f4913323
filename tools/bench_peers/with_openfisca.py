"""W as variables and dated parameters of OpenFisca-core, with one entity."""

from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from residents import GOALS, as_numbers, numpy_days

from ichimai.bench import w_plain
from ichimai.bench.contest import serve

DAY = str(w_plain.AS_OF)
Resident = build_entity(
    key="resident", plural="residents", label="Resident", is_person=True
)
Values = Any


class Status(Enum):
    """The statuses of W, in the order of their numbers."""

    permanent = "Permanent"
    special_permanent = "Special permanent"
    highly_skilled_2 = "Highly skilled (ii)"
    time_limited = "Limited in time"


def on_day(month: Values, day: Values) -> Values:
    """A day of a month, or the month's last one."""
    last = (month + 1).astype("M8[D]") - 1
    return np.minimum(month.astype("M8[D]") + (day - 1), last)


def day_of_month(day: Values) -> Values:
    """The number of a day in its month."""
    return (day - day.astype("M8[M]").astype("M8[D]")).astype(np.int32) + 1


def same_number(day: Values, months: int) -> Values:
    """The day of the same number some months on."""
    return on_day(day.astype("M8[M]") + months, day_of_month(day))


def in_year(birth: Values, year: Values) -> Values:
    """The birthday in a year."""
    years = (year - birth.astype("M8[Y]")).astype(np.int32)
    return on_day(birth.astype("M8[M]") + years * 12, day_of_month(birth))


def variable(name: str, kind: type, formula: Any = None) -> type[Variable]:  # noqa: ANN401
    """A variable of a day that is worked out, or of always that is given."""
    body = {
        "value_type": kind,
        "entity": Resident,
        "definition_period": DateUnit.DAY if formula else DateUnit.ETERNITY,
        "label": name,
    }
    if formula:
        body["formula"] = formula
    if kind is Enum:
        body |= {"possible_values": Status, "default_value": Status.permanent}
    return type(name, (Variable,), body)


def first_birthday_year(resident: Values, period: Values) -> Values:
    """Year of the first birthday after issue."""
    issued, birth = resident("card_issued_on", period), resident("birth_date", period)
    year = issued.astype("M8[Y]")
    return (year + (in_year(birth, year) <= issued)).astype(np.int32)


def fifth_birthday(resident: Values, period: Values, parameters: Values) -> Values:
    """Fifth birthday after issue."""
    nth = parameters(period).validity.minor_birthday
    first = resident("first_birthday_year", period).astype("M8[Y]")
    return in_year(resident("birth_date", period), first + (nth - 1))


def card_end(resident: Values, period: Values, parameters: Values) -> Values:
    """Last day of the card."""
    law = parameters(period).validity
    birth, issued = resident("birth_date", period), resident("card_issued_on", period)
    first = resident("first_birthday_year", period).astype("M8[Y]")
    adult = in_year(birth, birth.astype("M8[Y]") + law.adult_age) <= issued
    tenth = in_year(birth, first + (law.adult_birthday - 1))
    base = np.where(adult, tenth, resident("fifth_birthday", period))
    stay = resident("stay_until", period)
    in_time = resident("applied_renewal_on", period) <= stay
    stay = np.where(in_time, same_number(stay, law.special_period_months), stay)
    limited = resident("status", period) == Status.time_limited
    return np.where(limited, np.minimum(base, stay), base)


def cert_end(resident: Values, period: Values) -> Values:
    """Last day of the certificates."""
    fifth = resident("fifth_birthday", period)
    return np.minimum(fifth, resident("card_end", period))


def window_opens(resident: Values, period: Values, parameters: Values) -> Values:
    """First day to renew."""
    months = parameters(period).renewal.window_months
    return same_number(resident("card_end", period), -months)


def move_deadline(resident: Values, period: Values, parameters: Values) -> Values:
    """Last day to tell a move."""
    return resident("moved_on", period) + parameters(period).move.deadline_days


def notice_due(resident: Values, period: Values, parameters: Values) -> Values:
    """Whether a notice falls due soon."""
    today = np.datetime64(str(period.start), "D")
    last = today + parameters(period).notice.days
    opens, move = (resident(name, period) for name in ("window_opens", "move_deadline"))
    return (today <= opens) & (opens <= last) | (today <= move) & (move <= last)


def days_left(resident: Values, period: Values) -> Values:
    """Days until the card ends."""
    today = np.datetime64(str(period.start), "D")
    return (resident("card_end", period) - today).astype(np.int32)


def since(value: int) -> dict[str, Any]:
    """A parameter with one value."""
    return {"values": {"2012-07-09": {"value": value}}}


def build() -> TaxBenefitSystem:
    """The system of W."""
    system = TaxBenefitSystem([Resident])
    validity = {
        "adult_age": since(18),
        "adult_birthday": since(10),
        "minor_birthday": since(5),
        "special_period_months": since(w_plain.SPECIAL_MONTHS),
    }
    tree = {
        "validity": validity,
        "renewal": {"window_months": since(w_plain.WINDOW_MONTHS)},
        "move": {"deadline_days": since(w_plain.MOVE_DAYS)},
        "notice": {"days": since(w_plain.NOTICE_DAYS)},
    }
    system.parameters = ParameterNode("", data=tree)
    given = ("birth_date", "stay_until", "card_issued_on", "moved_on")
    system.add_variables(
        *(variable(name, date) for name in (*given, "applied_renewal_on")),
        variable("status", Enum),
        variable("first_birthday_year", int, first_birthday_year),
        *(
            variable(formula.__name__, date, formula)
            for formula in (
                fifth_birthday,
                card_end,
                cert_end,
                window_opens,
                move_deadline,
            )
        ),
        variable("notice_due", bool, notice_due),
        variable("days_left", int, days_left),
    )
    return system


class OpenFisca:
    """A simulation of the whole population; one thread is all it has."""

    version = f"OpenFisca-core {version('openfisca-core')}"

    def __init__(self, folder: Path, _threads: int) -> None:
        self._folder = folder
        self._system = build()
        self._columns: dict[str, Any] = {}

    def load(self, rows: int) -> None:
        """Days as its own vectors."""
        columns = numpy_days(self._folder, rows)
        self._columns = {
            **columns,
            "status": EnumArray(columns["status"].astype(np.int16), Status),
        }

    def lap(self) -> dict[str, Any]:
        """A vector a goal."""
        simulation = SimulationBuilder().build_default_simulation(
            self._system, count=self._columns["birth_date"].size
        )
        for name, values in self._columns.items():
            simulation.set_input(name, DAY, values)
        return {name: simulation.calculate(name, DAY) for name in GOALS}

    def outputs(self, result: dict[str, Any]) -> dict[str, Any]:
        """The same as numbers."""
        return as_numbers(result)

    def one(self) -> Callable[[], object]:
        """A situation of one person, as its web service takes it."""
        first = {name: values[0] for name, values in self._columns.items()}
        situation = {
            name: {DAY: str(value)}
            for name, value in first.items()
            if name != "status" and not np.isnat(value)
        }
        names = list(Status.names)
        place = int(np.asarray(self._columns["status"])[0])
        situation["status"] = {DAY: names[place]}

        def work() -> list[Any]:
            simulation = SimulationBuilder().build_from_entities(
                self._system, {"residents": {"first": situation}}
            )
            return [simulation.calculate(name, DAY)[0] for name in GOALS]

        return work


if __name__ == "__main__":
    serve(OpenFisca)
