"""The sentences that hold CD4 numbers, read: analytes, measures, and which of them stand in one list.

A document that has named the CD4 cell goes on to speak of it without its name: "the count" is of the cells named last,
and so is a number of cells per volume, however far behind. A bare number needs the name in its own sentence or in one
shortly before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from extractors.findings.cd4_value import words
from extractors.findings.cd4_value.analytes import Mention, anchors_in, mentions_in, t_cells_in
from extractors.findings.cd4_value.belonging import Sorter
from extractors.findings.cd4_value.conventions import Convention, convention_of
from extractors.findings.cd4_value.group_names import names_group
from extractors.findings.cd4_value.measures import Measure, read_measure
from extractors.findings.cd4_value.spreads import Announced
from extractors.kind import Claims
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence

POWER_ALONE = re.compile(r"10\s?[\^(⁰-⁹]")
"""A power of ten that belongs to a unit, printed far from its number."""
NO_MEASURE = re.compile(
    r"(?:(?:\s(?:and|or|to)\s|\s?[-/]\s?)\d[\d.]{0,5}){0,2}[\s-]?(?:mg|μg|mcg|MIU|IU)\b(?!\s?/\s?[dm]?l)"
    r"|\s?(?:%|per\s?cent)\s?(?:CI\b|confidence|credible)|\(OH\)",
    re.IGNORECASE,
)
"""Behind an amount, a confidence level, in a vitamin's name: no CD4 number, and it stands in no list of them."""
READINGS = re.compile(
    r"\s(?:cell\s)?(?:counts|measurements|values|readings|results|tests|percentages|levels)\b", re.IGNORECASE
)
FEW = 10
LABEL_BEFORE = re.compile(r"[(\[;,]\s?(?:IQRs?|(?:95%\s)?CIs?|SDs?|SEMs?|ranges?)[,:]?\s$")
"""Before a spread that stands apart from its value: "+150 in both arms (IQR 90-231 and 78-221)"."""
ALSO = re.compile(r"\s(?:and|vs\.?|versus)\s|[;,]\s")
LONGEST = 1500
"""Characters of the longest run read as one sentence: keeps hostile input linear."""
REACH = 2
"""How many sentences after one on CD4 the analyte may stay unsaid ("The gain was 92 cells")."""
COUNTED = re.compile(
    r"\bcounts?\b|\bcells?\b|\bnadirs?\b|/\s?(?:c\.?\s?)?mm|\bper\s(?:cubic|mic|c?mm)|/\s?μl|/ul\b|6/l\b", re.IGNORECASE
)
"""What a sentence must hold, far from the last one on CD4, to hold a CD4 number."""
COUNTED_SIGNS = ("count", "cell", "nadir", "mm", "μl", "/ul", "6/l", "per cubic", "per mic")
"""One of these is in whatever COUNTED finds: a cheap look before the search."""


class Page(NamedTuple):
    """A sentence, its analytes, and its measures that are the CD4 cell's, in order.

    `lists` gives for each measure the number of the list it stands in ("5 vs 7", "51 and -64"): measures of one list
    stand next to each other and differ by arm or time. `continues` says that the sentence leaves the CD4 cell unnamed
    and follows one with CD4 measures.
    """

    scan: str
    sentence: Sentence
    mentions: tuple[Mention, ...]
    measures: tuple[Measure, ...]
    lists: tuple[int, ...]
    continues: bool
    convention: Convention


def is_told_again(page: Page, number: int) -> bool:
    """Whether a measure is the one before it told once more, as a share: "212 cells/mm3 (14%)", "212 and 14%"."""
    if number == 0 or page.measures[number].unit != "%" or page.measures[number - 1].unit == "%":
        return False
    between = page.scan[page.measures[number - 1].end : page.measures[number].at.start]
    return between.strip() in {"(", "[", "and", "/"}


