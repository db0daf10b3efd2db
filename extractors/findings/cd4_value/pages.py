"""The sentences that hold CD4 numbers, read: analytes, measures, and which of them stand in one list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors.findings.cd4_value import words
from extractors.findings.cd4_value.analytes import CD4_ANCHOR, Mention, mentions_in
from extractors.findings.cd4_value.belonging import Sorter
from extractors.findings.cd4_value.measures import Measure, read_measure
from extractors.kind import Claims
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence

LONGEST = 1500
"""Characters of the longest run read as one sentence: keeps hostile input linear."""
REACH = 2
"""How many sentences after one on CD4 the analyte may stay unsaid ("The gain was 92 cells")."""


class Page(NamedTuple):
    """A sentence, its analytes, and its measures that are the CD4 cell's, in order.

    `lists` gives for each measure the number of the list it stands in ("5 vs 7", "51 and -64"): measures of one list
    stand next to each other and differ by arm or time.
    """

    scan: str
    sentence: Sentence
    mentions: tuple[Mention, ...]
    measures: tuple[Measure, ...]
    lists: tuple[int, ...]


def pages(text: AnnotatedText, claims: Claims) -> Iterator[Page]:
    """The sentences with CD4 measures."""
    since = REACH + 1
    section = ""
    follows = False
    if CD4_ANCHOR.search(text.scan) is None:
        return
    for sentence in (piece for whole in text.sentences for piece in _pieces(text, whole)):
        named = CD4_ANCHOR.search(text.scan, sentence.start, sentence.end) is not None
        since = 0 if named else since + 1 if sentence.section == section else REACH + 1
        section = sentence.section
        if since <= REACH:
            page = _page(text, claims, sentence, elided=not named, follows=follows)
            follows = bool(page.measures)
            if page.measures:
                since = 0
                yield page


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


def _page(text: AnnotatedText, claims: Claims, sentence: Sentence, *, elided: bool, follows: bool) -> Page:
    mentions = mentions_in(text.scan, sentence.start, sentence.end)
    candidates = _candidates(text, claims, sentence)
    reader = Sorter(text, sentence, mentions, candidates, elided=elided, follows=follows)
    kept = reader.belonging()
    return Page(text.scan, sentence, mentions, kept, _lists(text, kept))


def _candidates(text: AnnotatedText, claims: Claims, sentence: Sentence) -> tuple[Measure, ...]:
    """What every free numeral of a sentence measures, numerals of a spread or band left to their measure."""
    times = [mention.at for mention in text.times(sentence) if "cycle" not in mention.name]
    found: list[Measure] = []
    taken = -1
    for index in text.numerals_between(sentence.start, sentence.end):
        numeral = text.numeral(index)
        if numeral.form == "name" or index <= taken or numeral.start < (found[-1].end if found else 0):
            continue
        if not claims.free(index) or any(at.start <= numeral.start < at.end for at in times):
            continue
        measure = read_measure(text, index, sentence.start, sentence.end)
        if claims.free(*measure.numerals) and (measure.unit or numeral.form != "words"):
            found.append(measure.with_spread_like(found[-1]) if found else measure)
            taken = max((*measure.numerals, *measure.context))
    return tuple(found)


def _lists(text: AnnotatedText, kept: tuple[Measure, ...]) -> tuple[int, ...]:
    numbers, current = [], -1
    for at, measure in enumerate(kept):
        linked = at > 0 and words.PURE_LINK.fullmatch(text.scan[kept[at - 1].end : measure.at.start])
        current += 0 if linked else 1
        numbers.append(current)
    return tuple(numbers)
