"""Of whom a CD4 measure was taken: its arm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.findings.cd4_value.bearings import listed_times, lists_of
from extractors.findings.cd4_value.described import with_described
from extractors.findings.cd4_value.dosed_groups import dosed_groups
from extractors.findings.cd4_value.everyone import without_everyones
from extractors.findings.cd4_value.meaning import Meaning
from extractors.findings.cd4_value.pages import Page, is_told_again
from extractors.findings.cd4_value.parallel import rows_of
from extractors.findings.cd4_value.shared_times import is_unchanged_pair
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

COMPARED = re.compile(r"\bthan\b[^.;()]{0,70}[(\[][^()]{0,12}$", re.IGNORECASE)
THAN = re.compile(r"[^.;,]{0,40}\bthan\b", re.IGNORECASE)
ELIGIBILITY = re.compile(
    r"\b(?:eligib\w+|inclusion|criteri\w+|random(?:ly|i[sz]ed)|enrolled|recruited|strat\w+|entered|assigned"
    r"|included|initiated|initiating|deferred)\b",
    re.IGNORECASE,
)
OPENS_WITH = re.compile(
    r"(?:[A-Z][^.:;]{2,50}:\s)?(?:In|Among|For|Within)\s(?:the\s|(?:patients|those)\sin\sthe\s|recipients\sof\s)?",
    re.IGNORECASE,
)
ENDS_WITH = re.compile(r"\s?(?:participants|patients|subjects|recipients|group|arm)?\s?[.;]?\s?\Z", re.IGNORECASE)
"""What stands before and behind the one group of a sentence that the next one goes on with."""
THEIRS = re.compile(r"(?:Their|They|These\s(?:people|patients|women|men|children))\b")
"""How a sentence begins that goes on about the people whom the last one began with."""
COMPARES = re.compile(r"\b(?:compared\s(?:with|to)|versus|vs\.?|than|against|while|whereas)\b", re.IGNORECASE)
GOES_ON = re.compile(
    r"(?:The|Their|This|These)?\s?(?:mean|median|average|absolute|CD4\S{0,2}|counts?|was|drop|fall|rise|loss|gain"
    r"|increase"
    r"|decrease|decline)\b",
    re.IGNORECASE,
)
OF_ONE_GROUP = re.compile(
    r"(?:Those|Patients|Participants|Subjects|Women|Men|Children)\s(?:in|assigned\sto)\sthe\s[\w\s-]{2,30}\s(?:group|arm)\b"
    r"(?![^.;]{0,120}\b(?:eligib|randomi[sz]ed))"
)
"""How a sentence begins that tells what one group did."""
CHOICE = re.compile(r"\bor\s$")
OF_AN_ARM = re.compile(r",\s(?:in|under|for)\s(?:which|whom)\b", re.IGNORECASE)
"""What tells that the rest of a sentence is about the group just named: "… to interruption, in which drugs …"."""


def arms_of(text: AnnotatedText, page: Page, meanings: tuple[Meaning, ...]) -> tuple[str | None, ...]:
    """The arm of each measure of a page; lists are handed out in order."""
    named: list[str | None] = []
    listed = listed_times(text, page, text.times(page.sentence))
    decides = _decides_eligibility(page, meanings)
    grouped = bool(text.arms.mentions_between(page.sentence.start, page.sentence.end))
    for members in lists_of(page):
        if _are_of_none(page, meanings, members, decides=decides):
            named += [None] * len(members)
        elif len(members) > 1:
            named += _arms_of_list(text, page, meanings, members, timed=members[0] in listed, grouped=grouped)
        else:
            named.append(text.arms.arm_of(_spans(page, members)[0], page.sentence))
    for row in rows_of(text, page, meanings):
        named[row.first : row.stop] = [row.arm] * (row.stop - row.first)
    for number in range(1, len(named)):
        if is_told_again(page, number):
            named[number - 1] = named[number] = named[number - 1] or named[number]
    named = without_everyones(text, page, meanings, _paired(text, page, meanings, named))
    if not grouped and not any(named) and (carried := _group_before(text, page)):
        named = [None if meaning.kind in {"threshold", "difference"} else carried for meaning in meanings]
    return tuple(_paired(text, page, meanings, with_described(text, page, meanings, named)))


class Told(NamedTuple):
    """The groups of the last page's numbers."""

    sentence: Sentence
    arms: tuple[str | None, ...]


def with_theirs(
    text: AnnotatedText, page: Page, meanings: Sequence[Meaning], arms: tuple[str | None, ...], last: Told | None
) -> tuple[str | None, ...]:
    """The groups of a page whose sentence goes on about people: "Their percentage rose" is that of the last subject."""
    if last is None or last.arms[0] is None or any(arms) or not THEIRS.match(page.scan, page.sentence.start):
        return arms
    if text.previous(text.sentence_at(page.sentence.start)) != last.sentence:
        return arms
    return tuple(None if meaning.kind in {"threshold", "difference"} else last.arms[0] for meaning in meanings)


