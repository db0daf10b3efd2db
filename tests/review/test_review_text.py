"""From the source back to the page: quotes in their place, what was dropped, levels over time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import LINEAR, times_as_long
from zinc_trial import ZINC

from extractors.model import CleanDocument, Metadata, Section
from extractors.reading import read
from extractors.traced_text import CleanSpan, Piece, TracedText
from flows.review.blocks import Mark, parts_of
from flows.review.chart import chart_of, weeks_of
from flows.review.dropped import dropped_from
from flows.review.originals import Original
from flows.review.placing import Places, runs

PIECES = st.lists(
    st.tuples(st.text("ab<\n", min_size=1, max_size=4), st.integers(0, 3), st.booleans()), min_size=1, max_size=12
)


def traced(drawn: list[tuple[str, int, bool]]) -> TracedText:
    """Pieces in source order with gaps between them, one to one or mapped as a whole."""
    at, pieces = 0, []
    for text, gap, one_to_one in drawn:
        length = len(text) if one_to_one else len(text) + 3
        pieces.append(Piece(text, at + gap, length))
        at += gap + length
    return TracedText.of_pieces(pieces)


@given(PIECES, st.data())
def test_every_span_leads_back_to_its_words(drawn: list[tuple[str, int, bool]], data: st.DataObject) -> None:
    text = traced(drawn)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text.text[start:end]
    found = Places(text).clean_span(text.source_span(CleanSpan(start, end)).start, quote)
    assert found is not None
    assert text.text[found.start : found.end] == quote


@given(PIECES, st.data())
def test_the_page_finds_the_same_source_span(drawn: list[tuple[str, int, bool]], data: st.DataObject) -> None:
    """What the page's script does with the runs, in Python."""
    text = traced(drawn)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    run = [run for run in runs(text) if run.clean <= start][-1]
    last = [run for run in runs(text) if run.clean <= end - 1][-1]
    first = run.source + start - run.clean if run.clean_length == run.source_length else run.source
    ends = last.source + (end - last.clean if last.clean_length == last.source_length else last.source_length)
    assert (first, ends) == text.source_span(CleanSpan(start, end))


def test_a_quote_that_is_not_there_has_no_place() -> None:
    places = Places(TracedText.of_source("In all, 64 women."))
    assert places.clean_span(8, "64 women") == (8, 16)
    assert places.clean_span(8, "65 women") is None
    assert places.clean_span(99, "64 women") is None
    assert places.clean_span(8, "") is None


MARKS = st.lists(st.tuples(st.integers(0, 29), st.integers(1, 12), st.booleans()), max_size=8)


@given(st.text("ab \n", min_size=30, max_size=30), MARKS)
def test_segments_hold_the_whole_text_and_each_mark_its_words(text: str, drawn: list[tuple[int, int, bool]]) -> None:
    marks = [
        Mark(CleanSpan(at, min(30, at + size)), f"dose:{number}" if evidence else "", "dose")
        for number, (at, size, evidence) in enumerate(drawn)
    ]
    section = Section("body", "", CleanSpan(0, 30))
    document = CleanDocument(TracedText.of_source(text), (section,), Metadata(), "scrape", "utf-8")
    lines = [line for part in parts_of(document, marks, ()) for line in part.lines]
    assert ["".join(s.text for s in line.segments) for line in lines] == [x for x in text.split("\n") if x.strip()]
    for mark in marks:
        words = text[mark.at.start : mark.at.end]
        under = [s.text for x in lines for s in x.segments if mark.record and mark.record in s.records]
        if mark.record and all(piece.strip() or not piece for piece in words.split("\n")):
            assert "".join(under) == words.replace("\n", "")


def original(source: str, name: str = "x") -> Original:
    (document,) = read(source.encode(), name)
    assert isinstance(document, CleanDocument)
    return Original(document, source, "")


