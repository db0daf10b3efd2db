"""What is set aside between an analyte's name and a number: times, arms, numbers of persons, P values, names."""

from __future__ import annotations

import re

from extractors.findings.cd4_value.words import DIGIT, PERSONS
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence

BRACKETED_COUNT = re.compile(r"[(\[]\s?[nN]\s?=\s?\d{1,6}(?:\s?/\s?\d{1,6})?\s?[)\]]|[nN]\s?=\s?\d{1,6}")
HEADER = re.compile(
    r"[(\[](?:(?:absolute\s)?(?:cells?|counts?)?\s?(?:[x×]\s?10\S{1,5})?\s?(?:/|per\s)\s?(?:mm\s?\S{0,3}|μ?l"
    r"|ul|cubic\s\w+)|9\d\s?%\s?C\.?I\.?)[)\]]"
    r"|(?:^|(?<=[a-z]))/(?:mm\^?\(?3\)?|μl|ul)\b",
    re.IGNORECASE,
)
OF_A_GROUP = re.compile(rf"\b(?:in|of|for|among)\s(?:the\s)?\d{{1,5}}\s(?:[\w-]{{1,20}}\s)?{PERSONS}\b", re.IGNORECASE)
NUMBERED_NAME = re.compile(r"\b[a-z]{2,20}-\d{1,2}\b", re.IGNORECASE)
"""A name whose digit is no number: "interleukin-2", "HIV-1"."""
ASIDE = re.compile(
    r"\s?—[^—.;\d]{3,90}—\s?|\s-\s[^-.;\d]{3,90}\s-\s|,\s(?:which|that|an?|the|its)\s[^,.;\d]{3,80},(?=\s(?!and\b|or\b))"
)
"""What is said of an analyte on the way to its number: "CD4 percentage — a better yardstick — rose to"."""
BRACKETED_P = re.compile(r"[(\[]?\b[pP]\s?(?:-?value)?\s?[<>=≤≥]\s?0?\.\d{1,6}[)\]]?")


BRACKETED_DOSE = re.compile(r"\(\s?\d[\d.,]{0,6}[\s-]?(?:mg|g|μg|mcg|ug|MIU|IU)\b[^()\d]{0,20}\)", re.IGNORECASE)
"""An arm named by its dose: "39 (500 mg) and 31 (1500 mg)"."""


SPACES = re.compile(r"\s{2,}")


def blanked(text: AnnotatedText, sentence: Sentence, start: int, end: int) -> str:
    """A stretch of the folded text with its times, arms, "(n = 33)" and P values blanked out."""
    stretch = text.scan[start:end]
    if len(stretch) > 4:
        for mention in text.times(sentence):
            stretch = _without(stretch, mention.at.start - start, mention.at.end - start)
        for named in text.arms.mentions_between(start, end):
            stretch = _without(stretch, named.at.start - start, named.at.end - start)
        stretch = _without_figures(stretch)
    return SPACES.sub(" ", stretch)


def _without(stretch: str, low: int, high: int) -> str:
    low, high = max(low, 0), min(high, len(stretch))
    return stretch[:low] + " " * (high - low) + stretch[high:] if low < high else stretch


def _without_figures(stretch: str) -> str:
    """A stretch without the numbers that are no measures; a sign decides which patterns are worth a try."""
    counted = DIGIT.search(stretch) is not None
    if counted and "=" in stretch:
        stretch = BRACKETED_COUNT.sub(_blank, stretch)
    if counted and ("p" in stretch or "P" in stretch):
        stretch = BRACKETED_P.sub(_blank, stretch)
    if "(" in stretch or "[" in stretch or "/" in stretch:
        stretch = HEADER.sub(_blank, stretch)
    if counted and "(" in stretch:
        stretch = BRACKETED_DOSE.sub(_blank, stretch)
    if counted and "-" in stretch:
        stretch = NUMBERED_NAME.sub(_blank, stretch)
    if len(stretch) > 12 and (", " in stretch or "—" in stretch or " - " in stretch):
        stretch = ASIDE.sub(_blank, stretch)
    return OF_A_GROUP.sub(_blank, stretch) if counted else stretch


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
