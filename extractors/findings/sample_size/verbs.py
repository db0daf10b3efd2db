"""What stands to the right of a bare number when it counts people: a verb, "of whom", "in each group"."""

from __future__ import annotations

import re

VERBS = frozenset(
    """
were was are had have has did received receiving completed underwent developed died agreed consented
refused declined withdrew discontinued dropped participated entered enrolled remained responded achieved
experienced reported showed started continued returned attended survived relapsed took used chose met
failed required needed gained reached randomized randomised assigned allocated treated randomly given
served initiated stopped switched presented provided included excluded evaluable assessable eligible lost
crossed gave suffered tested remain withdrawn could would stayed missed left finished screened analyzed
analysed recovered improved conceived delivered became felt complained preferred rated noticed progressed worsened
replied answered fell vomited quit smoked went moved tolerated rebounded
contributing maintained adhered accepted expressed described performed preserved got made arrived saw kept
""".split()
)
ADVERBS = frozenset(
    "never also then subsequently actually ultimately finally already successfully still only fully immediately".split()
)
ADJECTIVAL = frozenset("clinical controlled trial trials groups arms group arm double".split())
WORDS = re.compile(r"\s{1,600}+(?P<one>[a-z]+)(?:\s(?P<two>[a-z]+))?(?:\s(?P<three>[a-z]+))?")
OF_THEM = re.compile(
    r"\s(?:of\s(?:them|whom|these|those|the\slatter)|who|whose|(?:for|in|from|with)\swhom)\b(?!\s(?:days|weeks|months|years|cycles))"
)
OF_WHICH = re.compile(r"\sof\swhich\b")
PARTICIPLE = re.compile(
    r"\s(?:randomly\s|initially\s|originally\s)?(?:(?:randomi[sz]ed|assigned|allocated)(?=,|\sto\b)"
    r"|(?:enrol+ed|recruited|screened|included|invited|approached|referred|registered|treated|eligible|evaluable)(?=,))"
)
""" "Of 118 randomized, 9 withdrew"."""
PHRASED = re.compile(r"\s(?:with|without|in|on|of|from|for|had|were|was)\b")
LEFT_FOR = re.compile(r"\s(?:for|in|to|who|available|evaluable)\b|\s?[.;),]")
GENERIC = re.compile(
    r"\s(?:\w+ly\s)?[a-z]{2,20}ed\s(?:to|on|in|by|at|with|from|for|off|out|up|over|away|the|an?|their|his|her|all|both"
    r"|no|not|without"
    r"|because|due|before|after|during)\b"
)
""" "3646 lived in the area"."""
SPREAD = re.compile(r"\s?(?:±|\+/-)")
AND_ANOTHER = re.compile(r"\s[\w-]{2,30}(?<!s)(?:\sgroup)?\sand\s\d")
""" "162 (81.0%) intervention and 171 (85.5%) control participants"."""
ORGANS = re.compile(r"\s(?:teeth|molars|incisors|premolars|canines|eyes|knees|hips|limbs|ears|wounds|implants)\b")
""" "four groups of 30 teeth": the trial's unit."""
GROUP = re.compile(r"\s(?:intervention|treatment|control)\s(?:group|arm)\b")
""" "n = 9 intervention group"."""
RANDOMIZED = re.compile(r"\srandomi[sz]ed\b")
FOR_CAUSE = re.compile(r"\s?[.;]|,\s(?!\d)|\s(?:because|due|owing)\b")
CLOSED = re.compile(r"\s?[)\]]")
WHOLE_STANDS = re.compile(
    r"\s?[)\],;.\[(]|\s(?:vs\.?|versus|compared|in|on|with|who|were|was|had|have|did|and|at|to|from|treated|given|taking|receiving"
    r"|randomi[sz]ed|assigned|allocated)\b|$"
)
NOT_A_COUNT = re.compile(
    r"\s?%|-\w|/|\s?[-x×:]\s?\d|\.\d|\s?\+/-|\s?±|(?:st|nd|rd|th)\b|\)\s?[A-Z]|\s?[°$£€]|[A-Za-zμ]|,\d"
)
UNLIKE_A_COUNT = re.compile(r"\s?(?:[-x×:]\s?\d|±|\+/-|[%°$£€])|\.\d|(?:st|nd|rd|th)\b|\)\s?[A-Z]")
"""The same, but for a hyphen and a slash, which a count can have ("a 20-subject group", "12/40")."""
PROPORTION = re.compile(
    r"\s(?:(?:patient|person|adult|woman|man|child|infant|case|people|patients|women|men)\s)?"
    r"(?:in|out\sof|of|per)\s(?:(?:every|each)\s(?:two|three|four|five|six|seven|eight|nine|ten|\d)"
    r"|(?<=in\s)(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,7})\s?"
    r"(?:[.,;)]|$|(?!groups|arms|cohorts|cent|sites|stud|trials)"
    r"(?:women|men|adults|people|patients|persons|children|maintain|develop|experienc|has|have|is|are|will|suffer"
    r"|dies?|fails?|live)))"
)
""" "one patient in five", "1 in 8 women", "two out of every three": how frequent, not how many."""
RATIOS = re.compile(
    r"(?:\s[\w-]+){0,3}?(?:,?\sand|,|\svs\.?|\sversus)\s\d{1,5}\s?/\s?\d{1,5}\s(?:[\w-]+\s){0,4}?"
    r"(?:patients|subjects|participants|women|men|children|infants|adults|volunteers|individuals|people|cases)\b"
)
IN_A_GROUP = re.compile(
    r"\s(?:in|on|of|from)\s(?:the\s)?(?:[\w+/-]{1,30}\s){1,4}?(?:groups?|arms?|cohorts?|recipients)\b"
)
""" "9/9 in the placebo group"."""
EACH = re.compile(
    r"\s(?:per|in\seach|in\severy|in\seither|in\sboth|each\sin|for\seach|for\sboth|to\seach)\s(?:of\sthe\s)?"
    r"(?:[\w-]{1,20}\s){0,2}?"
    r"(?:groups?|arms?|cohorts?|sequences?|treatments?)\b|\seach\b|\sin\seach(?=\s?[.,;)])"
)


OF_THEM_BEGINS, EACH_BEGINS = (
    ("of", "who", "for whom", "in whom", "from whom", "with whom"),
    ("per", "in", "each", "for", "to"),
)
"""How these begin behind the space; asked first, because it is cheap."""


def is_said_of_each(scan: str, at: int, end: int) -> bool:
    """Whether what stands at an offset says a count of each group ("in each arm")."""
    return scan.startswith(EACH_BEGINS, at + 1) and EACH.match(scan, at, end) is not None


def is_plain_word(scan: str, at: int) -> bool:
    """Whether a space and a word stand at an offset: no sign that makes a number a measure (an "x" may be one)."""
    return scan.startswith(" ", at) and scan[at + 1 : at + 2].isalpha() and not scan.startswith("x", at + 1)


def is_predicate(behind: str) -> bool:
    """Whether a text begins with a verb that people are the subject of."""
    match = WORDS.match(behind)
    if match is None:
        return False
    words = [word for word in match.groups() if word]
    if words[0] in ADVERBS:
        words = words[1:]
    if words and GENERIC.match(behind):
        return True
    return bool(words) and words[0] in VERBS and not (len(words) > 1 and words[1] in ADJECTIVAL)