def test_what_was_dropped_is_shown_and_nothing_else() -> None:
    lines = [line for gap in dropped_from(original(ZINC)) for line in gap.lines if line]
    assert lines[:3] == ["Home", "Sign in", "Share this article"]
    assert lines[-1].startswith("Copyright")
    assert not any("64 adults" in line for line in lines)


def test_dropped_markup_is_shown_as_text() -> None:
    source = (
        "<html><head><title>Zinc</title><script>var a = '<p>no</p>';</script></head><body><nav>Home &amp; garden</nav>"
        "<article><h1>Zinc in adults with HIV</h1><p>In all, 64 adults were randomized to zinc or placebo, and "
        "followed for 24 weeks by the same nurses.</p></article><footer>All rights reserved</footer></body></html>"
    )
    shown = " ".join(line for gap in dropped_from(original(source)) for line in gap.lines)
    assert "Home & garden" in shown
    assert "All rights reserved" in shown
    assert "var a" not in shown
    assert "64 adults" not in shown


@pytest.mark.parametrize("fragment", ["<", "<a", "<script>", "</", "<!--", "&lt;", "<a href='"])
def test_hostile_markup_is_stripped_in_one_pass(fragment: str) -> None:
    text = TracedText.of_pieces([Piece("x", 0, 1)])
    document = CleanDocument(text, (Section("body", "", CleanSpan(0, 1)),), Metadata(), "html", "utf-8")
    assert times_as_long(lambda source: dropped_from(Original(document, f"x{source}", "")), fragment) < LINEAR


TIMES = [
    ("baseline", 0), ("study entry", 0), ("week 96", 96), ("96 weeks", 96), ("170-week follow-up", 170),
    ("month 12", 52.143),
    ("2 years", 104.286), ("day 14", 2), ("after 6 months", 26.071), ("18 weeks after baseline", 18),
    ("2 cycles", None), ("nadir", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("time", "weeks"), TIMES)
def test_time_points(time: str, weeks: float | None) -> None:
    assert weeks_of(time) == weeks


def level(arm: str, time: str, **fields: Any) -> dict[str, Any]:
    return {"id": "cd4_value:0", "kind": "level", "unit": "cells/uL", "arm": arm, "time": time, **fields}


def test_a_chart_needs_two_times_of_one_arm() -> None:
    assert chart_of([]) is None
    assert chart_of([level("a", "baseline", value=300), level("b", "week 4", value=400)]) is None
    assert chart_of([level("a", "baseline", value=300), level("a", "nadir", value=90)]) is None
    elsewhere = level("a", "week 4", value=400, other_study=True)
    assert chart_of([level("a", "baseline", value=300), elsewhere]) is None


def test_a_chart_stays_within_its_frame() -> None:
    levels = [
        level("a", "baseline", value=310, spread={"type": "IQR", "low": 200, "high": 401}),
        level("a", "week 24", low=380, high=420),
        level("b", "week 24", value=30, spread={"type": "SD", "value": 45}),
        level("b", "nadir", value=12),
    ]
    chart = chart_of(levels)
    assert chart is not None
    assert [series.arm for series in chart.series] == ["a", "b"]
    assert [drawn.shown for drawn in chart.levels] == ["310", "380 to 420", "30", "12"]
    assert [drawn.spread for drawn in chart.levels] == ["IQR 200 to 401", "", "SD 45", ""]
    for point in (point for series in chart.series for point in series.points):
        assert 56 <= point.x <= 624
        assert 16 <= point.bar_top <= point.y <= point.bar_foot <= 276


@given(st.floats(1, 1e6), st.floats(0.1, 3000))
def test_axes_reach_beyond_their_values(value: float, weeks: float) -> None:
    levels = [level("a", "baseline", value=value), level("a", f"{int(weeks) + 1} weeks", value=value / 2)]
    chart = chart_of(levels)
    assert chart is not None
    assert 2 <= len(chart.up) <= 6
    assert float(chart.up[-1].label) >= value * 0.999