class _Reader:
    """One document's sentences, read in order; knows how far behind the CD4 cell was named, and what cells last."""

    def __init__(self, text: AnnotatedText, claims: Claims, anchors: list[int], *, by_t_cells: bool) -> None:
        self.text, self.scan, self.claims, self.anchors = text, text.scan, claims, anchors
        self.convention = convention_of(text.scan)
        self.since, self.section = REACH + 1, ""
        self.follows: str | None = None
        """The unit of the sentence before, where it gave CD4 measures."""
        self.by_t_cells = by_t_cells
        self.spoken: str | None = "cd4" if by_t_cells else None
        self.read_to = 0

    def pages(self) -> Iterator[Page]:
        for sentence in (piece for whole in self.text.sentences for piece in _pieces(self.text, whole)):
            named = self._names(sentence)
            self.since = 0 if named else self.since + 1 if sentence.section == self.section else REACH + 1
            self.section = sentence.section
            far = self.since > REACH
            if far and not _counts(self.scan, sentence):
                continue
            page = self._page(sentence, named=named and not self.by_t_cells, far=far)
            self.follows = page.measures[-1].unit if page.measures else None
            if page.measures:
                self.since = 0
                yield page

    def _names(self, sentence: Sentence) -> bool:
        """Whether a sentence names the CD4 cell."""
        at = bisect_left(self.anchors, sentence.start)
        return at < len(self.anchors) and self.anchors[at] < sentence.end

    def _page(self, sentence: Sentence, *, named: bool, far: bool) -> Page:
        if sentence.start - self.read_to > 1:
            self._hear(mentions_in(self.scan, self.read_to, sentence.start, self.spoken))
        spoken = self.spoken or ("cd4" if named else None)
        mentions = mentions_in(self.scan, sentence.start, sentence.end, spoken)
        follows = None if far else self.follows
        elided = not named and self.spoken in {"cd4", "percentage", "ratio"}
        spoken_of = elided or any(mention.is_cd4 for mention in mentions)
        candidates = _candidates(self.text, self.claims, sentence, self.convention) if spoken_of else ()
        reader = Sorter(self.text, sentence, mentions, candidates, elided=elided, follows=follows, far=far)
        kept = reader.belonging() if candidates else ()
        self._hear(mentions)
        self.read_to = sentence.end
        return Page(
            self.scan,
            sentence,
            mentions,
            kept,
            _lists(self.text, kept),
            follows is not None and not named,
            self.convention,
        )

    def _hear(self, mentions: tuple[Mention, ...]) -> None:
        """Keeps in mind what cells were named last; others named beside the CD4 cell do not count."""
        cells = [m for m in mentions if m.is_of_cells]
        own = next((m.what for m in reversed(cells) if m.is_cd4), None)
        self.spoken = own or (cells[-1].what if cells else self.spoken)


def pages(text: AnnotatedText, claims: Claims) -> Iterator[Page]:
    """The sentences with CD4 measures."""
    if anchors := anchors_in(text.scan):
        yield from _Reader(text, claims, anchors, by_t_cells=False).pages()
    elif anchors := t_cells_in(text.scan):
        yield from _Reader(text, claims, anchors, by_t_cells=True).pages()


def _counts(scan: str, sentence: Sentence) -> bool:
    """Whether a sentence speaks of counts or cells, or has a unit of cells."""
    said = scan[sentence.start : sentence.end].lower()
    return any(sign in said for sign in COUNTED_SIGNS) and COUNTED.search(said) is not None


