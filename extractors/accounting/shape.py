"""What the numeral's own looks and its brackets say: a year, a citation, a list's marker, a proportion."""

from __future__ import annotations

import re

from extractors.numerals import Numeral

LINKED = re.compile(
    r"""
    \s? (?: (?P<spread> (?: ± | \+\s?/\s?- | \+- ) \s? | [\(\[] \s? (?: SD | SE | SEM | IQR | range ) \s? [=:,]? \s? | \s? \( (?= \Z ) )
          | (?: - | / | , | ; | : | & | to | and | or | by | vs\.? | versus | from | through | than | then | , \s? (?: and | or | to ) | compared\s(?:to|with)
              | - \s? (?: to | and | or | versus | vs\.? ) | as\scompared\swith | % | (?: and | versus | vs\.? | or | , ) \s (?: about | only | the | a | for | at | in | from | of )
              | to\s(?: a | < | > | the ) | \) \s? (?: and | , | to | vs\.? | versus | , \s and ) | \( | \) ) )
    \s? [<>≤≥~=]? \s? [\(\[]? \s?
    """,
    re.VERBOSE,
)
"""What may stand between two numerals of one list, range or pair; "spread" where the second is the first's spread."""
LISTED = re.compile(r"\s?(?:-|/|,|and|or|to|from|vs\.?|versus|compared (?:to|with)|, (?:and|or|vs\.?|versus))\s?")
"""What stands between two numerals of one plain list or pair."""
YEAR_BEFORE = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Tt]o|[Bb]etween|[Aa]nd|[Dd]uring|[Uu]ntil|[Tt]hrough|[Bb]y|[Oo]f|[Yy]ears?|is|was|"
    r"[Ee]arly|[Ll]ate|[Mm]id|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|[Bb]efore|[Aa]fter|the|published)\s|"
    r"[A-Z][a-z]{2,8}\.?,?\s|[,;(\[]\s?|-|/)$"
)
THE_TWO = re.compile(r"\b(?:the|these|those|all|both|other|only|between|of|last|first|remaining|or)\s$")
YEAR_AFTER = re.compile(
    r"\s?(?:[)\],.;:]|-|to\b|and\b|through\b|until\b|in\b|with\b|at\b|$|by\b|for\b|/|were\b|was\b|on\b)"
)


def shape_of(scan: str, numeral: Numeral) -> str:
    """What a numeral is by its own form and its brackets; "" where they do not say."""
    before, after = scan[max(0, numeral.start - 12) : numeral.start], scan[numeral.end : numeral.end + 12]
    if _is_year(scan, numeral, before, after):
        return "calendar_year"
    printed = scan[numeral.start : numeral.end]
    if len(printed) > 2 and printed.isdigit() and re.search(r"\b[A-Z]{2,4}[- ]$", before):
        return "name"
    if re.search(r"\d:$", before) and re.match(r"[0-5]\d$", printed):
        return "time"
    if re.match(r"0\d+$", printed):
        return "identifier"
    if bracketed := _in_brackets(printed, before, after):
        return bracketed
    if re.search(r"\[\s?(?:\d{1,3}\s?[-,]\s?){0,6}$", before) and re.match(r"\s?(?:[-,]\s?\d{1,3}\s?){0,6}\]", after):
        return "citation" if numeral.is_whole and numeral.form == "digits" else ""
    if re.match(r"\.\s[A-Z]", after) and re.search(r"(?:^|[;:.]\s)$", before) and _is_marker(numeral, printed):
        return "enumerator"
    if re.match(r"\s?\)", after) and re.search(r"(?:^|[\s;:,.(])\(?$", before) and _is_marker(numeral, printed):
        return "enumerator"
    if len(printed) > 4 and printed.isdigit() and re.search(r"[(#:]\s?$", before):
        return "identifier"
    if re.search(r"[<>≤≥]\s?$|[<>]\s?or\s?=\s?$", before):
        return "threshold"
    if numeral.form == "words" and (printed.lower() == "one" or THE_TWO.search(before)):
        return "number_word"
    return ""


def is_proportion(scan: str, numeral: Numeral) -> bool:
    """Whether a numeral is one side of a stroke: "12/40"."""
    before, after = scan[max(0, numeral.start - 4) : numeral.start], scan[numeral.end : numeral.end + 4]
    return bool(re.match(r"\s?/\s?\d", after) or re.search(r"\d\s?/\s?$", before))


def _in_brackets(printed: str, before: str, after: str) -> str:
    """A value's interval ("48 (40-59)"), a journal's issue ("9(5); 349"), Lancet's limits ("0.64, 0.45-0.91, p")."""
    if re.search(r"\d\($", before) and re.match(r"\)\s?[;:,]", after):
        return "citation"
    opens = re.search(r"\d%?\s?[\(\[]\s?$", before) and re.match(r"\s?(?:-|to|,|;)\s?-?\d[\d.]*\s?[\)\]]", after)
    closes = re.search(r"[\(\[]\s?-?\d[\d.]*\s?(?:-|to|,|;)\s?$", before) and re.match(r"\s?[\)\]]", after)
    if opens or closes:
        return "spread"
    if re.search(r"\d\s?\(\s?$", before) and re.match(r"\s?\)", after) and "." in printed:
        return "spread"
    first = re.search(r"\d\.\d+,\s?$", before) and re.match(r"\s?-\s?\d+\.\d", after)
    second = re.search(r"\d\.\d+\s?-\s?$", before) and re.match(r",\s?[pP]\s?[=<]", after)
    return "confidence_limit" if first or second else ""


def _is_year(scan: str, numeral: Numeral, before: str, after: str) -> bool:
    printed = scan[numeral.start : numeral.end].lstrip("-")
    plausible = len(printed) == 4 and printed.isdigit() and 1900 <= int(printed) <= 2099
    if plausible and re.search(r"©\s?$", before):
        return True
    return plausible and bool(YEAR_BEFORE.search(before)) and bool(YEAR_AFTER.match(after))


def _is_marker(numeral: Numeral, printed: str) -> bool:
    return printed.isdigit() and 1 <= numeral.value <= 20
