"""Which rows of DECISIONS can settle a count at all: told by its predicate's role and by the word before it.

Most rows can't be taken for most counts; what is asked here costs less than asking each of them.
"""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import CARRIED

OF_WHOLES = frozenset(
    """named_enrolled tagged part_of group dealt_out sex healthy in_those definite any_of cited rest total_of all_of
    partitive""".split()
)
"""What says nothing of a numerator."""
OF_PARTS = frozenset({"share_of_sexes", "of_those", "measured", "some_of", "who_are", "followed_up"})
"""What is said of a numerator alone."""
ONLY_FOR = {
    "fate": CARRIED,
    "assigned": {"assigned"},
    "some_of": {"received", "enrolled"},
    "enrolled": {"enrolled"},
    "received": {"received"},
    "definite": {"subgroup", ""},
    "definite_group": {"event", "withdrawn", "received", "subgroup", ""},
    "trait": {"event", "subgroup", ""},
    "cited": {"event", ""},
}
NEVER_FOR = {
    "in_those": {"assigned", "received"},
    "any_of": {"assigned", "received"},
    "described": {""},
}
"""The predicates' roles for which alone a decision can be taken, and for which it can't: most rows needn't be asked."""
LED_BY = {
    "measured": "in for from",
    "part_of": "the these those our among all",
    "in_those": "in for among",
    "definite": "the our these",
    "any_of": "the these those our all",
    "cited": "in among of with",
    "definite_group": "the",
    "rest": "other including these those of",
    "total_of": "of the",
    "all_of": "all of overall total the",
    "partitive": "of among amongst the these those all our remaining",
}
"""The words one of which stands right before a count, where a row asks for them: most have none of these there."""
LEADS = frozenset(word for words in LED_BY.values() for word in words.split())
WORD_BEFORE = re.compile(r"[a-z]*\Z")


def lead_of(left: str) -> str:
    """The word that a text ends in, if rows ask for it, else ""."""
    words = left[-40:].split()
    last = words[-1].rstrip(",").lower() if words else ""
    if last not in LEADS and not last.isalpha() and (match := WORD_BEFORE.search(last)):
        last = match[0]
    return last if last in LEADS else ""


def is_open(name: str, cue: str, lead: str, *, partial: bool) -> bool:
    """Whether a row can settle a count with such a predicate and such a word before it; `partial`: a numerator."""
    if name in (OF_WHOLES if partial else OF_PARTS):
        return False
    if cue not in ONLY_FOR.get(name, {cue}) or cue in NEVER_FOR.get(name, ()):
        return False
    return name not in LED_BY or lead in LED_BY[name].split()
