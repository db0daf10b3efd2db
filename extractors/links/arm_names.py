"""What can be the name of a group, and what is never one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractors import lexicon
from extractors.links.drug_names import has_stem
from extractors.traced_text import CleanSpan

HEADS = frozenset({"group", "groups", "arm", "arms", "recipient", "recipients", "cohort", "cohorts"})
JOINERS = frozenset({"and", "or", "vs", "vs.", "versus", "&", "nor"})
STOPS = HEADS | frozenset(
    (
        "the a an in of for with to both each either between than on at by from as into within all these "
        "those this that other others another same were was is are be been being had has have did do not but "
        "while whereas among per after before during who which when where patients subjects participants "
        "women men children adults infants people volunteers individuals received receive receiving compared "
        "versus only also respectively one two three four five six seven eight nine ten single multiple "
        "different several more less greater higher lower under across our their its any every equal "
        "comparable similar could would should might "
        "assigned allocated randomized randomised entire joined entered showed found no "
        "significant new main second first third overall total remaining largest latter former through then "
        "such via because since if it they we there whose including without using older younger mean median"
    ).split()
)
"""Words that end a name on its left."""
NEVER_IN_NAME = frozenset(
    (
        "threshold thresholds cells resumed "
        "parallel blinded nonblinded blind label age aged risk sub ethnic peer support focus working research "
        "expert user food between within inter intra trial evaluate assess compare determine investigate "
        "examine test whether aim effect effects upper forearm motor mid left right fore subgroup subgroups "
        "significant differences difference baseline study's patient's weight-bearing followed balanced ratio "
        "half halves side sides january february march april june july august september october november december "
        "oncology cooperative collaborative consortium network society trials trialists mg kg ml survival "
        "progressive toxicity disease percent cent analysis analyses analysed analyzed analysable evaluable protocol "
        "intention intent itt epidemiological epidemiologic birth national validation derivation inception "
        "prospective retrospective safety efficacy population screening eligible donor donors diagnosis-related"
    ).split()
)
GENERIC = frozenset(
    (
        "study treatment treatments treated intervention interventions experimental randomized randomised "
        "dose dosage therapeutic active assigned dosing medication drug exercise patient vaccination "
        "immunization"
    ).split()
)
"""Names that a singular noun makes an arm ("the treatment group") and a plural one does not ("treatment groups")."""
NEVER_BARE = frozenset(
    (
        "control treatment intervention study early deferred immediate delayed drug standard short long high "
        "low active test experimental treated comparison conventional usual routine group oral patients "
        "combination surgery exercise vaccination observation education training dose double single vehicle "
        "diet reference"
    ).split()
)
"""Names too common to be an arm without their noun."""
CONTROL = re.compile(
    r"\b(?:controls?|placebos?|sham|no (?:treatment|therapy|intervention)|^no \w+|untreated|"
    r"(?:usual|standard|routine) (?:\w+ )?care|"
    r"standard of care|conventional|deferred|"
    r"delayed|alone|only|comparator|wait(?:ing)?-?\s?list|vehicle|observation)\b",
    re.IGNORECASE,
)

NUMBERED_NAME = re.compile(r"\d+-|(?:two|three|four|five|six)-", re.IGNORECASE)
MEASURED_NAME = re.compile(
    r"[\d.]{1,8}(?:%|-?\s?(?:months?|weeks?|days?|years?|hours?|h|mg|g|μg|ug|mcg|mL|IU|MIU|U)(?:/(?:kg|day|d|m2))?\b)",
    re.IGNORECASE,
)
"""Arms named after a length or a dose: "the 6-month arm", "the 500-mg group"."""

DOSE_BEHIND = re.compile(
    r"(?<=\w)\s[\d.,]{1,8}[\s-]?(?:mg|g|μg|ug|mcg|mL|IU|U|%)(?:/(?:kg|day|d|m2|mL)|\s(?:once|twice)\sdaily|\sdaily)?\Z"
)
"""The dose that ends a group's name: "the zinc 20 mg group"."""
WORD_BEHIND_REVERSED = re.compile(r"\n?\s?(?P<word>(?:(?:enola|ylno)\s)?[\w+/-]{2,60})")
"""The last word of a text read backwards, "alone" and "only" with the word before them."""
CODE_OF_DRUG = re.compile(r"(?!CD|HLA|IL|NCT|PMC)[A-Z]{2,5}-?\d{3,6}[a-z]?")
"""The number a maker gives a drug before it has a name: "DSM265", "GS-7340"."""
NO_THERAPIES = frozenset(
    "therapy chemotherapy radiotherapy monotherapy polytherapy pharmacotherapy psychotherapy chemoradiotherapy".split()
)
"""What tells of no group by itself: words for any treatment, and what people of all groups are given."""
WORD = re.compile(r"[A-Za-z]{7,40}")
WORDS = re.compile(r"[\s-]+")
NO_NAME = re.compile(r"[<>=±]|\d/\d")
CODED = re.compile(r"(?i:group|arm|cohort) \w{1,3}")
NOT_GIVEN = re.compile(
    r"[-\s]?(?:receptors?(?!\s(?:ant)?agonis|\sblock)|naive|infected|experienced|resistan(?:t|ce)|sensitive|related|mutations?|eligib\w+|allergy"
    r"|intoleran\w+)\b"
)
"""Behind a treatment: that people are not given it but are (or fail to be) something on account of it."""
CLASSES = (
    "inhibitor",
    "inhibitors",
    "agonist",
    "agonists",
    "blocker",
    "blockers",
    "analogue",
    "analogues",
    "agents",
    "drugs",
)
PARTS = re.compile(r"[/+]|-(?=[A-Za-z]{3})")


