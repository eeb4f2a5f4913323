"""The days and amounts of `my_number_services.toml`, read once."""

import tomllib
from importlib.resources import files
from typing import Any

SERVICES: dict[str, dict[str, Any]] = tomllib.loads(
    files("ichimai.law").joinpath("my_number_services.toml").read_text("utf-8")
)
"""By service, the numbers by the names of the data file."""
