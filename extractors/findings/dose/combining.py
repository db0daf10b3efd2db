"""Fixed combinations: one amount a component ("X/Y 400/100 mg", "X-boosted Y (300/100 mg)", "… or 800/200 mg")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.findings.dose.amounts import SLASH_GAP, Amount
from extractors.findings.dose.naming import FAR_LEFT, FOR_KNOWN, LEFT_KNOWN, Named
from extractors.findings.dose.page import Page
from extractors.traced_text import CleanSpan

COMPONENTS = re.compile(r"\s?/\s?|\s?\+\s?|\splus\s|\sand\s")
BOOSTED = re.compile(r"(?P<booster>\w{3,12})-boosted\s(?P<drug>[\w-]{4,24})")
"""Names a combination's parts the other way round than its amounts: "ritonavir-boosted X (400/100 mg)"."""
HYPHEN = re.compile(r"(?<=[a-z]{4})-(?=[a-z]{4})|(?<=\b[A-Z]{3})-(?=[A-Z]{3}\b)")
SIDE_BY_SIDE = re.compile(r"\s?(?:\([\w/-]{1,10}\)\s?)?(?:[-/+]|plus|and|(?:boosted\s)?(?:with|by))\s?", re.IGNORECASE)
"""Between two drugs of one combination, each with its letters behind it: "X (ABC)-Y (DE) 20/12.5 mg"."""
AND_SO_ON = re.compile(r",?\s(?:and|plus)\s|,\s|\s?[/+]\s?")
OPENED = re.compile(r"\s[(\[](?:[A-Z][\w/-]{1,9}[,:;]\s)?\Z")
LISTED = re.compile(r"\s?(?:\([\w/-]{1,10}\))?(?:,?\s(?:and|plus)\s|,\s|\s?[/+]\s?)")
SUFFIXES = frozenset("based containing boosted free sparing treated".split())
"""What a hyphen joins to a drug that is no other drug: "rifampicin-based therapy (450/600 mg)"."""
BOOSTER = frozenset({"r", "rtv"})
"""How "LPV/r" prints ritonavir."""


def is_slashed(scan: str, chain: Sequence[Amount]) -> bool:
    """Whether amounts are joined by slashes: one a component."""
    return len(chain) > 1 and all(
        SLASH_GAP.fullmatch(scan, one.at.end, other.at.start) for one, other in pairwise(chain)
    )


def components(page: Page, named: Named, count: int) -> tuple[Named, ...]:
    """The parts of a combination's name ("X/Y", "X-Y"), one an amount; () where they do not match."""
    if (boosted := BOOSTED.fullmatch(named.name)) and count == 2:
        return tuple(_part(page, named, *boosted.span(part)) for part in ("drug", "booster"))
    for joint in (COMPONENTS, HYPHEN):
        edges = [0, *(edge for gap in joint.finditer(named.name) for edge in gap.span()), len(named.name)]
        parts = [_part(page, named, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
        if len(parts) == count and not any(part.name.casefold() in SUFFIXES for part in parts):
            return tuple(parts)
    return _beside(page, named, count)


def of_list_before(page: Page, chain: Sequence[Amount]) -> tuple[Named, ...]:
    """The drugs of a list whose amounts a bracket behind it lists: "X, Y and Z (50 mg, 200 mg and 25 mg)"."""
    gaps = (page.scan[one.at.end : other.at.start] for one, other in pairwise(chain))
    opened = OPENED.search(page.scan, max(page.sentence.start, chain[0].at.start - 16), chain[0].at.start)
    if opened is None or not all(AND_SO_ON.fullmatch(gap) for gap in gaps):
        return ()
    written = [drug for drug in page.drugs if drug.at.end <= opened.start() and page.scan[drug.at.start - 1] != "("]
    if not written or written[-1].at.end != opened.start():
        return ()
    listed = [written[-1]]
    while len(listed) < len(written) and LISTED.fullmatch(
        page.scan, written[-len(listed) - 1].at.end, listed[0].at.start
    ):
        listed.insert(0, written[-len(listed) - 1])
    return tuple(Named(drug.name, drug.at, LEFT_KNOWN, True) for drug in listed) if len(listed) == len(chain) else ()


def of_combination_before(found: list[Named | None], before: Sequence[Named | None]) -> list[Named | None]:
    """The names; those of the combination before where all amounts got one: "X/Y 400/100 mg or 800/200 mg"."""
    alike = len({named and named.name for named in found}) == 1
    known = [named for named in before if named is not None]
    if not alike or len(known) != len(found):
        return found
    if found[0] is not None and found[0].score > FAR_LEFT and found[0].name not in {named.name for named in known}:
        return found
    return [named._replace(score=FOR_KNOWN) for named in known]


def _part(page: Page, named: Named, start: int, end: int) -> Named:
    at = CleanSpan(named.at.start + start, named.at.start + end)
    name = page.text[at.start : at.end]
    return named._replace(name="ritonavir" if name in BOOSTER else name, at=at)


def _beside(page: Page, named: Named, count: int) -> tuple[Named, ...]:
    """The drugs joined to the left of the one named, as many as there are amounts; () where there are fewer."""
    written = [drug for drug in page.drugs if page.scan[drug.at.start - 1] != "(" or drug.at.end > named.at.start]
    up_to = [drug for drug in written if drug.at.start < named.at.end]
    joined = up_to[-count:]
    if len(joined) < count or joined[-1].at.end <= named.at.start:
        return ()
    gaps = ((one.at.end, other.at.start) for one, other in pairwise(joined))
    if not all(SIDE_BY_SIDE.fullmatch(page.scan, *gap) for gap in gaps):
        return ()
    return tuple(named._replace(name=drug.name, at=drug.at) for drug in joined)
