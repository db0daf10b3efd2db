"""Lines that are furniture by themselves: what the lexicon of boilerplate phrases and a few patterns know.

`furniture(lines)` gives the reason for each ("menu", "share", "legal", …), or None for a line that may be content.
Three reasons say more than that the line goes: "back", "end" and "comments" open a region that is no content either.
Most lines are told by a look-up; a pattern is tried only on a line that has a sign of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import repeat
from typing import NamedTuple

from extractors.reading.lines import Line
from extractors.reading.prose import FUNCTION_WORDS
from extractors.reading.remembered import Memory

OPENERS = frozenset({"back", "end", "comments"})
_SHORT = 300
"""Characters: a phrase at the start of a longer line is prose that happens to begin so."""
_LONG = 80
"""Characters of a line that an article says once; a page repeats captions and teasers."""
_LETTERS = 4
"""By how many first letters phrases are looked up."""
_LONGEST = 1200
"""Characters of a line that can be furniture at all."""
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
_WHOLE = re.compile(
    "|".join(f"(?P<{reason}_{number}>{pattern})" for number, (reason, pattern) in enumerate(_PATTERNS)), re.IGNORECASE
)
_BYLINES = frozenset(name for name in _WHOLE.groupindex if name.startswith("byline"))
_SIGN = re.compile(r"[0-9@]|ago")
_FEW_WORDS = 120
"""Characters of a line that can be a date, a count or a caption."""
_BEFORE_NAME = len("report by ")
_CITATION = re.compile(
    r"""
    # "2001; 183: 730-5"
    \b(?:19|20)\d\d\b [\s\w]{0,12} ; \s? \d{1,4} (?: \s? \( [^()]{1,20} \) )? \s? : \s? [a-z]?\d{1,7}
    # "… et al. … (2008)."
    | \bet\sal\. .{0,300} \((?:19|20)\d\d\)\.?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Whose photo it is, at a line's end: "A clinic. (Photo: A. Roe/Agency)" or, after a full stop, "Credit: Agency".
