"""What follows a number that counts people: percentage, denominator, noun ("3 of 20 women (15%)")."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extractors.findings.sample_size import lefts, verbs
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.people import Phrase, counts_others, hyphened, people_behind

OF_OTHERS = r"(?!\s(?:CI|confidence|credible|women|men|male|female|males|females|girls|boys|power)\b)"
""" "93 (80% women)", "(20/339, 95% CI 4-9)": the share of something else."""
PERCENT = rf"(?P<share>\d{{1,3}}(?:\.\d{{1,3}})?)\s?(?:%|per\s?cent\b){OF_OTHERS}"
SHARE_AFTER = re.compile(rf"\s?[(\[]\s?{PERCENT}(?P<close>\s?[)\]])?")
SHARE_WITHIN = re.compile(r"[(\[](\d{1,3}(?:\.\d{1,3})?)\s?%[)\]]")
""" "41 zinc (13.0%) patients"."""
SHARE_LISTED = re.compile(rf"(?:\s?[,;]\s?|\s){PERCENT}")
SHARE_CLOSES = re.compile(rf",\s{PERCENT}(?=\s?[)\]])")
""" "(740 women, 94.0%)"."""
BEFORE_N = frozenset("([= ")
SHARE_BEHIND = re.compile(rf",\s{PERCENT}(?=\s?[;)\]])")
SHARE_IN_WORDS = re.compile(
    rf"\s?[,—-]\s?or\s(?:about\s|roughly\s|approximately\s|nearly\s|some\s|just\s\w+\s)?{PERCENT}"
)
FARTHEST = 60
SAID_AGAIN = re.compile(
    rf"[^().,;:\d]{{0,{FARTHEST}}}\((?:(?P<before>\d{{1,3}}(?:\.\d{{1,3}})?)\s?%\s?[,;]\s?)?(?:[nN]\s?=\s?)?"
    rf"(?P<again>\d{{1,6}})\s?(?:/|of|out\sof)\s?(?P<of>\d{{1,7}})(?:\s?[,;:=]\s?{PERCENT})?\s?\)"
)
COUNTED_ASIDE = re.compile(
    r"\s\((?:mean\s|median\s)?(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:fe)?"
    r"(?:males?|men|women|boys|girls|eyes|ears|knees|hips|teeth|hands|feet|limbs)\b[^()]{0,36}\)\s"
)
""" "20 (12 male, 8 female) adults": the bracket has counts of its own."""
OF_SEX = re.compile(r"\s(?P<noun>(?:fe)?male)(?=\s?[,;)]|,?\s(?:and|or)\s(?:\d|\w{3,12}\s(?:fe)?male))")
""" "(23 female, mean age 41 years)", "30 male and 20 female"."""
DIGIT = re.compile(r"\d")
BEGINS = frozenset(" ([/-")
SHARE_BEGINS = ("(", " (", "[", " [")
WORDED_BEGINS = (",", " ,", "-", " -", "—", " —")
WHOLE_ASIDE = re.compile(r"\s\((?:out\s)?of\s(?:the\s|all\s)?(?P<whole>\d{1,6})\)")
""" "25 (of 361) and 29 (of 362) patients"."""
WHOLE_BEGINS = (" of ", " out of ", " from ", "/", " /")
DIVIDED_BEGINS = SHARE_BEGINS + WHOLE_BEGINS
WHOLE_AFTER = re.compile(
    r"""(?P<slash> \s?/\s? (?=\d) )
      | [ ](?: out[ ]of | of | from ) [ ]
        (?: (?: the | these | those | all | our | a[ ]total[ ]of | all[ ]the | a[ ]possible | a[ ]planned
            | originally ) [ ] )?
        (?: (?: planned | original | initial | eligible | remaining | randomi[sz]ed | enrolled ) [ ] )?
        (?=[\dA-Za-z])""",
    re.VERBOSE,
)
NO_WHOLE = re.compile(r"\s?%|/|-\d|\.\d|\s?[-x×]\s?\d")


class Tail(NamedTuple):
    """How far the quote goes, the denominator, the percentage, the noun, and the numerals among them.

    `slash`: the denominator stands behind a "/", which needs a second sign that people are counted.
    """

    end: int
    of: int | None = None
    share: Decimal | None = None
    noun: str = ""
    slash: bool = False
    hyphened: bool = False
    owned: tuple[int, ...] = ()


def tail_of(clause: Clause, index: int) -> Tail:
    """What follows the numeral of an index."""
    numeral = clause.text.numerals[index]
    scan, end = clause.scan, numeral.end
    if scan[end : end + 1] not in BEGINS:
        return Tail(end)
    tail = _divided(clause, Tail(end), int(numeral.value)) if scan.startswith(DIVIDED_BEGINS, end) else Tail(end)
    end = tail.end
    if tail.of is None and scan.startswith("-", end) and (joined := hyphened(scan, end, clause.end)):
        return tail._replace(end=joined.end, noun=joined.noun, hyphened=True)
    single = tail.of is None and numeral.value == 1
    if phrase := people_behind(scan, end, clause.end, single=single, acronyms=clause.acronyms):
        if tail.of is None and tail.share is None and COUNTED_ASIDE.match(scan, end, phrase.end):
            return tail._replace(noun=phrase.noun)
        return _with_noun(clause, tail, phrase, int(numeral.value))
    if tail.of is None and not single and (sexed := OF_SEX.match(scan, end, clause.end)):
        return _with_noun(clause, tail, Phrase(sexed.end(), sexed["noun"]), int(numeral.value))
    return _with_share(clause, tail, SHARE_LISTED) if tail.of is not None else tail


def _divided(clause: Clause, tail: Tail, part: int) -> Tail:
    """With the percentage and the denominator right behind the numeral."""
    if clause.scan.startswith(SHARE_BEGINS, tail.end):
        tail = _with_share(clause, tail)
    if clause.scan.startswith((" (of ", " (out of "), tail.end) and (aside := _whole_aside(clause, tail, part)):
        return aside
    if clause.scan.startswith(WHOLE_BEGINS, tail.end):
        tail = _with_share(clause, _with_whole(clause, tail, part))
    return tail


def _with_noun(clause: Clause, tail: Tail, phrase: Phrase, value: int) -> Tail:
    """With the noun phrase behind it, and the percentage behind that."""
    scan, (end, noun) = clause.scan, phrase
    inside = clause.text.numerals_between(tail.end, end) if DIGIT.search(scan, tail.end, end) else ()
    within = SHARE_WITHIN.findall(scan, tail.end, end) if inside and tail.share is None else ()
    share = Decimal(within[0]) if len(within) == 1 else tail.share
    tail = Tail(end, tail.of, share, noun, tail.slash, owned=(*tail.owned, *inside))
    if tail.of is None and (again := _said_again(clause, tail, value)):
        return again
    if scan.startswith(SHARE_BEGINS, end):
        return _with_share(clause, tail)
    if scan.startswith(", ", end) and clause.bracket_of(end - 1) is not None:
        return _with_share(clause, tail, SHARE_CLOSES)
    return _with_share(clause, tail, SHARE_IN_WORDS) if scan.startswith(WORDED_BEGINS, end) else tail


def _said_again(clause: Clause, tail: Tail, value: int) -> Tail | None:
    """With the bracket that says the count again with its whole ("12 women from the diet group (12/80; 15%)")."""
    if clause.scan.find("(", tail.end, tail.end + FARTHEST) < 0:
        return None
    match = SAID_AGAIN.match(clause.scan, tail.end, clause.end)
    if match is None or int(match["again"]) != value or int(match["of"]) < value:
        return None
    if clause.cues(tail.end, clause.scan.find("(", tail.end)):  # what they did stands between: two statements
        return None
    printed = match["share"] or match["before"]
    share = Decimal(printed) if printed else None
    inside = clause.text.numerals_between(match.start() + match[0].rfind("("), match.end())
    return tail._replace(end=match.end(), of=int(match["of"]), share=share, owned=(*tail.owned, *inside))


def _with_whole(clause: Clause, tail: Tail, part: int) -> Tail:
    after = WHOLE_AFTER.match(clause.scan, tail.end, clause.end)
    whole = clause.text.numeral_from(after.end()) if after else None
    if after is None or whole is None:
        return tail
    numeral = clause.text.numerals[whole]
    if not numeral.is_whole or numeral.form == "name" or numeral.value < max(part, 2):
        return tail
    if NO_WHOLE.match(clause.scan, numeral.end) or counts_others(clause.scan, numeral.end, clause.end):
        return tail
    return tail._replace(end=numeral.end, of=int(numeral.value), slash=bool(after["slash"]), owned=(*tail.owned, whole))


def _whole_aside(clause: Clause, tail: Tail, part: int) -> Tail | None:
    """With the whole that follows alone in a bracket ("25 (of 361)")."""
    match = WHOLE_ASIDE.match(clause.scan, tail.end, clause.end)
    if match is None or int(match["whole"]) < part:
        return None
    inside = clause.text.numerals_between(match.start("whole"), match.end())
    return tail._replace(end=match.end(), of=int(match["whole"]), owned=(*tail.owned, *inside))


def _with_share(clause: Clause, tail: Tail, pattern: re.Pattern[str] = SHARE_AFTER) -> Tail:
    """With the percentage that follows; the quote takes it in where its bracket closes at once."""
    match = pattern.match(clause.scan, tail.end, clause.end) if tail.share is None else None
    if match is None:
        return tail
    share = Decimal(match["share"])
    if pattern is SHARE_AFTER and not match["close"]:
        return tail._replace(share=share)
    inside = clause.text.numerals_between(match.start("share"), match.start("share") + 1)
    return tail._replace(end=match.end(), share=share, owned=(*tail.owned, *inside))


def with_share_behind(clause: Clause, count: Count) -> Count:
    """A labelled count in a bracket with the percentage behind it ("(ART = 9, 81.8%; HIFT = 9, 75%)")."""
    match = SHARE_BEHIND.match(clause.scan, count.end, clause.end)
    if match is None or clause.bracket_of(count.start) is None:
        return count
    inside = clause.text.numerals_between(match.start("share"), match.start("share") + 1)
    return count._replace(end=match.end(), percent=Decimal(match["share"]), owned=(*count.owned, *inside))


def with_share_before(clause: Clause, count: Count, left: str) -> Count:
    """A count in brackets behind its percentage ("72.7% (n = 24)"); the quote takes it in where the bracket closes."""
    before = lefts.share_before(left, ratio=count.shape == "ratio") if left[-1:] in BEFORE_N else None
    if before is None:
        return count
    count = count._replace(percent=Decimal(before[1]))
    if before[0][0] in "([":
        start = clause.text.numerals[count.numeral].start - len(left) + before.start(1)
        return count._replace(start=start, owned=(*count.owned, *clause.text.numerals_between(start, start + 1)))
    closing = verbs.CLOSED.match(clause.scan, count.end)
    if closing is None:
        return count
    opened = any(sign in before[0] for sign in "([")
    start = clause.text.numerals[count.numeral].start - len(left) + before.start()
    owned = (*count.owned, *clause.text.numerals_between(start, start + 1))
    return count._replace(start=start, end=closing.end() if opened else count.end, owned=owned)
