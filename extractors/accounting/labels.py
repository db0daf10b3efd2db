"""Which label stands right before a numeral, found by its last word: a search through the whole table is dear.

Most numerals have no label, and the word before them tells it at once; where it may end one, only the rows of the
table that speak of that word are asked.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.accounting.before import BEFORE, FAR, MONTH
from extractors.beginnings import LETTERS, rules_beginning

LINKING = frozenset(
    "less more than of at least or was were is to from by between about approximately a the be set in even".split()
)
"""Words that may stand between a label and its numeral."""
LABEL_ENDS = frozenset(
    """
    m l kg d h min s log mm cm km sd se sem iqr range ranges ranged ranging deviation error mean cv variance minimum
    max maximum ci cis ic cri interval intervals limit limits bound hr mrr or rr irr shr pr rrr arr smr prr ors hrs
    rrs ratio ratios risk risks hazard hazards smd wmd md nnt nnh icc auc auroc es icer β beta b g δ α λ κ kappa
    slope coefficient size sizes treat harm difference differences squared f t z u w q r rs rho ρ ccc df lr wald χ
    chi x c correlation correlations coefficients test power grade grades stage stages type types class classes
    category categories phase phases level levels tier tiers step status nyha asa ecog who cdc kl ctcae ps figo
    genotype genotypes gt serotype serotypes subtype subtypes stratum axis gleason karnofsky score day days week
    weeks wk wks month months year years hour hours minute minutes time timepoint timepoints point points mo pod age
    aged ages group groups arm arms cohort cohorts study studies trial trials part parts table tables fig figs
    figure figures experiment experiments task tasks aim aims protocol protocols visit visits period periods cycle
    cycles course courses session sessions regimen regimens no number numbers version item items question questions
    series seq site center centre supplementary file round wave channel chromosome exon codon generation receptor
    receptors kinase kinases protein proteins factor factors subunit interleukin doi into among out patients women
    men children clinic clinics centers centres sites cases events deaths n ns jan january feb february mar march
    apr april may june jun july jul aug august sep sept september oct october nov november dec december usd eur gbp
    inr chf older younger per every blocks block fold ph hb egfr gfr fev lvef ef psa crp peep titer titers titre
    titres hematocrit haematocrit hemoglobin creatinine albumin value values concentration concentrations bmi index
    pressure sbp dbp bp map rate temperature weight height psv acuity bcva iop anrs change p η v dose treatment
    population populations model models program programme intervention interventions statement statements criterion
    objective objectives goal goals core statistics sciences prism release ver spss sas stata subgroup subgroups odds
    rd ß peptide peptides inhibitor antigen ligand transporter cotransporter oxygenase peptidase synthase caspase
    phosphodiesterase metalloproteinase molecule collagen isoform residue residues form ah cpg
    """.split()
)
"""The last words of all labels, in lower case."""
PLAIN_NUMBER = re.compile(r"\(?[\d.]+(?:,\d+)?%?[-,;)]{0,2}|\d+-\d+[,%)]?|p")
"""A number that ends no label, unless it is a day ("May 12, 2010") or opens a bracket ("F (1, 24)")."""
DATED = re.compile(rf"{MONTH}\s(?:of\s|the\s)?\d", re.VERBOSE)
STRIPPED = "([=<>≤≥~,:.-"
"""What may stand round a label's words."""
GOES_ON, NUMBER = " ", "+"
"""What no word is: the label's last word stands before this one; a number ends no label, if it is no date's."""
MOST_KEPT = 8192
BRIEF = frozenset({"unit", "time", "enumerator", "name", "count", "group_size", "date", "currency", "rate"})
"""The labels that are never longer than SHORT ("September the 12th, "): no need to look for them farther back."""
SHORT = 28
"""Characters of a label that ends in no plain word: "HbA1c < ", "χ(2)(1) = "."""


def _rows(rows: tuple[tuple[str, str], ...]) -> str:
    return "\n|".join(rf"(?P<{name}_{number}> {rule} )" for number, (name, rule) in enumerate(rows))


ROW_PATTERNS = tuple(re.compile(rf"(?<! [A-Za-z] ) (?= [^\s\d] ) (?: {rule} ) $", re.VERBOSE) for _, rule in BEFORE)
FOLDED_ROWS = tuple(
    re.sub(r"\[(\w)\w\]|\\\.\??|\\[bsSwd]", lambda match: match[1] or ("" if "." in match[0] else " "), rule).lower()
    for _, rule in BEFORE
)
"""The table's rows in lower case, escapes and choices of capitals taken out: to look for a word in."""
STEM = 3
"""Letters of a word that tell enough."""
_WORD_START, _ENDS_THERE = re.compile(r"(?<![a-z])(?=.)", re.DOTALL), re.compile(r"[sm]?\??(?![a-z])")


def _stems(row: str, *, whole: bool) -> frozenset[str]:
    """The first letters of a row's words, up to STEM of them; of `whole` words only."""
    starts = [match.start() for match in _WORD_START.finditer(row)]
    places = ((start, start + length) for start in starts for length in range(1, STEM + 1))
    return frozenset(row[start:end] for start, end in places if not whole or _ENDS_THERE.match(row, end))


