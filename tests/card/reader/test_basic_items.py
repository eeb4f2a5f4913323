"""Who sees what of name, address, birth, sex and My Number: purpose by purpose."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import sample_card
from card.reader.workshop import NUMBER, PIN, TODAY, Workshop
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.image import Tries
from ichimai.card.layout.text import (
    Attributes,
    TextFile,
    TextRecord,
    encode_attributes,
)
from ichimai.card.reader import sentences
from ichimai.card.reader.basic_items import ITEMS, Opening
from ichimai.card.reader.permission import PURPOSES
from ichimai.card.reader.trust_folder import load_trust_folder
from ichimai.card.reader.verdict import Verdict
from ichimai.card.reader.verify import verify
from ichimai.errors import Malformed
from ichimai.randomness import SeededRandomness

MATRIX: Mapping[str, Any] = tomllib.loads(
    Path(__file__).with_name("disclosure.toml").read_text(encoding="utf-8")
)
BY_PIN, BY_CODE = Opening(pin="5678"), Opening(security_code="2285")
OPENINGS = {"pin": BY_PIN, "code": BY_CODE, "nothing": None}
TEXTS = {
    "name": "SAMPLE　TEST",
    "address": "東京都港区１－１",
    "birth-date": "1995-03-03",
    "sex": "female",
    "my-number": "123456789018",
}


class Listening:
    """A card, and which applications were selected on it."""

    def __init__(self, card: SoftwareCard) -> None:
        self._card = card
        self.selected: list[bytes] = []

    def transmit(self, command: bytes) -> bytes:
        """Pass the command on."""
        if command[1:3] == b"\xa4\x04":
            self.selected.append(command[5:])
        return self._card.transmit(command)

    def reset(self) -> bytes:
        """Pass the reset on."""
        return self._card.reset()

    def close(self) -> None:
        """Nothing to close."""


def card_with(workshop: Workshop, **changes: object) -> Listening:
    """The genuine card with the sample text record, and some fields changed."""
    image = replace(
        workshop.image({}),
        text=sample_card.sample_text_record(),
        my_number=sample_card.MY_NUMBER,
        pins=sample_card.PINS,
    )
    card = SoftwareCard(replace(image, **changes), SeededRandomness("CARD TEST"))
    card.power_on()
    return Listening(card)


def verdict_on(
    card: Listening,
    workshop: Workshop,
    purpose: str | None,
    opening: Opening | None,
    *,
    issuer: bool = True,
) -> Verdict:
    """The verdict, with the sample's text issuer trusted or none."""
    key = sample_card.sample_keys().text_issuer.public if issuer else None
    return verify(
        card,
        replace(workshop.trust({}), text_issuer=key),
        as_of=TODAY,
        purpose=purpose,
        card_number=str(NUMBER),
        pin=PIN,
        randomness=SeededRandomness("READER TEST"),
        opening=opening,
    )


def cells() -> list[Any]:
    """Every cell of the matrix."""
    return [
        pytest.param(purpose, by, expected, id=f"{purpose} by {by}")
        for purpose, row in MATRIX.items()
        for by, expected in row.items()
    ]


def test_matrix_is_whole() -> None:
    """The matrix has a row for every purpose and one for a purpose unknown."""
    assert {*PURPOSES, "curiosity"} == set(MATRIX)
    assert set(PURPOSES) == set(ITEMS)
    assert all(set(OPENINGS) == set(row) for row in MATRIX.values())


@pytest.mark.parametrize(("purpose", "by", "expected"), cells())
def test_disclosure(
    workshop: Workshop, purpose: str, by: str, expected: list[str]
) -> None:
    """Exactly the fields of the matrix are disclosed, and the rest is withheld."""
    card = card_with(workshop)

    verdict = verdict_on(card, workshop, purpose, OPENINGS[by])

    shown = verdict.disclosure
    assert sorted(expected) == sorted(shown.names)
    assert not set(expected) & set(shown.withheld)
    assert ("my-number" in expected) is ("my-number" not in shown.withheld)
    for name in set(expected) & set(TEXTS):
        assert TEXTS[name] == shown.texts[name]


@pytest.mark.parametrize("purpose", ["insurance", "curiosity", None])
def test_not_even_selected(workshop: Workshop, purpose: str | None) -> None:
    """For a purpose that may see none of it the text application is left alone."""
    card = card_with(workshop)

    verdict = verdict_on(card, workshop, purpose, BY_PIN)

    assert Aid.TEXT.value not in card.selected
    assert "items" not in verdict.to_json()


