"""How a count of people is printed: "n = 33", "130 adults", "11 of 13 patients", "six (15%)", "94 were assigned".

`read` takes one numeral and gives the Count that it opens. SHAPES lists the readers, the strongest first; what none of
them knows may still be a part of another count (see breakdown).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from extractors.findings.sample_size.counts import EACH, Clause, Count
from extractors.findings.sample_size.people import NOBODY, RECRUITED
from extractors.findings.sample_size.tails import Tail, tail_of

LABEL_BEFORE = re.compile(
    r"""(?: \b(?: weeks? | wk | days? | months? | years? | visits? | cycles? | grades? | stages? | phases? | types? | class
      | level | scores? | aged? | ages | version | tables? | fig | figs | figures? | refs? | number | part | step | groups?
      | arms? | cohorts? | protocol | study | trial | strat(?:um|a) | schedule | regimen | sequence | period | factor
      | status | CI | HR | OR | RR | P | r | ratio | scale | NCT | ISRCTN | no | nos | category | subtype | time | dose
      | line | vol | question | site | item | wave | model | quartile | tertile | quintile | appendix | chapter
      ) [.:]? \s? (?: \d{1,3} (?: , \s? | \s?-\s? | \sand\s | \sor\s | \sto\s | /) ){0,6}
      | [<>≤≥±×^~$£€=:] \s? | \d \s? - | \+/-\s? | \bSD\s | [\w]\(
      | \b(?: at\sleast | more\sthan | less\sthan | fewer\sthan | up\sto | over | minimum\sof | maximum\sof | groups\sof
        | blocks\sof | pairs\sof | factor\sof | score\sof | every | within | than | target\s(?:sample\s)?(?:size\s)?of ) \s ) $""",
    re.VERBOSE | re.IGNORECASE,
)
N_BEFORE = re.compile(r"(?:\b[nN]|\b[nN]umber|\b[Nn]o\.)\s?[=:]\s?$|\b[nN]\s$")
NAMED_BEFORE = re.compile(
    r"""\b(?: (?:[Gg]roup|[Aa]rm|[Cc]ohort|[Tt]reatment)\s[A-Z0-9]{1,3}
      | [A-Za-z][\w+/-]{0,30}\s?(?:group|arm) | [Pp]lacebo ) \s?[,:=]\s?$
      | (?: [A-Za-z][\w+/-]{0,30}\s?(?:patients|subjects|controls|cases|women|men) | [\w+/-]{0,20}[Cc]ontrols? ) \s?[:=]\s?$""",
    re.VERBOSE,
)
SHARE_BEFORE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)\s?(?:%|per\s?cent\b)\s?[(\[]\s?(?:[nN]\s?=\s?)?$")
CLOSED = re.compile(r"\s?[)\]]")
NOT_A_COUNT = re.compile(r"\s?%|-\w|/|\s?[-x×:]\s?\d|\.\d|\s?\+/-|\s?±|(?:st|nd|rd|th)\b|\)\s?[A-Z]|\s?[°$£€]")
OF_THEM = re.compile(
    r"\s(?:of\s(?:them|whom|these|those|which|the\slatter)|who|whose)\b(?!\s(?:days|weeks|months|years|cycles))"
)
VERB_AFTER = re.compile(
    r"""\s{1,600}+ (?: (?:also|then|subsequently|actually|ultimately|finally|already|successfully|still|only|fully) \s )?
    (?: were | was | are | had | have | has | did | received | receiving | completed | underwent | developed | died | agreed
      | consented | refused | declined | withdrew | discontinued | dropped | participated | entered | enrolled | remained
      | responded | achieved | experienced | reported | showed | started | continued | returned | attended | survived
      | relapsed | took | used | chose | met | failed | required | needed | gained | reached
      | (?: randomi[sz]ed | assigned | allocated | treated ) (?! \s(?:clinical|controlled|trials?|groups?|arms?) ) | randomly
      | given | served | initiated | stopped | switched | presented | provided | included | excluded | evaluable
      | assessable | eligible | lost | crossed | gave | suffered | tested | remain | withdrawn | could | would | stayed
      | missed | left | finished | screened | analy[sz]ed | recovered | improved | conceived | delivered | became )\b""",
    re.VERBOSE,
)
SUBJECT_BEFORE = re.compile(
    r"""(?: ^ | [,;:(\[]\s{0,4} | --\s? | —\s? | \b(?: and | while | whereas | but | of\swhom | of\swhich | which | only
      | other | that | with | in\sall | total\sof | totally | overall | remaining | another | further | additional
      | approximately | about | all | randomi[sz]ed | assigned | leaving | included | enrolled | recruited | because | after
      | additionally | results | nearly | as\sdid ) \s{1,4} )$""",
    re.VERBOSE | re.IGNORECASE,
)
AMONG = re.compile(r"\b(?:of|among|in)\s(?:the\s)?$", re.IGNORECASE)
PARTICIPLE = re.compile(r"\s(?:randomly\s)?(?:randomi[sz]ed|assigned|allocated)\sto\b")
LED_BY_WHOM = re.compile(r"\b(?:of\s(?:whom|these|them|those|which)|including),?\s(?:only\s)?$", re.IGNORECASE)
TOTAL_BEFORE = re.compile(
    r"\b(?:total|sample|cohort|population|group|subgroup)\s(?:sample\s)?of\s{1,4}(?:about\s|approximately\s)?$",
    re.IGNORECASE,
)
SCORE_BEFORE = re.compile(r"\b(?:mean|median|of|by|score|was|from|to)\s$")
WHOLE_STANDS = re.compile(
    r"\s?[)\],;.\[(]|\s(?:in|on|with|who|were|was|had|have|did|and|at|to|from|treated|receiving|randomi[sz]ed|assigned)\b|$"
)
PHRASED = re.compile(r"\s(?:with|without|in|on|of|from|for|had|were|was)\b")


class Place(NamedTuple):
    """A numeral where it stands: what is left of it, what follows."""

    clause: Clause
    left: str
    tail: Tail
    value: int
    word: bool

    def follows(self, pattern: re.Pattern[str], *, outside: bool = False) -> bool:
        """Whether a pattern stands behind the quote; `outside`: brackets blanked out."""
        scan, end = self.clause.scan, self.tail.end
        if outside and self.clause.bracket_of(end - 1) is None:
            return pattern.match(self.clause.outside(end, self.clause.end)) is not None
        return pattern.match(scan, end, self.clause.end) is not None

    def precedes(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern ends where the number begins."""
        return pattern.search(self.left) is not None


def _ratio(at: Place) -> bool:
    sure = at.tail.share is not None or at.tail.noun or at.precedes(SHARE_BEFORE) or at.left[-1:] in {"(", "["}
    return at.tail.slash and bool(sure or (at.tail.of or 0) >= 10 and at.follows(OF_THEM))


def _of(at: Place) -> bool:
    if at.tail.of is None or at.tail.slash:
        return False
    return bool(at.tail.noun or at.tail.share is not None) or at.follows(WHOLE_STANDS)


def _noun(at: Place) -> bool:
    return bool(at.tail.noun) and not at.tail.slash


def _countable(at: Place) -> bool:
    """Whether a bare number may count people at all: no unit, no other noun, no year behind a preposition."""
    if at.tail.slash or at.follows(NOBODY) or at.follows(NOT_A_COUNT):
        return False
    return not (1940 <= at.value <= 2040 and not at.tail.share)


def _share(at: Place) -> bool:
    if at.tail.share is not None:
        return not at.precedes(SCORE_BEFORE)
    return at.precedes(SHARE_BEFORE) and at.follows(CLOSED)


def _verb(at: Place) -> bool:
    if at.precedes(AMONG) and at.follows(PARTICIPLE):
        return True
    if at.value == 1 and not at.precedes(LED_BY_WHOM) and not re.search(r"[,;]\s(?:and\s)?$|^$", at.left):
        return False
    return at.follows(VERB_AFTER, outside=True) and at.precedes(SUBJECT_BEFORE)


SHAPES: tuple[tuple[str, Callable[[Place], bool]], ...] = (
    ("n", lambda at: at.precedes(N_BEFORE)),
    ("ratio", _ratio),
    ("of", _of),
    ("noun", _noun),
    ("nothing", lambda at: not _countable(at)),
    ("label", lambda at: at.value > 1 and at.precedes(NAMED_BEFORE)),
    ("whom", lambda at: at.follows(OF_THEM)),
    ("whom", lambda at: at.precedes(LED_BY_WHOM) and at.follows(PHRASED)),
    ("each", lambda at: at.follows(EACH) and not at.word),
    ("share", _share),
    ("total", lambda at: at.value > 1 and at.precedes(TOTAL_BEFORE)),
    ("verb", _verb),
    ("head", lambda at: at.value > 1 and at.follows(RECRUITED)),
)
"""How a count is recognised, the strongest sign first; "nothing" ends the search."""


def read(clause: Clause, index: int) -> Count | None:
    """The count that a numeral opens, recognised by its own shape; None where it is none or can't be told alone."""
    numeral = clause.text.numerals[index]
    left = clause.scan[max(clause.start, numeral.start - 48) : numeral.start]
    named = N_BEFORE.search(left) or NAMED_BEFORE.search(left)
    if named is None and LABEL_BEFORE.search(left):
        return None
    at = Place(clause, left, tail_of(clause, index), int(numeral.value), numeral.form == "words")
    shape = next((name for name, fits in SHAPES if fits(at)), "nothing")
    if shape == "nothing":
        return None
    start = numeral.start
    if shape in {"n", "label"} and named:
        start -= len(left) - named.start()
    count = Count(
        start=start,
        end=at.tail.end,
        numeral=index,
        value=at.value,
        shape=shape,
        of=at.tail.of,
        percent=at.tail.share,
        owned=(index, *at.tail.owned),
        noun=at.tail.noun,
        hyphened=at.tail.hyphened,
    )
    return _with_share_before(clause, count, left)


def _with_share_before(clause: Clause, count: Count, left: str) -> Count:
    """A count in brackets behind its percentage ("72.7% (n = 24)"); the quote takes it in where the bracket closes."""
    before = SHARE_BEFORE.search(left) if count.percent is None else None
    if before is None:
        return count
    count = replace(count, percent=Decimal(before[1]))
    closing = CLOSED.match(clause.scan, count.end)
    if closing is None:
        return count
    start = clause.text.numerals[count.numeral].start - len(left) + before.start()
    owned = (*count.owned, *clause.text.numerals_between(start, start + 1))
    return replace(count, start=start, end=closing.end(), owned=owned)
