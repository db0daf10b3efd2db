"""What the numeral's own looks and its brackets say: a year, a citation, a list's marker, a proportion."""

from __future__ import annotations

import re

from extractors.numerals import Numeral

LINKED = re.compile(
    r"""
    \s? (?: (?P<spread> (?: ± | \+\s?/\s?- | \+- ) \s? | [\(\[] \s? (?: SD | SE | SEM | IQR | range ) \s? [=:,]? \s? | \s? \( (?= \Z ) )
          | (?: - | / | , | ; | : | & | to | and | or | by | vs\.? | versus | from | through | than | then | , \s? (?: and | or | to ) | compared\s(?:to|with)
              | as\scompared\swith | % | (?: and | versus | vs\.? | or | , ) \s (?: about | only | the | a | for | at | in | from | of )
              | to\s(?: a | < | > | the ) | \) \s? (?: and | , | to | vs\.? | versus | , \s and ) | \( | \) ) )
    \s? [<>≤≥~=]? \s? [\(\[]? \s?
    """,
    re.VERBOSE,
)
"""What may stand between two numerals of one list, range or pair; "spread" where the second is the first's spread."""
LISTED = re.compile(r"\s?(?:-|/|,|and|or|to|from|vs\.?|versus|compared (?:to|with)|, (?:and|or|vs\.?|versus))\s?")
"""What stands between two numerals of one plain list or pair."""
YEAR_BEFORE = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Tt]o|[Bb]etween|[Aa]nd|[Dd]uring|[Uu]ntil|[Tt]hrough|[Bb]y|[Oo]f|[Yy]ears?|"
    r"[Ee]arly|[Ll]ate|[Mm]id|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|[Bb]efore|[Aa]fter|the|and\sin|©|published)\s|"
    r"[A-Z][a-z]{2,8}\.?,?\s|[,;(\[]\s?|-|/)$"
)
YEAR_AFTER = re.compile(r"\s?(?:[)\],.;:]|-|to\b|and\b|through\b|until\b|in\b|with\b|at\b|$|by\b|for\b|/|were\b|was\b)")


def shape_of(scan: str, numeral: Numeral) -> str:
    """What a numeral is by its own form and its brackets; "" where they do not say."""
    before, after = scan[max(0, numeral.start - 12) : numeral.start], scan[numeral.end : numeral.end + 12]
    if _is_year(scan, numeral, before, after):
        return "calendar_year"
    if re.search(r"\[\s?(?:\d{1,3}\s?[-,]\s?){0,6}$", before) and re.match(r"\s?(?:[-,]\s?\d{1,3}\s?){0,6}\]", after):
        return "citation" if numeral.is_whole and numeral.form == "digits" else ""
    if re.match(r"\s?\)", after) and re.search(r"(?:^|[\s;:,.(])\(?$", before) and _is_marker(numeral):
        return "enumerator"
    printed = scan[numeral.start : numeral.end]
    if len(printed) > 4 and printed.isdigit() and re.search(r"[(#:]\s?$", before):
        return "identifier"
    if re.match(r"\s?/\s?\d", after) or re.search(r"\d\s?/\s?$", before):
        return "proportion"
    if re.search(r"[<>≤≥]\s?$", before):
        return "threshold"
    if numeral.form == "words" and scan[numeral.start : numeral.end].lower() == "one":
        return "number_word"
    return ""


def _is_year(scan: str, numeral: Numeral, before: str, after: str) -> bool:
    printed = scan[numeral.start : numeral.end].lstrip("-")
    plausible = len(printed) == 4 and printed.isdigit() and 1900 <= int(printed) <= 2099
    return plausible and bool(YEAR_BEFORE.search(before)) and bool(YEAR_AFTER.match(after))


def _is_marker(numeral: Numeral) -> bool:
    return numeral.form == "digits" and numeral.is_whole and 1 <= numeral.value <= 20
