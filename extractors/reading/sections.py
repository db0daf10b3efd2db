"""What a heading means, and where running text changes its section.

`label_of` tells the label of a printed heading; the headings are a lexicon. `split_run_in` cuts running text
at headings that stand in it ("Background: … METHODS— …"), only at the start of a line or a sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import zip_longest
from typing import NamedTuple

from extractors.errors import LexiconError
from extractors.traced_text import TracedText

BEGINNING = 3
"""How many letters of a heading tell quickly that it is none that we know."""
LONGEST_WORD = 30
"""Characters; longer than the first word of any heading that we know."""
LONGEST_HEADING = 90
"""Characters. "Design, Setting, Participants, Interventions, and Main Outcome Measures:" has 72."""


class Headings(NamedTuple):
    """The lexicon: the label of each known heading, parts that only occur in compounds, and how any of them begins."""

    labels: dict[str, str]
    connecting: frozenset[str]
    first_words: frozenset[str]
    second_words: frozenset[str]
    beginnings: frozenset[str]


class RunIn(NamedTuple):
    """A heading within running text: what is printed, where it starts, where its content starts."""

    heading: str
    start: int
    content: int


@lru_cache(maxsize=1)
def headings() -> Headings:
    """The heading lexicon. Raises LexiconError where two labels claim one heading."""
    tables = tomllib.loads(files("extractors").joinpath("lexicons/headings.toml").read_text("utf-8"))
    connecting = frozenset(tables.pop("connecting"))
    labels: dict[str, str] = {}
    for label, names in tables.items():
        for name in names:
            if labels.setdefault(_plain(name), label) != label:
                raise LexiconError(f"headings.toml: {name!r} stands under {label!r} and another label")
    words = {first_word(name) for name in (*labels, *connecting)}
    words |= {word.removesuffix("s") for word in words}  # "Objective(s)" stands for "objectives"
    seconds = {"and", "with", *(found[1] for found in map(_SECOND.match, (*labels, *connecting)) if found)}
    beginnings = frozenset(word[:BEGINNING] for word in words)
    return Headings(labels, connecting, frozenset(words), frozenset(seconds), beginnings)


_LETTERS = re.compile(r"[a-z]*+")
_SECOND = re.compile(r"[a-z]++\s([a-z]++)")


def first_word(bare: str) -> str:
    """The letters with which a text begins; it is in lower case."""
    found = _LETTERS.match(bare)
    return found[0] if found else ""


_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,4}(?=[.)]))[.)]?\s+"
_NUMBERING = re.compile(_NUMBER)
_FIRST = re.compile(rf"(?:(?=[0-9ivx]){_NUMBER})?+([a-z]*+)")
_FIRST_TWO = re.compile(rf"{_FIRST.pattern}(?:\s([a-z]++))?+")
_SEPARATORS = re.compile(r"\s*(?:,\s*and\s|,|/|&|\+|\s(?:and|with)\s)\s*")
_OUTER = " .:;,-–—[]()*•|"


def _plain(heading: str) -> str:
    """The heading as the lexicon spells it: lower case, no brackets, numbering or outer punctuation."""
    text = " ".join(heading.casefold().replace("’", "'").replace("(s)", "s").split()).strip(_OUTER)
    return _NUMBERING.sub("", text, count=1) or text


def may_be_heading(bare: str) -> bool:
    """False for text that can't begin with a known heading, by its first word; `bare` is lower case."""
    found = _FIRST.match(bare)
    return found is not None and found[1] in headings().first_words


def first_words_of(bare: str) -> tuple[str, str]:
    """The word with which a line begins, behind a number, and the one next to it; "" for none. It is in lower case."""
    found = _FIRST_TWO.match(bare)
    return (found[1], found[2] or "") if found else ("", "")


@lru_cache(maxsize=4096)
def label_of(heading: str) -> str | None:
    """The section label that a printed heading stands for; None when it is no heading that we know."""
    if not heading or len(heading) > LONGEST_HEADING:
        return None
    plain = _plain(heading)
    known, connecting, first_words, *_ = headings()
    if plain in known:
        return known[plain]
    if first_word(plain) not in first_words:
        return None
    parts = [part for part in _SEPARATORS.split(plain) if part]
    if len(parts) < 2 or not all(part in known or part in connecting for part in parts):
        return None
    return next((known[part] for part in parts if part in known), None)


_STARTS = r"""
    [.!?)\]"”\n] (?: (?<=\n) | [^\S\n] )   # a line, or a sentence of which the last one ended
    [^\S\n]{0,8}
    (?= [(\[]? (?= BEGINNINGS | [IVX] ) ( [A-Z] [^\W\d_]*+ ) (?: ( [.)] ) | [^\S\n] ( [a-z]++ ) (?! [^\W\d_] ) )? )
    """
