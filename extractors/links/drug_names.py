"""What a run of letters names as a drug, or begins to name: by the lexicon (token by token) and by its stem.

The lexicon knows what trials of the last decades gave; a stem ("-vir", "-mab", "-tinib") tells a drug that came later.
Tokens are spaCy's. It cuts each run of letters between two spaces by itself, so a run is cut once however often texts
repeat it, and only where a name of the lexicon can begin in it or go on.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import spacy
from spacy.language import Language

from extractors.kept import MOST_KEPT, Kept
from extractors.lexicon import Lexicon, load

STEMS = tuple(
    (
        "vir vudine citabine mab statin pril prilat sartan olol azole cillin mycin micin cycline floxacin "
        "tinib ciclib parib zomib limus taxel platin rubicin tecan gliptin gliflozin glutide glitazone "
        "glinide dipine afil oxetine azepam azolam barbital caine curium curonium dronate grel gatran xaban "
        "parin plase semide thiazide setron triptan gepant penem cef conazole fungin quine sone solone onide "
        "metasone asone tidine prazole lukast terol tropium pressin relin tocin begron poetin grastim kinra "
        "cept ximab zumab leucel trexate trexed tretin fibrate orphan orphine adol fentanil profen coxib "
        "fenac oxicam piprazole peridone idone lamide stat steride lutamide strozole oxifene estrant"
    ).split()
)
"""Ends of non-proprietary names (WHO's INN stem book), those of three letters and more that end no English word."""
NOT_STEMMED = re.compile(
    r"(?:medicine|quarantine|routine|chapel|accept|concept|except|intercept|percept|parole|control|protocol"
    r"|cholesterol|unison"
    r"|person|lesson|reason|season|poison|prison|comparison|bison|mason|thermostat|rheostat|ha?emostat|cognistat"
    r"|recept|ghrelin"
    r"|cystatin|serpin|alone|ozone)$"
)
"""English words and analytes that end so, too."""
WORD = re.compile(r"[A-Za-z]{7,40}")
ALNUM = re.compile(r"[^\W_]+")
PLAIN_RUN = re.compile(r"(\(?)([A-Za-z]+)([,;:)]?)")
"""A run that spaCy cuts just so, unless it is on its list: asked first, because spaCy takes 60 µs for a run."""


class Name(NamedTuple):
    """A printed name of the lexicon behind its first token: the tokens that follow, and the drug."""

    rest: tuple[str, ...]
    canonical: str


class Named(NamedTuple):
    """A drug named within a run of letters, its place counted from the run's beginning."""

    start: int
    end: int
    canonical: str
    drug_class: str = ""


class Begun(NamedTuple):
    """A name that may begin with a token of a run and go on behind it."""

    token: int
    name: Name
    exactly: bool


class Hints(NamedTuple):
    """What a run of letters names, and what it may begin to name, by the token that must begin the next run."""

    named: tuple[Named, ...]
    begun: Mapping[str, Sequence[Begun]]


def going_on(runs: Sequence[str], place: int, begun: Mapping[str, Sequence[Begun]]) -> Iterator[Named]:
    """The names that begin in a run and go on in those behind it."""
    following = TOKENS[runs[place + 1]] if place + 1 < len(runs) else ()
    for printed in dict.fromkeys((following[0].small, following[0].printed)) if following else ():
        for one in begun.get(printed, ()):
            if (named := _named(one, runs, place)) is not None:
                yield named


def _named(begun: Begun, runs: Sequence[str], place: int) -> Named | None:
    token, name, exactly = begun
    end = _end_of(name, runs, place, token, exactly=exactly)
    if end is None:
        return None
    return Named(TOKENS[runs[place]][token].start, end, name.canonical, _classes().get(name.canonical, ""))


def _end_of(name: Name, runs: Sequence[str], place: int, token: int, *, exactly: bool) -> int | None:
    """Where a name that may begin with a token ends, counted from its run's beginning; None where it is another."""
    offset, tokens = 0, TOKENS[runs[place]]
    for part in name.rest:
        token += 1
        if token == len(tokens):
            offset += len(runs[place]) + 1
            place, token = place + 1, 0
            tokens = TOKENS[runs[place]] if place < len(runs) else ()
        if not tokens or (tokens[token].printed if exactly else tokens[token].small) != part:
            return None
    return offset + tokens[token].end


@lru_cache(maxsize=MOST_KEPT)
def has_stem(printed: str) -> bool:
    """Whether a word ends as drugs' names do."""
    word = printed.lower()
    return word.endswith(STEMS) and NOT_STEMMED.search(word) is None


class RunToken(NamedTuple):
    """A token of a run of letters: its place in the run, and the same in lower case."""

    start: int
    end: int
    printed: str
    small: str


def _hints(run: str) -> Hints | None:
    """What a run of letters may name; None for nearly all of them, which name nothing."""
    candidates = tuple(_candidates(run)) if _may_begin_a_name(run.lower()) else ()
    named = [one for one in (_named(begun, (run,), 0) for begun in candidates) if one is not None]
    stems = (match for match in WORD.finditer(run) if has_stem(match[0]))
    named += [Named(*match.span(), match[0].lower()) for match in stems]
    begun: dict[str, list[Begun]] = {}
    for one in candidates:
        within = len(TOKENS[run]) - one.token - 1
        if len(one.name.rest) > within:
            begun.setdefault(one.name.rest[within], []).append(one)
    return Hints(tuple(named), begun) if named or begun else None


HINTS = Kept(_hints)


def _candidates(run: str) -> Iterator[Begun]:
    """The names that begin with a token of a run, whatever follows: in any case first."""
    for place, token in enumerate(TOKENS[run]):
        for names, printed, exactly in zip(_names(), (token.small, token.printed), (False, True), strict=True):
            for name in names.get(printed, ()):
                yield Begun(place, name, exactly)


def _cut(run: str) -> tuple[RunToken, ...]:
    """A run of letters between two spaces as spaCy cuts it."""
    if (plain := PLAIN_RUN.fullmatch(run)) and plain[2] not in _own_list() and run not in _own_list():
        parts = (span for span in map(plain.span, (1, 2, 3)) if span[0] < span[1])
        return tuple(RunToken(start, end, run[start:end], run[start:end].lower()) for start, end in parts)
    doc = _tokenizer().make_doc(run)
    return tuple(RunToken(token.idx, token.idx + len(token), token.text, token.lower_) for token in doc)


TOKENS = Kept(_cut)


@cache
def _tokenizer() -> Language:
    return spacy.blank("en")


@cache
def _own_list() -> Container[str]:
    """The runs that spaCy cuts by a list of its own ("cannot")."""
    tokenizer: Any = _tokenizer().tokenizer
    return frozenset(tokenizer.rules)


@cache
def _names() -> tuple[Mapping[str, Sequence[Name]], Mapping[str, Sequence[Name]]]:
    """The names by their first token: those in any case (in lower case), and acronyms in exactly theirs."""
    any_case: dict[str, list[Name]] = {}
    exact: dict[str, list[Name]] = {}
    for term in _lexicon().terms:
        for name in (term.canonical, *term.aliases):
            first, *rest = [token.lower() for token in tokens_of(name)]
            any_case.setdefault(first, []).append(Name(tuple(rest), term.canonical))
        for name in term.acronyms:
            first, *rest = tokens_of(name)
            exact.setdefault(first, []).append(Name(tuple(rest), term.canonical))
    return any_case, exact


def tokens_of(name: str) -> list[str]:
    """A name of the lexicon as spaCy cuts it, which leaves words of letters alone but for those of its own list."""
    words = name.split(" ")
    if all(word.isascii() and word.isalpha() and word not in _own_list() for word in words):
        return words
    return [token.text for token in _tokenizer().make_doc(name)]


def _may_begin_a_name(small: str) -> bool:
    """Whether a run, in lower case, holds the beginning of a name: a cheaper question than how spaCy cuts it."""
    return any(first in small for word in ALNUM.findall(small) for first in _beginnings().get(word, ()))


@cache
def _beginnings() -> Mapping[str, Sequence[str]]:
    """How names begin, in lower case ("zinc", "5-"), by their first letters and digits in a row."""
    found: dict[str, set[str]] = {}
    for first, name in ((first, name) for names in _names() for first, them in names.items() for name in them):
        joint = name.rest[0] if name.rest and not name.rest[0][0].isalnum() else ""
        found.setdefault(ALNUM.findall(first.lower())[0], set()).add(f"{first}{joint}".lower())
    return {word: tuple(beginnings) for word, beginnings in found.items()}


@cache
def _classes() -> Mapping[str, str]:
    return {term.canonical: str(term.properties.get("class", "")) for term in _lexicon().terms}


@cache
def _lexicon() -> Lexicon:
    return load("drugs")
