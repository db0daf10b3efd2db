"""Which group an amount was given to.

A sentence that says what one group received names the group of its amounts ("the infusion group received 2 g of X"),
though the drug, too, may be the name of a group. Else it is the group that stands beside the amount; but an amount of
a drug is never the placebo's.
"""

from __future__ import annotations

import re

from extractors.findings.dose.linking import Linked
from extractors.links.annotated import AnnotatedText
from extractors.links.arm_names import ArmMention
from extractors.model import Sentence

CLAUSE_ENDS = (
    r"\b(?:while|whereas|but|versus|vs|compared|than|respectively|both|each|other|all\s(?:patients|groups))\b|;"
)
RECEIVED = re.compile(
    rf"""
    (?: \s(?:group|arm|cohort) )? (?: \s[(\[][^()\[\]]{{1,60}}[)\]] )?
    ,? (?: \s(?:patients|subjects|participants|women|men|children|infants|rats|mice|animals|who|that|then|also|only
        |daily|was|were|is|are|had|been) ){{0,3}}
    \s (?: received | receives? | receiving | given | took | administered | consumed | got | used | applied | ingested
      | drank | treated\swith | supplemented\swith | injected\swith | infused\swith ) \b
    (?: (?! {CLAUSE_ENDS} ) [^;] ){{0,160}}
    """,
    re.VERBOSE,
)
"""Behind a group's name: that what follows is what it was given."""
IN_GROUP = re.compile(
    rf"(?:\s(?:group|arm|cohort))?(?:\s?[(\[][^()\[\]]{{1,60}}[)\]])?,\s(?:(?!{CLAUSE_ENDS})[^;]){{0,160}}"
)
""" "In the X group, a loading dose of …"."""
LEAD = re.compile(r"(?:\A|[;:]\s|\b(?:while|whereas|and)\s)(?:[Pp]atients\s)?[Ii]n\s(?:the\s)?\Z")
NOT_GIVEN = re.compile(r"\b(?:placebo|sham|untreated|vehicle|no\s)", re.IGNORECASE)
INERT = re.compile(
    r"\b(?:placebo|saline|vehicle|sham|water|dextrose|glucose|lactose|sucrose|sugar|starch|\w*oil)\b", re.IGNORECASE
)


OF_ALL = re.compile(
    r"\b(?:[Bb]oth|[Aa]ll|[Ee]ach)\s(?:the\s|of\sthe\s)?(?:\w+\s)?(?:groups?|arms?|patients?|subjects|participants|women|men|children)\b"
    r"(?![^.;]*\b(?:randomi[sz]ed|allocated|assigned|divided)\b)"
)
"""Before an amount: that all people got it."""
DID_NOT = re.compile(r"(?:\s(?:group|arm))?\s(?:did\snot\s(?:receive|get|take)|(?:received|got|was\sgiven)\sno)\b")
ALTERNATIVE = re.compile(r"\b(?:or|versus|vs)\s\Z")


def arm_of_dose(text: AnnotatedText, linked: Linked, drug: str | None) -> str | None:
    """The name of the group that an amount was given to; None where the text does not settle it."""
    name = text.arms.arm_of(linked.at, linked.sentence)
    if drug is None or (name is None and not text.arms.arms):
        return name
    if name is not None and _is_of_others(text, linked, name):
        return None
    inert = name is not None and _is_inert(text, name, linked.sentence) and INERT.search(drug) is None
    if name is not None and not inert and not _is_drug(name, drug):
        return name
    receiver = _receiver(text, linked.at.start, linked.sentence)
    if receiver is None and inert:
        return _named_after(text, linked)
    return receiver.name if receiver else name


def _is_of_others(text: AnnotatedText, linked: Linked, name: str) -> bool:
    """Whether an amount is not the group's that is named before: all got it, it did not, or another drug's did."""
    start = linked.sentence.start
    before = [one for one in text.arms.mentions_between(start, linked.at.start) if one.name == name]
    if not before:
        return False
    last, scan = before[-1], text.scan
    if DID_NOT.match(scan, last.at.end, linked.at.start):
        return True
    if last.head:
        return False
    named = linked.named
    apart = named is not None and last.at.end <= named.at.start < linked.at.start
    if apart and named is not None and ALTERNATIVE.search(scan[last.at.end : named.at.start]):
        return True
    return OF_ALL.search(scan, start, last.at.start) is not None


def _is_drug(name: str, drug: str) -> bool:
    """Whether a group's name is that of the drug itself."""
    one, other = name.casefold(), drug.casefold()
    return one in other or other in one


def _is_inert(text: AnnotatedText, name: str, sentence: Sentence) -> bool:
    """Whether a group of the sentence, by this name or its first, was given no drug."""
    if NOT_GIVEN.search(name):
        return True
    mentions = text.arms.mentions_between(sentence.start, sentence.end)
    return any(one.name == name and NOT_GIVEN.search(text.arms.arms[one.arm].name) for one in mentions)


def _named_after(text: AnnotatedText, linked: Linked) -> str | None:
    """The group that the drug's own name is, where it stands beside the amount."""
    if linked.named is None:
        return None
    within = text.arms.mentions_between(linked.named.at.start, linked.named.at.end)
    return next((one.name for one in within if not _is_inert(text, one.name, linked.sentence)), None)


def _receiver(text: AnnotatedText, at: int, sentence: Sentence) -> ArmMention | None:
    """The last group named as one before an amount, where the sentence tells what it was given."""
    before = [mention for mention in text.arms.mentions_between(sentence.start, at) if mention.head]
    if not before:
        return None
    last = before[-1]
    if RECEIVED.fullmatch(text.scan, last.at.end, at):
        return last
    leads = LEAD.search(text.scan[max(sentence.start, last.at.start - 24) : last.at.start])
    return last if leads and IN_GROUP.fullmatch(text.scan, last.at.end, at) else None
