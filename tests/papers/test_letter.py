"""One letter a person: both forms, whose it is, and nothing that leads to a name."""

from pathlib import Path

import pytest

from ichimai.papers.letter import write_letter
from ichimai.papers.square import plan_address
from papers.poppler import text_of
from papers.test_page import MINH, plan


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "To: KY-0042"),
        ("ja", "宛先：KY-0042"),
        ("easy", "宛先：KY-0042"),
    ],
)
def test_a_letter_names_its_reader(
    language: str, sentence: str, tmp_path: Path
) -> None:
    """Both forms say to whom, in the reader's language or beside it."""
    letter = write_letter(plan(), language, "KY-0042")

    assert sentence in letter.html.decode()
    assert sentence.replace(" ", "") in text_of(letter.pdf, tmp_path)


def test_the_code_of_a_letter_is_without_its_reader() -> None:
    """The addressee stands on the paper, not in the address."""
    address = plan_address("https://portal.example", "en", MINH)

    letter = write_letter(plan(), "en", "KY-0042", address=address)
    said = letter.html.decode()

    assert 'class="address"' in said
    assert (
        "KY-0042" not in said.partition('class="address"')[2].partition("</aside>")[0]
    )


def test_a_letter_escapes_whatever_it_is_given() -> None:
    """A cell of a roster is text on the page."""
    letter = write_letter(plan(), "en", "<script>alert(1)</script>")

    assert b"<script>" not in letter.html
    assert b"&lt;script&gt;" in letter.html


def test_a_letter_written_again_is_the_same() -> None:
    """The same values give the same bytes in both forms."""
    assert write_letter(plan(), "ja", "A") == write_letter(plan(), "ja", "A")
