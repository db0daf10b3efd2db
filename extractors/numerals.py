"""One grammar that finds every numeral of a text once.

Digits ("1,695", "1 695", "0·05", ".008"), signs ("+51", "−64"), powers with their exponent intact or lost
("3 × 10^6", "3 × 106", "10(-4)"), multipliers ("4.5 million"), words ("Sixty", "one hundred and five"). What is
glued to a name ("CD4", "IL-2", "NCT00120185") is a numeral of the form "name": found, but offered to no kind.

`find` reads folded text (see folding) and gives the numerals in order, none overlapping another. Ranges, ratios and
"± 25" are the business of the rules that read them: here they are two numerals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple

from extractors.number_words import starts_in, value_of_words, word_numerals

MULTIPLIERS = {"thousand": Decimal(1_000), "million": Decimal(1_000_000), "billion": Decimal(1_000_000_000)}
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
THIN_SPACES = "\u2008\u2009\u202f"
FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

DIGITS = re.compile(
    r"""
    (?P<mantissa>
        \d{1,3} (?: , \d{3} ){1,4} (?![\d]) (?: \.\d{1,8} )?      # 1,695  12,345.6
      | \d{1,3} (?: [ ]\d{3} ){1,3} (?! [\d.,]\d | \d )           # 1 695 (checked against its neighbours)
      | (?P<pointed> [1-9]\d{0,2} \. \d00 (?= \s? (?:IU|UI|U|units)\b ) )   # 10.000 IU: no dose has such decimals
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
DECIMAL_COMMA = re.compile(r"0,\d+|\d{1,3},\d{1,2}")
BARE_POWER = re.compile(r"10(?:\^\s?([-+]?\d{1,3})|\(([-+]?\d{1,3})\)(?!\s?[%\d])|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))")
NUMBER_START = re.compile(
    r"""
    [\d.] (?:
        (?<= \d ) (?:
            (?<= [ (=<>≤≥\[] . ) (?<! [-+] . . )
            (?P<plain> \d{0,11} (?:\.\d{1,12})? )
            (?= [%);\]] | [,.:]\s | \s (?! \d | [×xX*]\s?1 | thousand | million | billion | U | IU ) )
          | (?= \d{0,4} [-./:] (?P<parted> \d ) )? )
      | (?<= [.] ) (?= \d ) )
    """,
    re.VERBOSE,
)
"""Begins with one set of characters, which a scan skips to fast. `plain`: digits with nothing glued behind them, and a
space, a bracket or a sign of comparison before them: nothing can make them another number than they say, and most are
so; `parted`: digits, a mark, digits: what alone can begin a date, a version, a DOI, a time of day."""
NAME_BEHIND = re.compile(r"-?[\w.]{0,40}?[^\W\d_]|-?(?:\w{1,20}[-/]){1,4}\w{0,40}?[^\W\d_]")
"""Read backwards from the number: the characters of a name that it is glued to ("CD4", "IL-2", "anti-PD-1")."""
COUNTED_BEFORE = re.compile(
    r"(?<![\w-])(?:days?|weeks?|months?|years?|visits?|grades?|stages?|phase|n|N|aged?|[xX])-?$"
)
ADDRESS = re.compile(r"https?://[^\s<>\"]{1,300}|www\.[^\s<>\"]{1,300}")
IDENTIFIER = re.compile(
    r"""
    (?<! \w )
    (?: 10\.\d{4,9}/[^\s"<>]{1,200}                               # DOI
      | (?:19|20)\d\d-\d\d-\d\d\b | \d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?m\b\.?)   # date, time of day
      | \d{4}-\d{6}-\d\d\b                                        # EudraCT
      | \d{1,4}\.\d{1,4}\.\d{1,4}(?:\.\d{1,4})?\b )               # version
    """,
    re.VERBOSE,
)
NEVER_THOUSANDS_AFTER = re.compile(
    r"(?:(?<![A-Za-z])(?<![A-Za-z]\d)\d[\s,;-]{1,3}|\b(?:days?|weeks?|months?|years?|grade|type|phase|visit|stage"
    r"|CD)\s)$",
    re.IGNORECASE,
)
NAME_AFTER = re.compile(r"(?:[A-Z]{1,3}\d|[A-Z]{2,4}(?![a-z\w/])|[B-FH-KN-TV-Z]\b)")
UNIT_AFTER = re.compile(r"(?:MIU|IU|MU|mU|U|MBq|GBq|Gy|cGy|KG|MG|ML|L|M|CI|SD|SE|MCG|H|D)\b")


class Numeral(NamedTuple):
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


_numeral = partial(tuple.__new__, Numeral)  # a page has hundreds
_decimal = lru_cache(maxsize=4096)(Decimal)  # and the same ones again and again


def find(
    scan: str, start: int = 0, end: int | None = None, *, text: str | None = None, words: Sequence[int] | None = None
) -> tuple[Numeral, ...]:
    """Every numeral between two offsets of a folded text, in order.

    `text` is the same text unfolded: its thin and narrow spaces between digits always join thousands. `words` is where
    number words may begin, for a caller that knows.
    """
    end = len(scan) if end is None else end
    found = _digit_numerals(scan, start, end, text or scan)
    if in_words := tuple(_word_numerals(scan, start, end, starts_in(scan) if words is None else words)):
        found = sorted((*found, *in_words))
    return tuple(found)


def _digit_numerals(scan: str, start: int, end: int, text: str) -> list[Numeral]:
    found: list[Numeral] = []
    addresses = _addresses(scan, start, end)
    low, high = next(addresses, (end, end))
    done = start
    for begun in NUMBER_START.finditer(scan, start, end):
        at, shape = begun.start(), begun.lastgroup
        if at < done:
            continue
        while high <= at:
            low, high = next(addresses, (end, end))
        if low <= at:
            done = high
            found.append(Numeral(low, done, Decimal(0), "name"))
        elif shape == "plain":
            done = begun.end()
            found.append(_numeral((at, done, _decimal(begun[0]), "digits")))
        elif shape == "parted" and (identifier := IDENTIFIER.match(scan, at, end)):
            done = identifier.end()
            found.append(Numeral(at, done, Decimal(0), "name"))
        elif match := DIGITS.match(scan, at, end):
            numeral = _numeral_of(scan, match, start, end, text)
            done = numeral.end
            found.append(numeral)
    return found


def _addresses(scan: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Web addresses that hold a digit."""
    if "http" in scan or "www." in scan:
        for match in ADDRESS.finditer(scan, start, end):
            if any(character.isdigit() for character in match[0]):
                yield match.span()


def _numeral_of(scan: str, match: re.Match[str], start: int, end: int, text: str) -> Numeral:
    low, high = match.span()
    if low > start and (scan[low - 1].isalpha() or scan[low - 1] in "-/"):
        behind = scan[max(start, low - 48) : low][::-1]
        if NAME_BEHIND.match(behind) and not COUNTED_BEFORE.search(scan, max(start, low - 12), low):
            return Numeral(low, _word_end(scan, low, end), Decimal(0), "name")
    bare = BARE_POWER.match(scan, low, end) if scan.startswith("10", low) else None
    if bare and not match["power"]:
        exponent = int((bare[1] or bare[2] or bare[3]).translate(SUPERSCRIPTS))
        return Numeral(low, bare.end(), Decimal(10) ** exponent, "power")
    if " " in match["mantissa"] and _are_apart(scan, text, low, low + len(match["mantissa"]), start):
        high = low + match["mantissa"].index(" ")
        return _signed(scan, low, high, start, Decimal(scan[low:high]))
    glued = scan[high : high + 1].isupper() and scan[low:high].isdigit()
    if glued and NAME_AFTER.match(scan, high, end) and not UNIT_AFTER.match(scan, high, end):
        return Numeral(low, _word_end(scan, low, end), Decimal(0), "name")
    return _signed(scan, low, high, start, _value_of(match), "power" if match["power"] else "digits")


def _are_apart(scan: str, text: str, low: int, high: int, start: int) -> bool:
    """Whether digits parted by spaces are several numbers: not where all the spaces are thin."""
    if all(text[at] in THIN_SPACES for at in range(low, high) if scan[at] == " "):
        return False
    return NEVER_THOUSANDS_AFTER.search(scan, max(start, low - 12), low) is not None


def _value_of(match: re.Match[str]) -> Decimal:
    printed = match["mantissa"].replace(" ", "")
    if match["pointed"]:
        printed = printed.replace(".", "")
    if "," in printed:
        printed = printed.replace(",", "." if DECIMAL_COMMA.fullmatch(printed) else "")
    value = _decimal(printed)
    if match.lastgroup == "mantissa":
        return value
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


def _signed(scan: str, low: int, high: int, start: int, value: Decimal, form: str = "digits") -> Numeral:
    begin = _sign_start(scan, low, start)
    return Numeral(begin, high, -value if scan[begin] == "-" else value, form)


def _word_end(scan: str, low: int, end: int) -> int:
    """The end of the unbroken run of name characters that a glued numeral stands in."""
    at = low
    while at < end and (scan[at].isalnum() or (scan[at] in "-./" and at + 1 < end and scan[at + 1].isdigit())):
        at += 1
    return at


def _word_numerals(scan: str, start: int, end: int, starts: Sequence[int]) -> Iterator[Numeral]:
    for match in word_numerals(scan, start, end, starts):
        value = value_of_words(match[0])
        if value is not None:
            yield Numeral(match.start(), match.end(), Decimal(value), "words")
