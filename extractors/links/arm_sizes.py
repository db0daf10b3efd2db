"""Groups named beside their size: "lisinopril (n = 9)", "n = 9 for lisinopril", "(DTG, n = 36; TBR, n = 37)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.links.arm_names import NEVER_IN_NAME, STOPS, Named, is_treatment, word_before
from extractors.links.arm_no_groups import is_cause
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

SIZE = re.compile(r"n\s?=")
SIZE_OF = re.compile(r"n\s?=\s?\d[\d,]{0,6}\s(?:for|to|in|on|with|receiving|given)\s(?:the\s)?(?P<name>[\w+/-]{2,40})")
SIZE_THEN_NAME = re.compile(r"n\s?=\s?\d[\d,]{0,6},?\s(?P<name>[\w+/-]{2,40})(?=[;)])")
DOSE_NEAR = re.compile(r"[\d.,/][\s-]?(?:mg|g|μg|mcg|IU|MIU|U|mL|ml|million)\b")
DOSED_BEFORE = re.compile(
    r"(?P<name>[A-Za-z][\w+/-]{1,39})\s\d[\d.,/]{0,9}[\s-]?(?:mg|g|μg|mcg|IU|MIU|U|mL|ml|million)\b"
    r"(?!.*\b(?:with|or)\b)"
    r"[^()\[\];]{0,40}$"
)
"""The drug before a dose before a size: "indacaterol 150 ug o.d. (n = 211)"."""
COUNT = re.compile(r"\s?\d")
NAME_OF_SIZE = re.compile(
    r"(?:[(\[,;:]\s?|\d\)\s|\b(?:and|versus|vs\.?)\s)(?P<name>[\w+/-]{2,40}(?:\s(?:alone|only|therapy))?)"
    r"(?:\sgroup|\sarm)?[:,]?\s(?=$)"
)
LONG_NAME = re.compile(r"[(\[;]\s?(?:and\s)?(?P<name>(?:[^;()\[\]=<>]|\([^()]{1,30}\)){2,100}?)[,:]\s\Z")
"""An item of a row in one bracket: "(test vaccine 0.30-mL dose, n = 120; comparator, n = 40)"."""
LONGEST_ITEM = 110
MOST_WORDS = 7
DOSES = frozenset({"mg", "kg", "ml", "baseline"})
NAME_OF_SIZED = r"(?<![^\s(\[])(?P<name>[^\W\d_][\w+/-]{2,29})(?:\(r\)|®|™)?(?:\sgroups?|\sarms?)?\s"
IN_BRACKET = r"[(\[]n\s?=\s?\d{1,6}[^()\[\]]{0,40}[)\]]"
SIZED_IN_BRACKET = re.compile(NAME_OF_SIZED + IN_BRACKET, re.IGNORECASE)
"""A member of a row of names each with its size: "meditation (n = 20), yoga (n = 21) and control (n = 19)"."""
SIZE_IN_BRACKET, NAME_BEFORE = re.compile(IN_BRACKET), re.compile(NAME_OF_SIZED + r"\Z", re.IGNORECASE)
"""Its two parts: a bracket is looked for first, because a name may begin at any word."""
LONGEST_SIZED = 46
"""Characters of such a name and of what stands between it and the bracket."""
NAME_BEGINS = re.compile(
    r"(?:^|[,;:(\[]\s?|\b(?:and|or|of|to|versus|vs\.?|the|either|an?|between|into|in|with|both|were|are|received|receive|including|comprising)\s)"
    r"(?P<more>(?:[^\W\d_][\w+/-]{1,20}\s){0,2})\Z"
)
"""Where a name before its size begins: at its last word, or one or two words sooner."""
WORDS_SIZED = re.compile(
    r"\((?P<name>[^\W\d_][\w/+-]{1,14}(?:\s[\w/+-]{1,14}){0,3})[;,]\s?n\s?=\s?\d{1,6}\)"
    r"(?=(?:,|,?\s(?:and|or|vs\.?|versus))\s|[.;]|\sgroups?|\sfor\b)"
)
"""A name and its size alone in a bracket behind what people got: "a long session (one session; n = 26) or …"."""
SHORT_SIZED = re.compile(r"\((?P<name>[A-Z][\w/+-]{1,9})[;,:]\s?[nN]\s?=\s?\d")
"""A short form with a size behind a long name: "print-delivered basic (PB; n = 439)"."""
NEXT_SIZED = re.compile(r".{0,12}|,?\s(?:and|or|vs\.?|versus)\s(?:(?!to\s)[\w'/+-]{1,20}\s){0,3}")
"""Between two members of a row of names with their sizes."""
HEADED = re.compile(r"\s(?:groups?|arms?)\b")
"""Behind a row of names with their sizes: that it is of groups, "early (n = 40) and late risers (n = 38) groups"."""
COUNTED_IN_BRACKET = re.compile(
    r"(?:\(|[,;]\s(?:and\s)?|\sand\s)(?=\d{1,6}\s)\d+\s(?P<name>[a-z][\w+/-]{1,39})(?=\)|[,;]\s(?:and\s)?\d|\sand\s\d)"
)
COUNT_OPENS = re.compile(r"\(\d{1,6}\s[a-z]")
COUNT_BEHIND_NAME = re.compile(
    r"(?:\(|;\s)(?P<name>[a-z][\w+/-]{0,39}(?:\s(?:\+|plus)\s[a-z][\w+/-]{1,39}){0,2}(?:\s\d[\d.]{0,6}\s?m?μ?g)?)"
    r"[,:]\s\d{1,6}(?=[;)])"
)
"""A row of names with their counts: "(intervention, 233; control, 208)"."""
NAME_OPENS = re.compile(
    r"\([a-z][\w+/-]{0,39}(?:\s(?:\+|plus)\s[a-z][\w+/-]{1,39}){0,2}(?:\s\d[\d.]{0,6}\s?m?μ?g)?[,:]\s\d"
)
PEOPLE_BEHIND_NAME = re.compile(
    r"(?:\(|[;,]\s(?:and\s)?)(?P<name>[a-z][\w+/-]{1,39}(?:\s[a-z][\w+/-]{1,39})?)[,:]\s\d{1,6}\s"
    r"(?:patients|subjects|participants|women|men|children)(?=[,;)])"
)
""" "(walking: 29 women, stretching: 30 women)"."""
OPENED_ROWS = (
    (COUNT_OPENS, COUNTED_IN_BRACKET),
    (NAME_OPENS, COUNT_BEHIND_NAME),
    (NAME_OPENS, PEOPLE_BEHIND_NAME),
)
NO_GROUPS = frozenset(
    (
        "mg ml kg g mm cm iu units points times percent per weeks months days years hours males females boys girls "
        "cases deaths events visits sites centres centers"
    ).split()
)
TIMELY = frozenset("early late immediate delayed deferred".split())
SPREADS = frozenset({"SD", "SE", "SEM", "CI", "IQR", "HIV", "AIDS", "HR", "OR", "RR"})
NOT_NAMED = NO_GROUPS | NEVER_IN_NAME | STOPS
NO = (" no ", ">no ", "(no ", "No ")
GIVING = frozenset("given giving taking took using used added administered".split())
CHOSEN = re.compile(r",?\s(?:or|versus|vs\.?)\s")
GIVES = re.compile(r"\b(?:randomi[sz]ed|assigned|allocated|receiv|treated|given|administered|underwent|using)[^.;]*\Z")
SEXES = frozenset("men women male female males females boys girls".split())
NEXT = 3
"""Characters between two sizes of one bracket, each with its name behind it."""
LONGEST_IN_ROW = 12
SIZED = frozenset("intervention control controls treatment placebo experimental comparison active sham drug".split())
"""Names that a size beside them makes an arm, though they are no treatment: "(intervention n = 40)"."""


def beside_sizes(page: Page) -> Iterator[Named]:
    """A treatment beside its size: "lisinopril (n = 9)", "n = 9 for lisinopril"."""
    sizes = tuple(SIZE.finditer(page.lowered)) if "=" in page.lowered else ()
    named: list[re.Match[str]] = []
    for size in sizes:
        if size.start() and page.lowered[size.start() - 1] in "([":
            yield from _before_size(page.scan, size.start() - 1, size.end())
        if following := SIZE_OF.match(page.lowered, size.start()) or SIZE_THEN_NAME.match(page.lowered, size.start()):
            named.append(following)
    for match in named:
        beside = (
            other
            for other in named
            if abs(other.start() - match.end()) <= NEXT or abs(match.start() - other.end()) <= NEXT
        )
        if match["name"] not in STOPS and any(is_treatment(other["name"]) for other in (match, *beside)):
            at = CleanSpan(*match.span("name"))
            yield Named(page.scan[at.start : at.end], at, True)
    yield from _sized_in_a_row(page, sizes)
    if len(sizes) > 1:
        yield from _sized_in_brackets(page, sizes[0].start())


def _sized_in_brackets(page: Page, low: int) -> Iterator[Named]:
    """Names whose sizes stand in brackets one after the other, one of them a treatment; short forms told so."""
    row: list[re.Match[str]] = []
    for match in _bracketed(page.lowered, max(0, low - 50)):
        if row and not NEXT_SIZED.fullmatch(page.lowered, row[-1].end(), match.start()):
            yield from _of_treatments(page, row)
            row = []
        row.append(match)
    yield from _of_treatments(page, row)
    short = [
        match for match in SHORT_SIZED.finditer(page.scan, max(0, low - 12)) if match["name"].upper() not in SPREADS
    ] + [match for match in WORDS_SIZED.finditer(page.scan, max(0, low - 40)) if _may_label(match["name"])]
    if len({match["name"] for match in short}) > 1:
        yield from (Named(match["name"], CleanSpan(*match.span("name")), True) for match in short)


def _bracketed(lowered: str, low: int) -> Iterator[re.Match[str]]:
    """What SIZED_IN_BRACKET finds, looked for only before brackets that hold a size."""
    end = low
    for bracket in SIZE_IN_BRACKET.finditer(lowered, low):
        start = bracket.start()
        name = NAME_BEFORE.search(lowered, max(end, start - LONGEST_SIZED), start)
        if name and (match := SIZED_IN_BRACKET.match(lowered, name.start())):
            end = match.end()
            yield match


def _of_treatments(page: Page, row: list[re.Match[str]]) -> Iterator[Named]:
    """The names of a row of sizes in brackets, where one says what the row is of."""
    told = len(row) > 1 and any(match["name"] in SIZED | TIMELY or is_treatment(match["name"]) for match in row)
    told = told or bool(row and HEADED.match(page.lowered, row[-1].end())) or _is_choice(page, row)
    for match in row if told else ():
        begins = NAME_BEGINS.search(page.lowered, max(0, match.start() - 50), match.start())
        words = _past_stops(begins["more"].split()) if begins else None
        if words is None or any(word in NOT_NAMED and word != "no" for word in (*words, match["name"])):
            continue
        at = CleanSpan(match.start() - sum(len(word) + 1 for word in words), match.end("name"))
        yield Named(page.scan[at.start : at.end], at, True)


def _is_choice(page: Page, row: list[re.Match[str]]) -> bool:
    """Whether people were given or allocated to what a row names, one or the other."""
    if len(row) < 2 or CHOSEN.match(page.lowered, row[-2].end()) is None:
        return False
    return GIVES.search(page.lowered, max(0, row[0].start() - 150), row[0].start()) is not None


def _may_label(name: str) -> bool:
    """Whether words alone with a size in a bracket can be a group's name: two or more, or one that says group."""
    words = name.casefold().split()
    if words[0] in SEXES or words[-1] in STOPS or NEVER_IN_NAME.intersection(words):
        return False
    return len(words) > 1 or words[0] in SIZED


