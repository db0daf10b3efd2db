"""Who is counted: the noun phrase behind a count, and the nouns that say that a number counts something else.

The nouns are data (lexicons/people.toml); here is the grammar round them: what may stand between a number and its
noun ("106 antiretroviral-naïve, HIV-infected patients"), and what ends the search (a verb, a preposition).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.lexicon import Term, load, table

STOP = """
of in to at on for with was were had has have having is are be been being who whom that which whose receiving from by
after before during than per the a an this these those there as if when while whereas because since until through
between among amongst into onto over under within without about versus vs vs. did do does not no only both each every
either neither received underwent completed developed died experienced showed reported achieved remained responded
withdrew discontinued dropped entered participated excluded given taking took used would will could should may might
can must it its they their we our he she his her i.e e.g ie eg respectively compared plus minus times and/or p n ci sd
se iqr range mean median agreed consented
""".split()
MEASURES = ("time", "measure")
IRREGULAR = (
    "people",
    "men",
    "women",
    "children",
    "gravidae",
    "primiparae",
    "multiparae",
    "feet",
    "teeth",
    "mice",
    "sheep",
)
NOT_A_HEAD = r"""(?: '?s\b | [-/]? \s? (?: years? | months? | days? | weeks? | yrs? ) \b
  | -(?: reported | rated | based | related | specific | level | derived | controlled | cent(?:re|er)ed ) \b
  | [ ] (?: visits? | groups? | cent(?:er|re)s? | records? | data | interviews | satisfaction | questionnaires | outcomes? ) \b )"""


def _longest_first(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[ -]") for word in ordered)


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith("ss") or noun.rsplit(" ", 1)[-1].endswith(IRREGULAR)


def _counts_people(term: Term) -> bool:
    """Whether the noun alone shows a count of participants: animals do, teeth and wounds need a second sign."""
    return not term.properties.get("weak") or term.properties["unit"] in {
        "person",
        "animal",
        "couple",
        "family",
        "kidney",
    }


_FORMS = [
    form
    for term in load("people").terms
    if _counts_people(term)
    for form in (term.canonical, *term.aliases, *term.acronyms)
]
_PLURALS = _longest_first(
    [
        *(form for form in _FORMS if _is_plural(form)),
        *(a for t in load("people").terms for a in t.acronyms),
        "pts",
        "beneficiaries",
        "contacts",
    ]
)
_SINGULARS = _longest_first([*(form for form in _FORMS if not _is_plural(form)), "pt"])
_OTHERS = [(row["reason"], noun) for row in table("people")["not_people"] for noun in row["nouns"]]
_BARRED = _longest_first([*STOP, *(noun for reason, noun in _OTHERS if reason in MEASURES or noun.endswith("s"))])
_MODIFIERS = rf"""(?: \( [^()]{{1,40}} \) \s | (?! (?:{_BARRED}) (?![\w/-]) ) (?: [^\W\d] | \d{{1,2}}-(?=[a-z]) ) [\w'+<>≥≤/.-]{{0,40}}+ ,?
  \s {{1,2}} (?! [\d(] ) ){{0,9}}?"""


def _phrase(nouns: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s{{1,2}} (?: of \s (?: the | these | those | our | all ) \s )? {_MODIFIERS} "
        rf"(?: [^\W\d_]{{1,15}}- )? (?P<noun> {nouns} ) (?! [\w] | {NOT_A_HEAD} )",
        re.VERBOSE | re.IGNORECASE,
    )


MANY = _phrase(_PLURALS)
ONE = _phrase(
    rf"{_PLURALS}|(?:{_SINGULARS})(?=\s*(?:[,.;:()\[\]]|$)|\s(?:[a-z]+ed|{'|'.join(map(re.escape, STOP))}|and|or)\b)"
)
RECRUITED = re.compile(
    rf"\s{{1,2}} {_MODIFIERS} (?! (?:{_BARRED}) \b ) [^\W\d][\w'-]{{1,30}} \s (?:\([^()]{{1,60}}\)\s)? (?: were | was | are ) \s (?: \w+ly\s )?"
    r"(?: randomi[sz]ed | enrol+ed | recruited | assigned | allocated | studied | included \s in \s (?:the|this) \s (?:study|trial) ) \b",
    re.VERBOSE | re.IGNORECASE,
)
"""A head that no list knows, shown to be people by what was done to them ("46 Latinas were recruited")."""
HYPHENED = re.compile(rf"-(?P<noun>{_SINGULARS})\b(?!-(?:years?|months?))", re.IGNORECASE)
UNITS = re.compile(
    rf"[\s-]{{1,2}}(?:{_longest_first(noun for reason, noun in _OTHERS if reason in MEASURES)})(?!\w)", re.IGNORECASE
)
NOBODY = re.compile(rf"[\s-]{{1,2}}(?:{_longest_first(noun for _, noun in _OTHERS)})(?!\w)", re.IGNORECASE)
PEOPLE = re.compile(rf"\b(?:{_PLURALS})\b", re.IGNORECASE)
ENDS_IN_PEOPLE = re.compile(
    rf"\b(?:{_PLURALS}|all|total|overall|samples?|population|cohort|trials?|study)\s*$", re.IGNORECASE
)


def people_behind(scan: str, start: int, end: int, *, single: bool) -> re.Match[str] | None:
    """The noun phrase of people that begins at `start`, or None; `single` where one person is counted."""
    return (ONE if single else MANY).match(scan, start, end)
