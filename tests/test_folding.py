"""Folding keeps every offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.folding import FOLDED, fold

ROWS = [
    ("0·05", "0.05"),
    ("−64 – 5", "-64 - 5"),
    ("a\u2009b\u00a0c\u202fd", "a b c d"),
    ("\u00b5g", "μg"),
    ("patients’", "patients'"),
    ("2⁄3", "2/3"),
    ("1½ × 10²", "1½ × 10²"),
    ("one — two", "one — two"),
    # the mathematical font of printed pages, as it is copied
    ("n \u03ed 33, 428 \u03ee 25, P \u03fd .001, CD4 \u03fe200", "n = 33, 428 ± 25, P < .001, CD4 >200"),
    ("\u03ea64, 3 \u03eb 106, \u054535, \u054650", "-64, 3 × 106, ≤35, ≥50"),
    ("TNF-α and β-carotene, χ2", "TNF-α and β-carotene, χ2"),
]


@pytest.mark.parametrize(("printed", "plain"), ROWS)
def test_fold(printed: str, plain: str) -> None:
    assert fold(printed) == plain


@given(st.text())
def test_length_is_kept_and_a_second_fold_changes_nothing(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_but_the_tab_stays(text: str) -> None:
    assert fold(text) == text


def test_each_character_folds_to_one() -> None:
    printings = [character for characters in FOLDED.values() for character in characters]
    assert len(printings) == len(set(printings))
    assert all(len(plain) == 1 for plain in FOLDED)
