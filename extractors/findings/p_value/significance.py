"""Levels of significance chosen beforehand: "P < 0.05 was considered significant", "two-sided alpha of 0.05"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.findings.p_value.grammar import Statement
from extractors.links.annotated import AnnotatedText

LEVELS = frozenset(map(Decimal, "0.2 0.1 0.05 0.025 0.02 0.0125 0.01 0.005 0.001 0.0001".split()))
PERCENT_LEVELS = frozenset(map(Decimal, "20 10 5 2.5 1 0.1".split()))
CHOSEN_BEFORE = re.compile(
    r"""
    (?: (?: significan(?:ce|t) | \blevels? | \bthresholds? | \bcut-?offs? | \balpha | α | \bcriteri(?:on|a) | \bdifferences? | \bvalues? )
        [^.;()]{0,40} \b (?: set | defined | consider(?:ed|ing)? | taken | established | accepted | assumed | declared | determined | fixed
          | chosen | regarded | deemed | reached | indicated | achieved | adopted | specified | denoted | inferred )
        (?: \s (?: statistically\s | to\s (?:be|have)\s | as\s | significan(?:t|ce)\s? | at\s | the\s | a\s | an\s | when\s | if\s | with\s | for\s
          | level\s | of\s | using\s | by\s | two-(?:sided|tailed)\s | in\s | case\s | statistical\s | be\s ){0,8} )? \(?
      | \b (?: significance | significant ) \s (?: level | threshold ) s? \s? (?: was | of | at | is | set | being | = | : | , )? (?: \s at)? (?:\s(?:a|the))? \s?
      | \b (?:level|criterion) \s of \s (?:statistical\s)? significance \s? (?: was | of | at | is | , )? \s?
      | \b (?:alpha | α) \s (?:level|error|value)? [^.;()]{0,20}
    ) \s? (?: of \s | at \s )? (?: an?\s | the\s)? (?:(?:two|one|2|1)-?\s?(?:sided|tailed)\s)? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
CHOSEN_AFTER = re.compile(
    r"""
    ^ (?: ,? \s? \(? \s? (?: two | one | 2 | 1 ) -? \s? (?: sided | tailed ) (?: \s tests? )? \)? ,? )?
    (?: [^.;(),]{0,45}? \s (?: was | were | is | are | being | as | to\sbe | been | be ) \s (?: \w{1,14} \s ){0,2}
          (?: consider | regard | deem | taken | accept | denot | defin | judged | interpret | set\b | used | chosen | indicative
            | (?:statistically\s|highly\s)? significant\b | assumed | adopted | required | established | thought | selected | specified | declared )
      | \s (?: [\w,]{1,14} \s ){0,3} (?: denot | indicat | consider | represent | signif (?:ies|ied|ying) | impl(?:ied|ying) | deem | regarded )
      | \s (?:as|for) \s (?:the\s|a\s|an\s)? (?: level | threshold | cut-?off | limit | criterion | statistical(?:ly)? \s significan | significan )
      | \s (?: alpha | significance )? \s? (?: level | threshold | cut-?off ) \b (?!\sin\b)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
WORDED = re.compile(
    r"""
    (?: (?P<alpha> (?<![Cc]ronbach's\s) (?<![Cc]ronbach\s) (?<![-\w]) (?: α | [Aa]lpha ) (?! \s?[-\d] ) (?: \s (?:level|error|value|risk|threshold)s? )?
          (?: \s? (?:=|<|≤|of|at|was|is|set\sat|was\sset\sat|set\sto|:|\() \s? ){1,3} )
      | (?: [Ss]ignificance \s (?:level|threshold)s? | [Ll]evels? \s of \s (?:statistical\s)?significance | [Tt]ype[-\s](?:I|1|one) \s error (?:\srate|\sprobability)? | [Ss]ignificance )
          (?: \s (?:of|at|was|is|set|being|fixed|defined|as|to|a|an|the|two-sided|one-sided|alpha|α|rate|level|established|chosen|accepted|controlled|overall|family-?wise|=) | \s?[=(:,≤<] ){1,7} \s?
    ) $
    """,
    re.VERBOSE,
)
NAMED_AFTER = re.compile(
    r"\s?%?(?:,?\s(?:two|one|2|1)-(?:sided|tailed))?\s?(?:α|alpha|level\sof\s(?:statistical\s)?significance|significance(?:\slevel)?\b|significan\w+\slevel|\(?(?:two|one)-?\s?(?:sided|tailed)\)?\salpha)",
    re.IGNORECASE,
)


def is_level(scan: str, statement: Statement, low: int, high: int) -> bool:
    """Whether a stated P is a level chosen beforehand; `low` and `high` bound its sentence."""
    if statement.value is None or statement.value not in LEVELS or statement.operator == ">=":
        return False
    if CHOSEN_AFTER.match(scan[statement.end : min(high, statement.end + 110)]):
        return True
    return CHOSEN_BEFORE.search(scan[max(low, statement.start - 130) : statement.start]) is not None


def worded_levels(text: AnnotatedText, taken: frozenset[int]) -> Iterator[Statement]:
    """Levels without a P: "alpha = 0.05", "a 5% significance level", "type I error of 0.05"."""
    for index, numeral in enumerate(text.numerals):
        percent = text.scan[numeral.end : numeral.end + 2].lstrip().startswith("%")
        if index in taken or numeral.value not in (PERCENT_LEVELS if percent else LEVELS):
            continue
        low = text.sentence_at(numeral.start).start
        before = WORDED.search(text.scan, max(low, numeral.start - 90), numeral.start)
        if before is None and NAMED_AFTER.match(text.scan, numeral.end) is None:
            continue
        value = numeral.value / 100 if percent else numeral.value
        end = text.scan.index("%", numeral.end) + 1 if percent else numeral.end
        start = before.start() if before and before["alpha"] else numeral.start
        yield Statement(start, end, numeral.start, "=", value, named=False)