class Named(NamedTuple):
    """A name at its place; `head` says that a noun such as "group" stands with it.

    `reach` is where the name's own stretch of an allocation ends: a size in brackets before it is the name's.
    `meant` is where the name itself stands that this place only means ("those who stopped").
    """

    name: str
    at: CleanSpan
    head: bool
    reach: int = 0
    meant: CleanSpan | None = None


class ArmMention(NamedTuple):
    """A place that names a group; `name` as the text has it, without "group" or "arm"."""

    name: str
    at: CleanSpan
    arm: int
    """Index into the inventory's arms."""
    head: bool
    """Whether a noun such as "group" stands with the name."""
    reach: int = 0
    """Where the name's stretch of an allocation ends; 0 outside one."""


def word_before(scan: str, low: int, end: int) -> CleanSpan | None:
    """Where the word before an offset stands, not farther back than `low`.

    Read backwards: a pattern that must end at a place is tried once so, and else at every character before it.
    """
    match = WORD_BEHIND_REVERSED.match(scan[low:end][::-1])
    return CleanSpan(end - match.end("word"), end - match.start("word")) if match else None


@lru_cache(maxsize=4096)
def is_name(name: str, *, plural: bool) -> bool:
    """Whether words before "group" (`plural`: "groups") name one."""
    if measured := MEASURED_NAME.match(name):
        name = name[measured.end() :].strip(" -")
        if not name:
            return True
    name = DOSE_BEHIND.sub("", name)
    if name in {"trial", "test"}:
        return not plural
    words = [word for word in WORDS.split(name.casefold()) if word not in {"alone", "only"}]
    if not words or any(word in NEVER_IN_NAME for word in words) or NO_NAME.search(name):
        return False
    if NUMBERED_NAME.match(name) or name.isdigit():
        return False
    return not (plural and all(word in GENERIC for word in words))


@lru_cache(maxsize=4096)
def is_control_name(name: str) -> bool:
    """Whether a name says that its group is the one compared with."""
    return CONTROL.search(name) is not None


@lru_cache(maxsize=4096)
def is_treatment(name: str) -> bool:
    """Whether a name is that of a drug, a regimen or a control treatment."""
    if is_control_name(name) and name.casefold() not in {"alone", "only"}:
        return True
    drugs = lexicon.load("drugs")
    words = name.split()
    if any(drugs.term(" ".join(words[:count])) for count in range(min(3, len(words)), 0, -1)):
        return True
    if not words:
        return False
    if words[0].casefold().endswith("therapy") and words[0].casefold() not in NO_THERAPIES:
        return True
    if CODE_OF_DRUG.fullmatch(words[0]) or (WORD.fullmatch(words[0]) and has_stem(words[0])):
        return True
    return any(drugs.term(part) is not None for part in PARTS.split(words[0]) if part != name)


def is_drug(name: str) -> bool:
    """Whether the lexicon knows a name of several words as a whole, which is no class: "growth hormone"."""
    return not name.casefold().endswith(CLASSES) and lexicon.load("drugs").term(name) is not None


@lru_cache(maxsize=4096)
def may_stand_bare(name: str) -> bool:
    """Whether the name, met without its noun, can only mean the group or its treatment."""
    if CODED.fullmatch(name):
        return True
    return (
        len(name) > 1
        and name.casefold() not in STOPS
        and not all(word in NEVER_BARE for word in WORDS.split(name.casefold()))
    )


def apart(found: list[Named]) -> tuple[Named, ...]:
    """In order, none overlapping another; a name with its noun wins, then the longer one."""
    kept: list[Named] = []
    for named in sorted(found, key=lambda named: (named.at.start, not named.head, -named.at.end)):
        if not kept or named.at.start >= kept[-1].at.end:
            kept.append(named)
        elif named.head and not kept[-1].head:
            kept[-1] = named._replace(reach=max(named.reach, kept[-1].reach))
        elif named.reach > kept[-1].reach:
            kept[-1] = kept[-1]._replace(reach=named.reach)
    return tuple(kept)
