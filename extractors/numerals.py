"""One grammar that finds every numeral of a text once.

Digits ("1,695", "1 695", "0·05", ".008"), signs ("+51", "−64"), powers with their exponent intact or lost
("3 × 10^6", "3 × 106", "10(-4)"), multipliers ("4.5 million"), words ("Sixty", "one hundred and five"). What is
glued to a name ("CD4", "IL-2", "NCT00120185") is a numeral of the form "name": found, but offered to no kind.

`find` reads folded text (see folding) and gives the numerals in order, none overlapping another. Ranges, ratios and
"± 25" are the business of the rules that read them: here they are two numerals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.number_words import WORD_NUMERAL, value_of_words

MULTIPLIERS = {"thousand": Decimal(1_000), "million": Decimal(1_000_000), "billion": Decimal(1_000_000_000)}
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

DIGITS = re.compile(
    r"""
    (?P<mantissa>
        \d{1,3} (?: , \d{3} ){1,4} (?![\d]) (?: \.\d{1,8} )?      # 1,695  12,345.6
      | \d{1,3} (?: [ ]\d{3} ){1,3} (?! [\d.,]\d | \d )           # 1 695 (checked against its neighbours)
      | 0 , \d{1,6} (?! [\d,] )                                   # 0,05: a decimal comma
      | \d{1,3} , \d{1,2} (?= \s?% ) (?<! \d,\d{3} )              # 64,3%
      | \d{0,15} \. \d{1,12}                                      # 0.05  .008
      | \d{1,18}
    )
    (?P<fraction> [½¼¾] )?
    (?: \s? [×xX*] \s? 10 (?P<power>
            \^ \s? [-+]? \d{1,3} | \( [-+]? \d{1,3} \) | [⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}
          | [-+] \d{1,2} (?!\d) | [1-9] \d? (?! [\d.,]\d | \d ) ) )?
    (?: [ -] (?P<multiplier> thousand | million | billion ) \b )?
    """,
    re.VERBOSE,
)
BARE_POWER = re.compile(r"10(?:\^\s?([-+]?\d{1,3})|\(([-+]?\d{1,3})\)(?!\s?[%\d])|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))")
NAME_BEFORE = re.compile(r"[^\W\d_](?:[\w.]{0,40})-?$|[^\W\d_][\w]{0,40}(?:[-/][\w]{1,20}){1,4}-?$")
COUNTED_BEFORE = re.compile(
    r"(?:^|[^\w-])(?:days?|weeks?|months?|years?|visits?|grades?|stages?|phase|n|N|aged?|[xX])-?$"
)
IDENTIFIER = re.compile(
    r"""
      https?://[^\s<>"]{1,300} | www\.[^\s<>"]{1,300}
    | \b10\.\d{4,9}/[^\s"<>]{1,200}                               # DOI
    | \b(?:19|20)\d\d-\d\d-\d\d\b | \b\d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?m\b\.?)   # date, time of day
    | \b\d{4}-\d{6}-\d\d\b                                        # EudraCT
    | \b\d{1,4}\.\d{1,4}\.\d{1,4}(?:\.\d{1,4})?\b                 # version
    """,
    re.VERBOSE,
)
NEVER_THOUSANDS_AFTER = re.compile(
    r"(?:\d[\s,;-]{1,3}|\b(?:days?|weeks?|months?|years?|grade|type|phase|visit|week|stage|and|to|of|in|at|CD|by)\s)$",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
NAME_AFTER = re.compile(r"(?:[A-Z]{1,3}\d|[A-Z]{2,4}(?![a-z\w/])|[B-FH-KN-TV-Z]\b)")
UNIT_AFTER = re.compile(r"(?:MIU|IU|MU|mU|U|MBq|GBq|Gy|cGy|KG|MG|ML|L|M|CI|SD|SE|MCG|H|D)\b")


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number as printed.

    `start` and `end` are clean offsets, sign and multiplier included; `value` has the multiplier applied and the
    sign kept. `form` is "digits", "power", "words" or "name" (part of a name or identifier: `value` is 0).
    """

    start: int
    end: int
    value: Decimal
    form: str = "digits"

    @property
    def is_whole(self) -> bool:
        """Whether it can count things: a whole number, not negative."""
        return self.value == self.value.to_integral_value() and self.value >= 0


