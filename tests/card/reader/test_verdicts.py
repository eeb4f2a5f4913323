"""Each scenario fails exactly its own question, and no other."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from card.reader.workshop import NUMBER, PIN, Workshop
from ichimai.card.reader import sentences
from ichimai.card.reader.verdict import Answer, Question

TABLE = tomllib.loads(
    Path(__file__).with_name("verdicts.toml").read_text(encoding="utf-8")
)
SCENARIOS = TABLE["scenario"]


def matches(expected: str, answer: Answer) -> bool:
    """Whether the answer has the word, and each reason that is named."""
    word, *reasons = expected.split()
    return word == answer.status and set(reasons) <= set(answer.reasons)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each["name"])
def test_verdict(workshop: Workshop, scenario: Mapping[str, Any]) -> None:
    """The verdict is that of the genuine card, but for what the scenario names."""
    expected = {**TABLE["genuine"], **scenario["expect"]}

    verdict = workshop.verdict(scenario["given"])

    for question, answer in verdict:
        shown = f"{question}: {answer.status} {answer.reasons}"
        assert matches(expected[question], answer), shown
        assert set(answer.reasons) <= set(sentences.REASONS)
        assert set(answer.limits) <= set(sentences.LIMITS)


def test_genuine(workshop: Workshop) -> None:
    """The genuine card gets four confirmations, on TEST roots."""
    verdict = workshop.verdict({})

    assert () == verdict.negative
    assert verdict.test_roots
    assert dict(TABLE["genuine"]) == {
        question.value: " ".join((answer.status, *answer.reasons))
        for question, answer in verdict
    }


def test_no_truth_value(workshop: Workshop) -> None:
    """Neither a verdict nor an answer can be used as a Boolean."""
    verdict = workshop.verdict({})

    for value in (verdict, verdict.origin):
        with pytest.raises(TypeError):
            bool(value)


def test_every_byte_of_the_signed_files(workshop: Workshop) -> None:
    """No byte of a signed value, its tag or its length can be changed unnoticed."""
    for file, count in (("PRINTED_ENTRIES", 73), ("IMAGES", 20), ("CHECK_CODE", 98)):
        for offset in range(0, count, 7):
            verdict = workshop.verdict({"flip": {file: offset}, "pin": ""})

            assert "refuted" == verdict.origin.status, (file, offset)


def test_refuted_card_gets_no_pin(workshop: Workshop) -> None:
    """A card whose data nobody vouches for does not learn the PIN."""
    given = {"flip": {"PRINTED_ENTRIES": 2}, "pin": "4321"}
    card = workshop.card(given)

    workshop.verdict(given)

    assert 3 == card.image.tries.user_authentication


def test_json(workshop: Workshop) -> None:
    """The JSON has the four questions, and neither the number nor the PIN."""
    shape = workshop.verdict({}).to_json()

    assert [q.value for q in Question] == list(shape)[:4]
    for question in Question:
        answer = shape[question.value]
        assert {"status", "reasons", "limits"} <= set(answer)
    assert "test" == shape["trust"]
    assert str(NUMBER) not in str(shape)
    assert PIN not in str(shape).replace("2026", "")


@pytest.mark.parametrize(
    ("purpose", "texts"),
    [
        ("identity", set()),
        ("insurance", set()),
        ("curiosity", set()),
        ("residence", {"status", "period-of-stay", "stay-ends-on", "valid-until"}),
    ],
)
def test_disclosure(workshop: Workshop, purpose: str, texts: set[str]) -> None:
    """A purpose sees its own fields and no other, and none sees the My Number."""
    disclosure = workshop.verdict({"purpose": purpose}).disclosure

    assert texts == set(disclosure.texts)
    assert "my-number" in disclosure.withheld
    assert not set(disclosure.names) & set(disclosure.withheld)
    assert "nationality" in disclosure.withheld
    assert "address-image" in disclosure.withheld


def test_unsigned_parts_are_named(workshop: Workshop) -> None:
    """The answer about origin names what the signature does not cover."""
    details = workshop.verdict({}).origin.to_json()

    assert "unsigned-parts" in details["limits"]
    assert {"address-image", "permissions", "pending-mark", "card-number"} == set(
        details["unsigned"]
    )


def test_tries_left(workshop: Workshop) -> None:
    """A wrong PIN says how many tries are left."""
    assert 2 == workshop.verdict({"pin": "4321"}).holder.details["tries_left"]
