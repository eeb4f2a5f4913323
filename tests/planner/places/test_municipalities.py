"""Every code checks, and there are as many municipalities as are published."""

from collections import Counter

import pytest

from ichimai.errors import Malformed, NotFound
from ichimai.law.numbers import local_government_check_digit
from ichimai.planner.places.municipalities import (
    Kind,
    find_place,
    get_place,
    municipalities,
    places,
    prefectures,
    retired,
    wards_of,
)


def test_the_last_digit_of_every_code_checks() -> None:
    """MN-012 holds for each of the codes, those that are no more included."""
    codes = [p.code for p in (*places(), *retired())]

    assert [] == [c for c in codes if local_government_check_digit(c[:5]) != c[5]]
    assert len(codes) == len(set(codes))


def test_the_counts_are_the_published_ones() -> None:
    """792 cities, 743 towns, 183 villages since 2018-10-01; 23 special wards."""
    kinds = Counter(place.kind for place in municipalities())

    assert {
        Kind.DESIGNATED_CITY: 20,
        Kind.CITY: 772,
        Kind.TOWN: 743,
        Kind.VILLAGE: 183,
        Kind.SPECIAL_WARD: 23,
    } == kinds
    assert 1741 == len(municipalities())
    assert 47 == len(prefectures())


def test_every_designated_city_has_its_wards() -> None:
    """There are 171 wards, each in a city of its prefecture; Hamamatsu has three."""
    wards = [place for place in places() if place.kind is Kind.WARD]
    hamamatsu = get_place("221309")

    assert 171 == len(wards)
    assert all(ward.prefecture == ward.municipality.prefecture for ward in wards)
    assert ["中央区", "浜名区", "天竜区"] == [w.name for w in wards_of(hamamatsu)]


def test_villages_without_post_are_known_and_not_offered() -> None:
    """The six villages of the Northern Territories have codes, and nobody's address."""
    shana = get_place("016993")

    assert "紗那村" == shana.name
    assert not shana.offered
    assert 6 == sum(not place.offered for place in places())


def test_a_place_has_one_full_name() -> None:
    """Prefecture, county or city, name: no two places share all of it."""
    names = Counter(place.full_name for place in places())

    assert 1 == max(names.values())
    assert "北海道札幌市中央区" == get_place("011011").full_name
    assert "Chuo-ku, Sapporo-shi, Hokkaido" == get_place("011011").full_romaji
    assert "カゴシマケンオオシマグンヤマトソン" == get_place("465232").full_kana


@pytest.mark.parametrize(
    ("number", "code"),
    [("221317", "retired"), ("130001", "prefecture"), ("139998", "unused")],
)
def test_a_code_that_is_no_municipality_s_is_told_apart(number: str, code: str) -> None:
    """Retired, a prefecture's, or nobody's: each has a sentence of its own."""
    with pytest.raises(NotFound) as raised:
        get_place(number)

    assert code == raised.value.code
    assert find_place(number) is None


def test_a_retired_code_names_what_lies_there_now() -> None:
    """The former north ward of Hamamatsu lies in two wards, and both are named."""
    with pytest.raises(NotFound) as raised:
        get_place("221350")

    assert "静岡県浜松市中央区 221384、静岡県浜松市浜名区 221392" in str(raised.value)


@pytest.mark.parametrize("number", ["131042", "13104", "1310411", "１３１０４１", ""])
def test_a_code_that_does_not_check_is_refused(number: str) -> None:
    """Six digits, and the last one checks the others."""
    with pytest.raises(Malformed) as raised:
        get_place(number)

    assert "format" == raised.value.code
