"""How a count of people is printed: "n = 33", "130 adults", "11 of 13 patients", "six (15%)", "94 were assigned".

`read` takes one numeral and gives the Count that it opens. SHAPES lists the readers, the strongest first; what none of
them knows may still be a part of another count (see breakdown).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.findings.sample_size import leading, lefts, people, things, verbs
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.labelled import SHORT_NAME, arm_before, is_label
from extractors.findings.sample_size.standing import Place
from extractors.findings.sample_size.tails import Tail, tail_of, with_share_before, with_share_behind

LEFT = 48
"""Characters to the left that can tell what a number is."""
ENDING = frozenset("),.;:]%=<>+×°±?'\"")
"""Right behind a number, these leave it to the text before it to tell what it is."""

OF_THESE = re.compile(r"\sof\s(?:these|those)(?=\s\w)")
DEATHS = re.compile(r"\s(?:deaths|cases|events|births|pregnancies)\b")
""" "359 of these deaths": they stand for persons."""
ANOTHER_NUMBER = re.compile(r"\s\d")
""" "Group A: two 2.5-mm screws"."""
ONE_OF = re.compile(r"\b(?:[Oo]ne|1)\sof\s[^,;]{1,60}\Z")
FEW = 4
""" "1 in 5", "two of every three": proportions are printed with numbers below this."""


def _is_article(at: Place) -> bool:
    """ "In one phase volunteers received placebo": one of what stands before the people, not one of these."""
    if at.value != 1 or at.tail.noun not in people.PLURALS:
        return False
    return ONE_OF.search(at.clause.scan, at.clause.start, at.tail.end) is None


def _ratio(at: Place) -> bool:
    if not at.tail.slash or at.follows(verbs.SPREAD) or things.regimen(at.left, at.value, at.tail.of):
        return False
    sure = (
        at.tail.share is not None
        or at.tail.noun
        or lefts.share_before(at.left, ratio=True)
        or at.left[-1:] in {"(", "["}
    )
    sure = sure or lefts.RATIO_BEFORE.search(at.left) is not None or leading.is_compared_ratio(at)
    if sure or at.follows(verbs.RATIOS) or ((at.tail.of or 0) >= 10 and at.follows(verbs.OF_THEM)):
        return True
    if things.of_things(at.clause.open, at.tail.end - at.clause.start):
        return False
    is_subject = (at.tail.of or 0) >= FEW and lefts.is_subject(at.left) and verbs.is_predicate(at.behind())
    return is_subject or at.follows(verbs.IN_A_GROUP)


def _is_whole_of_others(at: Place) -> bool:
    """ "48 of 66 (73%) eligible facilities"."""
    if at.tail.of is None or at.tail.noun:
        return False
    return things.leads_to_others(at.clause.scan, at.tail.end, at.clause.end)


def _of(at: Place) -> bool:
    if at.tail.of is None or at.tail.slash or _is_whole_of_others(at):
        return False
    if at.tail.noun or at.tail.share is not None or at.follows(verbs.WHOLE_STANDS):
        return True
    return verbs.is_predicate(at.behind())  # "sixteen out of nineteen saw"


def _noun(at: Place) -> bool:
    return bool(at.tail.noun) and not at.tail.slash


def _something_else(at: Place) -> bool:
    """Whether a bare number can't count people: it has a unit, another noun, or is a year."""
    if at.tail.slash or (not verbs.is_plain_word(at.clause.scan, at.tail.end) and at.follows(verbs.NOT_A_COUNT)):
        return True
    if people.counts_others(at.clause.scan, at.tail.end, at.clause.end) and not (
        at.tail.share is not None and at.follows(verbs.AND_ANOTHER)
    ):
        return True
    if _is_whole_of_others(at):
        return True
    if at.left.endswith("of which ") and things.of_things(at.clause.open, at.tail.end - at.clause.start):
        return True
    return 1940 <= at.value <= 2040 and at.tail.share is None


def _label(at: Place) -> bool:
    if at.word and at.follows(ANOTHER_NUMBER):
        return False
    return at.named is not None and (at.value > 1 or at.named[0].rstrip()[-1:] == ":")


def _whom(at: Place) -> bool:
    if at.clause.scan.startswith(verbs.OF_THEM_BEGINS, at.tail.end + 1) and at.follows(verbs.OF_THEM):
        of_these = OF_THESE.match(at.clause.scan, at.tail.end, at.clause.end)
        if of_these is None or DEATHS.match(at.clause.scan, of_these.end()):
            return True
        return not things.leads_to_others(at.clause.scan, of_these.end(), at.clause.end)
    led = at.left.rstrip().rstrip(",").endswith(lefts.WHOM_ENDS) and at.follows(verbs.PHRASED)
    return led and lefts.LED_BY_WHOM.search(at.left) is not None


def _each(at: Place) -> bool:
    if not verbs.is_said_of_each(at.clause.scan, at.tail.end, at.clause.end):
        return False
    return (not at.word or at.left.endswith("(")) and not at.left.endswith("groups of ")


def _share(at: Place) -> bool:
    if at.follows(verbs.OF_WHICH) and things.of_things(at.clause.open, at.tail.end - at.clause.start):
        return False
    if at.tail.share is not None:
        return lefts.SCORE_BEFORE.search(at.left[-16:]) is None or lefts.BY_PEOPLE.search(at.left) is not None
    return at.follows(verbs.CLOSED) and lefts.share_before(at.left) is not None


