"""Translators get what is missing, and hand in only what keeps to its source."""

import json
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from cataloguing import filling, places
from cataloguing.checking import of_text
from cataloguing.files import new_catalogue, read, write
from cataloguing.places import get_target
from cataloguing.scope import in_scope
from cataloguing.states import Standing, State, source_hash, standing_of

_VI = get_target("vi")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of catalogues in which nothing is translated into Vietnamese."""
    shutil.copy(places.CATALOGUES / "ja.po", tmp_path)
    write(new_catalogue("vi"), tmp_path / "vi.po")
    monkeypatch.setattr(places, "CATALOGUES", tmp_path)
    return tmp_path


def _filled(folder: Path, texts: dict[str, str]) -> int:
    place = folder / "handed-in.json"
    place.write_text(json.dumps(texts), "utf-8")
    return filling.fill("vi", place, State.MACHINE_DRAFT)


def test_a_translation_is_written_as_a_draft_of_its_source(folder: Path) -> None:
    """What passes stands in the catalogue with its state and the hash of its source."""
    assert 0 == _filled(folder, {"Do now": "Làm ngay"})

    entry = read(folder / "vi.po").get("Do now")
    assert "Làm ngay" == entry.string
    standing = standing_of(entry)
    assert standing is not None
    assert State.MACHINE_DRAFT is standing.state
    assert source_hash("Do now", "今すぐ") == standing.source


def test_what_breaks_a_check_is_refused_and_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refused translation is a line on standard error and not in the catalogue."""
    assert 1 == _filled(folder, {"Do now": "Làm ngay", "Overdue": "Quá hạn 7 ngày"})

    assert "numbers that the source lacks ['7']: 'Overdue'" in capsys.readouterr().err
    assert read(folder / "vi.po").get("Overdue") is None


def test_parts_hold_every_missing_sentence_once(folder: Path) -> None:
    """The parts of a list are disjoint, together the whole, and keep their place."""
    whole = [each["English"] for each in filling.todo("vi", 1, 1)]
    parts = [each["English"] for n in (1, 2, 3) for each in filling.todo("vi", n, 3)]

    assert whole == parts
    assert len(whole) == len(set(whole))
    _filled(folder, {whole[0]: "…"})
    assert parts[-1] == filling.todo("vi", 3, 3)[-1]["English"]


def test_a_sentence_may_be_named_by_its_id(folder: Path) -> None:
    """The id that a list gives to a sentence stands for it when it is handed in."""
    wanted = next(x for x in filling.todo("vi", 1, 1) if x["English"] == "Do now")

    assert 0 == _filled(folder, {wanted["id"]: "Làm ngay"})

    assert "Làm ngay" == read(folder / "vi.po").get("Do now").string


def test_a_changed_source_takes_the_state_away() -> None:
    """A review counts for the English and the Japanese that were reviewed."""
    reviewed = Standing(State.HUMAN_REVIEWED, source_hash("Fee", "手数料"), "A TEST")

    assert reviewed == reviewed.beside(source_hash("Fee", "手数料"))
    changed = reviewed.beside(source_hash("Fee", "料金"))
    assert (State.SOURCE_CHANGED, "") == (changed.state, changed.by)


@pytest.mark.parametrize(
    ("place", "inside"),
    [
        ("src/ichimai/planner/words/sheet.toml", True),
        ("src/ichimai/web/templates/plan.html", True),
        ("src/ichimai/web/api/bodies.py", False),
        ("src/ichimai/registry/engines.py", False),
        ("src/ichimai/law/fee.py", False),
    ],
)
def test_the_place_of_a_sentence_decides_its_scope(place: str, *, inside: bool) -> None:
    """Pages, plans and papers are in tier 1; rules and errors of engines are not."""
    sentence = Message("A sentence.", locations=[(place, 0)])

    assert inside is in_scope(sentence, _VI)
    assert in_scope(sentence, get_target("ja"))


@pytest.mark.parametrize(
    ("language", "source", "text", "complaint"),
    [
        ("vi", "Call 0120-95-0178 now.", "Gọi 0120-95-0187 ngay.", "numbers missing"),
        ("vi", "Call 0120-95-0178 now.", "Gọi 0120 95 0178 ngay.", "telephone"),
        ("ne", "After 14 days.", "१४ दिनपछि।", "digits other than 0 to 9"),
        ("vi", "Write `{day}` there.", "Viết {day} vào đó.", "code not as in"),
        ("vi", "Say: 「はい」", "Hãy nói: 「hai」", "words to say in Japanese"),
        ("vi", "Go to the counter and ask.", "Đi the counter and ask", "English left"),
        ("vi", "Your residence card.", "Thẻ của bạn.", "thẻ lưu trú is absent"),
        ("vi", "Your status of residence.", "Tư cách lưu trú (visa).", "forbids visa"),
        ("zh-Hans", "Your notice.", "您的証明。", "not simplified"),
        ("zh-Hans", "Your notice.", "Your notice.", "none of the language's letters"),
        ("ko", "Your notice.", "통지 です.", "kana outside"),
        ("pt-BR", "Your notice.", "Seu аviso.", "Cyrillic or Greek"),
        ("vi", "Until {day}.", "Đến {day", "braces that do not pair"),
    ],
)
def test_a_translation_of_tier_1_that_breaks_a_rule_is_found(
    language: str, source: str, text: str, complaint: str
) -> None:
    """Numbers, code, spoken words, letters and terms are held to the source."""
    found = list(of_text(source, text, language))

    assert any(complaint in line for line in found), found


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        ("pt-BR", "Pay 1,900 yen.", "Pague 1.900 ienes."),
        (
            "vi",
            "File the move.",
            "Nộp 転入届（てんにゅうとどけ）, giấy báo chuyển đến.",
        ),
        ("zh-Hans", "In April.", "在4月。"),
        ("fil", "Bring your residence card.", "Dalhin ang inyong residence card."),
    ],
)
def test_a_faithful_translation_passes(language: str, source: str, text: str) -> None:
    """Other marks for thousands, Japanese words with a reading and months pass."""
    assert [] == list(of_text(source, text, language))
