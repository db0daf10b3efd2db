"""How a probability is stated: a name for P, an operator, one number or a list of them; or "NS".

`statements` reads folded text and gives every stated probability with the place of its number, whatever it
tests. Where a print has lost the operator ("p 0.03") the number's looks and its surroundings must vouch for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from extractors.findings.p_value.led import led
from extractors.findings.p_value.listed import CONVENTIONAL, rest_of_list
from extractors.findings.p_value.printed import (
    NUMBER,
    NUMBER_END,
    POINTED,
    SIGNS,
    WORDS,
    operator_of_signs,
    operator_of_words,
    value_of,
)
from extractors.findings.p_value.statement import Statement

NOT_SIGNIFICANT = r"""
    (?: NS | ns | Ns | N\.S\.? | n\.s\.? | [Nn]/[Ss] ) (?! \w )
  | [Nn]on [-\s]? significant\b | [Nn]ot\ssignificant\b
"""
QUALIFIER = r"""
    (?: [-_\s]? (?: inter(?:action|act)? | int | trend | het(?:erogeneity)? | hom(?:ogeneity)? | adj(?:usted)?
          | unadj(?:usted)? | corr?(?:ected)? | diff(?:erence)? | log-?\s?rank | non-?inferiority | superiority | sup
          | nominal | exact | overall | group | time | between (?! \s0?\. ) | within | FDR | Bonf(?:erroni)? | perm
          | value | all | (?: one | two )[-\s](?: sided | tailed ) ) (?! [a-z] )    # Pinteraction  P-trend  p adj
      | [A-Z][a-z]{2,15} (?: [×x*-] [A-Z][a-z]{2,15} )? (?= \s? [=<>≤≥] \s? 0?\.\d{1,6} \s? [,;)\]] )   # PZinc = 0.03)
      | '?s (?= \s?[=<>≤≥] | \s(?:all|both|were)\b )                               # p's < .05
      | [-_.\s]{0,2} (?i: values? ) \b | \s (?: level | threshold | cut-?off ) \b      # P-value
      | \d (?= \s?[=<>≤≥] )                                                     # P1 = 0.03, P2 = 0.04
      | [12]?-?\s? (?: sided | tailed ) \b                                         # P2-sided
      | \s? [\[({] [^()\[\]{}\n=<>≤≥]{1,40} [\])}] )                               # p (two-tailed)  p[interaction]
