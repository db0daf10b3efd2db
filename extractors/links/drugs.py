"""Drugs named in a sentence, run of letters by run of letters (see drug_names); the longest name wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.links.drug_names import HINTS, going_on
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

HANGING_HYPHEN = re.compile(r"-(?<=\w-)(?=[\s,)])")
LONGEST_RUN = 200
UNBROKEN_RUN = re.compile(rf"(\S{{{LONGEST_RUN}}})\S")


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
    found, at = list[DrugMention](), sentence.start
    runs = _runs(scan[at : sentence.end])
    for place, run in enumerate(runs):
        if hints := HINTS[run]:
            for one in (*hints.named, *going_on(runs, place, hints.begun)) if hints.begun else hints.named:
                start, end, canonical, drug_class = one
                start, end = at + start, at + end
                found.append(DrugMention(text[start:end], canonical, CleanSpan(start, end), drug_class))
        at += len(run) + 1
    return tuple(found) if len(found) < 2 else _longest(found)


def _longest(found: Sequence[DrugMention]) -> tuple[DrugMention, ...]:
    kept, covered = list[DrugMention](), set[int]()
    for mention in sorted(found, key=_precedence):
        span = range(*mention.at)
        if covered.isdisjoint(span):
            kept.append(mention)
            covered.update(span)
    return tuple(sorted(kept, key=lambda mention: mention.at))


def _precedence(mention: DrugMention) -> tuple[int, int]:
    return mention.at.start - mention.at.end, mention.at.start


def _runs(sentence: str) -> list[str]:
    """What stands between the spaces of a sentence, as long as before.

    Hanging hyphens ("X- and Y-based") and runs of letters that would take quadratic time are broken by spaces.
    """
    if sentence.endswith("."):
        sentence = sentence[:-1] + " "
    if "-" in sentence:
        sentence = HANGING_HYPHEN.sub(" ", sentence)
    runs = sentence.split(" ")
    if len(sentence) > LONGEST_RUN and max(map(len, runs)) > LONGEST_RUN:
        return UNBROKEN_RUN.sub(r"\1 ", sentence).split(" ")
    return runs
