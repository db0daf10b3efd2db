"""Sections of an abstract that prints no heading: each sentence's label, inferred.

A linear chain over the sentences: every sentence gets a score for each label from its words, pairs of words, opening
words and place, and from the words of its neighbours; the best path through the scores, given which label likes to
follow which, is the answer. The weights are whole numbers, so the answer is the same on every machine; they are
learned from abstracts that do print headings (tests/benchmarks/train_sections.py) and lie beside this file.

A printed heading is a fact and an inferred label is not: `sections` stays as printed, these stand apart.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise, repeat
from typing import Any

from extractors.model import Section, Sentence
from extractors.traced_text import CleanSpan

LABELS = ("background", "objective", "methods", "results", "conclusions")
SHORTEST, LONGEST = 4, 30
"""Sentences. Fewer say too little; more are no abstract."""
REPORTED = frozenset({"methods", "results"})
"""An abstract of a study has both; what has not is something else."""
ORIGIN_BITS, ORIGINS = 3, 7
"""Room for a label beside a score."""
TENTHS, EDGE = 10, 6
"""Places are told as the tenth of the abstract, and exactly for the first and last few sentences."""

_PARTING = b".,;:()[]{}\"'!?*&|_@#$\\^~`-/\n\t"
_PLAIN = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789" + _PARTING,
    b"abcdefghijklmnopqrstuvwxyz000000000" + b" " * len(_PARTING),
)
_COLUMNS = struct.Struct(f"<{len(LABELS)}H")
_ROW_BITS = 8 * _COLUMNS.size
_ROW = (1 << _ROW_BITS) - 1

Token = bytes
Pair = tuple[Token, Token]


@dataclass(frozen=True)
class Weights:
    """What was learned: integers whose columns (16 bits each) are the labels, so that `sum` adds all labels at once.

    No weight is negative: only differences matter.

    A word has three rows of columns: for its own sentence, for the sentence after, for the sentence before.
    """

    words: Mapping[Token, int]
    pairs: Mapping[Pair, int]
    openings: Mapping[tuple[Token, ...], int]
    tenths: tuple[int, ...]
    from_start: tuple[int, ...]
    from_end: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    into: tuple[tuple[int, ...], ...]
    """For each label, the score of coming from each label."""

    @cached_property
    def openers(self) -> frozenset[Token]:
        """The words with which an opening begins."""
        return frozenset(opening[0] for opening in self.openings)

    @cached_property
    def places(self) -> Mapping[int, Sequence[int]]:
        """The columns of every place of an abstract of so many sentences."""
        return {count: _places(self, count) for count in range(1, LONGEST + 1)}

    @cached_property
    def arrivals(self) -> tuple[tuple[int, ...], ...]:
        """`into`, each score shifted by ORIGIN_BITS and the label come from in the bits so freed, the first highest."""
        return tuple(
            tuple((score << ORIGIN_BITS) + ORIGINS - origin for origin, score in enumerate(row)) for row in self.into
        )


def infer(scan: str, sections: Sequence[Section], sentences: Sequence[Sentence]) -> tuple[Section, ...]:
    """The parts of an abstract without headings, neighbours of one label joined; () for any other document."""
    body = _body_without_headings(scan, sections)
    if body is None:
        return ()
    inside = [sentence for sentence in sentences if body.start <= sentence.start < body.end]
    if not SHORTEST <= len(inside) <= LONGEST:
        return ()
    plain = _plain(scan[: inside[-1].end])
    labels = _labels([plain[start:end].split() for start, end, _ in inside])
    if not REPORTED.issubset(labels):
        return ()
    return tuple(_joined(labels, inside))


def labels_of(sentences: Sequence[str]) -> tuple[str, ...]:
    """The likeliest label of each sentence of an abstract (folded text)."""
    return _labels([tokens_of(sentence) for sentence in sentences])


def _labels(sentences: Sequence[Sequence[Token]]) -> tuple[str, ...]:
    weights = learned()
    return tuple([LABELS[index] for index in best_path(_scores(weights, sentences), weights)])


def _body_without_headings(scan: str, sections: Sequence[Section]) -> CleanSpan | None:
    """The one block of an abstract, or None where a heading is printed or paragraphs part the text."""
    content = [section for section in sections if section.label != "title"]
    if len(content) != 1 or content[0].label != "body" or content[0].heading:
        return None
    at = content[0].at
    return None if "\n" in scan[at.start : at.end] else at


def _joined(labels: Sequence[str], sentences: Sequence[Sentence]) -> Iterator[Section]:
    first = 0
    for after in range(1, len(labels) + 1):
        if after == len(labels) or labels[after] != labels[first]:
            yield Section(labels[first], "", CleanSpan(sentences[first].start, sentences[after - 1].end))
            first = after


# What a sentence is judged by


def tokens_of(sentence: str) -> list[Token]:
    """The words, in lower case; figures only by their number of digits, punctuation gone."""
    return _plain(sentence).split()


def _plain(text: str) -> bytes:
    """A text made ready for splitting into words: each character is one byte."""
    return text.encode("ascii", "replace").translate(_PLAIN)


def openings_of(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """The first word, the first two and the first three."""
    return tuple(tokens[:1]), tuple(tokens[:2]), tuple(tokens[:3])


def place_of(index: int, count: int) -> tuple[int, int, int]:
    """Which tenth a sentence stands in, and how far from the start and the end, no further than EDGE."""
    return TENTHS * index // count, min(index, EDGE), min(count - 1 - index, EDGE)


# Scores and the best path


def scores_of(weights: Weights, sentences: Sequence[str]) -> list[tuple[int, ...]]:
    """For each sentence the score of each label."""
    return _scores(weights, [tokens_of(sentence) for sentence in sentences])


def _scores(weights: Weights, sentences: Sequence[Sequence[Token]]) -> list[tuple[int, ...]]:
    of_word, of_pair, of_opening = weights.words.get, weights.pairs.get, weights.openings.get
    by_words = [0, *[sum(map(of_word, set(tokens), repeat(0))) for tokens in sentences], 0]
    count = len(sentences)
    places = weights.places[count] if count in weights.places else _places(weights, count)
    openers, size, unpack, scores = weights.openers, _COLUMNS.size, _COLUMNS.unpack, []
    for index, tokens in enumerate(sentences):
        own = places[index] + sum(filter(None, map(of_pair, pairwise(tokens))))
        if tokens and tokens[0] in openers:
            own += sum(filter(None, map(of_opening, openings_of(tokens))))
        own += (by_words[index + 1] + (by_words[index] >> _ROW_BITS)) & _ROW
        own += by_words[index + 2] >> 2 * _ROW_BITS
        scores.append(unpack(own.to_bytes(size, "little")))
    return scores


def _places(weights: Weights, count: int) -> list[int]:
    places = (place_of(index, count) for index in range(count))
    return [weights.tenths[tenth] + weights.from_start[start] + weights.from_end[end] for tenth, start, end in places]


def best_path(scores: Sequence[Sequence[int]], weights: Weights) -> list[int]:
    """The labels (as indices) whose scores and transitions together are highest."""
    so_far = [(one + other) << ORIGIN_BITS for one, other in zip(weights.first, scores[0], strict=True)]
    came_from = []
    for each in scores[1:]:
        a, b, c, d, e = so_far
        best = [max(a + v, b + w, c + x, d + y, e + z) for v, w, x, y, z in weights.arrivals]
        came_from.append(best)
        so_far = [((way >> ORIGIN_BITS) + score) << ORIGIN_BITS for way, score in zip(best, each, strict=True)]
    ends = [score + (last << ORIGIN_BITS) for score, last in zip(so_far, weights.last, strict=True)]
    path = [ends.index(max(ends))]
    for best in reversed(came_from):
        path.append(ORIGINS - (best[path[-1]] & ORIGINS))
    return path[::-1]


# What was learned


@cache
def learned() -> Weights:
    """The weights that are shipped."""
    return weights_of(json.loads(files("extractors").joinpath("reading/inferred_sections.json").read_text("utf-8")))


def weights_of(table: Mapping[str, Any]) -> Weights:
    """Weights as the training writes them, packed."""
    words = {word.encode(): _packed(row) for word, row in table["words"].items()}
    same = {word: word for word in words}  # one object a word, in pairs too: looked up together, they lie together
    return Weights(
        words=words,
        pairs={(same.get(one, one), same.get(two, two)): _packed(row) for (one, two), row in _split(table["pairs"])},
        openings={words: _packed(row) for words, row in _split(table["openings"])},
        tenths=tuple(map(_packed, table["tenths"])),
        from_start=tuple(map(_packed, table["from_start"])),
        from_end=tuple(map(_packed, table["from_end"])),
        first=tuple(table["first"]),
        last=tuple(table["last"]),
        into=tuple(map(tuple, table["into"])),
    )


def _split(rows: Mapping[str, Sequence[int]]) -> Iterator[tuple[tuple[Any, ...], Sequence[int]]]:
    for phrase, row in rows.items():
        yield tuple(phrase.encode().split()), row


def _packed(row: Sequence[int]) -> int:
    """A row of weights as one integer, 16 bits each: no sentence is so long that a sum runs over."""
    return int.from_bytes(struct.pack(f"<{len(row)}H", *row), "little")
