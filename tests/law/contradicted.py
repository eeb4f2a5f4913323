"""What is refused because its facts cannot all be so."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from ichimai.errors import Malformed
from ichimai.law.questions import ask


def contradicted_field(question: str, facts: Mapping[str, Any], on: date) -> object:
    """The field that the refusal names, which is for a contradiction."""
    with pytest.raises(Malformed) as refused:
        ask(question, facts, on)

    assert "contradiction" == refused.value.code
    return refused.value.values["field"]
