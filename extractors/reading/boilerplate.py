"""Lines that are furniture by themselves: what the lexicon of boilerplate phrases and a few patterns know.

`furniture(line)` gives the reason ("menu", "share", "legal", …), or None for a line that may be content. Three
reasons say more than that the line goes: "back", "end" and "comments" open a region that is no content either.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from extractors.reading.lines import FUNCTION_WORDS, Line

OPENERS = frozenset({"back", "end", "comments"})
_SHORT = 300
"""Characters: a phrase at the start of a longer line is prose that happens to begin so."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_PATTERNS = (
    (
        "caption",  # "Table 1", "Figure S2." with nothing after it
        r"(?:supplementa\w{1,5}\s|additional\s|extended\sdata\s)?"
        r"(?:table|figure|fig\.?|box|scheme|image|video|appendix|chart)"
        r"\s?[s]?\d{1,3}[a-z]?(?:\s?(?:from|of)\b.{0,120})?[.:]?",
    ),
    (
        "date",
        r"(?:(?:published|updated|posted|on)?:?\s{0,2})?"
        r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
        rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?\s\d{{4}}"
        r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?:[,\s|at–-]{1,6}\d{1,2}[:.]\d{2}.{0,24})?",
    ),
    (
        "date",
        r"(?:\d{1,2}|an?|one|two|three|few)\s(?:second|min(?:ute)?|h(?:ou)?r|day|week|month|year)s?\sago(?:\son)?",
    ),
    ("date", r"\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?[a-z]{2,4})?"),
    ("link", r"(?:https?://|www\.)\S{1,400}|@\w{1,40}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,40}){1,4}"),
    ("link", r"\[.{0,300}(?:\|.{0,300}){2}\]|(?:[^|]{1,40}\s?\|\s?){2,30}[^|]{0,40}"),
    (
        "count",
        r"[\d,.]{1,12}\s?(?:k\s)?(?:comments?|shares?|views?|likes?|retweets?|replies|citations?|altmetric"
        r"|min(?:ute)?s?\sread)",
    ),
    ("count", r"[\W\d_]{1,40}"),
    ("byline", r"(?:(?:story|words|report|text)\s)?by\s(?:\S{1,25}\s){0,12}\S{1,25}"),
    ("byline", r"(?:[^\s,]{1,20}\s){1,4}et\sal\.?.{0,60}"),
)
_WHOLE = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _PATTERNS)
# What any of the patterns needs: without it none is tried.
_HINT = re.compile(r"\d|[|@]|https?:|www\.|^(?:(?:story|words|report|text)\s)?by\s|\bet\sal\b|\sago\b")
_CITATION = re.compile(
    r"""
    # "2001; 183: 730-5"
    \b(?:19|20)\d\d\b [\s\w]{0,12} ; \s? \d{1,4} (?: \s? \( [^()]{1,20} \) )? \s? : \s? [a-z]?\d{1,7}
    # "… et al. … (2008)."
    | \bet\sal\. .{0,300} \((?:19|20)\d\d\)\.?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AUTHOR = re.compile(r"(?:\[?\d{1,3}[.\])]\s)?[A-Z][\w'’-]{1,30},?\s[A-Z]{1,3}(?:[.,\s]|$)")


class Phrases(NamedTuple):
    """The lexicon, turned round for look-up."""

    lines: dict[str, str]
    starts: dict[str, list[tuple[str, str]]]
    """Phrases by their first two letters."""
    holds: re.Pattern[str]
    """All of them; the matching group names the reason."""


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The boilerplate lexicon; where a phrase stands in two tables, the first one names the reason."""
    tables = tomllib.loads(files("extractors").joinpath("lexicons/boilerplate.toml").read_text("utf-8"))
    # Openers of regions say more than that a line goes, so they win over the plain tables.
    ordered = sorted(tables.items(), key=lambda item: item[0] not in OPENERS)
    lines: dict[str, str] = {}
    for reason, table in ordered:
        for phrase in table.get("line", ()):
            lines.setdefault(phrase, reason)
    starts: dict[str, list[tuple[str, str]]] = {}
    for reason, table in ordered:
        for phrase in table.get("starts", ()):
            starts.setdefault(phrase[:2], []).append((phrase, reason))
    holds = (f"(?P<{reason}>{'|'.join(map(re.escape, t['holds']))})" for reason, t in tables.items() if "holds" in t)
    return Phrases(lines, starts, re.compile("|".join(holds)))


def furniture(line: Line) -> str | None:
    """Why a line is furniture, seen by itself; None for a line that may be content."""
    return _furniture(line.text, line.bare) if len(line.text) <= 1200 else None


@lru_cache(maxsize=4096)
def _furniture(text: str, bare: str) -> str | None:
    return phrases().lines.get(bare) or _by_phrase(text) or _by_pattern(text, bare)


def _by_phrase(text: str) -> str | None:
    folded = text.casefold().lstrip("•·*▪■►–—-| \xa0[")
    if len(folded) <= _SHORT:
        for phrase, reason in phrases().starts.get(folded[:2], ()):
            if folded.startswith(phrase):
                return reason
    held = phrases().holds.search(folded) if len(folded) >= 12 else None
    return held.lastgroup if held else None


def _by_pattern(text: str, bare: str) -> str | None:
    if len(text) <= _SHORT and (not text.isascii() or _HINT.search(bare) or len(bare) < 2):
        for reason, pattern in _WHOLE:
            if pattern.fullmatch(text) and not (reason == "byline" and _is_prose(text)):
                return reason
    return "reference" if len(text) > 30 and _is_reference(text) else None


def _is_prose(text: str) -> bool:
    """Whether a good part of the words is lower case, small words aside: no list of names."""
    words = text.split()[1:]
    return sum(word[0].islower() and word not in FUNCTION_WORDS for word in words) > 0.2 * len(words)


def _is_reference(text: str) -> bool:
    """A citation of a publication that is the whole line, not a clause in prose."""
    if len(text) > 700 or _CITATION.search(text) is None:
        return False
    return bool(_AUTHOR.match(text)) or len(text) < 160