def _pieces(text: AnnotatedText, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, or the pieces of one too long to be a sentence (a table without line breaks)."""
    if sentence.end - sentence.start <= LONGEST:
        yield sentence
        return
    start = sentence.start
    while start < sentence.end:
        end = min(start + LONGEST, sentence.end)
        space = text.scan.rfind(" ", start + LONGEST // 2, end) if end < sentence.end else -1
        end = space + 1 if space > 0 else end
        yield Sentence(start, end, sentence.section)
        start = end


def _candidates(text: AnnotatedText, claims: Claims, sentence: Sentence, convention: Convention) -> tuple[Measure, ...]:
    """What every free numeral of a sentence measures, numerals of a spread or band left to their measure."""
    found: list[Measure] = []
    taken, spread_to = -1, 0
    announced = convention.announced
    for index in _free(text, claims, sentence):
        numeral = text.numeral(index)
        if index <= taken or numeral.start < (found[-1].end if found else 0):
            continue
        if found and _is_bracketed(text.scan, found[-1].end, numeral.start, numeral.end):
            found[-1] = found[-1]._replace(end=numeral.end + 1)
            continue
        if NO_MEASURE.match(text.scan, numeral.end) or names_group(text.scan, numeral.start, numeral.value):
            continue
        if numeral.form == "power" and POWER_ALONE.match(text.scan, numeral.start):
            continue
        measure = read_measure(text, index, sentence.start, sentence.end, announced)
        bare = measure.unit is None and measure.comparator is None
        if (bare and _counts_people(text.scan, measure.end)) or _counts_readings(text, measure):
            continue
        if found and (told := found[-1].with_interval(text.scan, measure)):
            found[-1], taken = told, max(measure.numerals)
        elif LABEL_BEFORE.search(text.scan, max(sentence.start, measure.at.start - 24), measure.at.start) or (
            spread_to and ALSO.fullmatch(text.scan, spread_to, measure.at.start)
        ):
            spread_to = measure.end
        elif claims.free(*measure.numerals) and (measure.unit or numeral.form != "words"):
            found.append(measure.with_spread_like(found[-1]) if found else measure)
            taken = max((*measure.numerals, *measure.context))
            announced = _announced_by(found[-1], announced)
    return tuple(found)


def _free(text: AnnotatedText, claims: Claims, sentence: Sentence) -> list[int]:
    """The numerals of a sentence that no other kind owns, and that stand in no name and no time point."""
    numbers, owners = text.numerals, claims.owners
    within = text.numerals_between(sentence.start, sentence.end)
    free = [index for index in within if owners[index] is None and numbers[index].form != "name"]
    if not free:
        return free
    mentions = [mention.at for mention in text.times(sentence) if "cycle" not in mention.name]
    timed = {index for at in mentions for index in text.numerals_between(at.start, at.end)}
    return [index for index in free if index not in timed] if timed else free


def _counts_people(scan: str, end: int) -> bool:
    return scan[end + 1 : end + 2].isalpha() and words.COUNTS_PEOPLE.match(scan, end) is not None


def _counts_readings(text: AnnotatedText, measure: Measure) -> bool:
    """Whether a small number says how often the CD4 cell was counted: "two CD4 counts below 350"."""
    return (
        measure.unit == "cells/uL" and abs(measure.value) < FEW and READINGS.match(text.scan, measure.end) is not None
    )


def _is_bracketed(scan: str, end: int, low: int, high: int) -> bool:
    """Whether a number stands alone in brackets right behind a measure: a spread, or persons, unsaid which."""
    return scan[end:low].strip() in {"(", "["} and scan[high : high + 1] in {")", "]"}


def _announced_by(measure: Measure, announced: Announced) -> Announced:
    """The types of spread that hold after a measure: in a list only the first may say its type ("5 (SE 1), 7 (2)")."""
    kind = measure.spread["type"] if measure.spread else None
    if kind not in {"SD", "SE"}:
        return announced
    return Announced(str(kind), str(kind))


def _lists(text: AnnotatedText, kept: tuple[Measure, ...]) -> tuple[int, ...]:
    numbers, current = [], -1
    for at, measure in enumerate(kept):
        current += 0 if at and _is_linked(text.scan, kept[at - 1], measure) else 1
        numbers.append(current)
    return tuple(numbers)


def _is_linked(scan: str, one: Measure, other: Measure) -> bool:
    """Whether two measures stand in one list; a count and its share are no list of groups."""
    if (one.unit == "%") != (other.unit == "%"):
        return False
    return words.PURE_LINK.fullmatch(scan[one.end : other.at.start]) is not None
