"""Lists that go together: "a and b, respectively", "a vs b" beside "the X and Y arms"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from extractors.links.shares import are_shares
from extractors.links.word_starts import matches_at
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

NUMBER = r"[-+]?(?:\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,9})?|\.\d{1,9})(?:\s?/\s?\d{1,9})?"
WORD = (
    r"(?:[Oo]ne|[Tt](?:wo|hree|en|welve)|[Ff](?:our|ive)|[Ss](?:ix|even)|[Ee](?:ight|leven)|[Nn]ine"
    r"|(?:[Tt]hir|[Ff](?:our|if)|[Ss](?:ix|even)|[Ee]igh|[Nn]ine)teen"
    r"|(?:[Tt](?:wen|hir)|[Ff](?:or|if)|[Ss](?:ix|even)|[Ee]igh|[Nn]ine)ty"
    r"(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?)(?=[\s,(])"
)
NUMERAL = re.compile(rf"(?<![\w.-])(?:{NUMBER}|{WORD})")
NUMERAL_NEAR = re.compile(rf"[^\w.-](?=[-+.\d]|{WORD})")
"""What stands before a numeral, and how one begins: a plain character is what a scan skips to fastest."""
AFTER_VALUE = (
    r"(?:\s?%)?(?:\s?(?:±|\+/-)\s?" + NUMBER + r"%?)?(?:\s?[(\[][^()\[\]]{1,60}[)\]])?"  # "± 4%", "(23-109)"
    r"(?:\s?×\s?10\S{1,6})?"
    r"(?:\s?(?=[\w/^.·%μ(]{0,3}[A-Za-z%μ])[\w/^)(μ.·%-]{1,26}+){0,3}?"  # a unit or noun
)
JOIN = (
    r"\s?(?P<join>,?\s(?:vs?\.?|versus|compared\s(?:with|to)|and|or|against)\s|,\s)"
    r"(?:only\s|a\s|the\s)?(?:[nN]\s?=\s?)?"
)
NEXT = re.compile(
    AFTER_VALUE + JOIN + r"(?P<next>" + NUMBER + "|" + WORD + r")(?![\w-]*-?(?:week|month|day|year)s?\b)", re.IGNORECASE
)
VERSUS = re.compile(r"vs|versus|compared|against|\sv\.?\s", re.IGNORECASE)
LONGEST_LIST = 8
LONGEST_BRACKET = 300
LONGEST_GAP = 90
"""Characters between two names that are joined."""
LONGEST_STEP = 150
"""Characters from one number of a list to the next."""
TIME_BEFORE = tuple(f"{unit} " for unit in ("eek", "eeks", "onth", "onths", "ay", "ays", "ear", "ears", "isit"))
"""What makes a number a time point, no member of a list: "at week 20, 6/11 and 6/9 still had antibodies"."""
WHOLE_BEFORE = ("Of ", "Of the ", "Of these ", "Among ", "Among the ", "Out of ")
"""What makes a number the whole that a list is taken from: "Of 487 adults, 128 and 130 were assigned to …"."""
TIME_BEHIND = re.compile(r"[\s-](?:weeks?|months?|days?|years?|hours?|yr?|min),\s")
"""Behind a number that opens a sentence with a time: "After 27 months, 38 and 29 people …"."""
FROM_TO = re.compile(
    r"[^\d.;,]{0,40}?(?:\(?(?:±|\+/-)?\s?"
    + NUMBER
    + r"[^\d.;,]{0,40})??\sto\s(?:a\s|an\s)?(?:mean\s|median\s)?(?:of\s)?"
    r"(?P<later>" + NUMBER + r"(?:%?\s?(?:±|\+/-)\s?" + NUMBER + ")?)"
)
COORDINATION = re.compile(
    r"""
    [-\s]*(?:groups?|arms?|patients|subjects|recipients|participants|regimens?)? [\s]* (?: \([A-Z]\w{0,4}\) \s )?
    (?: , \s? (?:and|or)? | and | or | vs?\.? | versus | than | compared\s(?:with|to) | with | to | & ) \s?
    (?: (?:in|for|with|on|under|of|to|by|receive|among|receiving|those)\s ){0,2} (?: the\s | an?\s )?
    (?: \w{2,12}ly\s )?
    """,
    re.VERBOSE | re.IGNORECASE,
)

WITH = (" with ", " to ", " with the ", " to the ")
"""What joins two names only where they are compared: "X with Y" may be one treatment."""
AND = " and "
TESTED = re.compile(r"%?(?:\s?[(\[][^()\[\]]{1,40}[)\]])?(?:\s[\w/%-]{1,20}){0,3}\s?[(,;]\s?[Pp]\s?[=<>]")
"""Behind the second of two numbers: that a P value is about them."""
ENDS_BRACKET = re.compile(r"%?(?:\s?\[[^()\[\]]{1,40}\])?\)")
SPELT_OUT = re.compile(r"\s(?:and|or|versus|vs\.?)\s(?:the\s)?(?:[\w-]{2,24}\s){1,5}\(", re.IGNORECASE)
"""Between two names of which the second is an abbreviation in brackets: "PHF and antiretroviral therapy (ART)"."""
BRACKETED = re.compile(r"\([^()]*\)")


class Placed(Protocol):
    """Anything with a place in the clean text."""

    @property
    def at(self) -> CleanSpan: ...


Item = TypeVar("Item", bound=Placed)


class NumberList(NamedTuple):
    """Numbers that stand as a list; `ordered` where "vs" or "respectively" says that they go with another list."""

    spans: tuple[CleanSpan, ...]
    ordered: bool


def number_lists(scan: str, sentence: Sentence) -> tuple[NumberList, ...]:
    """The lists of numbers in a sentence, in order: numbers joined by "vs", "and" or commas."""
    in_order = scan.find("espectively", sentence.start, sentence.end) >= 0
    found: list[NumberList] = []
    at = sentence.start
    while True:
        if head := NUMERAL.match(scan, at, sentence.end):
            whole = scan.endswith(WHOLE_BEFORE, sentence.start, at) and not scan.startswith(AND, head.end())
            if whole or scan.endswith(TIME_BEFORE, sentence.start, at) or TIME_BEHIND.match(scan, head.end()):
                at = head.end()
                continue
            spans, versus = _chain(scan, CleanSpan(*head.span()), sentence)
            at = spans[-1].end
            if len(spans) > 1:
                found.append(NumberList(spans, versus or in_order or _is_compared(scan, spans, sentence)))
        elif near := NUMERAL_NEAR.search(scan, at, sentence.end):
            at = near.end()
        else:
            return tuple(found)


def fills_bracket(scan: str, at: CleanSpan) -> bool:
    """Whether a number begins or ends what a bracket holds: "(ten [3%] and three [2%])"."""
    return scan.startswith("(", at.start - 1) or scan.startswith(")", at.end)


def _is_compared(scan: str, spans: Sequence[CleanSpan], sentence: Sentence) -> bool:
    """Whether two numbers are compared by what is round them: "(ten [3%] and three [2%])", "9 and 4 (P …"."""
    one, two = spans[0], spans[-1]
    if len(spans) != 2 or AND not in scan[one.end : two.start]:
        return False
    tested = TESTED.match(scan, two.end, sentence.end) is not None or are_shares(scan, one, two, sentence)
    return tested or (scan.startswith("(", one.start - 1) and ENDS_BRACKET.match(scan, two.end) is not None)


def last_numeral(scan: str, low: int, end: int) -> int | None:
    """Where the last numeral between two offsets ends."""
    ends = [numeral.end() for numeral in matches_at(NUMERAL_NEAR, NUMERAL, scan, scan, low, end)]
    return ends[-1] if ends else None


def list_of(at: CleanSpan, lists: Sequence[NumberList]) -> tuple[NumberList, int]:
    """The list that the number at `at` is part of, and its position there; itself alone where there is none.

    A quote may hold several numbers ("75% (40/53)"): the first that is in a list with an order counts, else in any.
    """
    found = [(numbers, place) for numbers in lists for place, span in enumerate(numbers.spans) if _meet(span, at)]
    return next((one for one in found if one[0].ordered), found[0]) if found else (NumberList((at,), False), 0)


def _meet(one: CleanSpan, other: CleanSpan) -> bool:
    return one.start < other.end and other.start < one.end


def _chain(scan: str, head: CleanSpan, sentence: Sentence) -> tuple[tuple[CleanSpan, ...], bool]:
    """The numbers joined to the one at `head`, and whether a "versus" joins any two of them."""
    spans, versus = [head], False
    while len(spans) < LONGEST_LIST and (
        following := NEXT.match(scan, at := spans[-1].end, min(sentence.end, at + LONGEST_STEP))
    ):
        spans.append(CleanSpan(*following.span("next")))
        versus = versus or VERSUS.search(following["join"]) is not None
    return tuple(spans), versus


def set_against(scan: str, values: Sequence[CleanSpan]) -> bool:
    """Whether a word such as "vs" stands between the first two of a list of numbers."""
    return len(values) > 1 and VERSUS.search(scan, values[0].end, values[1].start) is not None


def later_of_pair(scan: str, at: CleanSpan, sentence: Sentence) -> CleanSpan | None:
    """The second number of "from 428 … to 916", for the first one at `at`; None where it begins no such pair."""
    if scan.find("to", at.end, min(sentence.end, at.end + LONGEST_STEP)) < 0:
        return None
    following = FROM_TO.match(scan, at.end, sentence.end)
    return CleanSpan(*following.span("later")) if following else None


def coordinated(scan: str, items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """The runs of two or more items that the text joins ("the X and Y arms", "in X than in Y"), in order."""
    return tuple(runs_joined(scan, items))


def runs_joined(scan: str, items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """The runs of two or more joined items, one by one: who wants the first need not look for the last."""
    run: list[Item] = []
    for item in items:
        if run and not _joined(scan, run[-1], item):
            if len(run) > 1:
                yield tuple(run)
            run = []
        run.append(item)
    if len(run) > 1:
        yield tuple(run)


def _joined(scan: str, one: Placed, other: Placed) -> bool:
    start, end = one.at.end, other.at.start
    if end - start > LONGEST_GAP:
        return False
    gap = scan[start:end]
    if gap in WITH and scan.find("ompar", max(0, start - LONGEST_STEP), start) < 0:
        return False
    if len(gap) <= 40 and COORDINATION.fullmatch(BRACKETED.sub(" ", gap) if "(" in gap else gap):
        return True
    return gap.endswith("(") and SPELT_OUT.fullmatch(gap) is not None


def bracket_round(scan: str, offset: int, low: int) -> int | None:
    """Where the innermost bracket that holds `offset` opens, or None; looks back no farther than `low` or 300."""
    low, at, depth = max(low, offset - LONGEST_BRACKET), offset, 0
    while (opening := max(scan.rfind("(", low, at), scan.rfind("[", low, at))) >= 0:
        closing = max(scan.rfind(")", opening, at), scan.rfind("]", opening, at))
        if closing < 0 and depth == 0:
            return opening
        depth += 1 if closing >= 0 else -1
        at = closing if closing >= 0 else opening
    return None
