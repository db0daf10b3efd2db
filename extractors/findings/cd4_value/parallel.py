"""Groups told of one after the other, each with the same row of times.

"142 at week 48 and 204 at week 96 in the X arm vs 138 and 176 cells/mm3 in the Y arm": the first row says the times,
and each row's group stands behind its last number or before its first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.findings.cd4_value.meaning import Meaning
from extractors.findings.cd4_value.pages import Page
from extractors.links.annotated import AnnotatedText
from extractors.links.arm_behind import follows
from extractors.links.times import TimeMention

FEWEST = 4
"""Measures of two rows of two."""
SET_APART = re.compile(
    r"\b(?:vs?\.?|versus|compared\s(?:with|to)|against|as\sopposed\sto|whereas|while|but|than|corresponding)\b|;",
    re.IGNORECASE,
)
PAIR = frozenset(("level_from", "level_to"))
"""A from-to pair says its own order."""


class Row(NamedTuple):
    """The measures [first, stop) of one group."""

    first: int
    stop: int
    arm: str


def rows_of(text: AnnotatedText, page: Page, meanings: Sequence[Meaning]) -> tuple[Row, ...]:
    """The rows of a sentence, each with its group; () where there are no two of one length."""
    if len(page.measures) < FEWEST or any(m.rule in PAIR or m.kind == "threshold" for m in meanings):
        return ()
    cuts = [number for number in range(1, len(page.measures)) if _is_cut(text, page, number)]
    bounds = tuple(pairwise((0, *cuts, len(page.measures))))
    sizes = {stop - first for first, stop in bounds}
    if len(bounds) < 2 or len(sizes) > 1 or 1 in sizes:
        return ()
    rows = [Row(first, stop, arm) for first, stop in bounds if (arm := _group_of(text, page, first, stop))]
    return tuple(rows) if len({row.arm for row in rows}) == len(bounds) else ()


def dated_alike(
    page: Page, rows: Sequence[Row], named: list[str | None], times: Sequence[TimeMention]
) -> list[str | None]:
    """The times of a page's measures: a row that says none has those of the first row."""
    told = [named[number] for number in range(rows[0].first, rows[0].stop)] if rows else []
    if len(set(told)) < len(told) or None in told:
        return named
    for row in rows[1:]:
        start, end = page.measures[row.first].at.start, _end_of_row(page, row)
        if not any(start <= mention.at.start < end for mention in times):
            named[row.first : row.stop] = told
    return named


def _end_of_row(page: Page, row: Row) -> int:
    """Where the words end that can belong to a row."""
    return page.measures[row.stop].at.start if row.stop < len(page.measures) else page.sentence.end


def _is_cut(text: AnnotatedText, page: Page, number: int) -> bool:
    """Whether a measure opens another row: a group is named before it, or it is set against those before."""
    start, end = page.measures[number - 1].end, page.measures[number].at.start
    return bool(text.arms.mentions_between(start, end)) or SET_APART.search(page.scan, start, end) is not None


def _group_of(text: AnnotatedText, page: Page, first: int, stop: int) -> str | None:
    """The group named right behind a row's last measure, or before its first."""
    end = page.measures[stop - 1].end
    limit = page.measures[stop].at.start if stop < len(page.measures) else page.sentence.end
    behind = text.arms.mentions_between(end, limit)
    if behind and not SET_APART.search(page.scan, end, behind[0].at.start) and follows(page.scan, end, behind[0]):
        return behind[0].name
    start = page.measures[first - 1].end if first else page.sentence.start
    before = text.arms.mentions_between(start, page.measures[first].at.start)
    return before[-1].name if before else None
