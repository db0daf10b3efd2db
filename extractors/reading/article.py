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
_FEW_LINES = 40
"""Lines that are asked as quickly as it is told which of them need be."""
_ROUNDING = 1e-6
READERS = 0.1
"""What prose counts behind "Comments"."""
LINK, SHORT, MARK, DATED, END = -4.0, -1.0, -5.0, -12.0, -20.0
"""What lines that are no prose say against: a possible link, a short sentence, furniture, a date (of another article),
the opener of a region."""


def article(page: Page, flows: Sequence[Flow]) -> tuple[int, list[str]]:
    """The first line of the article of a page without section headings, and the reasons from there to its last line."""
    if len(flows) == 1:  # as abstracts have
        return 0, ["content"] * len(page.alone) if _prose(page, flows, 0) else []
    first, last = best_stretch(weights(page, flows))
    out = list[str]()
    for flow in flows[first : last + 1]:
        if flow.words and flow.first < flow.last:
            out += ["content"] * (flow.last + 1 - flow.first)
        else:
            out += [why or "content" for why in page.alone.told[flow.first : flow.last + 1]]
    return flows[first].first if out else 0, out


def weights(page: Page, flows: Sequence[Flow]) -> list[float]:
    """What each flow says for (or against) being inside the content: words of prose, weighed by company.

    First it is told what each says at most, for which no line is asked whether it is furniture. Where that gathers most
    is nearly always the article. A longer stretch gathers no more; and where no other one does, nothing need be known
    of the lines around.
    """
    if len(page.alone) <= _FEW_LINES:
        return _weights(page, flows, _prose(page, flows, len(flows)), (0, len(flows) - 1), 0)
    most = _most(page, flows)
    first, last = best_stretch(most)
    if last < 0:
        return most
    asked = [
        flow
        for number, flow in enumerate(flows[: last + 1])
        if (flow.first == flow.last if flow.words else number >= first)
    ]
    page.alone.ask([index for flow in asked for index in _lines(flow)])
    prose = _prose(page, flows, last)
    seen = sum(flows[number].words for number in prose if number < first)
    if seen > ENOUGH:  # a line before may open a region that goes on
        first, seen = prose[0], 0
    told = _weights(page, flows, prose, (first, last), seen)
    enough = _gathered(told) - _ROUNDING
    if _gathered(most[:first]) > enough or _gathered(most[last + 1 :]) > enough:
        first, last = 0, len(flows) - 1
        told = _weights(page, flows, _prose(page, flows, last), (first, last), 0)
    return [0.0] * first + told + [0.0] * (len(flows) - 1 - last)


def _most(page: Page, flows: Sequence[Flow]) -> list[float]:
    """What each flow says at most."""
    ends = page.lines.finals.replace("?", ".").replace("!", ".")
    return [
        _for(flows, number) if words else LINK * (last + 1 - first) + (SHORT - LINK) * ends.count(".", first, last + 1)
        for number, (first, last, words) in enumerate(flows)
    ]


def _gathered(weight: Sequence[float]) -> float:
    first, last = best_stretch(weight)
    return sum(weight[first : last + 1])


def _prose(page: Page, flows: Sequence[Flow], until: int) -> list[int]:
    """Which flows are prose, up to one of them; a line of prose may be furniture by itself."""
    running = [(number, first, last) for number, (first, last, words) in enumerate(flows[: until + 1]) if words]
    page.alone.ask([first for _, first, last in running if first == last])
    return [number for number, first, last in running if first < last or not page.alone.told[first]]


def _weights(
    page: Page, flows: Sequence[Flow], prose: Sequence[int], inside: tuple[int, int], seen: int
) -> list[float]:
    """What the flows from one to another say; `seen` are the words of prose before them."""
    running, factor, is_prose, told, texts = 0, 1.0, {*prose}, page.alone.told, page.lines.texts
    numbers, out = range(inside[0], inside[1] + 1), list[float]()
    page.alone.ask([index for number in numbers if number not in is_prose for index in _lines(flows[number])])
    for number in numbers:
        first, last, words = flows[number]
        if number not in is_prose:
            whys = told[first : last + 1]
            begun, running = seen > ENOUGH, 0
            openers = [why for why in whys if why in OPENERS] if begun else ()
            if openers and not words:
                factor = READERS if "comments" in openers or factor == READERS else BELOW
            out.append(sum(map(_against, whys, texts[first : last + 1])) + (END - MARK) * len(openers))
        else:
            seen += words
            running += 1
            factor = 1.0 if factor == BELOW and running > 1 else factor
            out.append(_for(flows, number, factor))
    return out


def _lines(flow: Flow) -> range:
    return range(flow.first, flow.last + 1)


def _against(why: str | None, text: str) -> float:
    """What a line says against that is not connected; an opener is only furniture before the content begins."""
    if why:
        return DATED if why == "date" else MARK
    return SHORT if text[-1] in ".?!" and " " in text else LINK


def _for(flows: Sequence[Flow], number: int, factor: float = 1.0) -> float:
    """What prose says; less where it is short and has no prose next to it."""
    words = flows[number].words
    weight = factor * min(words, 100)
    if words >= ENOUGH or (number and flows[number - 1].words):
        return weight
    return weight * LONE if number + 1 == len(flows) or not flows[number + 1].words else weight


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