def _past_stops(words: list[str]) -> list[str]:
    """The words behind the last one that ends a name on its left."""
    last = max((place for place, word in enumerate(words) if word in STOPS | GIVING and word != "no"), default=-1)
    return words[last + 1 :]


def _before_size(scan: str, bracket: int, end: int) -> Iterator[Named]:
    """The treatment before a bracket that begins with a size, or before its dose."""
    at = word_before(scan, max(0, bracket - 62), bracket)
    word = scan[at.start : at.end] if at else ""
    if at and scan.endswith(NO, 0, at.start):
        at = CleanSpan(at.start - len("no "), at.end)
    if at and word.casefold() not in STOPS and is_treatment(word):
        yield Named(scan[at.start : at.end], at, True)
    elif DOSE_NEAR.search(scan, max(0, bracket - 54), bracket):
        dosed = DOSED_BEFORE.search(scan, max(0, bracket - 100), bracket)
        if dosed and is_treatment(dosed["name"]):
            yield Named(dosed["name"], CleanSpan(*dosed.span("name")), True, end)


def _sized_in_a_row(page: Page, sizes: Iterable[re.Match[str]]) -> Iterator[Named]:
    """Names that bear sizes in one row, whatever they are: "(DTG, n = 36; TBR, n = 37)", "(41 triple, 42 short)"."""
    named = (_name_of_size(page.lowered, size) for size in sizes)
    yield from _named_in_rows(page, filter(None, named), alone=True)
    for begun, counted in OPENED_ROWS:
        if row := begun.search(page.lowered):  # a bracket opens each row; to look for one is cheap
            every = counted.finditer(page.lowered, row.start())
            kept = (
                one for one in every if one["name"] in SIZED or not is_cause(page.lowered, one.start(), one["name"])
            )
            yield from _named_in_rows(page, kept, alone=False)


