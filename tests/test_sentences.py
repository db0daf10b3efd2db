"""Where sentences end, and where they do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import LINEAR, times_as_long

from extractors.sentences import LONGEST, split

ROWS = [
    ("Pain fell. Sleep improved.", ["Pain fell.", "Sleep improved."]),
    ("Did pain fall? It did!", ["Did pain fall?", "It did!"]),
    ("Pain fell (P = .03). Sleep improved.", ["Pain fell (P = .03).", "Sleep improved."]),
    ("It fell by 0.5. Then it rose.", ["It fell by 0.5.", "Then it rose."]),
    ("IL-2 vs. placebo was given.", ["IL-2 vs. placebo was given."]),
    ("It was given s.c. twice daily.", ["It was given s.c. twice daily."]),
    ("It was given b.i.d. The dose was low.", ["It was given b.i.d.", "The dose was low."]),
    ("Smith et al. Report on it.", ["Smith et al.", "Report on it."]),
    ("Smith et al. found it.", ["Smith et al. found it."]),
    ("J. Smith found it.", ["J. Smith found it."]),
    ("They lacked vitamin D. Infants got 400 IU.", ["They lacked vitamin D.", "Infants got 400 IU."]),
    ("It fell in groups A and B. Then it rose.", ["It fell in groups A and B.", "Then it rose."]),
    ("It was found by the group of D. Smith in Ohio.", ["It was found by the group of D. Smith in Ohio."]),
    ("Sixteen died. 12 had AIDS.", ["Sixteen died.", "12 had AIDS."]),
    ("One line\nanother line", ["One line", "another line"]),
    ("They were assessed.The rest left.", ["They were assessed.", "The rest left."]),
    ("  Spaces round.  ", ["Spaces round."]),
    ("", []),
    ("\n\n", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_split(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split(text, 0, len(text))] == expected


def test_an_endless_sentence_is_cut_at_spaces() -> None:
    text = "n = 12, " * 1000
    spans = list(split(text, 0, len(text)))
    assert all(end - start <= LONGEST for start, end in spans)
    assert " ".join(text[start:end] for start, end in spans) == text.strip()
    unbroken = "12;" * 1000
    assert "".join(unbroken[start:end] for start, end in split(unbroken, 0, len(unbroken))) == unbroken


@given(st.text(alphabet="aBc .!?\n()0'\"", max_size=120))
def test_sentences_stand_in_order_and_lose_no_word(text: str) -> None:
    spans = list(split(text, 0, len(text)))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    assert all(at in covered for at, character in enumerate(text) if character.isalnum())


@pytest.mark.parametrize("fragment", [". ", "A. ", "i.e. ", ".\n", "a.B", ".)", '."', "vs. A"])
def test_hostile_input_takes_linear_time(fragment: str) -> None:
    assert times_as_long(lambda text: list(split(text, 0, len(text))), fragment) < LINEAR
