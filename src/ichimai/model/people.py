"""Residents and their stays, as the register knows them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ichimai.model.status import Status


class Sex(StrEnum):
    """Sex as the residence chip writes it (object `C7`)."""

    MALE = "1"
    FEMALE = "2"
    UNSPECIFIED = "3"


@dataclass(frozen=True, slots=True)
class Resident:
    """A person on the Basic Resident Register (住民基本台帳). Always invented here.

    Attributes:
        id: opaque identifier, `res_…`.
        version: counts the changes of this row, from 1.
        name: in Roman letters, as on the card.
        name_kanji: beside it where the person has asked for it.
        birth_date: calendar date.
        sex: as on the card.
        nationality: three-letter code of the nationality or region, ISO 3166-1.
        address: place of residence as registered.
        municipality: local government code, six digits.
        my_number_sealed: the My Number, sealed to the authority; opaque here.
        alias: the name used in daily life (通称), where one is registered.
    """

    id: str
    version: int
    name: str
    name_kanji: str | None
    birth_date: date
    sex: Sex
    nationality: str
    address: str
    municipality: str
    my_number_sealed: bytes
    alias: str | None = None

    def __repr__(self) -> str:
        return f"Resident({self.id}, version {self.version})"


@dataclass(frozen=True, slots=True)
class Stay:
    """A period of stay granted to a resident (在留期間).

    Attributes:
        stay_months: length of the period granted, None for an unlimited one.
        stay_ends_on: last day, None for an unlimited one.
        permitted_on: the day of the permission.
    """

    id: str
    version: int
    resident_id: str
    status: Status
    stay_months: int | None
    stay_ends_on: date | None
    permitted_on: date
