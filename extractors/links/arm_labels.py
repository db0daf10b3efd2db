"""Names of groups as mere labels, without a noun: "no change (control)", "231 cells zinc vs 249 cells/uL control"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.links.arm_names import Named
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

OWN_BRACKETS = ("(control)", "(controls)", "(intervention)")
COMPARED = re.compile(r"\b(?:vs\.?|versus|or|and|to|with|receive|received|than)\s[^.;()]{2,60}$")
"""Before such a bracket: that it names one of the groups compared."""
FIGURE_ENDS = re.compile(r"[\d)\]%l]\s")
LABEL_ENDS = re.compile(r"\s?(?:[;,.)\]]|(?:vs\.?|versus)\s|$)", re.MULTILINE)


def in_own_brackets(page: Page) -> Iterator[Named]:
    """A group told by what it is to the trial behind what it gets: "MVC vs no change (control)"."""
    for label in OWN_BRACKETS:
        at = page.lowered.find(label)
        while at >= 0:
            start, end = at + 1, at + len(label) - 1
            if page.sentence_number(at) >= 0 and COMPARED.search(page.lowered, max(0, at - 80), at - 1):
                yield Named(page.scan[start:end], CleanSpan(start, end), True)
            at = page.lowered.find(label, end)


def behind_figures(page: Page, common: Iterable[str]) -> Iterator[Named]:
    """Names too common to stand alone, as labels right behind figures: "231 (170-288) vs 249 (181-300) control"."""
    for name in common:
        at = page.lowered.find(f" {name}")
        while at >= 0:
            start, end = at + 1, at + 1 + len(name)
            labels = FIGURE_ENDS.match(page.lowered, max(0, at - 1)) and LABEL_ENDS.match(page.lowered, end)
            if labels and page.sentence_number(start) >= 0:
                yield Named(page.scan[start:end], CleanSpan(start, end), False)
            at = page.lowered.find(f" {name}", end)
