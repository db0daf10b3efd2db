"""The spread printed after a value: "± 25", "(SD 157)", "(IQR 206-488 cells/mm3)", "[95% CI 12 to 40]", "(157)"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from extractors.findings.cd4_value.units import read_unit
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue

NUMBER = r"[-+]?\d{1,4}(?:,\d{3})?(?:\.\d{1,4})?"
TYPE = (
    r"(?:(?P<CI>(?:9\d|99)(?:\.\d)?\s?%?[\s-]?(?:C\.?I\.?|confidence\s(?:intervals?"
    r"|limits?)(?:\s?[\[(]CI[\])])?)|\bCI|CI95%?)"
    r"|(?P<IQR>inter-?\s?quartiles?(?:\srange)?s?(?:\s?[\[(]IQR[\])])?|IQRs?|quartiles|Q1\s?[-,to]{1,3}\s?Q3"
    r"|Q[1-]{1,2}3|25th[\s\w,/-]{1,12}75th\spercentiles?|percentiles?\s25-75)"
    r"|(?P<SD>(?:±|\+/?-)?\s?\b(?:standard\sdeviations?(?:\s?[\[(]SD[\])])?|S\.?D\.?))"
    r"|(?P<SE>(?:±|\+/?-)?\s?\b(?:standard\serrors?(?:\sof\sthe\smean)?(?:\s?[\[(]SEM?[\])])?|S\.?E\.?M?\.?))"
    r"|(?P<range>\branges?|ranging\sfrom|min(?:imum)?\s?[-,]\s?max(?:imum)?))(?![\w])"
)
CELLS = (
    r"(?:\s?(?:CD4\+?\s)?(?:T\s)?cells?)?(?:\s?(?:/|per)\s?(?:mm\s?\^?\(?[3³]?\)?|μ\s?l|ul|mcl"
    r"|microl(?:it(?:er|re))?|ml|cubic\smill?imet(?:er|re)s?))?"
)
POWER_UNIT = r"(?:\s?[x×*]\s?10\s?(?:\^|\()?[69⁶⁹]\)?\s?(?:cells)?\s?/\s?l\b)?"
SEPARATOR = r"(?:\s?-\s?|\s?(?:to|and)\s?(?=[-+\s\d])|\s?[,;/]\s?)"
PLUS_MINUS_SIGN = r"±|\+\s?/\s?-|\+-|plus\sor\sminus"
PLUS_MINUS = re.compile(
    rf"(?:\s?[(\[]?\s?(?:±|\+\s?/\s?-|\+-(?=\s?\d)|plus\sor\sminus)"
    rf"|\s\+(?=\s\d))\s?(?:{TYPE}\s?)?(?P<one>\d{{1,4}}(?:,\d{{3}})?(?:\.\d{{1,4}})?)"
    rf"(?:\s?[(\[]?(?P<after>SDs?|SEMs?|SEs?|standard\sdeviation|standard\serror)\b[)\]]?)?(?:\s?[)\]])?(?!\d|\.\d)",
    re.IGNORECASE,
)
PLUS_MINUS_PERCENT = re.compile(rf"{PLUS_MINUS.pattern}(?:\s?%)?", re.IGNORECASE)
"""Behind a number with its own per cent sign: "18.1% ± 1.6%"."""
LABELLED = re.compile(
    rf"(?:\s?[(\[]\s?(?:(?:mean|median)\s?[;,:]\s?)?|,?\s(?:with\s)?(?:an?\s|the\s)?|,\s?|;\s?|\s?){TYPE}\s?[:,=]?\s?"
    rf"(?:(?:of|was|were|from"
    rf"|between|is)\s)?[(\[]?"
    rf"(?P<one>{NUMBER}){CELLS}(?:\s?%)?(?:{SEPARATOR}(?P<two>{NUMBER})(?!\d)(?:{POWER_UNIT}{CELLS}))?(?:"
    rf"\s?%)?(?P<close>\s?[)\]])?",
    re.IGNORECASE,
)
BARE = re.compile(
    rf"\s?[(\[]\s?(?P<one>{NUMBER})(?:\s?%(?=\s?[-t,]))?(?:{SEPARATOR}(?P<two>{NUMBER})(?:"
    rf"\s?%)?)?{POWER_UNIT}{CELLS}\s?[)\]]",
    re.IGNORECASE,
)
HEADER = re.compile(
    rf"(?:mean|median|average)s?\b[^.;\d]{{0,40}}?[(\[]?\s?(?:±|\+\s?/\s?-)?\s?{TYPE}|[(\[]\s?(?:±"
    rf"|\+\s?/\s?-)?\s?{TYPE.replace('?P<', '?P<b')}\s?[)\]]",
    re.IGNORECASE,
)
BEGINS = re.compile(
    r"\s?(?:[(\[±+,;]|9[\d.]{1,4}\s?%?[\s-]?c|c\.?i|iqr|inter|quart|q[1-]|25th|percentiles|s\.?[de]\b|sem|standard"
    r"|rang|min"
    r"|plus|with\s)",
    re.IGNORECASE,
)
"""How a spread can begin: a cheap look before the patterns."""
FIRST_SIGNS = frozenset("([±+,;9ciqpsrmw2CIQPSRMW")
WHEN = (
    r"(?:,?\s(?:at|by|after|over|through|from)\s(?:(?:week|month|year|day)s?\s\d{1,3}|\d{1,3}\s"
    r"(?:weeks|months|years|days)"
    r"|base\s?line))?"
)
OF_WHOM = r"(?:\s(?!(?:and|or|but|while|whereas|vs\.?|versus|from|to|by|at|ratio)\b)(?![(\d])[^\s.;,()\[\]]{1,24}){0,9}"
BEFORE_LATE = re.compile(rf"{WHEN}{OF_WHOM}{WHEN}(?=\s[(\[])", re.IGNORECASE)
"""Between a value and its spread: when it was and of whom, no other number."""
HIGHER = re.compile(
    r"\s(?:higher|lower|greater|smaller|more|less|fewer)(?=[,;]\s(?:9\d|CI\b|SE\b|SD\b))", re.IGNORECASE
)
"""Between a difference and its interval: "109 cells/μL higher, 95% CI 39-179"."""
FARTHEST = 90
NAMES = ("CI", "IQR", "SD", "SE", "range")


class Announced(NamedTuple):
    """The type of a spread printed after "±", and of one in brackets, where its own sentence does not say."""

    after_sign: str | None = None
    in_brackets: str | None = None


class Spread(NamedTuple):
    """A spread as printed: one number, or low and high; `end` is where it ends, brackets included."""

    type: str
    one: Decimal
    two: Decimal | None
    end: int
    numerals: tuple[int, ...]

    def fields(self, factor: Decimal) -> Mapping[str, FieldValue]:
        """The record's field; the unit's factor is applied as it was to the value."""
        one = self.one if factor == 1 else _plain(self.one * factor)
        if self.two is None:
            return {"type": self.type, "value": one}
        return {"type": self.type, "low": one, "high": self.two if factor == 1 else _plain(self.two * factor)}


def read_spread(
    text: AnnotatedText, at: int, start: int, end: int, value: Decimal, announced: Announced
) -> Spread | None:
    """The spread that begins at `at`, of a value whose sentence begins at `start`.

    `announced` is its type where the sentence does not say one: a list's earlier one, or what the methods declare.
    """
    scan = text.scan
    if scan[at : at + 2].lstrip()[:1] not in FIRST_SIGNS:
        return None
    if BEGINS.match(scan, at, end) is None:
        return None
    after_percent = "%" in scan[at - 1 : at]
    if match := (PLUS_MINUS_PERCENT if after_percent else PLUS_MINUS).match(scan, at, end):
        after = (match["after"] or "").upper()
        named = _named(match) or ("SE" if after.startswith(("SE", "STANDARD E")) else "SD" if after else None)
        return _spread(text, match, named or _header(scan, start, at) or announced.after_sign or "unspecified")
    if match := LABELLED.match(scan, at, end):
        named = _named(match)
        if named in {"SD", "SE"} or match["two"]:
            return _spread(text, match, named or "unspecified")
    if match := BARE.match(scan, at, end):
        header = _header(scan, start, at) or announced.in_brackets
        if match["two"]:
            low, high = _number(match["one"]), _number(match["two"])
            return _spread(text, match, header or "unspecified") if low <= value <= high else None
        if header in {"SD", "SE"}:
            return _spread(text, match, header)
        if read_unit(scan, match.end(), end, power=False) is not None:
            return _spread(text, match, "unspecified")
    return None


def read_late_spread(text: AnnotatedText, at: int, end: int, value: Decimal) -> Spread | None:
    """The spread in a bracket behind the words that tell of whom a value is: "150 cells/μL with X (95% CI 130-170)"."""
    between = BEFORE_LATE.match(text.scan, at, end) if text.scan.find("(", at, min(end, at + FARTHEST)) >= 0 else None
    apart = HIGHER.match(text.scan, at, end)
    between = apart or between
    match = LABELLED.match(text.scan, between.end(), end) if between else None
    if match is None or not (match["close"] or apart) or not (match["two"] or _named(match) in {"SD", "SE"}):
        return None
    low, high = _number(match["one"]), _number(match["two"] or match["one"])
    return _spread(text, match, _named(match) or "unspecified") if not match["two"] or low <= value <= high else None


def _plain(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _named(match: re.Match[str]) -> str | None:
    return next((name for name in NAMES if match[name]), None)


def _header(scan: str, start: int, at: int) -> str | None:
    """The spread that the sentence announces before its values: "mean (SD)", "median [IQR]", "mean ± SE"."""
    found = None
    for match in HEADER.finditer(scan, start, at):
        found = next((name for name in NAMES if match[name] or match[f"b{name}"]), found)
    return found


def _spread(text: AnnotatedText, match: re.Match[str], named: str) -> Spread:
    groups = match.groupdict()
    spans = [match.span(name) for name in ("one", "two") if groups.get(name)]
    owned = (text.numeral_over(low) for low, high in spans)
    unopened = match[0].count(")") + match[0].count("]") > match[0].count("(") + match[0].count("[")
    return Spread(
        named,
        _number(match["one"]),
        _number(groups["two"]) if groups.get("two") else None,
        match.end() - (len(match[0]) - len(match[0].rstrip(" )]"))) if unopened else match.end(),
        tuple(index for index in owned if index is not None),
    )


def _number(printed: str | None) -> Decimal:
    return Decimal((printed or "0").replace(",", ""))
