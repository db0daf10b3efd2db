"""Lines that a pattern tells to be furniture: a date, a link, a count, a caption, a byline, a reference.

Most lines have no sign of any; a pattern is tried only on a line that has.
"""

from __future__ import annotations

import re

from extractors.reading.prose import FUNCTION_WORDS

_SHORT = 300
"""Characters of a line that can be a date, a link, a count or a byline."""
LONGEST = 1200
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
_NAMED = [(f"(?P<{reason}_{number}>{pattern})") for number, (reason, pattern) in enumerate(_PATTERNS)]
_WHOLE = re.compile("|".join(_NAMED), re.IGNORECASE)
_WITHOUT_BAR = re.compile("|".join(pattern for pattern in _NAMED if r"\|" not in pattern), re.IGNORECASE)
_BYLINES = frozenset(name for name in _WHOLE.groupindex if name.startswith("byline"))
_FIGURE = re.compile(r"[0-9@]|ago")
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


SPACES = [sign for sign in map(chr, range(0x3001)) if sign.isspace()]
_AFTER_ON = [*SPACES, ":", *"mtwfsjando", *(sign for sign in map(chr, range(0x10000)) if sign.isdecimal())]
_BEGINNINGS = frozenset(
    (
        *"sup add ext tab fig box sch ima vid app cha pub upd pos mon tue wed thu fri sat sun jan feb mar apr".split(),
        *"may jun jul aug sep oct nov dec one two thr few sto wor rep tex www htt fıg ıma vıd frı fi̇ i̇m vi̇".split(),
        *(f"a{space}{unit}" for space in SPACES for unit in "smhdwy"),
        *(f"{word}{space}" for space in SPACES for word in ("an", "by")),
        *(f"on{sign}" for sign in _AFTER_ON),
    )
)
"""The three letters with which a pattern may begin that begins with a letter; patterns take an i without its dot."""


def may_fit(text: str, bare: str) -> bool:
    """False for a line that no pattern fits, as most; `bare` is the line as the lexicons spell phrases."""
    if not text[0].isalpha() or bare[:3] in _BEGINNINGS:
        return True
    return (
        ";" in text
        or "@" in text
        or "|" in text
        or "et al" in bare
        or "et al" in text
        or "redit" in text
        or "mage" in text
        or "hoto" in text
    )


def by_pattern(text: str, bare: str) -> str | None:
    """What a pattern tells of a line that may fit one."""
    if ("redit" in text or "mage" in text or "hoto" in text) and _CREDIT.search(text[-160:]):
        return "caption"
    if len(text) <= _SHORT and _may_be_whole(text, bare):
        found = (_WHOLE if "|" in text else _WITHOUT_BAR).fullmatch(text)
        if found and not (found.lastgroup in _BYLINES and _is_prose(text)):
            return str(found.lastgroup).partition("_")[0]
    return "reference" if is_reference(text) else None


def _may_be_whole(text: str, bare: str) -> bool:
    """Whether a line has what one of the patterns needs: a figure in few words, no letter at all, a bar, "by", …"""
    if "|" in text or "et al" in bare:
        return True
    if text[0].isalpha() and bare[:3] not in _BEGINNINGS:
        return "@" in text and len(text) <= _FEW_WORDS
    return bool(
        (len(text) <= _FEW_WORDS and _FIGURE.search(text))
        or not bare.islower()
        or "by " in bare[:_BEFORE_NAME]
        or "www." in bare
        or "http" in bare
    )


def _is_prose(text: str) -> bool:
    """Whether a good part of the words is lower case, small words aside: no list of names."""
    words = text.split()[1:]
    return sum(word[0].islower() and word not in FUNCTION_WORDS for word in words) > 0.2 * len(words)


def is_reference(text: str) -> bool:
    """A citation of a publication that is the whole line, not a clause in prose."""
    if not (";" in text or "et al" in text) or not 30 < len(text) <= 700:
        return False
    if not (("19" in text or "20" in text) and _CITATION.search(text)):
        return False
    return bool(_AUTHOR.match(text)) or len(text) < 160
