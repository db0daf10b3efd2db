"""Words beside a numeral that are too rare, or too weak beside a unit, to be asked of every numeral.

Rows of `BEFORE_RARE` end right before the numeral, rows of `BEHIND_RARE` begin right behind it; the first that matches
names it. They see only numerals that the two large tables left.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.numerals import Numeral

Table = tuple[tuple[str, re.Pattern[str]], ...]


def _table(*rows: tuple[str, str]) -> Table:
    return tuple((name, re.compile(rule, re.VERBOSE)) for name, rule in rows)


OF = r"(?: \s (?: levels? | values? | counts? ))? \s (?: (?: was | were | is | are | of | at ) \s )? $"
BEFORE_RARE = _table(
    (
        "name",
        r"""
        \b (?: MMP | TIMP | TLR | PHQ | GAD | SF | DIN | ISO | ICD | AH | PAI | IL | CDK | COX | PDE | HPV | FGF | TGF
             | IGF | VEGF | HSV | GLP | SGLT | DPP | ICAM | VCAM | EGFR | GLUT | [Oo]mega | [Vv]itamins? \s [A-K]
             | [Cc]oenzyme \s Q | Inventory | Checklist | Questionnaire | Survey | Axis ) \s $
        """,
    ),
    (
        "enumerator",
        r"""
        \b (?: Appendix | Annex | Box | Panel | [Rr]efs?\.? | [Rr]eferences? | [Pp]aragraph | [Aa]rticle | §
             | (?: SPSS | SAS | S[Tt][Aa][Tt][Aa] | R | Prism | Excel | MedCalc | Epi\s?Info | software ) \s? [\(\[] )
        \s? $
        """,
    ),
    (
        "grade",
        r"""
        \b (?: Mallampati | Fontaine | Rutherford | Tanner | Fitzpatrick | Kellgren | Outerbridge | Forrest | Dukes
             | BI-?RADS | CEAP | Goligher | Clavien(?:-Dindo)? | Ramsay | Bromage | Hinchey | Hurley | Savary )
        \s (?: scores? \s | of \s | [<>≥≤=] \s? ){0,2} $
        """,
    ),
    ("score", r"\b (?: logMAR | LogMAR | Aldrete | Borg | RPE )" + OF),
    (
        "laboratory_value",
        r"""
        \b (?: [Pp]latelets? | [Ff]erritin | saturation | [Gg]lucose | [Ss]odium | [Pp]otassium | [Uu]rea | [Bb]ilirubin
             | [Cc]holesterol | triglycerides? | ALT | AST | ALP | LDL | HDL | [Ll]actate | TSH | BUN )
        """
        + OF,
    ),
    ("outcome_value", r"\b (?: t1/2 | [CT]max | AUC \S{0,8} ) " + OF),
    (
        "age",
        r"""
        \b (?: [Cc]hildren | infants | those | boys | girls | kids | adults | women | men | people | persons
             | patients ) \s (?: aged \s )? (?: under | below | over | above | younger\sthan | older\sthan | aged ) \s $
        """,
    ),
    (
        "statistic",
        r"\b (?: Cronbach\S{0,3}\s(?:alpha|α) | Spearman | Pearson | Kendall | R\^?2 | Wald | Wilks ) \S{0,12} \s $",
    ),
    ("fold_change", r"[×x] $"),
)
BEHIND_RARE = _table(
    (
        "score",
        r"""
        \s? [=:] \s? (?: no | not | none | never | worst | best | optimal | normal | severe | mild | absent | moderate
            | complete | daily | weekly | monthly | always | often | rarely | sometimes | very | strong(?:ly)? | high
            | low | extreme(?:ly)? | poor | fair | good | excellent | perfect | minim\w* | maxim\w* | unbearable ) \b
        | , \s (?: optimal | worst | best | none | not\sat\sall ) \b
        | \s? \( (?: worst | extreme(?:ly)? | strongly | maxim\w* | excellent | best | always | completely | very ) \b
        """,
    ),
    ("threshold", r"\s or \s (?: more | fewer | less | greater | higher | lower | above | below ) \b"),
    ("fold_change", r"\s? [×x] \b | \s magnification"),
    ("unit", r"-0 \s (?: nylon | [Vv]icryl | silk | polypropylene | [Pp]rolene | PDS | monocryl | sutures? )"),
)
LOWEST = re.compile(r"\s?\(\s?(?:no|not|none|never|normal|absent|strongly|poor|worst)\b")
"""What stands behind the lower end of a scale."""
SCALE = re.compile(r"\s?(?:-|to)\s?\d{1,3}\s?[)\],;]")
IN_BRACKET = re.compile(r"[(\[][^()\[\]\d]{0,40}$")
ONE_IN = re.compile(r"\sin\s(?:\d|two|three|four|five|six|seven|eight|nine|ten)")
YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d$")
YEAR_BEFORE = re.compile(r"\b(?:in|since|during|until|early|late)\s$")
YEAR_BEHIND = re.compile(r"\s(?!of\b|out\b|per\b|[a-z-]{3,20}ed\b|had\b|were\b)[a-z'A-Z]")
NEAR = 48
LABEL_CLOSES, NO_LABEL_CLOSES = frozenset(" ([×x"), frozenset(",;:%)")
NO_LABELS = frozenset("and or to vs vs. versus from by in with for the had after = < > group groups p P".split())
"""What stands before most numerals asked about, and ends no label."""


def labelled_before(scan: str, start: int) -> str:
    """The name that a rare label right before a numeral gives it."""
    before = scan[max(0, start - NEAR) : start]
    last = before.rstrip(" ([").rpartition(" ")[2]
    if before[-1:] not in LABEL_CLOSES or last in NO_LABELS or last[-1:] in NO_LABEL_CLOSES:
        return ""
    for name, pattern in BEFORE_RARE:
        if pattern.search(before):
            return name
    return ""


def labelled_behind(scan: str, numeral: Numeral) -> str:
    """The name that rare words right behind a numeral give it, or its own print among its neighbours."""
    for name, pattern in BEHIND_RARE:
        if pattern.match(scan, numeral.end):
            return name
    before = scan[max(0, numeral.start - NEAR) : numeral.start]
    return _by_its_print(scan, numeral, before) if numeral.is_whole else ""


def _by_its_print(scan: str, numeral: Numeral, before: str) -> str:
    """What "0", "1" and four digits may be: the end of a scale, one in so many, a year."""
    end = numeral.end
    if numeral.value <= 1 and LOWEST.match(scan, end):
        return "score"
    if numeral.value == 0 and SCALE.match(scan, end) and IN_BRACKET.search(before):
        return "score"
    if numeral.value == 1 and ONE_IN.match(scan, end):
        return "rate"
    if numeral.value < Decimal(1950) or not YEAR.match(scan, numeral.start, end):
        return ""
    return "calendar_year" if YEAR_BEFORE.search(before) and YEAR_BEHIND.match(scan, end) else ""