def find(scan: str, start: int = 0, end: int | None = None) -> tuple[Numeral, ...]:
    """Every numeral between two offsets of a folded text, in order."""
    end = len(scan) if end is None else end
    taken = [match.span() for match in IDENTIFIER.finditer(scan, start, end)]
    found = [Numeral(low, high, Decimal(0), "name") for low, high in taken if _has_digit(scan, low, high)]
    found += _digit_numerals(scan, start, end, tuple(taken))
    found += _word_numerals(scan, start, end)
    return tuple(sorted(found, key=lambda numeral: numeral.start))


def _has_digit(scan: str, start: int, end: int) -> bool:
    return any(character.isdigit() for character in scan[start:end])


def _digit_numerals(scan: str, start: int, end: int, taken: tuple[tuple[int, int], ...]) -> Iterator[Numeral]:
    at = start
    while match := DIGITS.search(scan, at, end):
        at = match.end()
        if any(low <= match.start() < high for low, high in taken):
            continue
        numeral = _numeral_of(scan, match, start, end)
        at = max(numeral.end, match.start() + 1)
        yield numeral


def _numeral_of(scan: str, match: re.Match[str], start: int, end: int) -> Numeral:
    low, high = match.span()
    if low > start and (scan[low - 1].isalpha() or scan[low - 1] in "-/"):
        before = scan[max(start, low - 48) : low]
        if NAME_BEFORE.search(before) and not COUNTED_BEFORE.search(before):
            return Numeral(low, _word_end(scan, low, end), Decimal(0), "name")
    bare = BARE_POWER.match(scan, low, end)
    if bare and not match["power"]:
        exponent = int((bare[1] or bare[2] or bare[3]).translate(SUPERSCRIPTS))
        return Numeral(low, bare.end(), Decimal(10) ** exponent, "power")
    if " " in match["mantissa"] and NEVER_THOUSANDS_AFTER.search(scan, max(start, low - 12), low):
        high = low + match["mantissa"].index(" ")
        return Numeral(_sign_start(scan, low, start), high, _signed(scan, low, start, Decimal(scan[low:high])))
    if scan[low:high].isdigit() and NAME_AFTER.match(scan, high, end) and not UNIT_AFTER.match(scan, high, end):
        return Numeral(low, _word_end(scan, low, end), Decimal(0), "name")
    value = _value_of(match)
    form = "power" if match["power"] else "digits"
    return Numeral(_sign_start(scan, low, start), high, _signed(scan, low, start, value), form)


def _value_of(match: re.Match[str]) -> Decimal:
    printed = match["mantissa"].replace(" ", "")
    decimal_comma = re.fullmatch(r"0,\d+|\d{1,3},\d{1,2}", printed) is not None
    value = Decimal(printed.replace(",", "." if decimal_comma else ""))
    if match["fraction"]:
        value += FRACTIONS[match["fraction"]]
    if match["power"]:
        value *= Decimal(10) ** int(match["power"].translate(SUPERSCRIPTS).strip("^( )"))
    if match["multiplier"]:
        value *= MULTIPLIERS[match["multiplier"]]
    return value


def _sign_start(scan: str, low: int, start: int) -> int:
    """Where the numeral begins, its sign included: a sign has no number, word or closing bracket before it."""
    if low - 1 >= start and scan[low - 1] in "+-":
        before = scan[low - 2] if low - 2 >= start else " "
        doubled = before == "-" and low - 3 >= start and scan[low - 3].isdigit()
        if doubled or not (before.isalnum() or before in ")]%/+-±."):
            return low - 1
    if low - 3 >= start and scan[low - 2] in "+-" and scan[low - 1] == " " and scan[low - 3] in "([":
        return low - 2
    return low


def _signed(scan: str, low: int, start: int, value: Decimal) -> Decimal:
    return -value if scan[_sign_start(scan, low, start)] == "-" else value


def _word_end(scan: str, low: int, end: int) -> int:
    """The end of the unbroken run of name characters that a glued numeral stands in."""
    at = low
    while at < end and (scan[at].isalnum() or (scan[at] in "-./" and at + 1 < end and scan[at + 1].isdigit())):
        at += 1
    return at


def _word_numerals(scan: str, start: int, end: int) -> Iterator[Numeral]:
    for match in WORD_NUMERAL.finditer(scan, start, end):
        value = value_of_words(match[0])
        if value is not None:
            yield Numeral(match.start(), match.end(), Decimal(value), "words")
