"""What stands to the left of a number: the words that make it a label or a limit, and those that make it a count."""

from __future__ import annotations

import re
from functools import lru_cache

LABELS = frozenset(
    """
week weeks wk day days month months year years visit visits cycle cycles score scores aged age ages
version table tables fig figs figure figures ref refs number schedule regimen sequence period factor ci
hr or rr p r ratio scale nct isrctn no nos category subtype time dose line vol question site item wave
model median mean quartile tertile quintile quartiles tertiles quintiles appendix chapter sd minus every within than
over swog
""".split()
)
LIMITS = (
    "at least",
    "up to",
    "minimum of",
    "maximum of",
    "blocks of",
    "in groups of",
    "in pairs of",
    "median of",
    "mean of",
    "average of",
    "pairs of",
    "factor of",
    "score of",
    "target of",
)
NUMBERED = frozenset(
    """
grade grades stage stages phase phases type types class level levels step group groups arm arms cohort cohorts stratum
strata status part study trial protocol pretest posttest survey round session period panel step stages
""".split()
)
MOST_KEPT = 8192
ANY = 10**9
FEW = 10
"""Groups, grades and studies are numbered below this; above it, "HCT group 68" is a count."""
DATING = frozenset(
    """
In Since During Until in/since early late
spring summer fall autumn winter Spring Summer Fall Autumn Winter
January February March April May June July August September October November
December
""".split()
)
"""Before a number that may be a year, these make it one."""
ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth twelfth last final".split())
""" "In the third month 14 eyes …": the month has its number before it."""
CITED_BEFORE = re.compile(r"[a-z]{2}[.,;)]?\d{1,3}(?:[,-]\d{1,3}){0,5}[,-]\Z")
""" "as was shown.14,15 Thus": numbers raised in print, glued to the word that they belong to."""
RATIO_BEFORE = re.compile(
    r"[(\[][^()\[\]]{0,24}\d\s?/\s?\d{1,5}(?:\s?%)?(?:\s?[(\[][^()\[\]]{1,12}[)\]])?,?\s(?:vs\.?|versus|v\.?|compared\s(?:with|to)|and)\s\Z"
)
""" "(3/30 vs. 10/30)": the second of two in one bracket."""
SIGNS = "<>≤≥±×^~$£€=/#"
GOES_ON = re.compile(r"\d{1,3},")
NUMERAL = re.compile(r"\d{1,3}[,/-]?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve),?")
LISTED = re.compile(NUMERAL.pattern + r"|and|or|to|-")
JOINING = frozenset({"and", "or", "to", "-"})
N_BEFORE = re.compile(r"(?:\b[nN]|\b[nN]umber|\b[Nn]o\.)\s?[=:]\s?$|\b[nN]\s$")
NAMED_BEFORE = re.compile(
    r"""\b(?: (?:[Gg]roup|[Aa]rm|[Cc]ohort|[Tt]reatment)\s[A-Z0-9]{1,3}
      | (?!(?i:single|two|three|multi|parallel)\W) [A-Za-z][\w+/-]{0,30}\s?(?:group|arm) | [Pp]lacebo ) \s?[:=]\s?$
      | (?: (?<![\w)%]\s) | (?<=\band\s) ) \b    # not "in the sham group, six", nor "74 placebo, 62 sham"
      (?: (?:[Gg]roup|[Aa]rm|[Cc]ohort|[Tt]reatment)\s[A-Z0-9]{1,3}
      | (?<![\d.]-) (?!(?i:single|two|three|multi|parallel)\W) [A-Za-z][\w+/-]{0,30}\s?(?:group|arm)
      | [Pp]lacebo ) \s?,\s?$
      | \b(?: (?: [A-Za-z][\w+/-]{0,30}\s?(?:patients|subjects|controls|cases|women|men)
          | \b[\w+/-]{0,20}[Cc]ontrols? | \b(?:[Ii]ntervention|[Tt]reatment|[Aa]ctive|[Cc]omparison) ) \s?[:=]\s?$)""",
    re.VERBOSE,
)
SHARE_BEFORE = re.compile(
    r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)\s?(?:%|per\s?cent\b)"
    r"(?:\sof\s(?:(?:the|all|our|these|those)\s){0,2}(?:(?:study|randomi[sz]ed|enrolled)\s)?"
    r"(?:patients|participants|subjects|women|men|children|infants|people|individuals|adults|volunteers)(?=\s?[(\[]))?,?\s?(?:\(\s?(?:[nN]\s?=\s?)?|\[\s?[nN]\s?=\s?|[,;]\s?[nN]\s?=\s?)$"
)
SHARE_ASIDE = re.compile(r"[(\[]\s?(\d{1,3}(?:\.\d{1,3})?)\s?%[,;]\s\Z")
""" "(21%, 4/19)": the share, before a ratio in the same bracket."""
NAMES = (
    *("group", "arm", "lacebo", "patients", "subjects", "ontrols", "ontrol", "cases", "women", "men"),
    *("ntervention", "reatment", "ctive", "omparison"),
)
"""How the names of NAMED_BEFORE end, save for a code ("Group B2"): asked first, for it costs less."""
CODED = ("roup", "rm", "ohort", "reatment")
"""How the word before such a code ends."""
ENDS_N = frozenset("=:nN")
OPENING = frozenset("([=")
ENDS_NAME = frozenset(",:=")
BEFORE_ENDED = ENDS_NAME | OPENING
TOTALS = ("n", "N", " of", "about", "approximately", "leaving", "leaving only")
MEASURED_BEFORE = re.compile(
    r"(?:[<>≤≥±=]|\d-|\b(?:weeks?|months?|days?|years?|aged?|mean|median|status|stages?|grades?|groups?|arms?|type))\s?$"
    r"|\b(?:weeks?|months?|days?|status|stages?|grades?|groups?|type)\s[\dI]{1,3}\s?(?:,|and|or|to|-)\s?$",
    re.IGNORECASE,
)
LONGEST_MEASURED = 20
"""Characters, no fewer than MEASURED_BEFORE can match ("groups 100 and ")."""
MEASURED_ENDS = tuple(
    """< > ≤ ≥ ± = - , week month day year weeks months days years age aged mean median status stage grade group arm
    stages grades groups arms type and or to""".split()
)
"""How MEASURED_BEFORE ends: asked first, for it costs less."""
LED_BY_WHOM = re.compile(r"\b(?:of\s(?:whom|these|them|those)|including),?\s(?:only\s)?$", re.IGNORECASE)
WHOM_ENDS = ("hom", "hese", "hem", "hose", "cluding", "only")
"""How LED_BY_WHOM ends; asked first, because it is cheap."""
TOTAL_BEFORE = re.compile(
    r"\b(?:total|sample|cohort|(?<!with\sa\s)population|group|subgroup)\s(?:sample\s)?of\s{1,4}(?:about\s|approximately\s)?$",
    re.IGNORECASE,
)
PROPORTION = re.compile(
    r"(?<!grade\s)(?<!grades\s)(?<!stage\s)(?<!group\s)(?<!type\s)(?<![<>≤≥=.,])(?<![<>≤≥=]\s)\b(?:one|two|three|[123])\s(?:(?:patient|person|adult|woman|man|child|infant|people|patients|women|men)\s)?"
    r"(?:in|(?:in|of|out\sof)\severy)\s$",
    re.IGNORECASE,
)
AMONG = re.compile(r"\b(?:of|among|in)\s(?:the\s)?$", re.IGNORECASE)
GROUPS_OF = re.compile(r"\b(?:two|three|four|five|six|[2-6])\s(?:equal\s|parallel\s)?(?:groups|arms)\sof\s$")
ONE_BEFORE = re.compile(r"(?:^|[,;]\s(?:and\s)?|\b(?:whom|these|them)\s)$")
BEFELL_IN = re.compile(
    r"(?:\b(?:was|were)\s(?:\w+ly\s|not\s)?(?:stopped|discontinued|interrupted|reduced|seen|observed|noted|found|detected"
    r"|required|needed|diagnosed|present|achieved|confirmed|available(?:\sfor\s\w+)?)|\boccurred)\s(?:in|by)\s(?:only\s)?\Z"
)
""" "Therapy was stopped in 6 because of rash"."""
LEFT_OVER = re.compile(r"\bleaving\s(?:only\s)?$")
BY_PEOPLE = re.compile(
    r"\b(?:achieved|attained|reached|reported|experienced|completed|met|shown|needed|required|used|taken|obtained)\sby\s$|\band\sby\s$"
    r"|\b[Nn]umber\sof\s(?:[\w-]+\s){0,2}(?:patients|subjects|participants|responders|women|men|children|people|smokers|cases)"
    r"\s(?:[\w-]+\s){0,3}(?:was|were)\s$"
    r"|\b(?:[Ff]requency|[Ii]ncidence|[Oo]ccurrence|[Pp]revalence|[Dd]iscontinuations?|[Cc]essation|[Ww]ithdrawals?|[Dd]ropouts?"
    r"|[Ff]ailures?|[Ss]uccess|[Mm]ortality|[Rr]elapses?|[Rr]ecurrences?)\s(?:[\w-]+\s){0,7}was\s$"
)
SCORE_BEFORE = re.compile(r"\b(?:mean|median|(?<!total )of|by|score|was|from|to)\s$")
SUBJECTS = frozenset(
    """
and while whereas but which only other that with totally overall remaining another further additional
approximately about as since all randomized randomised assigned leaving included enrolled recruited because after
additionally results nearly did whom total subsequent next
""".split()
)


