"""Levels of significance chosen beforehand: "P < 0.05 was considered significant", "a two-sided alpha of 0.05"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.findings.p_value.statement import Statement
from extractors.links.annotated import AnnotatedText

LEVELS = frozenset(map(Decimal, "0.2 0.1 0.05 0.025 0.02 0.0125 0.01 0.005 0.001 0.0001".split()))
PERCENT_LEVELS = frozenset(map(Decimal, "20 10 5 2.5 1 0.1".split()))
SIDED = r"(?: ,? \s? \(? (?: two | one | 2 | 1 ) -? \s? (?: sided | tailed ) (?: \s tests? )? \)? ,? )?"
CHOSEN = r"""
    (?: set | defined | consider(?:ed|ing)? | taken | established | accepted | assumed | declared | determined | fixed
      | chosen | regarded | deemed | reached | indicated | achieved | adopted | specified | denoted | inferred )
"""
CHOSEN_BEFORE = re.compile(
    rf"""
    (?: (?: significan(?:ce|t) | \b (?: levels? | thresholds? | cut-?offs? | alpha | criteri(?:on|a) | differences?
              | values? ) | α )
        [^.;()]{{0,40}} \b {CHOSEN}
        (?: \s (?: (?: statistically | statistical | to\s(?:be|have) | as | significan(?:t|ce) | at | the | an?
              | when | if | with | for | level | of | using | by | two-(?:sided|tailed) | in | case | be ) \b \s?
            ){{0,8}} )? \(?
      | \b (?: significance | significant ) \s (?: level | threshold ) s? \s?
          (?: was | of | at | is | set | being | [=:,] )? (?: \s at )? (?: \s (?: a | the ) )?
      | \b (?: level | criterion ) \s of \s (?: statistical \s )? significance \s? (?: was | of | at | is | , )?
      | \b (?: alpha | α ) \s [^.;()]{{0,20}} )
    \s? (?: of \s | at \s )? (?: an? \s | the \s )? {SIDED} \s? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
CHOSEN_AFTER = re.compile(
    rf"""
    {SIDED}
    (?: [^.;(),]{{0,45}}? \s (?: was | were | is | are | being | as | to\sbe | been | be ) \s (?: \w{{1,14}} \s ){{0,2}}
          (?: consider | regard | deem | taken | accept | denot | defin | judged | interpret | set\b | used | chosen
            | indicative | assumed | adopted | required | established | thought | selected | specified | declared
            | (?: statistically \s | highly \s )? significant\b )
      | \s (?: [\w,]{{1,14}} \s ){{0,3}}
          (?: denot | indicat | consider | represent | signif(?:ies|ied|ying) | impl(?:ied|ying) | deem | regarded )
      | \s (?: as | for ) \s (?: the \s | an? \s )?
          (?: level | threshold | cut-?off | limit | criterion | statistical(?:ly)? \s significan | significan )
      | \s (?: alpha | significance )? \s? (?: level | threshold | cut-?off ) \b (?! \s in \b ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
CHOICE = ("significan", "level", "threshold", "off", "alpha", "criteri", "difference", "value", "α")
"""What stands before a level chosen beforehand; asked first, because it is cheap."""
ENTRY_LEVELS = LEVELS | frozenset(map(Decimal, "0.15 0.25 0.3 0.5".split()))
CHOSEN_THINGS = (
    r"(?: variables? | covariates? | factors? | predictors? | characteristics | parameters | terms | items | those )"
)
TAKEN_BEFORE = re.compile(
    rf"""
    \b {CHOSEN_THINGS} \s (?: (?! (?: did | not | no ) \b ) [\w()]+ ,? [\s-] ){{0,9}} \(? $
  | \b (?: entry | inclusion | retention | removal | selection | elimination ) \s (?: [\w]+ \s ){{0,5}} \(? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
TAKEN_AFTER = re.compile(
    r"""
    \)? ,? [^.;]{0,90}? \b (?: (?: were | was | being | be ) \s (?: \w+ \s ){0,2}
          (?: entered | included | retained | selected | kept | introduced | carried | candidates? | eligible
            | forwarded | considered | incorporated | added | chosen | offered ) \b
      | (?: qualified | entered | remained ) \b [^.;]{0,40} \b model )
  | \s? (?: to | for ) \s (?: be\s )? (?: the\s )?
          (?: enter | entry | stay | remain | inclusion | retention | removal | selection ) \w* \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Levels at which variables are taken into a model: "variables with P < 0.25 entered the model"."""
TEST_BEFORE = re.compile(r"\b(?:tests?|AN(?:C)?OVA|analys[ei]s|regressions?|corrections?|comparisons?)\s?[(,]\s?$")
AND_ANOTHER = re.compile(
    r"(?:\s\((?:two|one)-(?:sided|tailed)\))?(?:\s(?:was|were|is|are)\s(?:[\w-]{2,16}\s){0,4}?significant)?"
    r"(?:\s(?:for|in|to)\s(?:the\s)?(?:[\w-]{2,14}\s?){1,4})?,?\s(?:and|or)\s(?:at\s|a\s)?"
)
"""Between a level and the next: "P < 0.05 for main effects and P < 0.1 for interactions"."""
LEVEL_WITHIN = re.compile(r"\s(?:level|threshold|cut-?off)\b")
SPOKEN_OF = ("lpha", "α", "ignificance", "ignificant level", "rror")
"""What a text holds that speaks of levels without a P; asked first, because it is cheap."""
WORDED_BEFORE = re.compile(
    r"""
    (?: (?P<alpha> (?<! Cronbach's\s ) (?<! Cronbach\s ) (?<! [-\w] ) (?: α | [Aa]lpha ) (?! \s?[-\d] )
          (?: \s (?: level | error | value | risk | threshold ) s? )?
          (?: \s? (?: [=<≤:(] | of | at | was | is | set\sat | set\sto ) \s? ){1,3} )
      | (?: [Ss]ignificance (?: \s (?: level | threshold ) s? )?
          | [Ll]evels? \s of \s (?: statistical \s )? significance
          | [Tt]ype [-\s] (?: I | 1 | one ) \s error (?: \s rate | \s probability )? )
        (?: \s? [=(:,≤<]
          | \s (?: of | at | was | is | set | being | fixed | defined | as | to | an? | the | two-sided | one-sided
              | alpha | α | rate | level | established | chosen | accepted | controlled | overall | family-?wise ) \b
        ){1,7} \s? )
    $
    """,
    re.VERBOSE,
)
WORDED_AFTER = re.compile(
    rf"""
    \s? %? {SIDED} \s?
    (?: α | alpha | level \s of \s (?: statistical \s )? significance | significance \b | significan\w{{1,3}} \s level )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_level(scan: str, statement: Statement, low: int, high: int) -> bool:
    """Whether a stated P is a level chosen beforehand; `low` and `high` bound its sentence."""
    if statement.value is None or statement.value not in ENTRY_LEVELS or statement.operator == ">=":
        return False
    if statement.operator in ("<", "<=") and _takes_variables(scan, statement, low, high):
        return True
    if statement.value not in LEVELS:
        return False
    if LEVEL_WITHIN.search(scan, statement.start, statement.number_start):
        return True
    if CHOSEN_AFTER.match(scan[statement.end : min(high, statement.end + 110)]):
        return True
    said = scan[max(low, statement.start - 130) : statement.start]
    lowered = said.lower()
    return any(word in lowered for word in CHOICE) and CHOSEN_BEFORE.search(said) is not None


def joins_level(scan: str, end: int, statement: Statement) -> bool:
    """Whether a level stands before, and only "and" between."""
    return statement.value in LEVELS and AND_ANOTHER.fullmatch(scan, end, statement.start) is not None


def names_level(scan: str, statement: Statement, low: int) -> bool:
    """Whether a test is named with its level: "by paired t test (P<.05)"; of methods, where nothing is found yet."""
    if statement.value not in LEVELS or statement.operator not in ("<", "<="):
        return False
    return TEST_BEFORE.search(scan, max(low, statement.start - 24), statement.start) is not None


def _takes_variables(scan: str, statement: Statement, low: int, high: int) -> bool:
    """Whether a level decides which variables a model takes."""
    taken = TAKEN_AFTER.match(scan, statement.end, min(high, statement.end + 140))
    if taken is None:
        return False
    to_enter = taken[0].lstrip()[:3] in ("to ", "for")
    return to_enter or TAKEN_BEFORE.search(scan, max(low, statement.start - 130), statement.start) is not None


def worded_levels(text: AnnotatedText, taken: frozenset[int]) -> Iterator[Statement]:
    """Levels without a P: "alpha = 0.05", "a 5% significance level", "type I error of 0.05"."""
    if not any(word in text.scan for word in SPOKEN_OF):
        return
    for index, numeral in enumerate(text.numerals):
        if numeral.value not in LEVELS and numeral.value not in PERCENT_LEVELS:
            continue
        percent = text.scan[numeral.end : numeral.end + 2].lstrip().startswith("%")
        if index in taken or numeral.value not in (PERCENT_LEVELS if percent else LEVELS):
            continue
        low = max(text.sentence_at(numeral.start).start, numeral.start - 90)
        before = WORDED_BEFORE.search(text.scan[low : numeral.start])
        if before is None and WORDED_AFTER.match(text.scan, numeral.end) is None:
            continue
        value = numeral.value / 100 if percent else numeral.value
        end = text.scan.index("%", numeral.end) + 1 if percent else numeral.end
        start = low + before.start() if before and before["alpha"] else numeral.start
        yield Statement(start, end, numeral.start, "=", value, named=False)
