"""Which blocks of a page are its article.

Trafilatura decides what is content; we carry the origin. Its text comes without places, so each of our
blocks is looked for in it, word by word and in order: a block is content when its words stand in the kept
text, behind those of the block before it. Blocks that stand nowhere are the page around the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractors.reading.html_blocks import Block

_WORD = re.compile(r"\w+")
_GRAM = 4
_MOST_PLACES = 100  # of one phrase in the kept text
_CONTAINED = 0.8
_MOST_LINKED = 0.5
_FEWEST_WORDS = 12
_LOST_SHARE = 0.8  # a tree with less of the page's text has lost some
LOST = "the page is nested too deeply or too long for the usual reading; its main content was told by simpler means"
_FEWEST_PLACED = 0.7
_MOST_BLOCKS = 50_000  # long articles have 2,000; trafilatura takes its time over such a page
_MOST_REPEATED = 100  # a text that a page repeats oftener is no article's
UNPLACED = "a part of the page's main content could not be told from what is around it, and is missing"
NOT_FOUND = "no main content was found in the page; its paragraphs were taken"


class Content(NamedTuple):
    """The blocks that are the article, and a warning when they were told by simpler means."""

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...]


def content_of(source: str, blocks: Sequence[Block]) -> Content:
    """The blocks of the article in a page."""
    kept, lost = ("", True) if len(blocks) > _MOST_BLOCKS else _kept_text(source, blocks)
    if lost:
        return Content(_paragraphs(blocks) or tuple(blocks), (LOST,))
    words = _WORD.findall(kept.lower())
    chosen = _aligned(blocks, words)
    if not chosen:
        return Content(_paragraphs(blocks) or tuple(blocks), (NOT_FOUND,))
    placed = sum(len(_WORD.findall(block.flat)) for block in chosen)
    return Content(chosen, () if placed >= _FEWEST_PLACED * len(words) else (UNPLACED,))


def _kept_text(source: str, blocks: Sequence[Block]) -> tuple[str, bool]:
    """What trafilatura keeps of a page, and whether its tree has lost text before that."""
    import trafilatura  # takes longer to load than most pages take to read

    tree = trafilatura.load_html(source)
    if tree is None:
        return "", False
    seen = sum(len(block.text) for block in blocks)
    in_tree = sum(len(text.strip()) for text in tree.itertext())
    if in_tree < _LOST_SHARE * seen:
        return "", True
    kept = trafilatura.extract(tree, include_comments=False, include_tables=True, fast=True)
    return kept or "", False


def _paragraphs(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The headings and blocks of running text, without those of the page around."""
    return tuple(block for block in blocks if _is_running_text(block) or (block.level and not block.around))


class _Place(NamedTuple):
    """A block's place in the kept text: the block's index, and the words it covers there."""

    block: int
    start: int
    end: int
    weight: int


def _aligned(blocks: Sequence[Block], kept: Sequence[str]) -> tuple[Block, ...]:
    """The blocks whose words stand in the kept text, in the order that keeps most words."""
    index, seen, places = _Index(kept), Counter[str](), list[_Place]()
    for number, block in enumerate(blocks):
        seen[block.flat] += 1
        if seen[block.flat] <= _MOST_REPEATED:
            places += index.places(number, _WORD.findall(block.flat.lower()))
    return tuple(blocks[place.block] for place in _heaviest_chain(places))


def _is_running_text(block: Block) -> bool:
    return (
        not block.around
        and block.linked <= _MOST_LINKED * len(block.text)
        and len(_WORD.findall(block.flat)) >= _FEWEST_WORDS
    )


class _Index:
    """The kept text's words by the phrases they begin."""

    def __init__(self, kept: Sequence[str]) -> None:
        self._kept = kept
        self._grams: tuple[dict[tuple[str, ...], list[int]], ...] = tuple({} for _ in range(_GRAM + 1))
        for length in range(1, _GRAM + 1):
            grams = self._grams[length]
            for start in range(len(kept) - length + 1):
                grams.setdefault(tuple(kept[start : start + length]), []).append(start)

    def places(self, block: int, words: Sequence[str]) -> list[_Place]:
        """Where the block may stand; none when too few of its phrases are kept."""
        length = min(_GRAM, len(words))
        if not length:
            return []
        grams = self._grams[length]
        phrases = [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]
        contained = [(at, grams[phrase]) for at, phrase in enumerate(phrases) if phrase in grams]
        if len(contained) < _CONTAINED * len(phrases):
            return []
        at, starts = min(contained, key=lambda found: len(found[1]))
        whole = len(words)
        return [
            _Place(block, max(0, start - at), min(len(self._kept), max(0, start - at) + whole), whole)
            for start in starts[:_MOST_PLACES]
        ]


def _heaviest_chain(places: Sequence[_Place]) -> list[_Place]:
    """The places, at most one a block and in both orders rising, that cover most words."""
    ends: list[int] = [0]
    weights: list[int] = [0]
    last: list[int] = [-1]
    before: list[int] = []
    pending: list[tuple[int, int, int]] = []
    for number, place in enumerate(places):
        if number and places[number - 1].block != place.block:
            _enter(pending, ends, weights, last)
            pending = []
        # two words of slack: an edge word may be glued or cut off in the kept text
        best = bisect_left(ends, place.start + 1 + min(2, place.weight // 4)) - 1
        best = max(best, 0)
        before.append(last[best])
        pending.append((place.end, weights[best] + place.weight, number))
    _enter(pending, ends, weights, last)
    chain, at = [], last[-1]
    while at >= 0:
        chain.append(places[at])
        at = before[at]
    return chain[::-1]


def _enter(pending: list[tuple[int, int, int]], ends: list[int], weights: list[int], last: list[int]) -> None:
    """Keep, for each end, the heaviest chain up to it: ends and weights both rise."""
    for end, weight, number in sorted(pending):
        at = bisect_left(ends, end + 1)
        if weights[at - 1] >= weight:
            continue
        until = at
        while until < len(ends) and weights[until] <= weight:
            until += 1
        if ends[at - 1] == end:
            at -= 1
        ends[at:until], weights[at:until], last[at:until] = [end], [weight], [number]
