"""Dates of publication as ISO, as precise as the source: "2009", "2009-07" or "2009-07-15"."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PRINTED = re.compile(
    r"""\b (?P<year>[12]\d{3})
        (?: [\s/.-]{1,3} (?P<month> [A-Za-z]{3,9} | \d{1,2} ) \b )?
        (?: [\s/.-]{1,3} (?P<day> \d{1,2} ) \b )?""",
    re.VERBOSE,
)


def iso_date(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """The parts as one date; a part that is none (a season, month 13) ends it. None without a year."""
    if not year or not re.fullmatch(r"\s*[12]\d{3}\s*", year):
        return None
    number = _month_number(month)
    if not number:
        return year.strip()
    if not day or not day.strip().isdigit() or not 1 <= int(day) <= 31:
        return f"{year.strip()}-{number:02d}"
    return f"{year.strip()}-{number:02d}-{int(day):02d}"


def iso_of_printed(date: str | None) -> str | None:
    """A date that stands year first ("2002 Sep 15", "1998 Dec-1999 Jan", "2010/5/1", "2000 Spring")."""
    found = _PRINTED.search(date or "")
    if not found:
        return None
    return iso_date(found["year"], found["month"], found["day"])


def _month_number(month: str | None) -> int | None:
    month = (month or "").strip()
    if month.isdigit():
        return int(month) if 1 <= int(month) <= 12 else None
    return _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else None
