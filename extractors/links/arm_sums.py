"""Groups named in short before bare sizes: "N=1067; d4T 533, TDF 534", "48 randomised (T 32/P 16)".

In telegrams and posters no word leads to a group. That the sizes behind two or three words add up to a number printed
shortly before tells that the words name the groups of a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.links.arm_names import Named, is_name
from extractors.links.arm_no_groups import is_cause
from extractors.links.arm_rows import PEOPLE
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

_NAME = r"[a-z][\w/+-]{0,20}?"
NEXT = re.compile(
    rf"(?:,\s(?:and\s)?|;\s|\s?/\s?|\s(?:and|vs\.?|versus)\s)(?P<name>{_NAME})\s?[:=]?\s(?P<size>\d{{1,5}})"
    r"(?=\s?(?:[;)/]|[.,](?!\d)|\n|$)|\s(?:and|vs\.?|versus)\s)"
)
JOINED = (", ", "; ", "/", " /", " and ", " vs", " versus ")
"""How it begins: asked first, because it is cheap."""
FIRST = re.compile(rf"(?<![\w/+-])(?P<name>{_NAME})\s(?P<size>\d{{1,5}})\Z")
LONGEST_ITEM = 30
FARTHEST_WHOLE = 150
"""Characters from a whole to its first part."""
NO_GROUPS = PEOPLE | frozenset(
    """
    week weeks month months day days year years grade stage visit phase arm group age aged and or of in to the by from
    until after before cd4 hiv no table figure male female m f others other
    """.split()
)
"""Words before a number that count nothing, and sexes: strata, no groups of the trial."""


def in_sums(page: Page) -> Iterator[Named]:
    """The names before sizes that add up."""
    for end in page.figures:
        if not page.lowered.startswith(JOINED, end):
            continue
        if (second := NEXT.match(page.lowered, end)) and (first := _first(page, end)):
            row = [first, second]
            if third := NEXT.match(page.lowered, second.end()):
                row.append(third)
            while len(row) > 1 and not _add_up(page, row):
                row.pop()
            if len(row) > 1 and not is_cause(page.lowered, row[1].start(), row[1]["name"]):
                yield from (_named(page, item, end) for item in row)


def _first(page: Page, end: int) -> re.Match[str] | None:
    low = max(0, end - LONGEST_ITEM)
    return FIRST.search(page.lowered[low:end])


def _add_up(page: Page, row: list[re.Match[str]]) -> bool:
    """Whether the sizes are parts of a number before them, and the words can be names."""
    names = [item["name"] for item in row]
    if len(set(names)) < len(names) or NO_GROUPS.intersection(names):
        return False
    if not all(is_name(name, plural=False) for name in names):
        return False
    whole, start = sum(int(item["size"]) for item in row), row[1].start()
    before = page.lowered[max(0, start - FARTHEST_WHOLE) : start]
    printed = rf"(?<![\d.,]){whole}(?![\d.%])|(?<![\d.,]){whole:,}(?![\d.%])"
    return re.search(printed, before) is not None


def _named(page: Page, item: re.Match[str], end: int) -> Named:
    offset = 0 if item.re is NEXT else max(0, end - LONGEST_ITEM)
    at = CleanSpan(offset + item.start("name"), offset + item.end("name"))
    return Named(page.scan[at.start : at.end], at, True)
