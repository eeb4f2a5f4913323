"""A place is found by whatever people write, and one of several is never chosen."""

import pytest

from ichimai.planner.places.finding import find_places, find_retired, places_in
from ichimai.planner.places.municipalities import places


def codes(text: str) -> list[str]:
    """Codes of what *text* finds."""
    return [place.code for place in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("府中市", ["132063", "342084"]),
        ("府中", ["132063", "342084", "343021"]),
        ("Fuchu-shi", ["132063", "342084"]),
        ("Fuchu, Hiroshima", ["342084", "343021"]),
        ("伊達市", ["012335", "072133"]),
        ("池田町", ["016446", "183822", "204811", "214043"]),
        ("いけだちょう", ["016446", "183822", "214043"]),
        ("Kita-ku, Osaka", ["271276", "271462"]),
        ("Minato Ward", ["131032", "231118", "271071"]),
    ],
)
def test_a_name_of_several_places_finds_all(text: str, expected: list[str]) -> None:
    """users.md A04: all of them come back, and the prefecture tells them apart."""
    assert expected == codes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("131041", "131041"),
        ("１３１０４１", "131041"),
        ("広島県府中市", "342084"),
        ("Fuchu-shi, Hiroshima", "342084"),
        ("Tokyo-to Fuchu-shi", "132063"),
        ("大和村", "465232"),
        ("大島郡大和村", "465232"),
        ("札幌市", "011002"),
        ("札幌市中央区", "011011"),
        ("さっぽろし ちゅうおうく", "011011"),
        ("ﾊﾏﾏﾂｼ", "221309"),
        ("龍ヶ崎市", "082082"),
        ("竜ケ崎", "082082"),
        ("檮原町", "394050"),
        ("Ōsaka-shi", "271004"),
        ("Oosaka", "271004"),
        ("Osaka City", "271004"),
        ("SHINJUKU CITY, TOKYO", "131041"),
        ("Sinzyuku-ku", "131041"),
        ("Sanyo-Onoda", "352161"),
        ("Toyo-oka-shi", "282090"),
        ("東京都 新宿区", "131041"),
    ],
)
def test_one_place_is_found_in_many_spellings(text: str, expected: str) -> None:
    """Kanji, kana and Latin letters, with and without what stands before the name."""
    assert [expected] == codes(text)


@pytest.mark.parametrize(
    "text", ["", "北海道", "131042", "shi", "-", "ー", "London", "🏙"]
)
def test_what_names_no_municipality_finds_none(text: str) -> None:
    """A prefecture is none, and neither is a code that does not check."""
    assert [] == codes(text)


def test_every_place_is_found_by_its_full_name_reading_and_romaji() -> None:
    """Whatever is offered comes back alone under the names that the table gives it."""
    for place in (each for each in places() if each.offered):
        assert find_places(place.full_name) == (place,)
        assert place in find_places(place.full_kana)
        assert place in find_places(place.full_romaji)
        assert place in find_places(place.name)


@pytest.mark.parametrize("text", ["浜松市中区", "浜松市西区", "浜北区", "221317"])
def test_former_wards_are_told_apart(text: str) -> None:
    """users.md A03: what lies there now is named, for the person to confirm."""
    gone = find_retired(text)

    assert gone is not None
    assert "浜松市" == gone.places[0].municipality.name
    assert [] == codes(text)


def test_a_present_name_is_not_retired() -> None:
    """The ward of today keeps its name, whatever another one had been called."""
    assert find_retired("浜松市中央区") is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("札幌市中央区北1条西2丁目", ["011011"]),
        ("〒160-0023 東京都新宿区西新宿２−８−１", ["131041"]),
        ("2-8-1 Nishi-Shinjuku, Shinjuku-ku", ["131041"]),
        ("1-1 Kita, Chuo-ku, Sapporo-shi, Hokkaido, Japan", ["011011"]),
        ("京都市中京区寺町通御池上る上本能寺前町488番地", ["261041"]),
        ("大和村思勝", ["465232"]),
        ("府中市宮西町2-24", ["132063", "342084"]),
        ("12 Example Street, London", []),
    ],
)
def test_an_address_names_its_municipality(address: str, expected: list[str]) -> None:
    """users.md A01, A02, A05, A07, A11: the municipality is read off its beginning."""
    assert expected == [place.code for place in places_in(address)]
