"""The grammar of numerals: values, places, and its behaviour on anything."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import LINEAR, times_as_long

from extractors.folding import fold
from extractors.number_words import TENS, UNITS, value_of_words
from extractors.numerals import find

ROWS = [
    ("a total of 1,695 women", [("1,695", "1695")]),
    ("heparin 5.000 IU", [("5.000", "5000")]),
    ("vitamin A 100.000 IU and zinc 1.500 mg", [("100.000", "100000"), ("1.500", "1.500")]),
    ("insulin 0.500 U/kg, then 2.125 U", [("0.500", "0.500"), ("2.125", "2.125")]),
    ("of 12,345.6 litres", [("12,345.6", "12345.6")]),
    ("We screened 1 695 women", [("1 695", "1695")]),
    ("9385 of 15 818 women", [("9385", "9385"), ("15 818", "15818")]),
    ("12 807 and 13 247 were invited", [("12 807", "12807"), ("13 247", "13247")]),
    ("on day 14 120 women left", [("14", "14"), ("120", "120")]),
    ("at weeks 4, 8 120 and 16", [("4", "4"), ("8", "8"), ("120", "120"), ("16", "16")]),
    ("p = 0·05", [("0·05", "0.05")]),
    ("P = .008", [(".008", "0.008")]),
    ("p < 0,05", [("0,05", "0.05")]),
    ("in 64,3% of them", [("64,3", "64.3")]),
    ("gained +51 and −64 cells", [("+51", "51"), ("−64", "-64")]),
    ("from 3-5 days", [("3", "3"), ("5", "5")]),
    ("20 ± 3", [("20", "20"), ("3", "3")]),
    ("20 +/- 3", [("20", "20"), ("3", "3")]),
    ("4.5 million IU", [("4.5 million", "4500000")]),
    ("3 × 10^6 IU", [("3 × 10^6", "3000000")]),
    ("3 × 106 IU", [("3 × 106", "3000000")]),
    ("7.5 × 10(6) IU", [("7.5 × 10(6)", "7500000")]),
    ("3 × 10⁶ IU", [("3 × 10⁶", "3000000")]),
    ("a dose of 10(-4) M", [("10(-4)", "0.0001")]),
    ("1½ tablets", [("1½", "1.5")]),
    ("Sixty women", [("Sixty", "60")]),
    ("One hundred and five men", [("One hundred and five", "105")]),
    ("two thousand three hundred", [("two thousand three hundred", "2300")]),
    ("forty and fifty men", [("forty", "40"), ("fifty", "50")]),
    ("Twenty-four and twenty-six were seen", [("Twenty-four", "24"), ("twenty-six", "26")]),
    ("one hundred and five and six", [("one hundred and five", "105"), ("six", "6")]),
    ("thirty-two, sixty six", [("thirty-two", "32"), ("sixty six", "66")]),
    ("n=33, x4", [("33", "33"), ("4", "4")]),
    ("an 8-week, 250mg course", [("8", "8"), ("250", "250")]),
]
NAMES = [
    ("CD4 cells", "4"),
    ("IL-2", "2"),
    ("HIV-1", "1"),
    ("NCT00120185", "00120185"),
    ("doi 10.1000/xyz123", "10.1000/xyz123"),
    ("see http://a.org/7", "http://a.org/7"),
    ("on 2014-05-06", "2014-05-06"),
    ("version 1.2.3", "1.2.3"),
]
NOT_NUMBERS = ["often", "someone", "tenant", "two-thirds", "Boston", "no digits.", "anyone else", ""]
HOSTILE = [
    "1 ",
    "1,000,",
    "0.",
    ".5",
    "CD4-",
    "a-1-",
    "A1/",
    "5 × 10",
    "10(-",
    "one hundred ",
    "twenty-",
    "1.2.3.",
    "http://1",
]
ANYTHING = st.text(alphabet="0123456789 .,-+±×^()%/½⁶abCDnx\n=<>’−·", max_size=80)


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_value_and_place(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(text[numeral.start : numeral.end], numeral.value) for numeral in find(fold(text))]
    assert found == [(quote, Decimal(value)) for quote, value in expected]


@pytest.mark.parametrize(("text", "quote"), NAMES)
def test_part_of_a_name(text: str, quote: str) -> None:
    (numeral,) = find(fold(text))
    assert (numeral.form, numeral.value) == ("name", 0)
    assert text[numeral.start : numeral.end] == quote


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_no_numeral(text: str) -> None:
    assert find(fold(text)) == ()


@given(ANYTHING)
def test_in_order_without_overlap_and_inside_the_text(text: str) -> None:
    found = find(fold(text))
    assert all(0 <= numeral.start < numeral.end <= len(text) for numeral in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(ANYTHING)
def test_every_digit_lies_in_a_numeral(text: str) -> None:
    scan = fold(text)
    covered = {at for numeral in find(scan) for at in range(numeral.start, numeral.end)}
    assert all(at in covered for at, character in enumerate(scan) if character in "0123456789")


@given(st.integers(min_value=0, max_value=10**12))
def test_a_printed_integer_keeps_its_value(number: int) -> None:
    for printed in (str(number), f"{number:,}"):
        (numeral,) = find(f"with {printed} of")
        assert (numeral.value, numeral.start, numeral.end) == (number, 5, 5 + len(printed))


@given(st.decimals(min_value=0, max_value=1000, places=4))
def test_a_printed_decimal_keeps_its_value(number: Decimal) -> None:
    (numeral,) = find(f"was {number} in")
    assert numeral.value == number


@given(st.integers(min_value=1, max_value=9999))
def test_number_words_round_trip(number: int) -> None:
    assert value_of_words(in_words(number)) == number


def in_words(number: int) -> str:
    if number >= 1000:
        rest = number % 1000
        return f"{in_words(number // 1000)} thousand" + (f" {in_words(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{in_words(number // 100)} hundred" + (f" and {in_words(rest)}" if rest else "")
    if number < 20:
        return next(word for word, value in UNITS.items() if value == number)
    tens = next(word for word, value in TENS.items() if value == number - number % 10)
    return tens + (f"-{in_words(number % 10)}" if number % 10 else "")


@pytest.mark.parametrize("fragment", HOSTILE)
def test_hostile_input_takes_linear_time(fragment: str) -> None:
    assert times_as_long(lambda text: find(fold(text)), fragment) < LINEAR
