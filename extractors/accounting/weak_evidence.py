"""What weaker evidence says a numeral is, asked last, of the few numerals that nothing near them explains.

What may be a missed count of people, dose, CD4 value or P value is left without a name: it is the work list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.accounting.labels import measured_by
from extractors.accounting.nouns import ACTED, counts_things
from extractors.accounting.own_names import is_own_name
from extractors.accounting.past_brackets import named_past_bracket
from extractors.accounting.rare_words import labelled_before, labelled_behind
from extractors.accounting.shape import LISTED, is_proportion
from extractors.accounting.values import is_decimal, valued
from extractors.kind import Claims
from extractors.links.annotated import AnnotatedText

DISTANT = 200
"""How many characters before a numeral a measured quantity may begin."""
OWNED = {"sample_size": "count", "dose": "dose_level", "cd4_value": "laboratory_value"}
"""What a numeral is that stands in one list with a numeral of a record."""
GROUP_AFTER = re.compile(r"\s(?:(?:with|on|in|for|from)\s)?(?:the\s)?")
SMALL = 10
SORTS = re.compile(
    r"""
    \s (?: commonly | different | differing | novel | new | newly | distinct | separate | independent | identical
         | nearly | widely | well- | common | other | main | major | parallel | popular | alternative | existing ) \b
    | \s \d{1,3} \s? [×x] \s? \d
    | , \s (?: (?! (?:in|of|with|for|and|to) \s ) [\w-]{2,20} ,? \s ){1,6} (?: stud(?:y|ies) | trials? ) \b
    """,
    re.VERBOSE,
)
"""What follows a small number in words that counts sorts of things: "two commonly used …", "three, large trials"."""
MOST = re.compile(r"\sthe\s$")


def by_weak_evidence(text: AnnotatedText, index: int, claims: Claims, names: Mapping[int, str]) -> str:
    """The name of a numeral by what stands farther off, by its bracket's neighbours, or by its own sort."""
    scan, numeral = text.scan, text.numerals[index]
    if is_own_name(scan, numeral):
        return "name"
    if labelled := labelled_before(scan, numeral.start):
        return labelled
    if numeral.is_whole and ACTED.match(scan, numeral.end):
        return "count"
    if is_proportion(scan, numeral):
        return "proportion"
    return (
        _measured(text, index)
        or _of_a_group(text, index)
        or _beside_record(text, index, claims)
        or named_past_bracket(text, index, names)
        or labelled_behind(scan, numeral)
        or (valued(text, index, names) if is_decimal(scan, numeral) else _counted_far_off(text, index))
    )


def _measured(text: AnnotatedText, index: int) -> str:
    """What the clause says was measured or scored."""
    numeral = text.numerals[index]
    low = max(text.sentence_at(numeral.start).start, numeral.start - DISTANT)
    return measured_by(text.scan, low, numeral.start) if numeral.form != "words" else ""


def _of_a_group(text: AnnotatedText, index: int) -> str:
    """ "count" where a group's or drug's name follows ("17 gemcitabine, 11 epirubicin")."""
    numeral = text.numerals[index]
    link = GROUP_AFTER.match(text.scan, numeral.end)
    if not numeral.is_whole or link is None:
        return ""
    after = link.end()
    named = {drug.at.start for drug in text.drugs(text.sentence_at(numeral.start))}
    return "count" if after in named or text.arms.mentions_between(after, after + 1) else ""


def _beside_record(text: AnnotatedText, index: int, claims: Claims) -> str:
    """What the numeral is as one of a list whose other numeral is a record's ("21 vs. 10")."""
    last = len(claims.owners) - 1
    for other in (index - 1, index + 1):
        name = OWNED.get(claims.owners[other] or "", "") if 0 <= other <= last else ""
        first, second = min(index, other), max(index, other)
        if name and LISTED.fullmatch(text.scan, text.numerals[first].end, text.numerals[second].start):
            return name
    return ""


def _counted_far_off(text: AnnotatedText, index: int) -> str:
    """What a whole number is by what it counts: sorts of things, or things some words on."""
    scan, numeral = text.scan, text.numerals[index]
    if not numeral.is_whole:
        return ""
    before = scan[max(0, numeral.start - 6) : numeral.start]
    if numeral.value <= SMALL and SORTS.match(scan, numeral.end):
        return "count"
    if MOST.search(before) and scan.startswith((" most ", " least "), numeral.end):
        return "count"
    return "count" if counts_things(scan, numeral.end) else ""
