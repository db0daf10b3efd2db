"""Groups named beside their size: "lisinopril (n = 9)", "n = 9 for lisinopril", "(DTG, n = 36; TBR, n = 37)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.links.arm_names import STOPS, Named, is_treatment
from extractors.links.arm_nouns import WORD_BEFORE
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

SIZE = re.compile(r"[(\[]n\s?=")
SIZE_OF = re.compile(r"n\s?=\s?\d[\d,]{0,6}\s(?:for|to|in|on|with|receiving|given)\s(?:the\s)?(?P<name>[\w+/-]{2,40})")
DOSED_BEFORE = re.compile(
    r"(?P<name>[A-Za-z][\w+/-]{1,39})\s\d[\d.,/]{0,9}[\s-]?(?:mg|g|μg|mcg|IU|MIU|U|mL|ml|million)\b(?!.*\b(?:with|or)\b)"
    r"[^()\[\];]{0,40}$"
)
"""The drug before a dose before a size: "indacaterol 150 ug o.d. (n = 211)"."""
N_EQUALS = re.compile(r"n\s?=\s?(?=\d)")
NAME_OF_SIZE = re.compile(
    r"(?:[(\[,;]\s?|\b(?:and|versus|vs\.?)\s)(?P<name>[\w+/-]{2,40}(?:\s(?:alone|only|therapy))?)(?:\sgroup|\sarm)?[:,]?\s(?=$)"
)
COUNTED_IN_BRACKET = re.compile(
    r"(?:\(|[,;]\s(?:and\s)?)(?=\d{1,6}\s)\d+\s(?P<name>[a-z][\w+/-]{1,39})(?=\)|[,;]\s(?:and\s)?\d)"
)
COUNT_BEHIND_NAME = re.compile(r"(?:\(|;\s)(?P<name>[a-z][\w+/-]{1,39})[,:]\s\d{1,6}(?=[;)])")
"""A row of names with their counts: "(intervention, 233; control, 208)"."""
NO_GROUPS = frozenset(
    "weeks months days years hours males females boys girls cases deaths events visits sites centres centers".split()
)
LONGEST_IN_ROW = 12
SIZED = frozenset("intervention control controls treatment placebo experimental comparison active sham drug".split())
"""Names that a size beside them makes an arm, though they are no treatment: "(intervention n = 40)"."""


def beside_sizes(page: Page) -> Iterator[Named]:
    """A treatment beside its size: "lisinopril (n = 9)", "n = 9 for lisinopril"."""
    for match in SIZE.finditer(page.lowered):
        word = WORD_BEFORE.search(page.scan, max(0, match.start() - 42), match.start())
        if word and word[0].casefold() not in STOPS and is_treatment(word[0]):
            yield Named(word[0], CleanSpan(*word.span()), True)
            continue
        dosed = DOSED_BEFORE.search(page.scan, max(0, match.start() - 100), match.start())
        if dosed and is_treatment(dosed["name"]):
            yield Named(dosed["name"], CleanSpan(*dosed.span("name")), True, match.end())
    for match in SIZE_OF.finditer(page.lowered):
        name = page.scan[match.start("name") : match.end("name")]
        if name.casefold() not in STOPS and is_treatment(name):
            yield Named(name, CleanSpan(*match.span("name")), True)
    yield from _sized_in_a_row(page)


def _sized_in_a_row(page: Page) -> Iterator[Named]:
    """Names that bear sizes in one row, whatever they are: "(DTG, n = 36; TBR, n = 37)", "(41 triple, 42 short)"."""
    sizes = (
        NAME_OF_SIZE.search(page.lowered, max(0, n.start() - 60), n.start()) for n in N_EQUALS.finditer(page.lowered)
    )
    yield from _named_in_rows(page, filter(None, sizes), alone=True)
    yield from _named_in_rows(page, COUNTED_IN_BRACKET.finditer(page.lowered), alone=False)
    yield from _named_in_rows(page, COUNT_BEHIND_NAME.finditer(page.lowered), alone=False)


def _named_in_rows(page: Page, found: Iterable[re.Match[str]], *, alone: bool) -> Iterator[Named]:
    """The names of each row; of a single size (`alone`) only where the name is known for an arm's."""
    row: list[re.Match[str]] = []
    for match in found:
        row = [*row, match] if row and match.start() - row[-1].end() <= LONGEST_IN_ROW else [match]
        if not alone and len(row) == 1 and not match[0].startswith("("):
            row = []
            continue
        single = match["name"] in SIZED or is_treatment(match["name"])
        for sized in row[-2:] if len(row) > 1 else [match] if single else []:
            at = CleanSpan(*sized.span("name"))
            if sized["name"] not in STOPS and sized["name"] not in NO_GROUPS:
                yield Named(page.scan[at.start : at.end], at, True)
