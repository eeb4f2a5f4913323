"""Each scenario fails exactly its own question, and no other."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from card.reader.workshop import NUMBER, PIN, TODAY, Workshop
from ichimai.card.iso7816.tlv import encode
from ichimai.card.layout.residence import decode_check_code, signed_message_of_files
from ichimai.card.layout.residence_files import ResidenceFile, Tag
from ichimai.card.reader import sentences
from ichimai.card.reader.moments import moment_of
from ichimai.card.reader.origin import judge_origin
from ichimai.card.reader.verdict import Answer, Question
from ichimai.crypto.certificates import inspect

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


@pytest.mark.parametrize(
    ("name", "step"), [("PRINTED_ENTRIES", 1), ("IMAGES", 61), ("CHECK_CODE", 1)]
)
def test_bytes_of_the_signed_files(workshop: Workshop, name: str, step: int) -> None:
    """No byte of a signed file can be changed so that it says something else."""
    file, trust = ResidenceFile[name], workshop.trust({})
    genuine = dict(workshop.image({}).residence_files)
    unnoticed = []

    size = len(genuine[file])
    filler = len(genuine[file].rstrip(b"\0"))
    for offset in {*range(0, size, step), filler - 1, min(filler, size - 1)}:
        content = bytearray(genuine[file])
        content[offset] ^= 0x01
        changed = {**genuine, file: bytes(content)}
        origin = judge_origin(changed, NUMBER, trust, moment_of(TODAY))
        if origin.status != "refuted" and said(changed) != said(genuine):
            unnoticed.append(offset)

    assert [] == unnoticed


def said(files: Mapping[ResidenceFile, bytes]) -> tuple[bytes, ...]:
    """What the signed files say: entries, pictures, signature, signed certificate.

    The certificate's own signature is not in it: a filler bit of its bit string, or a
    zero behind it, may change without changing what is vouched for.
    """
    signature, certificate = decode_check_code(files[ResidenceFile.CHECK_CODE])
    signed = (ResidenceFile.PRINTED_ENTRIES, ResidenceFile.IMAGES)
    return *(files[file] for file in signed), signature, inspect(certificate).tbs


def test_certificate_retyped_as_residence_card(workshop: Workshop) -> None:
    """A special permanent resident certificate does not pass for a residence card."""
    given = next(s["given"] for s in SCENARIOS if "type_code" in str(s["given"]))
    files = dict(workshop.image(given).residence_files)
    signed = signed_message_of_files(
        files[ResidenceFile.PRINTED_ENTRIES], files[ResidenceFile.IMAGES]
    )
    files[ResidenceFile.CARD_TYPE] = encode(Tag.TYPE_CODE, b"07")
    files[ResidenceFile.PRINTED_ENTRIES] += b"".join(
        encode(tag, bytes(width))
        for tag, width in (
            (Tag.PERMISSION_KIND, 2),
            (Tag.PERMITTED_ON, 8),
            (Tag.WORK_RESTRICTION, 1),
            (Tag.STAY_ENDS_ON, 8),
        )
    )

    origin = judge_origin(files, NUMBER, workshop.trust({}), moment_of(TODAY))

    assert signed == signed_message_of_files(
        files[ResidenceFile.PRINTED_ENTRIES], files[ResidenceFile.IMAGES]
    )
    assert ("refuted", ("layout",)) == (origin.status, origin.reasons)


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
