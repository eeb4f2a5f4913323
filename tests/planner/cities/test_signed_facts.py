"""A city's facts are read where their signature holds, and nowhere else."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from ichimai.crypto.keys import EcPrivateKey, EcPublicKey
from ichimai.errors import Malformed, NotFound, Refused
from ichimai.planner.cities.city import city_at
from ichimai.planner.cities.coverage import coverage
from ichimai.planner.cities.facts import STALE_AFTER, TOPICS, read_facts
from ichimai.planner.cities.signed import enclosed, open_signed, read_folder
from ichimai.planner.places.municipalities import get_place

FILE, SIGNATURE = "132063.json", "132063.json.sig"
DAY = date(2026, 11, 21)
ISSUER = EcPrivateKey.generate()
FACT = {
    "topic": "booking",
    "purpose": "card-procedure",
    "value": "not-needed",
    "text": {"en": "No booking.", "ja": "予約は不要です。"},
    "source": "counter notice",
    "published": "2026-10",
    "read_on": "2026-11-01",
}
GOOD = {
    "format": "ichimai-city-facts/1",
    "municipality": "132063",
    "issuer": "SAMPLE city",
    "valid_from": "2026-11-01",
    "facts": [FACT],
}


def put(folder: Path, name: str, content: bytes) -> None:
    """A file with its signature."""
    (folder / f"{name}.json").write_bytes(content)
    (folder / f"{name}.json.sig").write_bytes(ISSUER.sign_sha256_der(content))


def test_signed_facts_answer(tmp_path: Path) -> None:
    """What the city says is what is known of it, by language and purpose."""
    put(tmp_path, "132063", json.dumps(GOOD).encode())

    told = tuple(read_folder(tmp_path, ISSUER.public))
    city = city_at(get_place("132063"), told)
    fact = city.fact("booking", "card-procedure")

    assert fact is not None
    assert ("not-needed", "予約は不要です。") == (fact.value, fact.sentence("ja"))
    assert city.fact("booking", "address-filing") is None
    assert city.fact("languages", "card-procedure") is None


def test_one_changed_byte_is_refused(tmp_path: Path) -> None:
    """`not-needed` into `needed` is another file: the signature no longer holds."""
    content = json.dumps(GOOD).encode()
    put(tmp_path, "132063", content)
    changed = content.replace(b'"not-needed"', b'"needed"')
    (tmp_path / "132063.json").write_bytes(changed)

    with pytest.raises(Refused) as raised:
        tuple(read_folder(tmp_path, ISSUER.public))

    assert "signature" == raised.value.code
    assert "132063.json" in str(raised.value)


def test_the_facts_of_one_city_do_not_serve_another() -> None:
    """A file under the name of another municipality is refused, signed as it is."""
    content = json.dumps(GOOD).encode()

    with pytest.raises(Refused) as raised:
        open_signed(
            content, ISSUER.sign_sha256_der(content), ISSUER.public, "131041.json"
        )

    assert "other-city" == raised.value.code


def test_a_file_without_signature_is_not_read(tmp_path: Path) -> None:
    """Its name is said."""
    (tmp_path / "132063.json").write_text(json.dumps(GOOD))

    with pytest.raises(NotFound) as raised:
        tuple(read_folder(tmp_path, ISSUER.public))

    assert "no-signature" == raised.value.code


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("municipality", "132064"),
        ("valid_from", "2026-02-30"),
        ("issuer", ""),
        ("facts", {}),
        ("facts", [{**FACT, "topic": "weather"}]),
        ("facts", [{**FACT, "value": "perhaps"}]),
        ("facts", [{**FACT, "purpose": "swimming"}]),
        ("facts", [{**FACT, "published": "last year"}]),
        ("facts", [{**FACT, "read_on": None}]),
        ("facts", [{**FACT, "text": {"en": 1}}]),
        ("facts", [7]),
        ("format", "ichimai-city-facts/2"),
    ],
)
def test_what_is_not_in_the_form_is_refused(field: str, value: object) -> None:
    """A signature does not make a form of what is none."""
    with pytest.raises(Malformed):
        read_facts(json.dumps({**GOOD, field: value}).encode())


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"format": NaN}'])
def test_what_is_no_json_is_refused(content: bytes) -> None:
    """One sentence, whatever it is."""
    with pytest.raises(Malformed):
        read_facts(content)


def test_a_fact_grows_stale() -> None:
    """On its 181st day it is warned of, and not before."""
    fact = read_facts(json.dumps(GOOD).encode()).facts[0]

    assert not fact.is_stale(fact.read_on + STALE_AFTER)
    assert fact.is_stale(fact.read_on + STALE_AFTER + timedelta(1))


def test_the_latest_word_holds() -> None:
    """Of two files on one city the one that holds from the later day is heard first."""
    later = {**GOOD, "valid_from": "2026-12-01"}
    later["facts"] = [{**FACT, "value": "needed"}]
    told = [read_facts(json.dumps(each).encode()) for each in (GOOD, later)]

    fact = city_at(get_place("132063"), told).fact("booking", "card-procedure")

    assert fact is not None
    assert "needed" == fact.value


def test_a_ward_has_the_facts_of_its_city() -> None:
    """The north ward of Osaka is told what Osaka is told."""
    ward, city = city_at(get_place("271276")), city_at(get_place("271004"))

    assert ward.known
    assert ward.facts == city.facts


def test_the_seven_cities_say_each_of_three_things() -> None:
    """M32: booking, help on the spot and languages, if only that nobody knows."""
    asked = {"booking", "support-on-the-spot", "languages"}

    for told in enclosed():
        assert asked <= {fact.topic for fact in told.facts}
        assert {fact.topic for fact in told.facts} <= TOPICS.keys()
        assert "TEST" in told.issuer


def test_the_coverage_is_counted() -> None:
    """Seven of 1,741 have a file, six of them say something."""
    found = coverage(DAY)

    assert (1741, 7, 6) == (found.municipalities, found.named, found.known)
    assert 1741 == sum(of for _, _, of in found.by_prefecture)
    assert 7 == sum(named for _, named, _ in found.by_prefecture)
    assert {"booking": 1, "support-on-the-spot": 1, "languages": 0} == found.topics
    assert 0 == found.stale
    assert 0 < coverage(date(2028, 1, 1)).stale


def test_openssl_signs_what_is_read_here(tmp_path: Path) -> None:
    """A city needs no program of ours: the commands of the how-to make a folder."""
    key, public = tmp_path / "key.pem", tmp_path / "issuer.pem"
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "132063.json").write_text(json.dumps(GOOD))
    for line in (
        f"openssl ecparam -name secp384r1 -genkey -noout -out {key}",
        f"openssl ec -in {key} -pubout -out {public}",
        f"openssl dgst -sha256 -sign {key} -out {folder / SIGNATURE} {folder / FILE}",
    ):
        subprocess.run(line.split(), check=True, capture_output=True)

    told = tuple(read_folder(folder, EcPublicKey.from_pem(public.read_bytes())))
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "ichimai", "cities", "132063", "--lang", "en"),
            *("--facts", str(folder), "--issuer", str(public)),
        ],
        capture_output=True,
        check=False,
        text=True,
    )

    assert ["132063"] == [each.municipality for each in told]
    assert (0, True) == (ran.returncode, "No booking." in ran.stdout)
