"""The hard names of the users' page, section 13.1: no sign lost, each match as told."""

import csv
import io
import json
import tomllib
from html import escape
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from ichimai.papers.pdf import plan_pdf
from ichimai.papers.roster_files import files_of, harmless
from ichimai.planner.names.forms import compare
from ichimai.planner.names.preview import Names, preview_to_json
from ichimai.planner.roster.check import check_roster
from papers.poppler import text_of, without_spaces
from papers.test_page import plan
from planner.test_roster_hostile import CHECK
from web.standing import empty_site, new_registry, standing

CASES = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))["name"]
NAMES = [case["name"] for case in CASES]
PRINTED = [case["name"] for case in CASES if case["id"] in ("N04", "N10", "N18", "N20")]
"""Long, rare, with a variation selector, from right to left."""
BOXED = {"𛀀": "〓"}
"""Signs that no font of a paper has; they stand as a box there."""
DIRECTIONS = dict.fromkeys(map(ord, "\u202a\u202b\u202c"))
"""What a reader of PDFs puts around a run from right to left."""


def _name(case: dict[str, Any]) -> str:
    return f"{case['id']}-{case['name']}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_how_alike_other_spellings_are(case: dict[str, Any]) -> None:
    """Each is as alike as the table says, whichever of the two comes first."""
    found = {other: compare(case["name"], other).word for other in case["alike"]}
    back = {other: compare(other, case["name"]).word for other in case["alike"]}

    assert case["alike"] == found
    assert case["alike"] == back


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_text_in_json(name: str) -> None:
    """It is accepted without a surname, and comes back from JSON as it was."""
    names = Names.of_json(json.loads(json.dumps({"passport": name})))

    told = json.loads(json.dumps(preview_to_json(names, "en")))

    assert name == told["appearances"][0]["shown"][0]


def test_names_are_whole_on_the_page() -> None:
    """Each stands in an element of its own, which keeps the order of what is beside."""
    registry = new_registry()
    with standing(empty_site(registry)) as portal:
        texts = {
            name: httpx.post(
                f"{portal.address}/en/names", data={"passport": name}, timeout=30
            ).text
            for name in NAMES
        }
    registry.close()

    assert [] == [
        name
        for name, text in texts.items()
        if f'<bdi translate="no">{escape(name).replace("&#x27;", "&#39;")}</bdi>'
        not in text
    ]


def test_names_as_codes_survive_every_file() -> None:
    """CSV, workbook and JSON give back each as text; nothing becomes a truth value."""
    written = io.StringIO()
    csv.writer(written).writerows(
        [("id", "stay_expires_on"), *((name, "2027-01-10") for name in NAMES)]
    )
    roster = check_roster(written.getvalue().encode(), CHECK)

    files = files_of(roster, "en")
    rows = csv.DictReader(io.StringIO(files["people.csv"].decode("utf-8-sig")))
    sheet = load_workbook(io.BytesIO(files["roster.xlsx"]))["people"]
    column = [cell.value for cell in sheet["B"]]

    assert sorted(NAMES) == sorted(str(person.entry.code) for person in roster.people)
    assert sorted(map(harmless, NAMES)) == sorted(row["id"] for row in rows)
    assert sorted(map(harmless, NAMES)) == sorted(map(str, column[1:]))


def test_people_of_one_name_stay_apart() -> None:
    """Four people called MUHAMMAD ALI are told apart by their codes (N16)."""
    rows = "".join(f"{n},MUHAMMAD ALI,2027-01-1{n}\n" for n in range(4))

    roster = check_roster(f"id,name,stay_expires_on\n{rows}".encode(), CHECK)

    assert ["0", "1", "2", "3"] == [person.entry.code for person in roster.people]


def test_names_are_whole_on_paper(tmp_path: Path) -> None:
    """No sign is cut or changed; one that no font has is boxed (N04, N18, N20)."""
    found = {
        name: text_of(plan_pdf([plan()], "ja", addressee=name), tmp_path)
        for name in PRINTED
    }

    lost = []
    for name, text in found.items():
        printed = "".join(BOXED.get(sign, sign) for sign in without_spaces(name))
        if f"宛先：{printed}" not in text.translate(DIRECTIONS):
            lost.append(name)
    assert [] == lost
