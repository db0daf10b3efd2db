"""Bounds printed with a number: "<200", "fewer than 500", "at least 25%", "350 cells/mm3 or lower"."""

from __future__ import annotations

import re
from collections.abc import Mapping

LESS, MORE = r"(?:less|fewer|lower)", r"(?:more|greater|higher)"
COMPARATORS: Mapping[str, str] = {
    "<=": rf"≤|<\s?=|=\s?<|<\sor\s=|{LESS}\sthan\sor\s=|at\smost|(?:no|not)\s{MORE}\sthan|up\sto"
    r"|at\sor\s(?:below|under)|(?<!but\s)not\s(?:above|over)|(?:a\s)?maximum\s(?:of\s)?|not\sexceeding"
    rf"|{LESS}\sthan\sor\sequal\sto|equal\sto\sor\s{LESS}\sthan|{LESS}\sor\sequal(?:\sto|\sthan)?",
    ">=": rf"≥|>\s?=|=\s?>|>\sor\s=|{MORE}\sthan\sor\s=|at\sleast|(?:no|not)\s{LESS}\sthan"
    r"|at\sor\s(?:above|over)|(?<!but\s)not\s(?:below|under)|(?:a\s)?minimum\s(?:of\s)?"
    rf"|{MORE}\sthan\sor\sequal\sto|equal\sto\sor\s{MORE}\sthan|{MORE}\sor\sequal(?:\sto|\sthan)?",
    "<": rf"<(?!\s?=)|{LESS}\sthan|(?:smaller|lesser)\sthan|inferior\sto|below|under|beneath|short\sof",
    ">": rf">(?!\s?=)|{MORE}\sthan|larger\sthan|above|over|beyond|exceeding|exceeded|exceeds?|in\sexcess\sof"
    r"|superior\sto|(?:(?<=\bit\s)|(?<=\bgot\s)|(?<=\brose\s)|(?<=\bclimbed\s)|(?<=\bwent\s))past(?!\sthe)|upwards?\sof|surpass(?:ed|es|ing)?|topp(?:ed|ing)",
}
NAMES: Mapping[str, str] = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
BEFORE = re.compile(
    r"(?=[<>=≤≥abefghilmnopstu])(?:(?<![a-z])|(?=[<>=≤≥]))(?:"
    + "|".join(f"(?P<{NAMES[sign]}>{printed})" for sign, printed in COMPARATORS.items())
    + r")\s?(?:(?:an?|the|about|approximately|or\sequal\sto|(?:an?\s)?CD4\S{0,2}(?:\s(?:T[\s-])?(?:cell|lymphocyte))?"
    r"\s(?:count|level|percentage)s?\sof)\s)?$",
    re.IGNORECASE,
)
LAST_WORDS = frozenset(
    """
    past than below under beneath above over beyond least most to of an a the about approximately maximum minimum
    exceed exceeds exceeded exceeding surpass surpassed surpasses surpassing topped topping equal
    """.split()
)
"""The last word of whatever BEFORE matches: a cheap look before the search."""
SIGNS = frozenset("<>=≤≥")
BEFORE_LAST = {
    "to": frozenset(("up", "equal", "superior", "inferior")),
    "of": frozenset(
        """
        maximum minimum excess short upward upwards
        count counts level levels percentage percentages
        """.split()
    ),
}
"""The word before the last one, where the last one alone says little."""
AFTER = re.compile(
    r"\s(?:or|and)\s(?:(?P<le>less|fewer|lower|below|under)|(?P<ge>more|greater|higher|above|over|upwards?))\b"
    r"(?!\sthan)",
    re.IGNORECASE,
)


def bound_before(scan: str, at: int, start: int) -> tuple[str | None, int]:
    """The comparator printed before a number, and where the quote begins."""
    last = scan[max(start, at - 2) : at].rstrip()[-1:]
    if not last.isalpha() and last not in SIGNS:
        return None, at
    low = max(start, at - 52)
    match = BEFORE.search(scan, max(low, at - reach), at) if (reach := _reach(scan[low:at])) else None
    if match is None:
        return None, at
    sign = next(sign for sign, name in NAMES.items() if match[name])
    return sign, match.start()


def _reach(head: str) -> int:
    """How many characters BEFORE can match at most, by the last words; 0 where it can't."""
    words = head.rsplit(None, 2)
    if not words:
        return 0
    last = words[-1].lower().lstrip("([")
    if not last:
        return 0
    if last[-1] in SIGNS:
        return 24
    if last not in LAST_WORDS:
        return 0
    if last in BEFORE_LAST and len(words) > 1 and words[-2].lower() not in BEFORE_LAST[last]:
        return 0
    return 52 if last in {"of", "a", "an", "the", "about", "approximately"} else 32


def bound_after(scan: str, at: int, end: int) -> tuple[str | None, int]:
    """The comparator printed after a number or its unit, and where it ends."""
    match = AFTER.match(scan, at, end) if scan.startswith((" or ", " and "), at) else None
    if match is None:
        return None, at
    return ("<=" if match["le"] else ">="), match.end()


UPPER = re.compile(
    rf"(?P<link>\s?[-,]\s?|,?\s(?:but|and|to|through)\s(?:also\s)?)(?:≤|<\s?=?|=\s?<|{LESS}\sthan(?:\sor\sequal\sto)?"
    r"|below|under|up\sto|(?:no|not)\s(?:more|greater|higher)\sthan|at\smost)\s?",
    re.IGNORECASE,
)
"""What joins the two bounds of one band: "≥50 but <300", "350 to <500", "at least 200 and less than 500"."""


def joins_upper(between: str, bound: str | None) -> bool:
    """Whether what stands between two numbers makes the second the upper bound of a band that the first opens."""
    match = UPPER.fullmatch(between)
    if match is None or bound in {"<", "<="}:
        return False
    return bound is not None or match["link"].strip() in {"-", "to", "through"}