@pytest.mark.parametrize("purpose", sorted(PURPOSES))
def test_words_stay(workshop: Workshop, purpose: str) -> None:
    """The four answers are the same with the items and without."""
    alone = verdict_on(card_with(workshop), workshop, purpose, None)

    asked = verdict_on(card_with(workshop), workshop, purpose, BY_PIN)

    assert dict(alone) == dict(asked)


def moved(record: TextRecord, **changes: object) -> dict[TextFile, bytes]:
    """The record's files, with other attributes than were signed."""
    holder = Attributes("SAMPLE　TEST", "東京都港区１－１", date(1995, 3, 3), "2")
    changed = encode_attributes(replace(holder, **changes))
    return {**record.files, TextFile.ATTRIBUTES: changed}


def spoiled(case: str) -> dict[str, object]:
    """What is wrong with the card of a case."""
    record = sample_card.sample_text_record()
    images: dict[str, dict[str, object]] = {
        "another address": {
            "text": replace(record, files=moved(record, address="TEST"))
        },
        "a copied record": {
            "text": replace(
                record, private_key=sample_card.sample_keys().signature.to_der()
            )
        },
        "no application": {"text": None},
        "a locked PIN": {"tries": Tries(text=0)},
    }
    return images[case]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("another address", "refuted items-signature"),
        ("a copied record", "refuted items-signature"),
        ("no application", "not_confirmed no-text"),
        ("a locked PIN", "not_confirmed pin-locked"),
    ],
)
def test_nothing_without_proof(workshop: Workshop, case: str, expected: str) -> None:
    """What does not hold is said, and no item is shown."""
    card = card_with(workshop, **spoiled(case))

    verdict = verdict_on(card, workshop, "identity", BY_PIN)

    assert expected == " ".join((verdict.items.status, *verdict.items.reasons))
    assert {} == verdict.disclosure.texts
    assert verdict.items.negative
    assert set(verdict.items.reasons) <= set(sentences.REASONS)


def test_another_person(workshop: Workshop) -> None:
    """A record of somebody born on another day is not shown, though it is signed."""
    contents = {"contents": {"birth_date": date(1996, 3, 3)}}
    other = dict(workshop.image(contents).residence_files)

    verdict = verdict_on(
        card_with(workshop, residence_files=other), workshop, "identity", BY_PIN
    )

    assert ("refuted", ("items-of-another",)) == (
        verdict.items.status,
        verdict.items.reasons,
    )
    assert {} == verdict.disclosure.texts


@pytest.mark.parametrize(
    ("opening", "reason"),
    [
        (Opening(pin="0000"), "pin-wrong"),
        (Opening(pin="000"), "pin-form"),
        (Opening(security_code="22"), "pin-form"),
        (Opening(security_code="0000"), "pin-wrong"),
    ],
)
def test_wrong_opening(workshop: Workshop, opening: Opening, reason: str) -> None:
    """A wrong PIN or code is said in the answer and raises nothing."""
    verdict = verdict_on(card_with(workshop), workshop, "identity", opening)

    assert (reason,) == verdict.items.reasons
    assert {} == verdict.disclosure.texts


def test_no_issuer(workshop: Workshop) -> None:
    """Without a text issuer in the folder of trust nothing is read."""
    card = card_with(workshop)

    verdict = verdict_on(card, workshop, "identity", BY_PIN, issuer=False)

    assert ("no-anchor-known",) == verdict.items.reasons
    assert Aid.TEXT.value not in card.selected


def test_trust_folder(workshop: Workshop, tmp_path: Path) -> None:
    """The published folder's text issuer is loaded; a broken one names its file."""
    for name, content in workshop.published({}).items():
        (tmp_path / name).write_bytes(content)
    key = sample_card.sample_keys().text_issuer.public
    (tmp_path / "text-issuer.pem").write_bytes(key.to_pem())

    loaded = load_trust_folder(tmp_path).text_issuer

    assert loaded is not None
    assert key.to_der() == loaded.to_der()
    (tmp_path / "text-issuer.pem").write_bytes(b"no key")
    with pytest.raises(Malformed, match=r"text-issuer\.pem"):
        load_trust_folder(tmp_path)
