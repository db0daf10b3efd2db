"""An article among the lines of a page that prints no headings of sections: the stretch that gathers most.

Prose speaks for what stands beside it, unconnected lines speak against; prose that stands alone, or behind "Related
stories" or "Comments", counts for little.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading.boilerplate import OPENERS
from extractors.reading.page import Flow, Page

ENOUGH = 60
"""Words of prose that a teaser does not have, and an article has before something is beside or below it."""
LONE = 0.15
"""What a short lone paragraph between unconnected lines counts: a teaser, a caption, a biography, a notice."""
BELOW = 0.25
"""What prose counts behind "Related stories", until it runs on as an article does."""
READERS = 0.1
"""What prose counts behind "Comments"."""
LINK, SHORT, MARK, DATED, END = -4.0, -1.0, -5.0, -12.0, -20.0
"""What lines that are no prose say against: a possible link, a short sentence, furniture, a date (of another article),
the opener of a region."""


def article(page: Page, flows: Sequence[Flow]) -> list[str]:
    """The reasons for the lines of a page without section headings."""
    first, last = best_stretch(weights(page, flows))
    within = flows[first : last + 1]
    begin, end = (within[0].first, within[-1].last + 1) if within else (0, 0)
    out = [why or "front" for why in page.alone[:begin]]
    for flow in within:
        if flow.words and flow.first < flow.last:
            out += ["content"] * (flow.last + 1 - flow.first)
        else:
            out += [why or "content" for why in page.alone[flow.first : flow.last + 1]]
    return [*out, *(why or "after" for why in page.alone[end:])]


def weights(page: Page, flows: Sequence[Flow]) -> list[float]:
    """What each flow says for (or against) being inside the content: words of prose, weighed by company."""
    out: list[float] = []
    seen, running, factor = 0, 0, 1.0
    against = _against(page)
    for number, (first, last, words) in enumerate(flows):
        if not words or (first == last and page.alone[first]):
            begun, running = seen > ENOUGH, 0
            openers = [why for why in page.alone[first : last + 1] if why in OPENERS] if begun else ()
            if openers and not words:
                factor = READERS if "comments" in openers or factor == READERS else BELOW
            out.append(sum(against[first : last + 1]) + (END - MARK) * len(openers))
        else:
            seen += words
            running += 1
            factor = 1.0 if factor == BELOW and running > 1 else factor
            out.append(factor * min(words, 100) * (LONE if _is_lone(flows, number) else 1.0))
    return out


def _against(page: Page) -> list[float]:
    """What each line says against where it is not connected; an opener is only furniture before the content begins."""
    return [
        (DATED if why == "date" else MARK) if why else SHORT if text[-1] in ".?!" and " " in text else LINK
        for why, text in zip(page.alone, page.lines.texts, strict=True)
    ]


def _is_lone(flows: Sequence[Flow], number: int) -> bool:
    """Whether a short paragraph has no prose next to it."""
    if flows[number].words >= ENOUGH or (number and flows[number - 1].words):
        return False
    return number + 1 == len(flows) or not flows[number + 1].words


def best_stretch(weight: Sequence[float]) -> tuple[int, int]:
    """First and last index (inclusive) of the stretch with the greatest sum; (0, -1) for none."""
    best, best_at = 0.0, (0, -1)
    total, first = 0.0, 0
    for index, each in enumerate(weight):
        if total <= 0:
            total, first = 0.0, index
        total += each
        if total > best:
            best, best_at = total, (first, index)
    return best_at
