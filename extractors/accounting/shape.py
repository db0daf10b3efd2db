"""What a numeral's own looks and its brackets say: a year, a citation, a list's marker, a value's interval."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractors.numerals import Numeral

LINKED = re.compile(
    r"""
    \s? (?: (?P<spread> %? \s? (?: ± | \+\s?/\s?- | \+-  | \+ (?=\s? -\d ) ) \s?
          | [\(\[] \s? (?: SD | SEM? | IQR | range ) \s? [=:,]? \s? )
          | [-/,;:&()%~] | /- | [Vv]s?\.? | to | and | or | by | versus | from | through | than | then
          | , \s? (?: and | or | to ) | compared\s(?:to|with) | as\scompared\swith
          | -, \s? (?: and | or )?
          | - \s? (?: to | and | or | versus | vs\.? )                        # 2- to 4-week
          | (?: and | versus | vs\.? | or | , ) \s (?: about | only | the | a | for | at | in | from | of )
          | to \s (?: a | < | > | the ) | \) \s? (?: and | , | to | vs\.? | versus | , \s and ) )
    \s? [<>≤≥~=]? \s? [\(\[]? \s?
    """,
    re.VERBOSE,
)
"""What may stand between two numerals of one list, range or pair; "spread" where the second is the first's spread."""
LISTED = re.compile(r"\s?(?:-|/|,|and|or|to|from|vs\.?|versus|compared (?:to|with)|, (?:and|or|vs\.?|versus))\s?")
"""What stands between two numerals of one plain list or pair."""
YEAR_BEFORE = r"""
    (?: \b (?: [Ii]n | [Ss]ince | [Ff]rom | [Tt]o | [Bb]etween | [Aa]nd | [Dd]uring | [Uu]ntil | [Tt]hrough | [Bb]y
          | [Oo]f | [Yy]ears? | is | was | [Ee]arly | [Ll]ate | [Mm]id | [Ss]pring | [Ss]ummer | [Aa]utumn | [Ff]all
          | [Ww]inter | [Bb]efore | [Aa]fter | the | published ) \s
      | [A-Z][a-z]{2,8}\.?,?\s | [,;(\[]\s? | - | / )
"""
YEAR_AFTER = r"""
    \s? (?: [)\],.;:/\n-] | [ab]\b | $ | (?: worldwide | \([A-Z] | to | and
          | through | until | in | with | at | by | for | were | was | on ) \b )
"""


class Shape(NamedTuple):
    """A name, and what must be before the numeral, the numeral's print, and what must stand behind.

    `closing`: the last characters that may stand before, white space aside; "" for any. Asked first: it is cheap.
    """

    name: str
    closing: str
    before: re.Pattern[str]
    printed: re.Pattern[str]
    after: re.Pattern[str]


def _shape(name: str, before: str, printed: str, after: str, closing: str = "") -> Shape:
    patterns = (rf"(?: {before} ) $", rf"(?: {printed} ) $", after)
    return Shape(name, closing, *(re.compile(pattern, re.VERBOSE) for pattern in patterns))


MOST_KEPT = 8192
SHAPES: tuple[Shape, ...] = (
    _shape("calendar_year", r"© \s?", r"-?(?:19|20)\d\d", r"", "©"),
    _shape("calendar_year", YEAR_BEFORE, r"-?(?:19|20)\d\d", YEAR_AFTER),
    _shape("name", r"\b [A-Z]{2,4} [-\s]", r"\d{3,12}", r""),  # ANZ 9311
    _shape("name", r"\bC\d{1,2}[:∶]", r"\d", r"", ":∶"),  # the fatty acid C18:0
    _shape("ratio", r"\d[:∶]\s?", r"\d{1,2}", r"", ":∶"),
    _shape("name", r"(?: ^ | [\s(] ) [A-Z]/", r"\d{1,3}", r"", "/"),  # group O/70
    _shape("grade", r"[\s(,]N", r"[0-3]", r",?\s?M[01x]", "N"),  # T1 N0, M0
    _shape("unit", r"(?: min | /\s? | per\s )", r"1\.73", r""),  # of body surface
    _shape("currency", r"\bRs\.\s?", r"[\d,.]{1,12}", r"", "."),
    _shape("statistic", r"\b[tzZF]\s", r"\d{1,4}(?:\.\d{1,2})?", r"\s?(?:,\s?\d{1,4}\s?)?=\s?-?\d", "tzZF"),
    _shape("statistic", r"\b[tzZF]\s\d{1,4}\s?=\s?", r"-?\d{1,4}\.\d{1,4}", r"", "="),
    _shape("count", r"\bq\d?[wdhm]\s?[×x]\s?", r"\d{1,2}", r"", "×x"),  # q3w × 4
    _shape("time", r"\d:", r"[0-5]\d", r"", ":"),  # the minutes of 08:45
    _shape("identifier", r"", r"0\d{1,12}", r""),
    _shape("citation", r"\d\(", r".{1,12}", r"\)\s?[;:,]", "("),  # 9(5); 349
    _shape("citation", r"\d\)\s?;\s?", r"\d{1,4}", r"\s?-\s?\d{1,4}\.", ";"),  # 9(5); 349-56.
    _shape("citation", r"\d\);\s?\d{1,4}\s?-\s?", r"\d{1,4}", r"\.", "-"),
    _shape(
        "spread", r"\d%? \s? [\(\[] \s?", r".{1,12}", r"\s? (?: - | to | , | ; ) \s? -?\d[\d.]{0,9} \s? [\)\]]", "(["
    ),
    _shape("spread", r"[\(\[] \s? -?\d[\d.]{0,9} \s? (?: - | to | , | ; ) \s?", r".{1,12}", r"\s? [\)\]]", "-o,;"),
    _shape("spread", r"\d \s? [\(\[] \s?", r"-?\d{0,9}\.\d{1,9}", r"\s?[\)\]]", "(["),  # 42.1 (9.3)
    _shape("confidence_limit", r"\d\.\d{1,9}, \s?", r".{1,12}", r"\s?-\s?\d{1,4}\.\d", ","),  # 0.64, 0.45-0.91, p
    _shape("confidence_limit", r"\d\.\d{1,9} \s?-\s?", r".{1,12}", r", \s? [pP] \s? [=<]", "-"),
    _shape(
        "citation", r"\[ \s? (?: \d{1,3} \s?[-,]\s? ){0,6}", r"\d{1,3}", r"\s? (?: [-,]\s?\d{1,3}\s? ){0,6} \]", "[-,"
    ),
    _shape("enumerator", r"(?: ^ | [;:.]\s )", r"[1-9]|1\d|20", r"\.\s[A-Z]"),
    _shape("enumerator", r"(?: ^ | [\s;:,.(] ) \(?", r"[1-9]|1\d|20", r"\.?\s?\)"),
    _shape("enumerator", r"^", r"\d{1,2}\.\d{1,2}", r"\.?\s[A-Z]"),  # the title's number in its session
    _shape("identifier", r"[(\#:]\s?", r"\d{5,12}", r"", "(#:"),
    _shape("threshold", r"[<>≤≥]\s? | [<>]\s?or\s?=\s?", r".{1,40}", r"", "<>≤≥="),
)
THE_TWO = re.compile(r"\b(?:the|these|those|all|both|other|only|between|of|last|first|remaining|or)\s$")


def shape_of(scan: str, numeral: Numeral) -> str:
    """What a numeral is by its own form and its brackets; "" where they do not say."""
    before, printed = scan[max(0, numeral.start - 12) : numeral.start], scan[numeral.start : numeral.end]
    if numeral.form == "words":
        return "number_word" if printed.lower() in ("one", "zero") or THE_TWO.search(before) else ""
    after = scan[numeral.end : numeral.end + 12]
    for shape in _printed_as(printed, before.rstrip()[-1:]):
        if shape.after.match(after) and shape.before.search(before):
            return shape.name
    return ""


@lru_cache(maxsize=MOST_KEPT)
def _printed_as(printed: str, closing: str) -> tuple[Shape, ...]:
    """The shapes whose numeral may be printed so, and whose text before may end in a character."""
    near = (shape for shape in SHAPES if not shape.closing or (closing and closing in shape.closing))
    return tuple(shape for shape in near if shape.printed.match(printed))


def is_proportion(scan: str, numeral: Numeral) -> bool:
    """Whether a numeral is one side of a stroke: "12/40"."""
    before, after = scan[max(0, numeral.start - 4) : numeral.start], scan[numeral.end : numeral.end + 4]
    return bool(re.match(r"\s?/\s?\d", after) or re.search(r"\d\s?/\s?$", before))
