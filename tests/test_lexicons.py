"""Lexicons load, agree with themselves, and a loader refuses one that does not."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extractors import lexicon
from extractors.errors import LexiconError
from extractors.lexicon import load
from extractors.links.drug_names import PLAIN_RUN, TOKENS, tokens_of

NAMES = sorted(
    Path(entry.name).stem
    for entry in (files("extractors") / "lexicons").iterdir()
    if entry.name.endswith(".toml") and "term" in lexicon.table(Path(entry.name).stem)
)


@pytest.mark.parametrize("name", NAMES)
def test_every_lexicon_loads(name: str) -> None:
    loaded = lexicon.load(name)
    assert loaded.terms
    for term in loaded.terms:
        assert loaded.term(term.canonical) is term


def test_an_alias_claimed_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: dict[str, Any] = {
        "term": [
            {"canonical": "zidovudine", "aliases": ["Retrovir"]},
            {"canonical": "stavudine", "aliases": ["retrovir"]},
        ]
    }
    monkeypatch.setattr(lexicon, "table", lambda name: rows)
    with pytest.raises(LexiconError, match="'retrovir' is claimed by 'zidovudine' and 'stavudine'"):
        lexicon.load.__wrapped__("twice")


def test_acronyms_are_matched_in_their_case_only() -> None:
    drugs = lexicon.load("drugs")
    assert drugs.term("AZT") is drugs.term("zidovudine")
    assert drugs.term("azt") is None


def test_names_of_drugs_are_cut_as_spacy_cuts_them() -> None:
    cut = spacy.blank("en").tokenizer
    names = [name for term in load("drugs").terms for name in (term.canonical, *term.aliases, *term.acronyms)]
    for name in [*names, "cannot", "dont zinc", "don't", "zinc 5mg", "β-carotene", "naïve", "e.g. zinc", "U.S. zinc"]:
        assert tokens_of(name) == [token.text for token in cut(name)]
        assert [token.lower() for token in tokens_of(name)] == [token.lower_ for token in cut(name)]


TOKENIZER = spacy.blank("en").tokenizer
LISTED = sorted(run for run in TOKENIZER.rules if PLAIN_RUN.fullmatch(run))
"""The runs of letters that spaCy cuts by its own list ("cannot")."""


@given(
    st.sampled_from(["", "("]),
    st.one_of(st.from_regex("[A-Za-z]{1,12}", fullmatch=True), st.sampled_from(LISTED)),
    st.sampled_from(["", ",", ";", ":", ")", ".", "),", "-", "/x", "'s"]),
)
def test_runs_of_letters_are_cut_as_spacy_cuts_them(before: str, word: str, after: str) -> None:
    run = f"{before}{word}{after}"
    tokens = [(token.idx, token.idx + len(token), token.text, token.lower_) for token in TOKENIZER(run)]
    assert [tuple(token) for token in TOKENS[run]] == tokens
