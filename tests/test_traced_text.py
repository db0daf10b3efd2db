"""TracedText: every clean character leads back to its source, whatever was cut, joined or replaced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.traced_text import CleanSpan, Piece, SourceSpan, TracedText

SOURCE = "P &lt; 0.05 in 10<sup>6</sup>/L"
TRACED = TracedText.of_pieces(
    [
        Piece("P ", 0, 2),
        Piece("<", 2, 4),
        Piece(" 0.05 in 10", 6, 11),
        Piece("^", 17, 0),
        Piece("6", 22, 1),
        Piece("/L", 29, 2),
    ]
)


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("P < 0.05", "P &lt; 0.05"),
        ("<", "&lt;"),
        ("0.05", "0.05"),
        ("10^6/L", "10<sup>6</sup>/L"),
        ("6", "6"),
    ],
)
def test_a_quote_leads_back_to_its_source(quote: str, source: str) -> None:
    start = TRACED.text.index(quote)
    span = TRACED.source_span(CleanSpan(start, start + len(quote)))
    assert SOURCE[span.start : span.end] == source


@pytest.mark.parametrize("span", [CleanSpan(3, 3), CleanSpan(-1, 2), CleanSpan(0, 1000)])
def test_a_span_outside_the_text_is_refused(span: CleanSpan) -> None:
    with pytest.raises(ValueError, match="outside a text"):
        TRACED.source_span(span)


def test_an_edit_maps_as_a_whole() -> None:
    edited = TracedText.of_source("4.5\nmillion units").edited([(3, 4, " "), (12, 17, "IU")])
    assert edited.text == "4.5 million IU"
    assert edited.source_span(CleanSpan(0, 11)) == SourceSpan(0, 11)
    assert edited.source_span(CleanSpan(12, 13)) == SourceSpan(12, 17)


pieces_of_text = st.lists(st.tuples(st.text(min_size=1, max_size=8), st.booleans()), min_size=1, max_size=8)


@given(pieces_of_text, st.data())
def test_every_kept_character_is_the_source_character(parts: list[tuple[str, bool]], choices: st.DataObject) -> None:
    source = "".join(text for text, _ in parts)
    kept, at = [], 0
    for text, keep in parts:
        if keep:
            kept.append(TracedText.of_source(source).cut(at, at + len(text)))
        at += len(text)
    joined = TracedText.joined(kept)
    for index, character in enumerate(joined.text):
        span = joined.source_span(CleanSpan(index, index + 1))
        assert source[span.start : span.end] == character
    if len(joined) > 1:
        start = choices.draw(st.integers(0, len(joined) - 1))
        end = choices.draw(st.integers(start + 1, len(joined)))
        assert joined.cut(start, end).text == joined.text[start:end]
        whole = joined.source_span(CleanSpan(start, end))
        assert joined.cut(start, end).source_span(CleanSpan(0, end - start)) == whole


@given(st.text(min_size=1, max_size=40), st.data())
def test_edits_keep_what_they_do_not_touch(source: str, choices: st.DataObject) -> None:
    cuts = sorted(choices.draw(st.lists(st.integers(0, len(source)), min_size=2, max_size=6)))
    edits = [(start, end, "§") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    edited = TracedText.of_source(source).edited(edits)
    for index, character in enumerate(edited.text):
        span = edited.source_span(CleanSpan(index, index + 1))
        assert character == "§" or source[span.start : span.end] == character
