"""What a document declares once about all its values: "values are means ± SEM", "median (IQR)".

A declaration holds for the whole document, unless the document declares two different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.findings.cd4_value.spreads import NAMES, PLUS_MINUS_SIGN, TYPE, Announced
from extractors.links.word_starts import lowered, matches_at, starts_of

DECLARATION = re.compile(
    rf"\b(?:(?P<mean>mean|average)|(?P<median>median))s?\b(?!\s\d)[^.;:\d±+(\[]{{0,40}}?"
    rf"(?P<joint>{PLUS_MINUS_SIGN}|[(\[]\s?(?:{PLUS_MINUS_SIGN})?|\b(?:and|with|plus)\s(?:their\s)?)\s?[(\[]?\s?{TYPE}",
    re.IGNORECASE,
)


STARTS = starts_of(("mean average median", ""))


class Convention(NamedTuple):
    """The statistic and the type of spread of a value printed with "±", and of one with a spread in brackets."""

    signed_statistic: str | None = None
    bracketed_statistic: str | None = None
    announced: Announced = Announced()

    @property
    def is_empty(self) -> bool:
        return self.signed_statistic is None and self.bracketed_statistic is None

    def statistic_of(self, spread_type: object, *, signed: bool) -> str | None:
        """The statistic of a value whose spread has a type, where its sentence says none."""
        if signed:
            return self.signed_statistic
        return self.bracketed_statistic if spread_type == self.announced.in_brackets else None


def _declarations(scan: str) -> Iterator[re.Match[str]]:
    """The declarations of a text, tried where a statistic is named."""
    return matches_at(STARTS, DECLARATION, scan, lowered(scan), 0, len(scan))


def convention_of(scan: str) -> Convention:
    """What a document declares."""
    signed: set[tuple[str, str]] = set()
    bracketed: set[tuple[str, str]] = set()
    for match in _declarations(scan):
        statistic = "mean" if match["mean"] else "median"
        named = next(name for name in NAMES if match[name])
        if named == "CI":
            continue
        joint = match["joint"].strip(" ([")
        if joint:
            signed.add((statistic, named))
        if joint != match["joint"].strip() or joint.isalpha():
            bracketed.add((statistic, named))
    one = next(iter(signed)) if len(signed) == 1 else (None, None)
    two = next(iter(bracketed)) if len(bracketed) == 1 else (None, None)
    return Convention(one[0], two[0], Announced(one[1], two[1]))