def named_before(left: str) -> re.Match[str] | None:
    """The "n = " or the "Group A: " that ends a text, or None."""
    stripped = left.rstrip()
    last = stripped[-1:]
    if last in ENDS_N and (match := N_BEFORE.search(left, max(0, len(left) - 12))):
        return match
    if last not in ENDS_NAME:
        return None
    name = stripped[:-1].rstrip()
    if name[-1:].isdigit() or name[-1:].isupper():
        words = name.rsplit(None, 2)
        return NAMED_BEFORE.search(left) if len(words) > 1 and words[-2].endswith(CODED) else None
    return NAMED_BEFORE.search(left) if name.endswith(NAMES) else None


def can_end(left: str) -> bool:
    """Whether a number behind this text may count people though nothing follows it ("n = 12)", "a total of 12,")."""
    stripped = left.rstrip()
    if stripped[-1:] in BEFORE_ENDED:
        return named_before(left) is not None or share_before(left) is not None
    if stripped.endswith((" in", " by")):
        return BEFELL_IN.search(left) is not None
    return stripped.endswith(TOTALS) and (stripped[-1] not in "nN" or named_before(left) is not None)


def share_before(left: str, *, ratio: bool = False) -> re.Match[str] | None:
    """The percentage before a bracket that a text ends in ("72.7% (n = "), or, of a ratio, before it; or None."""
    last = left.rstrip()[-1:]
    if ratio and last in {",", ";"}:
        return SHARE_ASIDE.search(left)
    if last not in OPENING or not ("%" in left or "cent" in left):
        return None
    return SHARE_BEFORE.search(left)