def _name_of_size(lowered: str, size: re.Match[str]) -> re.Match[str] | None:
    """The name that a size follows, a space between them."""
    start = size.start()
    if not lowered[start - 1 : start].isspace() or not COUNT.match(lowered, size.end()):
        return None
    return NAME_OF_SIZE.search(lowered, max(0, start - 60), start) or _long_name(lowered, start)


def _long_name(lowered: str, start: int) -> re.Match[str] | None:
    """A name of several words before a size, where it has an item of a bracket for itself."""
    if not lowered.startswith((", ", ": "), start - 2):
        return None
    match = LONG_NAME.search(lowered, max(0, start - LONGEST_ITEM), start)
    words = match["name"].split() if match else []
    named = 1 < len(words) <= MOST_WORDS and words[0] not in STOPS and not NEVER_IN_NAME.intersection(words) - DOSES
    return match if named else None


def _named_in_rows(page: Page, found: Iterable[re.Match[str]], *, alone: bool) -> Iterator[Named]:
    """The names of each row; of a single size (`alone`) only where the name is known for an arm's."""
    row: list[re.Match[str]] = []
    for match in found:
        row = [*row, match] if row and match.start() - row[-1].end() <= LONGEST_IN_ROW else [match]
        if not alone and len(row) == 1 and not match[0].startswith("("):
            row = []
            continue
        single = match["name"] in SIZED or is_treatment(match["name"])
        for sized in row[-2:] if len(row) > 1 else [match] if single else []:
            at = CleanSpan(*sized.span("name"))
            name = page.scan[at.start : at.end]
            letter = len(name) == 1 and name.isupper()
            if letter or (len(name) > 1 and sized["name"] not in STOPS and sized["name"] not in NO_GROUPS):
                yield Named(name, at, True)