def _total(at: Place) -> bool:
    if at.left.endswith("s of ") and lefts.GROUPS_OF.search(at.left):
        return at.follows(verbs.LEFT_FOR) or at.follows(verbs.EACH) or at.follows(verbs.ORGANS)
    led = at.left.rstrip().endswith((" of", "about", "approximately")) and lefts.TOTAL_BEFORE.search(at.left)
    return at.value > 1 and bool(led) and not things.leads_to_others(at.clause.scan, at.tail.end, at.clause.end)


def _verb(at: Place) -> bool:
    if at.value > 1 and "leaving" in at.left[-14:] and lefts.LEFT_OVER.search(at.left) and at.follows(verbs.LEFT_FOR):
        return True
    if (
        at.value > 1
        and at.left[-3:] in {"in ", "by "}
        and at.follows(verbs.FOR_CAUSE)
        and lefts.BEFELL_IN.search(at.left)
    ):
        return True
    if at.follows(verbs.PARTICIPLE) and lefts.AMONG.search(at.left[-12:]):
        return not things.leads_to_others(at.clause.scan, at.tail.end, at.clause.end)
    if not lefts.is_subject(at.left) or (at.value == 1 and not lefts.ONE_BEFORE.search(at.left)):
        return False
    if at.follows(verbs.RANDOMIZED) and things.leads_to_others(at.clause.scan, at.tail.end, at.clause.end):
        return False
    return verbs.is_predicate(at.behind())


def _head(at: Place) -> bool:
    clause = at.clause
    return at.value > 1 and clause.recruits and people.was_recruited(clause.scan, at.tail.end, clause.end)


SHAPES: tuple[tuple[str, Callable[[Place], bool]], ...] = (
    ("ratio", _ratio),
    ("of", _of),
    ("noun", _noun),
    ("", _something_else),
    ("label", _label),
    ("whom", _whom),
    ("each", _each),
    ("share", _share),
    ("total", _total),
    ("verb", _verb),
    ("head", _head),
    *(("verb", clipped) for clipped in leading.CLIPPED),
)
"""How a count without "n =" is recognised, the strongest sign first; "" ends the search."""
NAMED_SHAPES = frozenset({"n", "label"})
"""Their quote begins with the name."""
BARE_SHAPES = SHAPES[3:]
"""Those that need neither a denominator nor a noun."""


def read(clause: Clause, index: int) -> Count | None:
    """The count that a numeral opens, recognised by its own shape; None where it is none or can't be told alone."""
    start, end, printed, form = clause.text.numerals[index]
    scan = clause.scan
    left = scan[max(clause.start, start - LEFT) : start]
    if _is_none(clause, left, end):
        return None
    value = int(printed)
    if value < FEW and verbs.PROPORTION.match(scan, end, clause.end):
        return None
    named = lefts.named_before(left) or arm_before(clause, left, start)
    if named is None and not verbs.is_plain_word(scan, end) and verbs.UNLIKE_A_COUNT.match(scan, end, clause.end):
        return None
    label = is_label(scan, left, end, value) if named is None else False
    if label:
        return None
    tail = tail_of(clause, index)
    if label is None and tail.share is None and not tail.noun:
        return None
    if _is_of_others(clause, left, tail, named=named is not None):
        return None
    shape = _shape(Place(clause, left, tail, value, form == "words", named))
    if not shape or (shape == "verb" and _is_of_places(clause, index)):
        return None
    if named and shape in NAMED_SHAPES:
        start += named.start() - len(left)
    of, share, noun = tail.of, tail.share, tail.noun
    owned = (index, *tail.owned)
    count = Count(start, tail.end, index, value, shape, of, share, owned, noun, tail.hyphened)
    if share is not None:
        return count
    return with_share_behind(clause, count) if shape == "label" else with_share_before(clause, count, left)


def _is_of_others(clause: Clause, left: str, tail: Tail, *, named: bool) -> bool:
    """Whether the nouns round a number show that it counts no people: places, things, other shares."""
    if named and not tail.noun and (things.sizes_places(left) or things.sizes_things(left) or clause.allots_places):
        return True
    if (
        named
        and people.counts_others(clause.scan, tail.end, clause.end)
        and not verbs.GROUP.match(clause.scan, tail.end)
    ):
        return True
    return things.of_others(clause.scan, tail.end, clause.end, slash=tail.slash)


def _is_of_places(clause: Clause, index: int) -> bool:
    """Whether a bare number is some of the places counted before it ("eight villages were included; four …")."""
    before = clause.text.numerals[index - 1] if index else None
    if before is None or before.start < clause.start or before.value <= clause.text.numerals[index].value:
        return False
    return things.leads_to_places(clause.scan, before.end, clause.text.numerals[index].start)


def _is_none(clause: Clause, left: str, end: int) -> bool:
    """Whether a number is at first sight no count: by its next sign or word, or as the whole of "one in five"."""
    if clause.scan[end : end + 1] in ENDING:
        if clause.scan.startswith(", respectively, ", end) and leading.SECOND_RESPECTIVE.search(left):
            return False
        if len(left) < LEFT and (leading.HEADING_IN.fullmatch(left) or leading.PEOPLE_HEADED.fullmatch(left)):
            return False
        return not (lefts.can_end(left) or SHORT_NAME.search(left)) or lefts.is_proportion(left)
    return people.never_people(clause.scan, end, clause.end) or lefts.is_proportion(left)


def _shape(at: Place) -> str:
    """How a number shows that it counts people; "" where it doesn't."""
    if at.named and at.named[0][0] in "nN" and lefts.N_BEFORE.fullmatch(at.named[0]):
        return "n"
    if at.tail.noun and at.tail.of is None:
        return "" if _is_article(at) else "noun"
    for name, fits in SHAPES if at.tail.of is not None else BARE_SHAPES:
        if fits(at):
            return name
    return ""
