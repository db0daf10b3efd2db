"""What ends the reach of a regimen's mention between two amounts of a sentence: another step, time or rhythm."""

from __future__ import annotations

import re

PARTED = re.compile(
    r";|\b(?:and|or|plus|versus|vs|compared|followed\sby|then|while|whereas|with\seither|but)\b", re.IGNORECASE
)
FENCE = re.compile(
    r"""
    ; | \b (?: followed\sby | then | thereafter | loading | continued\s(?:as|at|with) | increas\w{2,3} | reduc\w{2,3}
        | titrat\w{2,3} | (?<=,\s)(?:given|taken)\s(?:\w+\s)?with | maintenance | while | whereas ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
OWN_TIME = re.compile(
    r"\bfor\s\w{1,7}\s(?:doses|injections|infusions|cycles|courses)\b|\bon\s(?:days?\s|d)\d|\b(?:min|minutes?|h|hours?)\s(?:intravenous\s|iv\s|continuous\s)?infusion\b|\bbolus\b"
    r"|\bwithin\s\d|\b(?:pre|intra|post)-?operatively\b|\bat\s(?:birth|delivery|induction|the\sonset|onset|baseline|week\s\d)\b|\b"
    r"(?:before|prior\sto|after)\s(?!the\s(?:meal|breakfast))",
    re.IGNORECASE,
)
"""Behind an amount with a time of its own: "250 mg/m2 as a 90-min infusion and X 1000 mg twice daily"."""
OWN_RHYTHM = re.compile(
    r"\A\s?(?:once\s|twice\s|thrice\s)?(?:daily|weekly|b\.?i\.?d\.?|t\.?i\.?d\.?|q\.?i\.?d\.?|q\.?d\.?|o\.?d\.?"
    r"|q\d+h),\s(?!rising|then|increas|escalat|followed|and\s\d)",
    re.IGNORECASE,
)
"""Behind an amount whose regimen ends there: "X 250 mg b.i.d., Y 1 mg s.c. twice weekly"."""
ORDER = re.compile(r"\b(?:followed\sby|then|thereafter)\b", re.IGNORECASE)
STEP = re.compile(r"\s?,?\s?(?:and\s)?(?:then|thereafter|followed\sby|increas\w{2,4}\sto)\s(?:at\s|with\s)?\d")
"""Behind the length of a step that only the amount next to it took: "Y 200 mg daily for 14 days then 200 mg twice"."""
EACH = re.compile(r"\b(?:each|all|both)\s(?:(?:was|were|given|taken|administered)\s){0,2}$", re.IGNORECASE)
SHORT_ROUTE = re.compile(r"[a-zA-Z]\.?\s?[a-zA-Z]\.?")
RHYTHM = re.compile(
    r"\s?(?:(?:once|twice|thrice|three\stimes)\s(?:daily|weekly|a\s(?:day|week))|daily|weekly|nightly|monthly"
    r"|[bt]\.?i\.?[dw]\.?|q\.?i\.?d\.?|q\.?d\.?|o\.?d\.?|q\d+h)(?![a-z])"
    r"(?!,?\s(?:rising|then|increas|escalat|followed|to|(?:and|or)\s\d))",
    re.IGNORECASE,
)


DAYS_OF_CYCLE = re.compile(r"d(?:ays?)?\s?\d", re.IGNORECASE)


def ends_cycle(field: str, told: str, between: str) -> bool:
    """Whether a number of cycles, or days of one, is not told of the amount before, which has a rhythm of its own.

    "X 0.5 mg monthly was compared with Y 2 mg every 8 weeks": the interval is of Y.
    """
    if field not in {"interval_days", "cycles"} and not (field == "duration_days" and DAYS_OF_CYCLE.match(told)):
        return False
    return RHYTHM.match(between.lstrip("),")) is not None


def ends_route(route: str, gap: str, between: str) -> bool:
    """Whether a route told behind an amount is not that of the amount before it, which has a rhythm of its own.

    Letters right behind an amount are that one's only: "X 100 mg bid and Y 90 mg s.c.".
    """
    if OWN_RHYTHM.search(between):
        return True
    return not gap.strip() and SHORT_ROUTE.fullmatch(route) is not None and RHYTHM.match(between) is not None
