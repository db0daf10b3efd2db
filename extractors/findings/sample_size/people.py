"""Who is counted: the noun phrase behind a count, and the nouns that say that a number counts something else.

The nouns are data (lexicons/people.toml); here is the grammar round them: what may stand between a number and its
noun ("106 antiretroviral-naïve, HIV-infected patients"), and what ends the search (a verb, a preposition). Words are
looked up in sets, one by one: an alternation of all nouns costs ten times as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.findings.sample_size.asides import past_asides
from extractors.findings.sample_size.next_words import first_two, first_word
from extractors.lexicon import Term, load, table
from extractors.number_words import value_of_words

STOP = frozenset(
    """
of in to at on for with was were had has have having is are be been being who whom that which whose receiving from by
after before during than per the a an this these those there as if when while whereas because since until through
between among amongst into onto over under within without about versus vs against did do does not no only both each
every serving either neither received underwent completed developed died experienced showed reported achieved remained
responded withdrew discontinued dropped entered participated excluded given taking took used would will could should
may might can must it its they their we our he she his her i.e e.g ie eg respectively compared plus minus times p n ci
sd se iqr range mean median agreed consented describing vignettes vignette scenarios questionnaires surveys indicated
one two three four five six seven eight nine ten eleven twelve telephone phone
""".split()
)
MEASURES = ("time", "measure")
IRREGULAR = ("people", "men", "women", "children", "gravidae", "primiparae", "multiparae", "mice", "sheep")
COUNTED_UNITS = ("person", "animal", "couple", "family", "kidney")
MOST_WORDS = 10

WORD = re.compile(
    r"\s{1,2}(?:\([^()]{1,40}\)\s)?(?:\d{1,2}-?\s(?:to|or|and)\s(?=\d{1,2}-[a-z]))?(?:[A-Z]\.\s(?=[a-z]))?"
    r"(?P<word>[^\W_](?:[\w'+<>≥≤/.-]{0,40}[\w%+])?)"
)
PLAIN_WORD = re.compile(r"[A-Za-z][\w-]*")
OF_THE = re.compile(r"\sof\s(?:the|these|those|our|all|their)(?=\s)")
NOT_A_HEAD = re.compile(
    r"""'?s\b | '(?=\s) | [-/]? \s? (?: years? | months? | days? | weeks? | yrs? ) \b
      | -(?: reported | rated | based | related | specific | level | derived | controlled | cent(?:re|er)ed ) \b
      | [ ] (?: affairs | vignettes? | scenarios?
          | visits? | groups? | cent(?:er|re)s? | records? | data | interviews | satisfaction | questionnaires
          | outcomes? ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
AFTER_ONE = re.compile(r"\s*(?:[,.;:()\[\]]|$)|\s(?P<next>[\w-]+)")
SLASHED = re.compile(r"(?P<noun>[a-z]+)/\d")
""" "51 males/13 females"."""
AGED = re.compile(r"\d{1,2}(?:-\d{1,2})?-[a-z]|\d[a-z]$")
GRADED = frozenset("status class grade stage type asa nyha ecog".split())
DEGREES = frozenset("mild moderate moderately severe overweight low high early mid small normal healthy".split())
""" "50 overweight to obese adults", "24 mild to moderate asthmatics"."""
GRADE = re.compile(r"(?:\d|i{1,3}|iv)(?:[-/](?:\d|i{1,3}|iv))?|and|or|to")
DEFINED = re.compile(r"\((?P<acronym>[A-Z][A-Za-z]{0,2}[A-Z]s?)\)")
HYPHEN = re.compile(r"-(?P<noun>[a-z]{2,15})\b(?!-(?:years?|months?))", re.IGNORECASE)
RECRUITED = re.compile(
    r"\s(?:\([^()]{1,60}\)\s)?(?:were|was|are)\s(?:\w+ly\s)?"
    r"(?:randomi[sz]ed|enrol+ed|recruited|assigned|allocated|studied|included\sin\s(?:the|this)\s(?:study|trial))\b"
)
RECRUITING = ("andomi", "nrol", "ecruited", "ssigned", "llocated", "studied", "included")
"""What RECRUITED holds; asked first, because it is cheap."""
PRONOUNS = frozenset("those them these".split())
WHOLES = frozenset("all total overall sample samples population cohort trial trials study".split())


def _is_plural(noun: str) -> bool:
    return (noun.endswith("s") and not noun.endswith("ss")) or noun.endswith(IRREGULAR)


def _counts_people(term: Term) -> bool:
    """Whether the noun alone shows a count of participants: animals do, teeth and wounds need a second sign."""
    return not term.properties.get("weak") or term.properties["unit"] in COUNTED_UNITS


_FORMS = {
    form.casefold()
    for term in load("people").terms
    if _counts_people(term)
    for form in (term.canonical, *term.aliases)
    if " " not in form
} | {"pts", "pt", "beneficiaries", "contacts"}
_ACRONYMS = {acronym.casefold() for term in load("people").terms for acronym in term.acronyms}
PLURALS = frozenset(form for form in _FORMS if _is_plural(form)) | _ACRONYMS
SINGULARS = frozenset(_FORMS - PLURALS)
_OTHERS = [(row["reason"], noun.casefold()) for row in table("people")["not_people"] for noun in row["nouns"]]
NOT_PEOPLE = frozenset(noun for _, noun in _OTHERS)
PLACES = frozenset(noun for reason, noun in _OTHERS if reason in {"place", "cluster", "study"})
SITES = frozenset(noun for reason, noun in _OTHERS if reason == "place") | {"strata", "stratum", "cohorts"}
UNITS = frozenset(noun for reason, noun in _OTHERS if reason in MEASURES)
NEVER_PEOPLE = UNITS | frozenset(noun for noun in NOT_PEOPLE if noun.endswith("s") and noun not in GRADED)
"""Behind a number, these end the question: no phrase of people goes on from them."""
OPENINGS_OF_TWO = frozenset(noun.split()[0] for noun in NOT_PEOPLE if " " in noun)
NEVER_OF_TWO = frozenset(noun.split()[0] for noun in NEVER_PEOPLE if " " in noun)
BARRED = STOP | NEVER_PEOPLE


class Phrase(NamedTuple):
    """A noun phrase of people: where it ends, and its head noun in lower case."""

    end: int
    noun: str


def people_behind(
    scan: str, start: int, end: int, *, single: bool, acronyms: frozenset[str] = frozenset()
) -> Phrase | None:
    """The noun phrase of people that begins at `start`, or None; `single` where one person is counted."""
    if scan[start : start + 1] != " ":
        return None
    if scan.startswith("of", start + 1) and (partitive := OF_THE.match(scan, start, end)):
        start = partitive.end()
    graded, before = False, ""
    for _ in range(MOST_WORDS):
        match = WORD.match(scan, start, end)
        if match is None:
            return None
        word = match[1].lower()
        noun, length = _head_of(word) if "-" in word or "/" in word else (word, len(word))
        stop = match.start(1) + length
        start = past_asides(scan, match, end)
        if noun in GRADED:
            graded = True
            continue
        if graded and GRADE.fullmatch(word):
            continue
        if noun in PLURALS or noun in acronyms or (single and noun in SINGULARS and _stands_alone(scan, stop, end)):
            return None if NOT_A_HEAD.match(scan, stop, end) or _of_things(scan, stop, noun) else Phrase(stop, noun)
        if _ends_phrase(word, before):
            return None
        before = word
    return None


def _head_of(word: str) -> tuple[str, int]:
    """The noun that a word ends in, and where it ends: of "co-infected" the second half, of "males/13" the first."""
    if "/" in word and (split := SLASHED.match(word)):
        return split["noun"], split.end("noun")
    return word.replace("/", "-").rpartition("-")[2], len(word)


def _ends_phrase(word: str, before: str) -> bool:
    """Whether a word belongs to no phrase of people: a verb, a preposition, another number ("forty and fifty men")."""
    if before == "and" and value_of_words(word) is not None:
        return True
    return not may_modify(word) and not (word == "to" and before in DEGREES)


def _of_things(scan: str, stop: int, noun: str) -> bool:
    """Whether pairs are none of people ("three pairs of electrodes")."""
    if noun != "pairs" or not scan.startswith(" of ", stop):
        return False
    return not any(word.strip(".,;") in PLURALS for word in scan[stop + 4 : stop + 36].split()[:2])


def acronyms_of(scan: str) -> frozenset[str]:
    """The abbreviations that a text defines for its people ("breast cancer survivors (BCS)"), in lower case."""
    found = set()
    for match in DEFINED.finditer(scan):
        noun = scan[max(0, match.start() - 16) : match.start()].rpartition(" ")[0].rpartition(" ")[2]
        acronym = match["acronym"]
        if noun in PLURALS and acronym.rstrip("s")[-1].lower() == noun[0]:
            found.add(acronym.lower())
    return frozenset(found)


def hyphened(scan: str, start: int, end: int) -> Phrase | None:
    """The noun of "a 20-subject group", or None."""
    match = HYPHEN.match(scan, start, end)
    return Phrase(match.end(), match["noun"].lower()) if match and match["noun"].lower() in SINGULARS else None


def counts_others(scan: str, start: int, end: int) -> bool:
    """Whether the noun at `start` is known to be no participant (weeks, centres, cells, mg)."""
    return next_in(NOT_PEOPLE, scan, start, end)


def never_people(scan: str, start: int, end: int) -> bool:
    """Whether the words at `start` show at once that no people are counted (weeks, groups, mg)."""
    one = first_word(scan, start, end)
    return one in NEVER_PEOPLE or (one in NEVER_OF_TWO and first_two(scan, start, end) in NEVER_PEOPLE)


def measures(scan: str, start: int, end: int) -> bool:
    """Whether the word at `start` is a measure or a time."""
    return next_in(UNITS, scan, start, end)


def was_recruited(scan: str, start: int, end: int) -> bool:
    """Whether a head that no list knows is shown to be people by what was done to it ("46 Latinas were recruited")."""
    for word, stop in words_of(scan, start, end):
        if not may_modify(word) or word in NOT_PEOPLE:
            return False
        if RECRUITED.match(scan, stop, end):
            return True
    return False


def people_in(stretch: str) -> int | None:
    """Where the last noun of people in a stretch of text ends, or None."""
    for match in reversed([*PLAIN_WORD.finditer(stretch)]):
        if match[0].lower() in PLURALS:
            return match.end()
    return None


def is_people(word: str) -> bool:
    """Whether a word is a plural noun of people, or stands for one ("those given placebo")."""
    return word.lower() in PLURALS or word.lower() in PRONOUNS


def ends_in_people(stretch: str) -> bool:
    """Whether a stretch of text ends in a noun of people or of a whole (sample, population)."""
    words = stretch[-48:].split()
    last = words[-1].lower() if words else ""
    return last in WHOLES or last in PLURALS or last.endswith("-olds")


def words_of(scan: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The words of a noun phrase that may begin at `start`, in lower case, each with its end."""
    for _ in range(MOST_WORDS):
        match = WORD.match(scan, start, end)
        if match is None:
            return
        start = match.end()
        yield match["word"].lower(), start
        start += scan.startswith(",", start)


def may_modify(word: str) -> bool:
    return word not in BARRED and (word[0].isalpha() or not word[0].isdigit() or AGED.match(word) is not None)


def _stands_alone(scan: str, start: int, end: int) -> bool:
    """Whether a singular noun ends its phrase ("one patient died", not "one patient visit")."""
    match = AFTER_ONE.match(scan, start, end)
    following = match["next"] if match else None
    return match is not None and (following is None or following in STOP | {"and", "or"} or following.endswith("ed"))


def next_in(nouns: frozenset[str], scan: str, start: int, end: int) -> bool:
    one = first_word(scan, start, end)
    return one in nouns or (one in OPENINGS_OF_TWO and first_two(scan, start, end) in nouns)
