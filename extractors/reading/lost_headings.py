"""Headings that a scrape lost: the blank space where they stood is still there.

Pages that print a heading as an image or a folding panel leave two blank lines where one is usual. Where the
next label in the order of a paper is nowhere printed and the paragraph after the gap speaks that label's
language, a section opens there, without a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractors.traced_text import TracedText

ORDER = {"background": 0, "objective": 0, "methods": 1, "results": 2, "conclusions": 3}
_LABELS = {1: "methods", 2: "results", 3: "conclusions"}

_CUES = {
    1: re.compile(
        r"\b(?:were|was)\s(?:\w+ly\s)?(?:randomi[sz]ed|assigned|allocated|enrolled|recruited|included|treated|given"
        r"|administered|measured|assessed|evaluated|followed|collected|performed|conducted|analy[sz]ed|compared)\b"
        r"|\b(?:received|eligible|end\s?points?|outcome measures?|open-label|double-blind|placebo-controlled)\b",
        re.IGNORECASE,
    ),
    2: re.compile(
        r"\bP\s?[<=>≤≥]\s?0?[.·]\d|\b\d{1,3}(?:\.\d+)?\s?%|\b(?:significantly|median|mean|increased|decreased"
        r"|higher|lower|at baseline|no differences?|vs|versus|compared with|respectively)\b",
        re.IGNORECASE,
    ),
    3: re.compile(
        r"\b(?:suggests?|indicates?|supports?|demonstrates?|confirms?|conclude[ds]?|appears?|may|might|should|could"
        r"|further (?:studies|research|trials|investigation)|(?:these|our) (?:findings|results|data)|in conclusion"
        r"|(?:is|are) (?:an? )?(?:effective|efficacious|safe|well.tolerated|feasible|superior|needed|warranted))\b",
        re.IGNORECASE,
    ),
}


class Paragraph(NamedTuple):
    """A paragraph of content and the number of blank lines before it."""

    text: TracedText
    gap: int


class Block(NamedTuple):
    """The paragraphs under one heading; `heading` is None where none is printed."""

    label: str
    heading: TracedText | None
    paragraphs: tuple[Paragraph, ...]


def with_lost_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, divided where a heading was lost."""
    printed = {ORDER[block.label] for block in blocks if block.label in ORDER}
    if not printed:
        return tuple(blocks)
    usual = _usual_gap(blocks)
    out: list[Block] = []
    for index, block in enumerate(blocks):
        following = next((ORDER[after.label] for after in blocks[index + 1 :] if after.label in ORDER), 4)
        missing = [rank for rank in range(ORDER.get(block.label, 4) + 1, following) if rank not in printed]
        out.extend(_divided(block, usual=usual, missing=missing))
    return tuple(out)


def _usual_gap(blocks: Sequence[Block]) -> int:
    """The commonest number of blank lines before a paragraph."""
    gaps = Counter(paragraph.gap for block in blocks for paragraph in block.paragraphs)
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=1)


def _divided(block: Block, *, usual: int, missing: Sequence[int]) -> list[Block]:
    """One block as it is, or cut before each paragraph that begins a lost section."""
    parts: list[tuple[str, list[Paragraph]]] = [(block.label, [])]
    left = list(missing)
    for paragraph in block.paragraphs:
        begun = bool(parts[-1][1]) and paragraph.gap > max(usual, 1)
        rank = _spoken(paragraph.text.text, left) if begun and left else None
        if rank is not None:
            left = [each for each in left if each > rank]
            parts.append((_LABELS[rank], []))
        parts[-1][1].append(paragraph)
    return [
        Block(label, block.heading if number == 0 else None, tuple(paragraphs))
        for number, (label, paragraphs) in enumerate(parts)
    ]


def _spoken(text: str, ranks: Sequence[int]) -> int | None:
    """Which of the missing sections a paragraph speaks like; None when like none."""
    cues = {rank: len(_CUES[rank].findall(text[:5000])) for rank in ranks}
    best = max(cues, key=lambda rank: (cues[rank], -rank))
    return best if cues[best] else None
