"""Citations are read and written in one canonical form."""

import pytest

from ichimai.model.citation import cite, kanji_number

IN_JAPANESE = {
    "ICA 19-15-2(1)(ii)": "入管法第十九条の十五の二第一項第二号",
    "SPA 16-2(1)": "入管特例法第十六条の二第一項",
    "ICA-EO 3-3(2)(iv)": "入管法施行令第三条の三第二項第四号",
    "ICA 20(6)": "入管法第二十条第六項",
    "CC 143(2)": "民法第百四十三条第二項",
    "ICA suppl. 59/2024 2(1)": "入管法附則（2024年法令第59号）第二条第一項",
}


@pytest.mark.parametrize(("text", "japanese"), IN_JAPANESE.items())
def test_japanese(text: str, japanese: str) -> None:
    """A citation is written in Japanese by code, down to the item."""
    citation = cite(text)

    assert japanese == citation.in_japanese()
    assert text == str(citation)


@pytest.mark.parametrize("text", ["ICA", "XYZ 1", "ICA 19(a)", "ica 19", "ICA 19 "])
def test_not_a_citation(text: str) -> None:
    """Text in another form, or of an act that is not known, is no citation."""
    with pytest.raises(ValueError, match="not a citation"):
        cite(text)


def test_kanji_numbers() -> None:
    """Numbers are written as statutes write them."""
    assert ["一", "十", "十九", "二十", "百二十三"] == [
        kanji_number(number) for number in (1, 10, 19, 20, 123)
    ]
