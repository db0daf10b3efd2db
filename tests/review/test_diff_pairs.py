"""Records of two states paired: each once, and a state with itself wholly."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows.review.diff_pairs import paired


def record(record_id: str, quote: str, sentence: str, at: int) -> dict[str, Any]:
    return {"id": record_id, "evidence": {"quote": quote, "sentence": sentence, "span": [at, at + 9]}}


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 40), st.booleans()), max_size=6),
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 40), st.booleans()), max_size=6),
    st.booleans(),
)
def test_each_record_is_paired_once_or_told(
    old: list[tuple[int, int, bool]], new: list[tuple[int, int, bool]], same_source: bool
) -> None:
    before, after = (
        [
            record(f"sample_size:{index}{value}", f"{value} adults", f"S {value if worded else at}.", at)
            for index, (value, at, worded) in enumerate(sorted(rows, key=lambda row: row[1]))
        ]
        for rows in (old, new)
    )
    both, gone, come = paired(before, after, same_source=same_source)
    assert sorted([*(id(one) for one, _ in both), *map(id, gone)]) == sorted(map(id, before))
    assert sorted([*(id(one) for _, one in both), *map(id, come)]) == sorted(map(id, after))
    again = paired(before, before, same_source=same_source)
    assert all(one is other for one, other in again.both)
    assert len(again.both) == len(before)