STEMS_OF = tuple(_stems(row, whole=False) for row in FOLDED_ROWS)
SPOKEN_OF = tuple(_stems(row, whole=True) for row in FOLDED_ROWS)
LABEL_START = re.compile(r"(?<![A-Za-z])[^\s\d]")
ROWS_ENDING = tuple((name, re.compile(rf"(?: {rule} ) $", re.VERBOSE)) for name, rule in BEFORE)
ROWS_BEGINNING = rules_beginning([rule for _, rule in BEFORE])
FAR_PATTERN = re.compile(rf"\b (?= [A-Za-z] ) (?: {_rows(FAR)} ) $", re.VERBOSE)


def measured_by(scan: str, low: int, start: int) -> str:
    """The name of the quantity that the text between `low` and a numeral says was measured, or ""."""
    said = FAR_PATTERN.search(scan, low, start)
    return _row(said.lastgroup) if said else ""


def label_before(scan: str, low: int, start: int, idle: frozenset[str] = frozenset()) -> str:
    """The name that a label right before a numeral gives it; "" where there is none.

    The label's last word says which rows of the table to ask: a search through all of them is dear. Where all of them
    give names that are of no use (`idle`), none is asked.
    """
    said = scan[low:start]
    words = said.rsplit(None, 1)
    word = _told_by(words[-1]) if words else None
    aged = "ge" in said and (" age" in said or "Age" in said or "(age" in said)
    if word is None and not aged:
        return ""
    if word is GOES_ON or word is NUMBER:
        word = _last_word(said)
        if word is None and not aged:
            return ""
    if word == "":
        return _any_label(scan, max(low, start - SHORT), start)
    found = [
        (match.start(), row, name)
        for row, name, pattern in _rows_ending_in(word, idle, aged=aged)
        if (match := pattern.search(scan, max(low, start - SHORT) if name in BRIEF else low, start))
    ]
    return min(found)[2] if found else ""


def _any_label(scan: str, low: int, start: int) -> str:
    """The name of the longest label that ends right before a numeral, whatever its words; "" where there is none."""
    for first in LABEL_START.finditer(scan, low, start):
        at = first.start()
        for row in ROWS_BEGINNING(scan[at : min(at + LETTERS, start)]):
            name, pattern = ROWS_ENDING[row]
            if pattern.match(scan, at, start):
                return name
    return ""


def _last_word(said: str) -> str | None:
    """The last word of a label that may end a stretch, as printed; "" for any; None where it can be none."""
    rest = said
    while words := rest.rsplit(None, 1):
        told = _told_by(words[-1])
        if told is not GOES_ON:
            return _of_number(words[-1], said) if told is NUMBER else told
        rest = words[0] if len(words) > 1 else ""
    return None


@lru_cache(maxsize=MOST_KEPT)
def _told_by(printed: str) -> str | None:
    """What one printed word says of the label that it may end; numerals have the same few words before them."""
    word = printed.strip(STRIPPED)
    if not word:
        return GOES_ON
    bracketed = "(" in printed and ("(" in printed[1:] or word in LINKING)
    if bracketed or printed == "p" or not word.isalpha():
        return _in_signs(printed, word)
    if word.isupper():
        return word
    plain = word.lower()
    if plain in LINKING:
        return GOES_ON
    return plain if plain in LABEL_ENDS else None


def _in_signs(printed: str, word: str) -> str:
    """What a last word with other characters than letters says."""
    if word in ("±", "+/-"):
        return "±"
    if PLAIN_NUMBER.fullmatch(printed):
        return "" if printed[0] == "(" and printed[-1] == "," else NUMBER
    return "/" if word[-1] == "/" else ""


def _of_number(printed: str, said: str) -> str | None:
    """What a last word that is a number says: "" for any label behind a percentage or in a date."""
    is_open = printed[-1] == "%" and not said.rstrip().endswith(printed)
    return "" if is_open or DATED.search(said) else None


@cache
def _rows_ending_in(
    word: str | None, idle: frozenset[str], *, aged: bool
) -> tuple[tuple[int, str, re.Pattern[str]], ...]:
    """The rows (place, name, pattern) of the table that the word may end a label of; () where all names are idle.

    "Aged" may stand some words before its numeral.
    """
    rows = tuple(
        (row, name, ROW_PATTERNS[row])
        for row, (name, _) in enumerate(BEFORE)
        if (aged and name == "age") or (word is not None and _may_end(word, row))
    )
    return () if idle.issuperset(name for _, name, _ in rows) else rows


def _may_end(word: str, row: int) -> bool:
    """Whether a row's source speaks of the word, or of another with its first three letters."""
    spoken = SPOKEN_OF[row] if len(word) <= STEM else STEMS_OF[row]
    stems = (stem[:STEM].lower() for stem in (word, word.removeprefix("A") or word))
    return any(stem in spoken for stem in stems) or (word.isupper() and row == len(BEFORE) - 1)


def _row(group: str | None) -> str:
    return (group or "").rpartition("_")[0]
