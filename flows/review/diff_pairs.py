"""Which record of one state is which of the other.

Ids last as long as the quote and what number of its kind it is; so the surest sign comes first, and each record is
paired once:

    1. id and sentence      nothing happened to its surroundings
    2. quote and sentence   an equal quote came or went before it, which moves the id
    3. id                   its sentence was reworded or cut otherwise
    4. overlap              the same source and overlapping spans: the quote grew or shrank
    5. wording              the same sentence but for its numbers: a figure was corrected in the source
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from flows.review.diff import Row

_FIGURE = re.compile(r"\d[\d.,·]*")


class Paired(NamedTuple):
    """The records of one kind: those of both states, those gone and those come, in source order."""

    both: tuple[tuple[Row, Row], ...]
    gone: tuple[Row, ...]
    come: tuple[Row, ...]


def paired(before: Sequence[Row], after: Sequence[Row], *, same_source: bool) -> Paired:
    """Pairs the records of one kind of one document."""
    pairs: dict[int, int] = {}
    for key in (_id_and_sentence, _quote_and_sentence, _id):
        _pair_by(key, before, after, pairs)
    if same_source:
        _pair_overlapping(before, after, pairs)
    else:
        _pair_by(_wording, before, after, pairs, only_whole_groups=True)
    taken = set(pairs.values())
    return Paired(
        tuple((before[old], after[new]) for old, new in sorted(pairs.items(), key=lambda pair: pair[1])),
        tuple(row for index, row in enumerate(before) if index not in pairs),
        tuple(row for index, row in enumerate(after) if index not in taken),
    )


def _pair_by(
    key: Callable[[Row], Hashable],
    before: Sequence[Row],
    after: Sequence[Row],
    pairs: dict[int, int],
    *,
    only_whole_groups: bool = False,
) -> None:
    """Pairs what has no pair yet and an equal key, in order; if asked, only where as many went as came."""
    taken = set(pairs.values())
    groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for index, row in enumerate(before):
        if index not in pairs:
            groups[key(row)][0].append(index)
    for index, row in enumerate(after):
        if index not in taken:
            groups[key(row)][1].append(index)
    for old, new in groups.values():
        if len(old) == len(new) or not only_whole_groups:
            pairs.update(zip(old, new, strict=False))


def _pair_overlapping(before: Sequence[Row], after: Sequence[Row], pairs: dict[int, int]) -> None:
    """Pairs what overlaps in the source: a sweep over both, which are in source order."""
    taken = set(pairs.values())
    old = _in_order((index, row) for index, row in enumerate(before) if index not in pairs)
    new = _in_order((index, row) for index, row in enumerate(after) if index not in taken)
    while old and new:
        (old_start, old_end, old_index), (new_start, new_end, new_index) = old[-1], new[-1]
        if old_start < new_end and new_start < old_end:
            pairs[old_index] = new_index
            old.pop()
            new.pop()
        elif old_end <= new_start:
            old.pop()
        else:
            new.pop()


def _in_order(rows: Iterable[tuple[int, Row]]) -> list[tuple[int, int, int]]:
    """(start, end, index), the first one last."""
    return sorted(((*row["evidence"]["span"], index) for index, row in rows), reverse=True)


def _id_and_sentence(row: Row) -> Hashable:
    return row["id"], row["evidence"]["sentence"]


def _quote_and_sentence(row: Row) -> Hashable:
    return row["evidence"]["quote"], row["evidence"]["sentence"]


def _id(row: Row) -> Hashable:
    return str(row["id"])


def _wording(row: Row) -> Hashable:
    return _FIGURE.sub("#", row["evidence"]["sentence"]), _FIGURE.sub("#", row["evidence"]["quote"])