_MARKED = re.compile(
    r"""
    ( [(\[]? [A-Z] (?: [^\n:;?!.—–] | \.(?=\w) ){1,80}? [)\]]? )  # "Trial registration", "ClinicalTrials.gov"
    \s? (?: : | — | – | \.(?=\s) ) \s{0,4}
    """,
    re.VERBOSE,
)
_CLOSED = re.compile("[:.—–]")
_UPPER = re.compile(r"[A-Z]{2}[A-Z/&,’'-]*+(?:\s[A-Z/&,’'-]{2,}+){0,8}")
_STRONG = re.compile(r"(?:results?|findings|conclusions?|methods|(?:clinical )?trials? registration(?: number)?)$")


def split_run_in(text: TracedText) -> tuple[tuple[str, TracedText], ...]:
    """Running text as (heading, content) parts; text before the first heading has heading "".

    A single part with heading "" when no known heading stands in it. Content is trimmed; headings lose the
    punctuation after them.
    """
    found = run_ins(text.text)
    parts: list[tuple[str, TracedText]] = []
    lead = text.cut(0, found[0].start if found else len(text)).stripped()
    if lead.text or not found:
        parts.append(("", lead))
    for here, after in zip_longest(found, found[1:]):
        content = text.cut(here.content, after.start if after else len(text)).stripped()
        parts.append((here.heading, content))
    return tuple(parts)


def run_ins(text: str) -> tuple[RunIn, ...]:
    """The headings of running text, in order.

    A lone heading in mid-paragraph counts only where it is one that nothing else looks like.
    """
    starts = _starts(text)
    found = tuple(_run_ins(text, starts)) if starts else ()
    if len(found) == 1 and text[: found[0].start].rsplit("\n", 1)[-1].strip():
        return found if is_strong(found[0].heading) else ()
    return found


def is_strong(heading: str) -> bool:
    """Whether a heading is one that nothing else looks like."""
    return bool(_STRONG.match(_plain(heading)))


def _run_ins(text: str, starts: Iterable[int]) -> Iterator[RunIn]:
    done = 0
    for start in starts:
        if start < done:
            continue
        here = run_in_at(text, start)
        if here and here.content < len(text):
            yield here
            done = here.content


@lru_cache(maxsize=1)
def _sentence_starts() -> re.Pattern[str]:
    """Finds where a sentence begins with the first letters of a heading, the first of them a capital."""
    rest: dict[str, list[str]] = {}
    for letters in sorted(headings().beginnings):
        rest.setdefault(letters[0].upper(), []).append(letters[1:])
    beginnings = "|".join(f"{capital}(?i:{'|'.join(ends)})" for capital, ends in rest.items())
    return re.compile(_STARTS.replace("BEGINNINGS", beginnings), re.VERBOSE)


def _starts(text: str) -> list[int]:
    """Where a heading may begin: at the opening, and where a line or sentence begins with words or a number of one."""
    opening = 0 if text[:1].isalnum() else len(text) - len(text.lstrip())
    bare = opening if text[:1].isalnum() else opening + (text[opening : opening + 1] in _OPENING)
    starts = [opening] if _begins(text[bare : bare + BEGINNING]) else []
    _, _, first_words, second_words, _ = headings()
    for found in _sentence_starts().finditer(text, opening):
        first, number, second = found.groups()
        # In capitals a heading may have the content right behind it: "RESULTS in both arms …".
        if number or (
            first.casefold() in first_words and (not second or second in second_words or first[:2].isupper())
        ):
            starts.append(found.end())
    return starts


_OPENING = frozenset("([")


def _begins(letters: str) -> bool:
    """Whether a heading in running text may begin with these letters."""
    plain = letters.casefold()
    return letters[:1].isupper() and (plain[:BEGINNING] in headings().beginnings or plain[0] in "ivx")


def run_in_at(text: str, at: int) -> RunIn | None:
    """The known heading that running text has at an offset."""
    bare = at + (text[at : at + 1] in _OPENING)
    if not (_begins(text[bare : bare + BEGINNING]) and may_be_heading(text[bare : bare + LONGEST_WORD].casefold())):
        return None
    return (_CLOSED.search(text, at, at + LONGEST_HEADING) and _marked(text, at)) or _upper(text, at)


def _marked(text: str, at: int) -> RunIn | None:
    """A heading that a colon, dash or full stop closes."""
    match = _MARKED.match(text, at)
    if not match or label_of(match[1]) is None:
        return None
    if match[0].rstrip().endswith(".") and len(match[1].split()) > 4:
        return None
    return RunIn(match[1].strip(" []()"), at, match.end())


def _upper(text: str, at: int) -> RunIn | None:
    """A heading in capitals with nothing after it but the content: "RESULTS The mean …"."""
    match = _UPPER.match(text, at)
    words = match[0].split() if match else []
    for count in range(len(words), 0, -1):
        end = _end_of_words(text, at, count)
        heading = text[at:end]
        if label_of(heading) and text[end : end + 1].isspace() and heading.rstrip(",") == heading:
            return RunIn(heading, at, end + 1)
    return None


def _end_of_words(text: str, at: int, count: int) -> int:
    """Where the word number `count` from `at` ends."""
    end = at
    for _ in range(count):
        end += len(text[end : end + 90]) - len(text[end : end + 90].lstrip())
        end += len(text[end : end + 90].split(maxsplit=1)[0])
    return end