_CREDIT = re.compile(
    r"""
    [.(\[] \s?
    (?: (?:photo|image|picture|photograph)s? (?: \s (?:credit|courtesy) )? | credit ) s? (?: : | \s(?:by|of) ) \s?
    [^.]{2,80} [.)\]]{0,2} $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AUTHOR = re.compile(r"(?:\[?\d{1,3}[.\])]\s)?[A-Z][\w'’-]{1,30},?\s[A-Z]{1,3}(?:[.,\s]|$)")


_judgements = Memory[str | None]()
_UNJUDGED = ""


class Phrases(NamedTuple):
    """The lexicon, turned round for look-up."""

    lines: dict[str, str]
    starts: dict[str, tuple[tuple[str, str], ...]]
    """Phrases by their first letters."""
    holds: tuple[tuple[bytes, str, bytes], ...]
    """Phrases, and for each the sign without which it needn't be looked for."""


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
            starts.setdefault(phrase[:_LETTERS], []).append((phrase, reason))
    holds = tuple(
        (phrase.encode(), reason, _sign_of(phrase))
        for reason, table in tables.items()
        for phrase in table.get("holds", ())
    )
    return Phrases(lines, {letters: tuple(rows) for letters, rows in starts.items()}, holds)


def _sign_of(phrase: str) -> bytes:
    """What several phrases have in common: © or the beginning of the longest word."""
    return ("©" if "©" in phrase else max(phrase.split(), key=len)[:6]).encode()


def furniture(lines: Sequence[Line]) -> list[str | None]:
    """Why each line is furniture, seen by itself; None for a line that may be content."""
    texts = [line.text for line in lines]
    out = [*map(_judgements.get, texts, repeat(_UNJUDGED))]
    unjudged = [index for index, why in enumerate(out) if why == _UNJUDGED]
    judged = _judged({texts[index]: lines[index].bare for index in unjudged})
    for index in unjudged:
        out[index] = judged[texts[index]]
    told: set[str] = set()
    for index in [index for index, text in enumerate(texts) if len(text) >= _LONG and out[index] is None]:
        if texts[index] in told:
            out[index] = "repeated"
        told.add(texts[index])
    return out


def _judged(bares: Mapping[str, str]) -> dict[str, str | None]:
    """Why each text of a line is furniture; the mapping has the lines' bare texts. Remembers what it tells."""
    judged = {text: _alone(text, bare) for text, bare in bares.items()}
    texts = [*bares]
    for index, reason in _held([text if len(text) <= _LONGEST else "" for text in texts]).items():
        judged[texts[index]] = _opening(texts[index], bares[texts[index]]) or reason
    _judgements.keep(judged)
    return judged


def _held(texts: Sequence[str]) -> dict[int, str]:
    """The lines with a phrase of the lexicon anywhere in them, and the reasons."""
    page = "\n".join(texts).encode("utf-8", "surrogatepass").lower()  # bytes: that is quick
    held: dict[int, str] = {}
    signs = {sign for sign in {sign for _, _, sign in phrases().holds} if sign in page}
    for phrase, reason, sign in phrases().holds:
        number, done, at = 0, 0, page.find(phrase) if sign in signs else -1
        while at >= 0:
            number, done = number + page.count(b"\n", done, at), at
            held.setdefault(number, reason)
            end = page.find(b"\n", at)
            at = page.find(phrase, end) if end >= 0 else -1
    return held


def _opening(text: str, bare: str) -> str | None:
    """What the lexicon knows of a whole line, or of how it begins."""
    whole, starts, _ = phrases()
    if bare in whole:
        return whole[bare]
    if (bare[:_LETTERS] in starts or not text[0].isalnum()) and len(text) <= _SHORT:
        return _by_start(text)
    return None


def _alone(text: str, bare: str) -> str | None:
    """Why a line is furniture that holds no phrase of the lexicon in its midst."""
    if why := _opening(text, bare):
        return why
    if len(text) > _LONGEST or (_is_words(text) and not _has_word_sign(text, bare)):
        return None
    if ("redit" in text or "mage" in text or "hoto" in text) and _CREDIT.search(text[-160:]):
        return "caption"
    if len(text) <= _SHORT and _has_sign(text, bare):
        found = _WHOLE.fullmatch(text)
        if found and not (found.lastgroup in _BYLINES and _is_prose(text)):
            return str(found.lastgroup).partition("_")[0]
    return "reference" if (";" in text or "et al" in text) and _is_reference(text) else None


def _by_start(text: str) -> str | None:
    folded = text.casefold().lstrip("•·*▪■►–—-| \xa0[")
    starts = phrases().starts
    for phrase, reason in starts.get(folded[:_LETTERS]) or starts.get(folded[:1], ()):
        if folded.startswith(phrase):
            return reason
    return None


def _is_words(text: str) -> bool:
    """Whether there are only letters and spaces."""
    return text[-1].isalpha() and text.replace(" ", "").isalpha()


def _has_word_sign(text: str, bare: str) -> bool:
    """Whether a line has a word that one of the patterns needs."""
    return "ago" in text or "by " in bare[:_BEFORE_NAME] or "et al" in bare


def _has_sign(text: str, bare: str) -> bool:
    """Whether a line has what one of the patterns needs: a figure in few words, no letter at all, a bar, "by", …"""
    return bool(
        (len(text) <= _FEW_WORDS and _SIGN.search(text))
        or "|" in text
        or not bare.islower()
        or "by " in bare[:_BEFORE_NAME]
        or "www." in bare
        or "http" in bare
        or "et al" in bare
    )


def _is_prose(text: str) -> bool:
    """Whether a good part of the words is lower case, small words aside: no list of names."""
    words = text.split()[1:]
    return sum(word[0].islower() and word not in FUNCTION_WORDS for word in words) > 0.2 * len(words)


def _is_reference(text: str) -> bool:
    """A citation of a publication that is the whole line, not a clause in prose."""
    if not (30 < len(text) <= 700 and ("19" in text or "20" in text) and _CITATION.search(text)):
        return False
    return bool(_AUTHOR.match(text)) or len(text) < 160
