"""Which blocks of a page are its article.

Trafilatura decides what is content; we carry the origin. Its text comes without places, so each of our
blocks is looked for in it, in order: a block is content when its words stand in the kept text, behind those of
the block before it. Blocks that stand nowhere are the page around the article. It is given the page without
scripts and the like, which is a tenth of it.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from extractors.reading.furniture import reasons_of
from extractors.reading.html_blocks import Block
from extractors.reading.layout import UNSEEN
from extractors.reading.lines import lines_of
from extractors.reading.metadata import registrations_in

_WORD = re.compile(r"\w+")
_MOST_PLACES = 100  # of one phrase in the kept text
_CHUNK = 6  # words that are looked for together where a block as a whole is not kept
_CONTAINED = 0.6
_SLACK = 12  # characters: an edge word may be glued or cut off in the kept text
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
    """The blocks of the article in a page; `source` is the page's slimmed source."""
    kept, lost = ("", True) if len(blocks) > _MOST_BLOCKS else _kept_text(source, blocks)
    if lost:
        return Content(_paragraphs(blocks) or tuple(blocks), (LOST,))
    words = _WORD.findall(kept.lower())
    chosen = _heaviest_chain(_places(blocks, words))
    if not chosen:
        return Content(_paragraphs(blocks) or tuple(blocks), (NOT_FOUND,))
    placed = sum(place.weight for place in chosen)
    return Content(
        tuple(blocks[place.block] for place in chosen),
        () if placed >= _FEWEST_PLACED * len(words) else (UNPLACED,),
    )


def _kept_text(source: str, blocks: Sequence[Block]) -> tuple[str, bool]:
    """What trafilatura keeps of a page, and whether its tree has lost text before that."""
    import trafilatura  # takes longer to load than most pages take to read

    logging.getLogger("trafilatura").setLevel(logging.ERROR)  # what it can't use is told in the warnings
    tree = trafilatura.load_html(f"<!DOCTYPE html>\n{source}")
    if tree is None:
        return "", False
    if len(str(tree.xpath("string()"))) < _LOST_SHARE * sum(len(block.flat) for block in blocks if not block.around):
        return "", True
    kept = trafilatura.extract(tree, include_comments=False, include_tables=True, fast=True)
    return UNSEEN.sub("", kept or ""), False


def _paragraphs(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The headings and blocks of running text, without those of the page around."""
    return tuple(block for block in blocks if _is_running_text(block) or (block.level and not block.around))


class _Place(NamedTuple):
    """A block's place in the kept text: the block's index, the characters it covers there, and its words."""

    block: int
    start: int
    end: int
    weight: int


_place = partial(tuple.__new__, _Place)  # a page has hundreds


def _places(blocks: Sequence[Block], words: Sequence[str]) -> list[_Place]:
    """Where each block may stand in the kept words."""
    kept = f" {' '.join(words)} "
    vocabulary = frozenset(words)
    places: list[_Place] = []
    known: dict[str, tuple[list[int], int, int]] = {}  # pages repeat themselves
    seen = Counter[str]()
    for number, block in enumerate(blocks):
        seen[block.flat] += 1
        if seen[block.flat] > _MOST_REPEATED:
            continue
        if block.flat not in known:
            own = _WORD.findall(block.flat.lower())
            # most blocks are links whose first or last word the article has not
            kept_at_all = len(own) >= _FEWEST_WORDS or (own and own[0] in vocabulary and own[-1] in vocabulary)
            known[block.flat] = _places_of(own, kept) if kept_at_all else ([], 0, 0)
        starts, length, weight = known[block.flat]
        places += [_place((number, start, start + length, weight)) for start in starts]
    return places


def _places_of(words: Sequence[str], kept: str) -> tuple[list[int], int, int]:
    """Where a block may stand as a whole; else a long one where its parts do, if enough of them are kept. With how many
    characters it covers there, and how many words.
    """
    whole = " ".join(words)
    starts = _found(f" {whole} ", kept)
    if not starts and len(words) >= _FEWEST_WORDS:
        starts = _where_parts_stand(words, kept)
    return starts, len(whole) + 1, len(words)


def _where_parts_stand(words: Sequence[str], kept: str) -> list[int]:
    first, found, places = None, 0, range(0, len(words), _CHUNK)
    for tried, at in enumerate(places, 1):
        start = kept.find(f" {' '.join(words[at : at + _CHUNK])} ")
        if start >= 0:
            first, found = first or (at, start), found + 1
        elif found + len(places) - tried < _CONTAINED * len(places):  # most blocks are not kept, and this tells soon
            return []
    if first is None:
        return []
    at, start = first
    return [max(0, start - len(" ".join(words[:at])) - (at > 0))]


def _found(phrase: str, kept: str) -> list[int]:
    starts: list[int] = []
    start = kept.find(phrase)
    while start >= 0 and len(starts) < _MOST_PLACES:
        starts.append(start)
        start = kept.find(phrase, start + 1)
    return starts


def without_tail(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without what only closes a page: headings of nothing, links to other articles, furniture."""
    end = len(blocks)
    while end and _closes(blocks[end - 1]):
        end -= 1
    return tuple(blocks[:end] or blocks)


def _closes(block: Block) -> bool:
    if registrations_in(block.flat):
        return False
    if block.level or block.linked > _MOST_LINKED * len(block.flat):
        return True
    return any(reasons_of(lines_of(" ".join(block.flat.split())).texts))


def _is_running_text(block: Block) -> bool:
    return (
        not block.around
        and block.linked <= _MOST_LINKED * len(block.flat)
        and len(_WORD.findall(block.flat)) >= _FEWEST_WORDS
    )


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
        best = max(0, bisect_left(ends, place.start + 1 + _SLACK * (place.weight >= _FEWEST_WORDS)) - 1)
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
