"""Drugs named in a sentence: by lexicon (spaCy's PhraseMatcher over the sentence's tokens) and by their stem.

The lexicon knows what trials of the last decades gave; a stem ("-vir", "-mab", "-tinib") tells a drug that came later.
Tokens are spaCy's, made only for sentences that somebody asks about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token

from extractors.lexicon import Lexicon, load
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

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
HANGING_HYPHEN = re.compile(r"-(?<=\w-)(?=[\s,)])")
LONGEST_RUN = 200
UNBROKEN_RUN = re.compile(rf"(\S{{{LONGEST_RUN}}})\S")
WORD = re.compile(r"[A-Za-z]{7,40}")


class DrugMention(NamedTuple):
    """A drug named in the text: `name` as printed, `canonical` the lexicon's name (or the printed one).

    `drug_class` is the lexicon's word for what it is; "" where only the stem tells that it is a drug.
    """

    name: str
    canonical: str
    at: CleanSpan
    drug_class: str = ""


def drugs_in(text: str, scan: str, sentence: Sentence) -> tuple[DrugMention, ...]:
    """The drugs named in a sentence, in order, none overlapping another (the longest name wins)."""
    doc = _tokenizer().make_doc(_breathing(scan[sentence.start : sentence.end]))
    found = sorted((*_by_lexicon(doc, sentence.start, text), *_by_stem(text, scan, sentence)), key=_precedence)
    kept: list[DrugMention] = []
    for mention in found:
        if all(mention.at.end <= other.at.start or other.at.end <= mention.at.start for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda mention: mention.at))


def _precedence(mention: DrugMention) -> tuple[int, int]:
    return mention.at.start - mention.at.end, mention.at.start


def _breathing(sentence: str) -> str:
    """The sentence for the tokenizer, as long as before: hanging hyphens ("X- and Y-based") and runs of letters that
    would take quadratic time are broken by spaces."""
    if sentence.endswith("."):
        sentence = sentence[:-1] + " "
    if "-" in sentence:
        sentence = HANGING_HYPHEN.sub(" ", sentence)
    if len(sentence) > LONGEST_RUN and max(map(len, sentence.split()), default=0) > LONGEST_RUN:
        sentence = UNBROKEN_RUN.sub(r"\1 ", sentence)
    return sentence


def _by_lexicon(doc: Doc, offset: int, text: str) -> Iterator[DrugMention]:
    for matcher in _matchers():
        for key, first, last in matcher(doc):
            at = _span(doc[first], doc[last - 1], offset)
            canonical = doc.vocab.strings[key]
            drug_class = str(_classes().get(canonical, ""))
            yield DrugMention(text[at.start : at.end], canonical, at, drug_class)


def _by_stem(text: str, scan: str, sentence: Sentence) -> Iterator[DrugMention]:
    for match in WORD.finditer(scan, sentence.start, sentence.end):
        if has_stem(match[0]):
            at = CleanSpan(*match.span())
            yield DrugMention(text[at.start : at.end], match[0].lower(), at)


@lru_cache(maxsize=50_000)
def has_stem(printed: str) -> bool:
    """Whether a word ends as drugs' names do."""
    word = printed.lower()
    return word.endswith(STEMS) and NOT_STEMMED.search(word) is None


def _span(first: Token, last: Token, offset: int) -> CleanSpan:
    return CleanSpan(offset + first.idx, offset + last.idx + len(last))


@cache
def _tokenizer() -> Language:
    return spacy.blank("en")


@cache
def _matchers() -> tuple[PhraseMatcher, PhraseMatcher]:
    """One matcher for names in any case, one for acronyms in exactly theirs."""
    vocabulary = _tokenizer().vocab
    any_case, exact = PhraseMatcher(vocabulary, attr="LOWER"), PhraseMatcher(vocabulary, attr="ORTH")
    for term in _lexicon().terms:
        any_case.add(term.canonical, [_tokenizer().make_doc(name) for name in (term.canonical, *term.aliases)])
        if term.acronyms:
            exact.add(term.canonical, [_tokenizer().make_doc(name) for name in term.acronyms])
    return any_case, exact


@cache
def _classes() -> dict[str, object]:
    return {term.canonical: term.properties.get("class", "") for term in _lexicon().terms}


@cache
def _lexicon() -> Lexicon:
    return load("drugs")
