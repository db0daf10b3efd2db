"""Which of a sentence's groups a number is tied to: by a bracket, by touching, by "in the …", or by its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.links import lists
from extractors.links.arm_behind import DIRECTLY, LONGEST_TAIL, NOUNS, TAIL, follows
from extractors.links.arm_names import ArmMention
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

BEFORE_BRACKET = re.compile(
    rf"(?:\(R\)|®|™)?[-\s]*(?:(?:treated|treatment|therapy|alone|only|regimen|control)[\s-]*)?(?:{NOUNS})?"
    r"(?:\s?\d[\d.,]{0,9}[\s-]?[\w/%μ-]{1,12}(?:\s[\w/.-]{1,12}){0,6})?[\s,]*",  # "drug 300 ug once daily (n = …"
    re.IGNORECASE,
)
IN_BRACKET = re.compile(rf"\s*(?:{NOUNS})?\s*[:,;=-]?\s*(?:[nN]\s?[=:]?\s*)?")
COLON_BEFORE = re.compile(rf"\s?(?:{NOUNS})?\s?:\s?(?:[nN]\s?=\s?)?")
SIZE_BEFORE = re.compile(rf"\s?(?:{NOUNS})?\s?[:,]\s?")
""" "(1) zinc, n = 25; (2) placebo, n = 23"."""
DOSE = re.compile(r"\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|µg|mcg|ug|mL|ml|IU|U|%)")
"""A number that is a dose: right behind a treatment it is that treatment's."""
NEW_CLAUSE = re.compile(r"[,;]\s|\band\b|\bbut\b|\bwhile\b|\bwhereas\b")
PEOPLE = re.compile(rf"^\s(?:[\w-]+\s){{0,2}}{NOUNS}\b", re.IGNORECASE)
CODE = re.compile(r"(?:group|arm|cohort)\s\w{1,3}|[A-Z]|[IVX]{1,4}|\d", re.IGNORECASE)
LETTERED = re.compile(r"(?:group|arm|cohort)[\s-]\w{1,3}", re.IGNORECASE)
LETTER = re.compile(r"[A-Z]\d?")
LETTER_OPENS = re.compile(r"(?:\s(?:group|arm))?\s?[(\[]", re.IGNORECASE)
RECEIVES = re.compile(
    r"(?:,?\s(?:(?:the\s)?[\w-]+\s){0,3}|\s)(?:received|receiving|given|took|with|administered)\s(?:[\w%.-]+\s){0,4}",
    re.IGNORECASE,
)
GOVERNS = re.compile(
    r"(?:^|[;:]\s|\b(?:discontinuations?|withdrawals?|interruptions?|cessation|stopping|and)\s(?:of|from)\s(?:the\s)?|\b(?:in|among|for|on|with|receiving|received|given|got|taking|under|during|end\sof|to|while|whereas|and|but)\s"
    r"(?:the\s|those\s)?)$",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:than|versus|vs\.?|compared\s(?:with|to))\s(?:(?:in|for|with|on)\s)?(?:the\s)?(?:[\w-]+\s){0,2}"
    r"(?:(?:in|on)\s(?:the\s)?)?$",
    re.IGNORECASE,
)
COMPARISON = re.compile(
    r"\b(?:compared\s(?:with|to)|versus|vs\.?|as\sopposed\sto|against|in\scontrast\s(?:to|with)|than)\s", re.IGNORECASE
)
EITHER = re.compile(r"\b(?:either|without)\b")
"""Between a treatment and a bracket: that what the bracket is of is told in between."""
ITEM_OPENS = re.compile(r"[(\[;]\s?(?:[nN]\s?=\s?)?\Z")
BRACKET_ENDS = re.compile(r"[)\]]")
OWN_TREATMENT = re.compile(
    r"""
    (?: \s?[(\[][^()\[\]]{1,40}[)\]] )? (?: \s(?:of|from)\s\d{1,6} )?
    (?: \s(?:to|on)\s(?=[a-z])                                                 # "5 to X"
      | \s(?-i:(?=[\w/+-]*[A-Z][\w/+-]*[A-Z]) (?!HIV|CD|AIDS|WHO|RNA|DNA) )    # "14 sdNVP"
      | (?: \s[\w-]{1,16} )? (?: \s\([^()]{1,20}\) )? \s(?:in|on)\s(?:the\s)?  # "21 patients (60%) in PG"
        (?-i:(?!HIV|CD|AIDS|ICU|USA?|UK|RNA|DNA|BMI|OR|CR|PR|SD) [A-Z]{2,4} (?!-|\s[a-z]+(?:s|ed)?\s(?:group|arm)) \b)
      | (?:\s[\w-]{1,20}){0,2}? \s (?:who\s|that\s)? (?:(?:were|was|had\sbeen)\s)? (?:\w+ly\s)?
        (?: without | with\sno | received | took | treated\swith | given | underwent
          | (?:assigned|allocated|randomi[sz]ed)\sto ) \s
    )
    (?! th(?:is|ese|ose)\b | it\b | an?\s(?:mean|median)\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Behind a count: that its people were given something of their own; they are not of the group named before."""
GROUP_NOUN = re.compile(r"\s(?:group|arm)\b", re.IGNORECASE)
DESIGN = ("-control", " control")
"""Behind "placebo": that it describes the trial."""
SAME_GROUP = re.compile(r"\b(?:that|this|the\ssame|the\slatter)\s(?:arm|group|cohort)\b", re.IGNORECASE)
ITEM_NAMED = re.compile(r";\s[A-Za-z][^;:.,()\d]{1,40},\s\Z")
"""Between a group and a number: that the number's item is named otherwise, "X, +131; controls, +118"."""
REST_OF_BRACKET = re.compile(r"\A\s?%?[)\]]")
"""Behind the last number of a measure's bracket: "452 cells/μL (IQR 340-592) in the …"."""
LONGEST_NUMERAL = 60
LONGEST_NOUN = 11
"""Characters of " treatment " between a name and its short form in brackets."""


def attached(scan: str, at: CleanSpan, sentence: Sentence, near: Sequence[ArmMention]) -> ArmMention | None:
    """The mention that the number is tied to by a bracket, by touching it, or by "in the …"."""
    start, end = at
    before = [mention for mention in near if mention.at.end <= start]
    after = [mention for mention in near[len(before) :] if mention.at.start >= end]
    if after and (DIRECTLY.fullmatch(scan, at.end, after[0].at.start) or _opens_item(scan, at, after[0])):
        return after[0]
    if mention := _round_bracket(scan, at, sentence, before):
        return mention
    within = near[len(before) : len(near) - len(after)]  # in order, and none overlaps another
    if found := next((mention for mention in within if _overlaps(mention.at, at)), None):
        return found
    if after and follows(scan, at.end, after[0]):
        return after[0]
    if not before:
        return None
    opens = SIZE_BEFORE if scan[at.start] in "nN" else COLON_BEFORE
    return before[-1] if opens.fullmatch(scan, before[-1].at.end, at.start) else None


def labelled(scan: str, mention: ArmMention, near: Sequence[ArmMention]) -> ArmMention:
    """The lettered group that was given what a mention names: "Group B received zinc 30 mg", else the mention."""
    if LETTERED.fullmatch(mention.name):
        return mention
    if LETTER.fullmatch(mention.name):
        return _spelled_out(scan, mention, near)
    before = [named for named in near if named.at.end <= mention.at.start and LETTERED.fullmatch(named.name)]
    return before[-1] if before and RECEIVES.fullmatch(scan, before[-1].at.end, mention.at.start) else mention


def _spelled_out(scan: str, mention: ArmMention, near: Sequence[ArmMention]) -> ArmMention:
    """The name right before a bracket that opens with its letter ("the zinc group (Z group)"); else the letter."""
    before = [named for named in near if named.arm == mention.arm and named.at.end < mention.at.start]
    return before[-1] if before and LETTER_OPENS.fullmatch(scan, before[-1].at.end, mention.at.start) else mention


def _overlaps(name: CleanSpan, at: CleanSpan) -> bool:
    """Whether a name stands in the quote of a number or holds it ("baricitinib 2 mg")."""
    return (name.start >= at.start and name.end <= at.end) or (name.start <= at.start and at.end <= name.end)


def dosed(scan: str, at: CleanSpan, near: Sequence[ArmMention]) -> ArmMention | None:
    """The treatment right before a number that is its dose: "either mesalamine 40 mg or …"."""
    before = next((mention for mention in near if mention.at.end == at.start - 1), None)
    return before if before and scan[at.start - 1] == " " and DOSE.match(scan, at.start, at.end) else None


def _opens_item(scan: str, at: CleanSpan, mention: ArmMention) -> bool:
    """Whether a size opens an item that its name ends: "(n = 35, zinc; n = 29, placebo)"."""
    if scan[at.end : mention.at.start] != ", " or not scan.startswith((";", ")"), mention.at.end):
        return False
    return ITEM_OPENS.search(scan, max(0, at.start - 8), at.start) is not None


def governing(
    scan: str,
    at: CleanSpan,
    sentence: Sentence,
    near: Sequence[ArmMention],
    joined: Sequence[tuple[ArmMention, ...]],
) -> ArmMention | None:
    """The mention that governs the number's clause: the nearest one before it, unless it is one of several (`joined`).

    A bare name governs only as the sentence's subject or behind a preposition: "cycles of IL-2" names no group.
    """
    before = (
        mention
        for mention in reversed(near)
        if mention.at.end <= at.start and not scan.startswith(DESIGN, mention.at.end)
    )
    nearest = next((mention for mention in before if not _is_aside(scan, mention, at, sentence, near)), None)
    if nearest is None or any(nearest in group for group in joined):
        return None
    item = ITEM_NAMED.search(scan, nearest.at.end, at.start)
    if item and item.start() >= nearest.at.end:
        return None
    if OWN_TREATMENT.match(scan, at.end, sentence.end) or _is_of_item_before(scan, nearest, at, sentence):
        return None
    lead = scan[max(sentence.start, nearest.at.start - 30) : nearest.at.start]
    if (
        COMPARED.search(lead)
        or COMPARISON.search(scan, nearest.at.end, at.start)
        or _measures_another(scan, at, nearest, sentence)
    ):
        return None
    return nearest if nearest.head or lead.endswith(", ") or GOVERNS.search(lead) else None


def is_compared_with(scan: str, mention: ArmMention, sentence: Sentence) -> bool:
    """Whether a mention is what the other group is compared with: "higher on X than on Y"."""
    return COMPARED.search(scan, max(sentence.start, mention.at.start - 30), mention.at.start) is not None


def of_last(
    scan: str,
    values: Sequence[CleanSpan],
    tied: Sequence[ArmMention | None],
    sentence: Sentence,
    near: Sequence[ArmMention],
) -> tuple[str, ...] | None:
    """One group for a whole list, named behind its last: "13 and 16 in the X group, vs 12 and 15 in the Y group"."""
    before = [mention for mention in near if mention.at.end <= values[0].start]
    if not before or tied[-1] is None or any(tied[:-1]) or lists.set_against(scan, values):
        return None
    return (tied[-1].name,) * len(values) if _measures_another(scan, values[0], before[-1], sentence) else None


def _is_of_item_before(scan: str, mention: ArmMention, at: CleanSpan, sentence: Sentence) -> bool:
    """Whether a mention belongs to another item of the bracket round a number: "(zinc, n = 9; usual diet, n = 8)"."""
    last = scan.rfind(";", mention.at.end, at.start)
    if last < 0 or IN_BRACKET.fullmatch(scan, last + 1, at.start):
        return False
    opening = lists.bracket_round(scan, at.start, sentence.start)
    return opening is not None and opening < mention.at.start


def _is_aside(scan: str, mention: ArmMention, at: CleanSpan, sentence: Sentence, near: Sequence[ArmMention]) -> bool:
    """Whether a mention stands in a bracket closed before the number, and is no short form of the name before it."""
    if not BRACKET_ENDS.search(scan, mention.at.end, at.start):
        return False
    opening = lists.bracket_round(scan, mention.at.start, sentence.start)
    if opening is None:
        return False
    return not any(0 <= opening - named.at.end <= LONGEST_NOUN and opening == mention.at.start - 1 for named in near)


def _measures_another(scan: str, at: CleanSpan, mention: ArmMention, sentence: Sentence) -> bool:
    """Whether the mention ends the measure of a number before it: "rose to 916 cells/mm3 in the IL-2 group and fell …".

    A count of people ("107 women who received HAART had …") makes the group the subject instead.
    """
    low = max(sentence.start, mention.at.start - LONGEST_TAIL - LONGEST_NUMERAL)
    last = lists.last_numeral(scan, low, mention.at.start)
    if last is None or mention.at.start - last > LONGEST_TAIL or not NEW_CLAUSE.search(scan, mention.at.end, at.start):
        return False
    if SAME_GROUP.search(scan, mention.at.end, at.start):
        return False
    gap = REST_OF_BRACKET.sub("", scan[last : mention.at.start])
    return TAIL.fullmatch(gap) is not None and PEOPLE.search(gap) is None


def _round_bracket(scan: str, at: CleanSpan, sentence: Sentence, before: Sequence[ArmMention]) -> ArmMention | None:
    """The mention that a bracket round the number stands behind ("(35 mm [n = 22])" are two), or holds before it."""
    inner = at.start
    opening = lists.bracket_round(scan, inner, sentence.start)
    while opening is not None:
        inside = [mention for mention in before if opening < mention.at.start < inner]
        outside = [mention for mention in before if mention.at.end <= opening]
        owner = outside[-1] if outside and BEFORE_BRACKET.fullmatch(scan, outside[-1].at.end, opening) else None
        if inside and IN_BRACKET.fullmatch(scan, inside[-1].at.end, inner):
            described = owner and (CODE.fullmatch(inside[-1].name) or GROUP_NOUN.search(scan, owner.at.end, opening))
            return owner if described and not GROUP_NOUN.search(scan, inside[-1].at.start, inner) else inside[-1]
        if inside or owner:
            return None if inside else owner
        if (
            outside
            and outside[-1].at.end < opening < outside[-1].reach
            and scan.find(";", outside[-1].at.end, opening) < 0
            and not EITHER.search(scan, outside[-1].at.end, opening)
        ):
            return outside[-1]
        inner, opening = opening, lists.bracket_round(scan, opening, sentence.start)
    return None