"""
REACH = r"""
    \s (?: for | from | by | of | in | on | at | using | between | with | after | adjusted | comparing | associated ) \b
    (?= [^;()\[\]\n=<>≤≥&\d]{1,80}+ [=<>≤≥&\d] )                            # a cheap look before a dear one
    (?: [^.;()\[\]\n=<>≤≥&] | \.(?=\w) ){1,80}? (?<= [\w)'%] ) (?= [\s=<>≤≥&(,:] )
"""
GOES_ON = r"""
    (?= [^a-z] | int | trend | het | hom | adj | unadj | cor | diff | log | non | sup | nom | exact | over | group
      | time | bet | with | perm | val | all | one | two | sided | tailed | s [\s=<>≤≥]
      | (?: was | were | is | are | being | be | of | at | as | to | remained | both | always | ns | n/s | not )
        (?! [a-z] ) )
"""
"""What may stand right behind the letter P; asked first, for most words in p tell nothing."""
P_STATEMENT = re.compile(
    rf"""
    [Pp] (?<! [^\W12][Pp] ) {GOES_ON} (?P<qualified> {QUALIFIER}{{0,3}} ) (?P<reach> {REACH} )??
    (?: \s{{0,2}} [(\[]? \s? (?: (?: was | were | is | are | be | being | of | at | , | : | to | remained ) \s )?
          (?: (?: all | both | always ) \s )? (?P<signs> {SIGNS} ) \s{{0,2}}
      | \s (?: (?: was | were | is | are | being | be | of | to | at | set\sat ) \s )?
          (?: (?: always | all | both | consistently ) \s )? (?P<words> {WORDS} ) \s
      | \s? (?P<verb> was | were | is | are | of | being | at | , | : | as ) \s{{0,2}}
      | (?P<lost> \s{{0,2}} (?: -\s )? ) )
    (?: (?P<number> {NUMBER} ) {NUMBER_END} | (?P<not_significant> {NOT_SIGNIFICANT} ) )
    """,
    re.VERBOSE,
)
P_BEGINNINGS = tuple(re.compile(rf"{letter} (?<! [^\W12]{letter} ) {GOES_ON}", re.VERBOSE) for letter in "Pp")
"""Where one can begin: a pattern that begins with one plain letter is looked for many times faster."""
BARE_END = re.compile(
    r"""
    \s{0,2} (?: $ | [()\[\],;.:] | (?: and | or | vs | for | in | with | whereas | while | which | respectively | by
      | at | after | compared | between | when | but | from ) \b )
    """,
    re.VERBOSE,
)
FOR_TREND = re.compile(
    r"\sfor\s(?:the\s)?(?:linear\s)?(?:trend|interaction|he?te?ro\w+|homo\w+|difference|non-?inferiority"
    r"|superiority)\s?"
)
A_GROUP = re.compile(r"(?:[Gg]roups?|[Aa]rms?|[Tt]ype)\s$")
STANDALONE_NS = re.compile(r"[(\[,;]\s?(?P<ns>NS|ns|N\.S\.?|n\.s\.?)(?=\s?(?:[)\],;]|\.?\s|\.?$))")
SMALL_NS = re.compile(r"ns(?<=[(\[,;\s]ns)")
NS_IS_A_THING = re.compile(
    r"""
    \b NS \s (?: group | arm | infusion | \d | plus | alone | subjects | patients | eyes | m[Ll] | \+ )
  | \[NS\] | \b NS[+/-]\w
  | (?: \d\smL | receiv\w{1,3} | vs\.? | versus | with | of | in | the | and | or ) \s NS\b
  | \b [Nn]\w{1,20} \s [Ss](?!ignifican)\w{1,20} ,? \s \(NS\)                      # normal saline (NS)
    """,
    re.VERBOSE,
)


def statements(scan: str, start: int, end: int) -> Iterator[Statement]:
    """Every stated probability between two offsets; those of a list in order, NS without a P last."""
    at, named = start, set[int]()
    places = [found.start() for letter in P_BEGINNINGS for found in letter.finditer(scan, start, end)]
    places.sort()
    for place in places:
        match = P_STATEMENT.match(scan, place, end) if place >= at else None
        if match is None:
            for item in led(scan, place, end) if place >= at else ():
                at = item.end
                yield item
            continue
        first = _first(scan, match, start)
        at = match.start() + 1
        if first is not None:
            listed = (first, *rest_of_list(scan, first, end))
            at = listed[-1].end
            named.update(item.end for item in listed)
            yield from listed
    for lone in _standalone_ns(scan, start, end):
        if lone.end not in named:
            yield lone


def _first(scan: str, match: re.Match[str], start: int) -> Statement | None:
    low = _name_start(scan, match.start(), start)
    if low is None:
        return None
    if match["not_significant"]:
        return _not_significant(match, low)
    value = value_of(match["number"])
    if value is None or not _is_evident(scan, match, value):
        return None
    return Statement(low, match.end("number"), match.start("number"), _operator(match, value), value)


def _name_start(scan: str, at: int, start: int) -> int | None:
    """Where the P's name begins ("2P" with its number); None where the letter ends something else."""
    if at == start or scan[at - 1] not in "12":
        return at
    return at - 1 if at - 1 == start or not (scan[at - 2].isalnum() or scan[at - 2] in ".-,/") else None


def _not_significant(match: re.Match[str], low: int) -> Statement | None:
    """ "P = NS", "P NS"; not "Pns", nor words without an operator ("P non-significant")."""
    in_words = match["not_significant"][:2].lower() == "no"
    if match["words"] or match["reach"] or match["lost"] == "" or (in_words and not match["signs"]):
        return None
    end = match.end("not_significant")
    return Statement(low, end, end, "NS", None)


def _is_evident(scan: str, match: re.Match[str], value: Decimal) -> bool:
    """Whether a number is a probability: "p 0.03", "P-value of 0.2"; not "P 5%", "(P1)", "group P: 0.5 mg"."""
    printed, valued = match["number"], "value" in match["qualified"].lower()
    if match["signs"]:
        return value > 0 or not scan[match.end() : match.end() + 2].strip().isdigit()  # not the ".0" of ".0 5"
    if A_GROUP.search(scan, max(0, match.start() - 12), match.start()) and not valued:
        return False
    if not POINTED.search(printed) or printed.endswith("%") or value >= 1:
        return bool(match["words"]) and valued
    if match["words"]:
        return True
    if match["reach"]:
        return (match["verb"] is not None and valued) or FOR_TREND.fullmatch(match["reach"]) is not None
    return valued or _stands_for_itself(scan, match, value)


def _stands_for_itself(scan: str, match: re.Match[str], value: Decimal) -> bool:
    """Whether a plain P and its number need no operator: "p 0.009 and …", "(p0.03)"; not "P0.1" the pressure."""
    if not BARE_END.match(scan, match.end()):
        return False
    if match["lost"] == " " or match["verb"] in ("was", "were", "is", "are", "of", "being", "at"):
        return True
    before = scan[max(0, match.start() - 2) : match.start()].rstrip()
    enclosed = before[-1:] in ("(", "[", ",", ";") and scan[match.end() : match.end() + 1] in (")", "]", ",", ";")
    return enclosed and (value < Decimal("0.1") or match["lost"] != "")


def _operator(match: re.Match[str], value: Decimal) -> str | None:
    if match["signs"]:
        return operator_of_signs(match["signs"])
    if match["words"]:
        return operator_of_words(match["words"])
    is_open = match["lost"] is not None and "value" not in match["qualified"].lower() and value in CONVENTIONAL
    return None if is_open else "="


@lru_cache(maxsize=2)
def _may_hold_ns(scan: str) -> bool:
    """Whether a page holds NS at all; asked first, because it is cheap."""
    return "NS" in scan or "N.S" in scan or "n.s" in scan or SMALL_NS.search(scan) is not None


def _standalone_ns(scan: str, start: int, end: int) -> Iterator[Statement]:
    """NS in the place of a P value: in brackets, or behind a comma at a clause's end; not where it names a thing."""
    if not _may_hold_ns(scan):
        return
    matches = tuple(STANDALONE_NS.finditer(scan, start, end))
    if not matches or NS_IS_A_THING.search(scan, start, end):
        return
    for match in matches:
        low = match.start() if scan[match.start()] in ",;" else match.start("ns")
        yield Statement(low, match.end("ns"), match.end("ns"), "NS", None, named=False)