def _are_of_none(page: Page, meanings: tuple[Meaning, ...], members: list[int], *, decides: bool) -> bool:
    """Whether the values of a list are no group's: of two at once, a choice, or what decides who is in the trial."""
    if _is_of_two_arms(page, members[0], meanings[members[0]]) or _is_choice(page, meanings, members):
        return True
    return decides and any(_is_eligibility(page, meanings[n], n) for n in members)


def _arms_of_list(
    text: AnnotatedText, page: Page, meanings: tuple[Meaning, ...], members: list[int], *, timed: bool, grouped: bool
) -> Sequence[str | None]:
    """The arms of a list: one group's at several times, or each value another group's."""
    spans, whole = _spans(page, members), CleanSpan(page.measures[members[0]].at.start, page.measures[members[-1]].end)
    if is_unchanged_pair(page, meanings, members[0]) or (timed and not grouped):
        return [text.arms.arm_of_all(whole, page.sentence)] * len(members)
    if meanings[members[0]].rule == "level_unchanged" and _names_one(text, page):
        return [text.arms.arm_of_all(spans[0], page.sentence)] * len(members)
    if timed:
        return [text.arms.arm_of(whole, page.sentence)] * len(members)
    if dosed := dosed_groups(text, page, [page.measures[n] for n in members]):
        return dosed
    if not grouped and all(meanings[n].kind == "threshold" for n in members):
        return [None] * len(members)
    return text.arms.arms_of_list(spans, page.sentence)


def _names_one(text: AnnotatedText, page: Page) -> bool:
    """Whether a sentence names one group, so that a pair of what did not change is its count at two times."""
    return len({mention.arm for mention in text.arms.mentions_between(page.sentence.start, page.sentence.end)}) == 1


def _spans(page: Page, members: list[int]) -> list[CleanSpan]:
    return [CleanSpan(page.measures[n].at.start, page.measures[n].end) for n in members]


def _group_before(text: AnnotatedText, page: Page) -> str | None:
    """The one group that the sentence before opens or ends with: "In the zinc arm, … The mean CD4 count was 300"."""
    previous = text.previous(text.sentence_at(page.sentence.start))
    if previous is None or not GOES_ON.match(page.scan, page.sentence.start, page.sentence.end):
        return None
    mentions = text.arms.mentions_between(previous.start, previous.end)
    if len({mention.arm for mention in mentions}) != 1:
        return None
    opening = OPENS_WITH.match(page.scan, previous.start, previous.end)
    opens = opening is not None and mentions[0].at.start <= opening.end()
    if (
        not opens
        and THEIRS.match(page.scan, page.sentence.start)
        and COMPARES.search(page.scan, previous.start, previous.end)
    ):
        return None
    return mentions[0].name if opens or ENDS_WITH.match(page.scan, mentions[-1].at.end, previous.end) else None


def _paired(
    text: AnnotatedText, page: Page, meanings: tuple[Meaning, ...], named: list[str | None]
) -> list[str | None]:
    """A from-to pair is one group's, which is named behind it: "from 210 × 10^6/l to 340 × 10^6/l in the zinc arm"."""
    for number, (one, other) in enumerate(pairwise(meanings)):
        if named[number] is None and one.rule == "level_from" and other.rule == "level_to":
            first, second = page.measures[number], page.measures[number + 1]
            if not text.arms.mentions_between(first.end, second.at.start):
                named[number] = named[number + 1]
    return named


def _is_choice(page: Page, meanings: tuple[Meaning, ...], members: list[int]) -> bool:
    """Whether values are joined by "or", so that they are no groups' in order: "at 20 or 30 cells"."""
    if any(meanings[number].kind == "threshold" for number in members):
        return False
    gaps = (page.scan[page.measures[one].end : page.measures[other].at.start] for one, other in pairwise(members))
    return any(CHOICE.search(gap) for gap in gaps)


def _is_of_two_arms(page: Page, number: int, meaning: Meaning) -> bool:
    """Whether a difference is told of both arms, "4% higher than on placebo", and not of the one that is ahead."""
    if meaning.kind != "difference":
        return False
    measure = page.measures[number]
    if COMPARED.search(page.scan, max(page.sentence.start, measure.at.start - 90), measure.at.start):
        return True
    return meaning.rule != "difference_after" or THAN.match(page.scan, measure.end) is not None


def _decides_eligibility(page: Page, meanings: tuple[Meaning, ...]) -> bool:
    """Whether a sentence with limits speaks of who is in the trial."""
    if all(meaning.kind != "threshold" for meaning in meanings) or OF_ONE_GROUP.match(page.scan, page.sentence.start):
        return False
    return ELIGIBILITY.search(page.scan, page.sentence.start, page.sentence.end) is not None


def _is_eligibility(page: Page, meaning: Meaning, number: int) -> bool:
    """Whether a limit decides who is in the trial, so that it is of no arm."""
    if meaning.kind != "threshold":
        return False
    return not OF_AN_ARM.search(page.scan, page.sentence.start, page.measures[number].at.start)
