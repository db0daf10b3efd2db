"""How a probability is printed: a name for P, an operator or its words, one number or a list of them.

`statements` reads folded text and gives every stated probability with the place of its number, whatever it tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
CONVENTIONAL = frozenset(map(Decimal, ("0.1", "0.05", "0.025", "0.01", "0.005", "0.001", "0.0001")))
"""Levels that are printed with "<" far more often than with "=": without an operator they settle none."""

NUMBER = r"""
    (?: \d{1,2} (?:[.,]\d{1,5})? \s? [×xX*.] \s? )? 10 \s? (?:\^|\*\*)? \s?
        (?: [({] \s? - \s? \d{1,3} \s? [)}] | [-⁻] \s? [\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3} )    # 3.2 × 10-5  10(-4)
  | \d{1,2} (?:\.\d{1,5})? [eE] \s? - \s? \d{1,3}            # 1.2e-5
  | 0 \s? \. \s? \d{1,14} | [01]? \.\d{1,14}                # 0.03  .03  0. 03
  | 0? ,\d{1,10} | 0/\d{2,5}                                # 0,05  0/05
  | \d{1,2} (?:\.\d)? \s? %                                 # 5%
  | [01]                                                    # P = 1
"""
NUMBER_END = r"""
    (?! \d | [.,]\d | [-/][1-9] | \s?% | [A-Za-z] | \s(?:mg|g|kg|μg|mcg|ng|mL|ml|mm|cm|IU|times?|points?|log|days?|weeks?|years?)\b )
"""
SYMBOL = r"(?: [=<>≤≥≈~∼] | &(?:amp;)?[lg][te]; | (?:\\)?[lg]eq? )"
OPERATOR = rf"{SYMBOL} (?: \s? (?:or\s?|/\s?)? {SYMBOL} ){{0,2}}"
NOT_SIGNIFICANT = (
    r"(?: (?:NS|ns|Ns|N\.S\.?|n\.s\.?|N/S|n/s) (?!\w) | [Nn]on?[t]?[-\s]?significant\b | [Nn]ot\ssignificant\b )"
)
WORDS = r"""
    (?: (?:was|were|is|are|being|be|of|to|at|to\sbe|set\sat|set\sto) \s )?
    (?: (?:always|all|both|statistically|significant|significantly|set|at|as|consistently) \s ){0,2}
    (?P<words>
        (?:no|not)\s(?:more|greater|higher|larger)\sthan | at\smost | not\sexceeding
      | (?:less|lower|smaller)\sthan \s or\sequal(?:\sto)? | equal\sto\sor\s(?:less|lower|smaller)\sthan
      | (?:greater|more|higher|larger)\sthan \s or\sequal(?:\sto)?
      | (?:less|lower|smaller)\sthan | below | under | inferior\sto
      | (?:greater|more|higher|larger)\sthan | above | over | exceed(?:s|ed|ing) | superior\sto
      | at\sleast
      | equal(?:s|ed|led|ling)? (?:\sto)? | rang(?:ed|ing|es)(?:\sfrom)? | between | approximately | about | only
    )
"""
PLAIN_VERB = r"(?: was | were | is | are | of | being | at | , | : | as | = )"
QUALIFIER = r"""
    (?: [-_\s]? (?: inter(?:action|act)? | trend | het(?:erogeneity)? | hom(?:ogeneity)? | adj(?:usted)? | corr?(?:ected)? | unadj(?:usted)?
          | diff(?:erence)? | log-?\s?rank | noninferiority | superiority | non-inferiority | sup | nominal | exact | overall | group | time
          | between | within | FDR | Bonf(?:erroni)? | perm | value | all | one[-\s](?:sided|tailed) | two[-\s](?:sided|tailed) | int ) (?![a-z])
      | '?s (?=\s?[=<>≤≥] | \s(?:all|both|were)\b) | [-_.\s]{0,2} (?i: values?) \b | \slevel\b
      | [12]?-?\s?(?:sided|tailed)\b
      | \s? [\[({] [^()\[\]{}\n=<>≤≥]{1,40} [\])}] )