def measured_before(left: str) -> re.Match[str] | None:
    """What shows that a number behind this text is a measure or names something ("< ", "median ", "group 1 and ")."""
    if not left.rstrip().casefold().endswith(MEASURED_ENDS):
        return None
    return MEASURED_BEFORE.search(left, max(0, len(left) - LONGEST_MEASURED))


def is_proportion(left: str) -> bool:
    """Whether a number is the whole of "one in five", which counts nobody."""
    return left.endswith((" in ", " every ")) and PROPORTION.search(left) is not None


def is_label(left: str, value: int) -> bool | None:
    """Whether a number behind this text is no count: "week 12", "grades 3 or 4", "at least 20", "≥ 3", "m(2".

    None where it may be one if it does not go on from the number before it: "fewer than 200, 868 (44%)", "after 4
    months 22 (19%)".
    """
    stripped = left.rstrip()
    if not stripped:
        return False
    last = stripped[-1]
    if left[-1] in ",-" and CITED_BEFORE.search(left, max(0, len(left) - 32)):
        return True
    if last in SIGNS or (last in "-:" and (stripped[-2:-1].isdigit() or stripped.endswith("+/-"))):
        return True
    if (left[-1] == "(" and left[-2:-1].isalnum()) or stripped.endswith(LIMITS):
        return True
    *before, word = stripped.rsplit(None, 2)[-2:]
    if 1900 <= value <= 2040 and word in DATING:
        return True
    if word[0].isdigit() or word in JOINING:
        if not _is_labelling(_label_of_list(stripped), value):
            return False
        return None if before and GOES_ON.fullmatch(word) else True
    if not _is_labelling(word, value):
        return False
    numbered = before and (before[0].isdigit() or before[0].lower() in ORDINALS)
    return None if numbered and word.lower() in LABELS else True


def _label_of_list(stripped: str) -> str:
    """The word before a list of numbers that a text ends in ("grades 3 or"); its last word where that is no label."""
    words = stripped.split()
    last = words[-1]
    while len(words) > 1 and LISTED.fullmatch(words[-1]) and any(map(NUMERAL.fullmatch, words[-2:])):
        words.pop()
    return words[-1] if _below(words[-1]) else last


def _is_labelling(word: str, value: int) -> bool:
    labelled = _below(word)
    return labelled > 0 and value < labelled


@lru_cache(maxsize=MOST_KEPT)
def _below(word: str) -> int:
    """Below which number a word makes the number behind it a label; 0 where it never does."""
    word = word.strip("(.:[").lower()
    return ANY if word in LABELS else FEW if word in NUMBERED else 0


def is_subject(left: str) -> bool:
    """Whether a bare number behind this text can be the subject of a verb."""
    stripped = left.rstrip()
    if not stripped or stripped[-1] in ",;:([—•" or stripped.endswith("--"):
        return True
    return stripped.split()[-1].lower() in SUBJECTS or stripped.lower().endswith(("in all", "total of", "of which"))