"""
REACH = r"(?: \s (?:for|from|by|of|in|on|using|between|with|after|adjusted|comparing|associated|corresponding|per|regarding) \b (?:[^.;()\[\]\n=<>≤≥&] | \.(?=\w)){1,80}? )"
P_STATEMENT = re.compile(
    rf"""
    [Pp] (?<! [^\W12][Pp] ) (?P<qualified> {QUALIFIER}{{0,3}} ) (?P<reach> {REACH} )??
    (?: \s{{0,2}} [(\[]? \s? (?: (?:was|were|is|are|be|being|of|at|,|:|both|all|to|remained) \s )?
          (?: (?:all|both|always) \s )? (?P<operator> {OPERATOR} ) \s{{0,2}}
      | \s {WORDS} \s
      | \s? (?P<verb> {PLAIN_VERB} ) \s{{0,2}}
      | (?P<lost> \s{{0,2}} (?: -\s )? ) )
    (?: (?P<number> {NUMBER} ) {NUMBER_END} | (?P<not_significant> {NOT_SIGNIFICANT} ) )
    """,
    re.VERBOSE,
)
NEXT_IN_LIST = re.compile(
    rf"""
    (?P<gap> \s? (?: , \s? (?:and|or)? | ; | / | \b and \b | \b or \b | \b vs\.? | \b versus | \b to \b | - | & ) \s{{0,2}} )
    (?: (?:[Aa]nd|[Ii]s|was) \s )? (?P<operator> {OPERATOR} )? \s{{0,2}}
    (?P<number> {NUMBER} ) {NUMBER_END}
    """,
    re.VERBOSE,
)
LIST_END = re.compile(
    r"\s*(?:$|[)\];.:|]|,?\s*respectively|,\s*(?:respectively|but|whereas|while|for|in|with|both|by|as|at|after|indicating)\b|,\s+(?!\d)[a-z]"
    r"|(?:for|in|at|by|after|between|when|with|compared|vs|versus|on|from|level|was|were|is|are|as)\b)"
)
A_GROUP = re.compile(r"(?:[Gg]roups?|[Aa]rms?|[Tt]ype)\s$")
FOR_TREND = re.compile(
    r"\sfor\s(?:the\s)?(?:linear\s)?(?:trend|interaction|heterogeneity|homogeneity|difference|non-?inferiority|superiority)\s?"
)
BARE_END = re.compile(
    r"\s{0,2}(?:$|[()\[\],;.:]|(?:and|or|vs|for|in|with|whereas|while|which|respectively|by|at|after|compared|between|when|but|from)\b)"
)
STANDALONE_NS = re.compile(r"(?<=[(\[,;])(?P<pad>\s?)(?P<ns>NS|ns|N\.S\.?|n\.s\.?)(?=\s?(?:[)\],;]|\.?\s|\.?$))")
NS_IS_A_THING = re.compile(
    r"\bNS\s(?:group|arm|infusion|\d|plus|alone|subjects|patients|mL|ml|\+)|(?:\d\smL|received|receive|vs\.?|versus|with|of|in|"
    r"the|and|or)\sNS\b|\[NS\]|\bNS[+/-]\w|\b[Nn]\w+\s[Ss](?!ignifican)\w+,?\s\(NS\)"
)


class Statement(NamedTuple):
    """One probability: the quote's place, the number's place (empty for NS), what it says.

    `operator` is None where the print has lost it. `named` says that a P stands in the statement's quote.
    """

    start: int
    end: int
    number_start: int
    operator: str | None
    value: Decimal | None
    named: bool = True


def statements(scan: str, start: int, end: int) -> Iterator[Statement]:
    """Every stated probability between two offsets, in order."""
    at = start
    while match := P_STATEMENT.search(scan, at, end):
        first = _first(scan, match, start)
        at = match.start() + 1
        if first is None:
            continue
        at = first.end
        yield first
        for item in _rest_of_list(scan, first, end, several=_is_plural(match)):
            at = item.end
            yield item
    yield from _standalone_ns(scan, start, end)


def _first(scan: str, match: re.Match[str], start: int) -> Statement | None:
    low = _name_start(scan, match.start(), start)
    if low is None:
        return None
    if match["not_significant"]:
        return None if match["words"] or match["reach"] else _not_significant(match, low)
    operator, value = _operator(match), value_of(match["number"])
    if value is None or not _is_evident(scan, match, value):
        return None
    if match["lost"] is not None and "value" not in match["qualified"] and value in CONVENTIONAL:
        operator = None
    return Statement(low, match.end("number"), match.start("number"), operator, value)


def _name_start(scan: str, at: int, start: int) -> int | None:
    """Where the P's name begins ("2P" with its number); None where the letter ends something else."""
    if at > start and scan[at - 1] in "12":
        return at - 1 if at - 1 == start or not (scan[at - 2].isalnum() or scan[at - 2] in ".-,/") else None
    return at


def _not_significant(match: re.Match[str], low: int) -> Statement | None:
    lower = match["not_significant"][:2]
    if match["lost"] is not None and (lower.lower() == "no" or not match["lost"]):
        return None
    return Statement(low, match.end("not_significant"), match.end("not_significant"), "NS", None)


def _is_evident(scan: str, match: re.Match[str], value: Decimal) -> bool:
    """Whether a number is a probability: "p 0.03", "P-value of 0.2"; not "P 5%", "(P1)", "group P: 0.5 mg"."""
    printed, valued = match["number"], "value" in match["qualified"].lower()
    if match["operator"]:
        return True
    if A_GROUP.search(scan, max(0, match.start() - 12), match.start()) and not valued:
        return False
    if not re.search(r"[.,/]\s?\d|10|[eE]", printed) or printed.endswith("%") or value >= 1:
        return bool(match["words"]) and valued
    if match["words"]:
        return True
    if match["reach"]:
        return match["verb"] is not None and valued or FOR_TREND.fullmatch(match["reach"]) is not None
    closed = BARE_END.match(scan, match.end()) is not None
    if match["lost"] == "" or match["lost"] == " - " or match["verb"] in (":", ",", "as"):
        return closed and (valued or (value < Decimal("0.1") or match["lost"] != "") and _is_enclosed(scan, match))
    return valued or closed


def _is_enclosed(scan: str, match: re.Match[str]) -> bool:
    before, after = (
        scan[max(0, match.start() - 2) : match.start()].rstrip(),
        scan[match.end() : match.end() + 1],
    )
    return before[-1:] in ("(", "[", ",", ";") and after in (")", "]", ",", ";")


def _is_plural(match: re.Match[str]) -> bool:
    return bool(re.search(r"values|levels|s$", match["qualified"])) or bool(match["reach"])


def _operator(match: re.Match[str]) -> str:
    symbols, words = match["operator"], match["words"]
    if symbols:
        return _operator_of(symbols)
    return _operator_of_words(words) if words else "="


def _operator_of(symbols: str) -> str:
    """ "<or=" is "<="; "= <" (a template filled with "<0.001") is "<", "=<" typed in one is "<="."""
    plain = re.sub(r"&(?:amp;)?([lg])([te]);|\\?\b([lg])eq?", _entity, symbols)
    plain = plain.replace("≤", "<=").replace("≥", ">=")
    templated = re.match(r"[=≈~∼]\s([<>])", plain)
    if templated:
        return templated[1]
    side = "<" if "<" in plain else ">" if ">" in plain else ""
    return (side + ("=" if "=" in plain else "")) or "="


def _entity(match: re.Match[str]) -> str:
    side = "<" if (match[1] or match[3]) == "l" else ">"
    return side + ("=" if match[2] == "e" or match[3] else "")


def _operator_of_words(words: str) -> str:
    if re.match(r"(?:no|not|at)\s", words):
        return ">=" if words == "at least" else "<="
    equal = "=" if "or" in words.split() else ""
    if re.match(r"(?:less|lower|smaller|below|under|inferior)|equal to or", words):
        return "<" + equal
    if re.match(r"(?:greater|more|higher|larger|above|over|exceed|superior)", words):
        return ">" + equal
    return "="


def value_of(printed: str) -> Decimal | None:
    """The probability that a printed number says; None where it is none (over 1)."""
    plain = re.sub(r"\s", "", printed).translate(SUPERSCRIPTS)
    if percent := plain.endswith("%"):
        plain = plain[:-1]
    power = re.search(r"(?:^|[×xX*.])10(?:\^|\*\*)?[({]?-(\d+)[)}]?$|[eE]-(\d+)$", plain)
    mantissa = plain[: power.start()] if power else plain
    value = Decimal(re.sub(r"[,/]", ".", mantissa) or "1")
    if power:
        value = value.scaleb(-int(power[1] or power[2]))
    value = value / 100 if percent else value
    return value if value <= 1 else None


def _rest_of_list(scan: str, first: Statement, end: int, *, several: bool) -> list[Statement]:
    """What follows the first number: ", 0.03 and .5", " and <0.01"; nothing where the list ends in a unit or noun."""
    if first.value is None:
        return []
    items: list[Statement] = []
    at = first.end
    while len(items) < 12 and (match := NEXT_IN_LIST.match(scan, at, end)):
        value = value_of(match["number"])
        if value is None or not re.search(r"[.,]\s?\d|10|[eE]", match["number"]) or match["number"].endswith("%"):
            break
        operator = _operator_of(match["operator"]) if match["operator"] else _inherited(first, value, match["gap"])
        low = match.start("operator") if match["operator"] else match.start("number")
        items.append(Statement(low, match.end("number"), match.start("number"), operator, value, named=False))
        at = match.end()
    return items if items and LIST_END.match(scan, at, min(end, at + 40)) else []


def _inherited(first: Statement, value: Decimal, gap: str) -> str | None:
    """The operator of a later number of a list: the first one's, but "<0.001 and 0.03" and "<0.001 to .01" mean "="."""
    if first.operator is None or first.operator == "=":
        return first.operator
    ranging = gap.strip() in ("to", "-")
    return first.operator if value in CONVENTIONAL and not ranging else "="


def _standalone_ns(scan: str, start: int, end: int) -> Iterator[Statement]:
    """ "NS" in the place of a P value: in brackets, or behind a comma at a clause's end; not where it names a thing."""
    matches = list(STANDALONE_NS.finditer(scan, start, end))
    if not matches or NS_IS_A_THING.search(scan, start, end):
        return
    for match in matches:
        low = match.start() - 1 if scan[match.start() - 1] in ",;" else match.start("ns")
        yield Statement(low, match.end("ns"), match.end("ns"), "NS", None, named=False)
