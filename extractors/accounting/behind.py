"""What stands behind a numeral and says what it is: a unit, a sign, a bracket.

`BEHIND` is an ordered table of names and verbose patterns; the first that matches right after the numeral names it.
"""

from __future__ import annotations

import re

from extractors.beginnings import LETTERS, rules_beginning

TIME_UNIT = r"""
      (?: (?: consecutive\s )? business | calendar | consecutive | additional | fewer | extra | lost | more |
      further | full | working | postoperative | treatment | study | study\s
      | (?: academic | school ) (?= \s years? )
      | follow-up | gestational | postpartum | completed | successive | other | different )?
      (?: \sand\sa\s(?:half|quarter) | \sor\s(?:more|fewer|less) )? [-\s]? (?: [Ww]eeks? | wks? | [Mm]onths? | mos?
      | [Yy]ears? | yrs? | [Dd]ays? | [Hh]ours? | hrs? | [Mm]inutes? | mins? | [Ss]econds? | secs?
      | decades? | h | d | w | y | wk | mo | yr | min | s | ms | msec | nights? | evenings? | mornings? ) \b
      (?! /m | \.\d )
"""
LABORATORY = r"""
      (?: [mμunpk]?g | [mμunpk]?mol(?:es)? | [mμk]?I?U | mEq | units? | cells? | spots? | RU | CFU | cfu | AU |
      RLU | [Mk]?copies | mOsm
      | mosmol | kcal | AUN? | [mk]?Eq | pfu | PFU | SFU | EU | particles | fL | [\(\[]?\s?10\S{1,5} )
    \s? (?: / | \sper\s | \s? [.] \s? (?= [dmμ]?[Ll]-1 ) ) \s?
      (?: 100\s?m[Ll] | [dmμuncp]?\s?[Ll]\b | mm\s?\^?\(?3\)? | cmm | cubic | micro | mmol | g\b | mol |
      kg\s?protein | gram | mg\b
      | field | hpf | well | 10 | million | ml )
    | \s? (?: mmol | μmol | nmol | pmol | mg | g | ng | pg | μg | U | IU | mU ) \s (?: [dmμ]?[lL]\s?\(?-1\)? )
    | \s? (?: m?M | μM | nM | mOsm | pH ) \b
"""
MEASURE = r"""
      (?: [kcmμnd]?m(?: \s?\^?\(?[23²³]\)? )? | kg\s?/\s?m\s?\^?\(?[2²]\)? | kg\s?m\s?\(?-2\)? | [km]?g |
      grams? | kilograms? | kgs? | Kg | lbs? | oz
      | ounces? | [kM]Da? | Daltons? | AU | a\.u\. | arbitrary\sunits? | rads?
      | pounds? | cms? | inch(?:es)? | feet | ft | met(?:er|re)s? | miles? | [mdcμ]?[lL]s? | lit(?:er|re)s? |
      cc | mm\s?Hg | mmHg | cm\s?H\(?2\)?O
      | k?Pa | bpm | beats | [kKM]?cal | calories | [kM]?J | [km]?Hz | [Hh]ertz | dB [A-Z]{0,2} | Ncm | cd/m2? | cP |
      mbar | HV | μs | [°˚º]\s?[CF]? | ℃ | degrees? |
      [mk]?W(?:att)?s? | watts? | nm | (?<=\s)D\b | dpt
      | diopters? | dioptres? | METs? | steps | words | letters? | lines? | L\s?/\s?min | breaths | [mc]?Gy |
      Sv | mSv | N | Nm | newtons?
      | kilo\w{4,8} | milli\w{4,8} | micromet\w{2,3} | centi\w{4,8} | square\scent\w+ | km/h | m/s | rpm | psi
      | atm | MPa | ppm | ppb
      | M?bp | kb | lux | lm | mA | V | T | Tesla | acres | French | Fr | [Gg]auge | F (?= \s \d ) | G\b
      | MHz | ETDRS | m\sin\b
      | UI | Δ )
    (?! [A-Za-z] )
"""
MONTH = r"""
      (?: Jan(?:uary)? | Feb(?:ruary)? | Mar(?:ch)? | Apr(?:il)? | May | June? | July? | Aug(?:ust)? |
      Sept?(?:ember)? | Oct(?:ober)?
      | Nov(?:ember)? | Dec(?:ember)? )
"""
BEHIND: tuple[tuple[str, str], ...] = (
    (
        "confidence_level",
        r"""
            \s?-?\s?% \s? (?: CIs? \b | C\.I | CrI | BCI | UCI | HPD | conf | cred | CL\b | limits |
            two-sided\sCI | bootstrap )
        """,
    ),
    ("confidence_level", r"\s? CI \b"),
    ("power", r"\s? (?: % | percent ) \s (?: statistical \s )? power \b"),
    ("percentage", r"\s? E% | \s? ‰ | \s energy-% | [-\s]? (?: % | per\s?cent\b | percentage | pct ) | \s? \( % \)"),
    (
        "age",
        rf"""
            [-\s]? {TIME_UNIT} (?: [-\s] (?: of\sage | old | and\s(?:older|over|above|younger) |
            or\s(?:older|over|above|younger|more\sof\sage) ) | \sat\sage)
        """,
    ),
    (
        "exposure",
        r"""
            [-\s]? (?: person | patient | woman | women | subject | child | participant | pack | py ) s? [-\s]?
            (?: years? | months? | weeks? | days? | yrs? )
        """,
    ),
    ("time", r"[-\s]? (?: weekly | monthly | yearly | hourly | daily )"),
    (
        "name",
        r"""
            \( OH \) | ,\d{1,2} \( OH \) | (?<=\d\d) (?: m?Tc | Co | Cs | Ir | Sr | Sm | Ra | Lu | Ga | Tl |
            Rb | Xe | Kr | Cr | Ho | Re ) (?![a-z]) | (?<=[35]) '-? (?= [A-Z\s]) | m?WT\b |
            [-\s]shaped\b | \s FU\b | [αβγ]-[a-z]
        """,
    ),
    ("score", r"\s (?: [a-z]{3,12} \s ){0,2} (?: scale | score )s? \b"),
    (
        "frequency",
        r"""
            \s? × \s? / | [-\s]? (?: times? | x | X ) [-\s]? (?: / | an?\b | per\b | each\b | every\b | daily |
            weekly | monthly | yearly )
        """,
    ),
    ("fold_change", r"[-\s]? (?: fold | times ) \b [-\s]? (?! points? )"),
    ("ordinal", r"(?: st | nd | rd | th ) (?: \b | day | week | month | hour )"),
    (
        "viral_load",
        r"""
            \s? (?: log (?: _?10 | \(10\) | \s10 )? \s? (?: of\s )? \(? (?: HIV\S{0,3}\s)? (?: c\b | cop | IU |
            RNA | [/.] | units? | viral | reduction | decrease ) | copies | cps \b | (?:RNA|HIV)\s(?:copies) )
        """,
    ),
    (
        "rate",
        r"""
            \s? (?: events? | cases? | deaths? | infections? | episodes? | births? )? \s? (?: per | / ) \s? (?:
            1\d{1,2}(?:,?\d{3})* | 1\s0 | person | patient | woman | women | child | year | 100 | subject |
            [a-z]{3,16} \b )
        """,
    ),
    ("laboratory_value", rf"\s? {LABORATORY}"),
    (
        "dose_level",
        r"""
            [-\s]? (?: m[cg]?g | μg | mcg | ng | IU | MIU | MU | mU | U | units? | mEq | mmol(?:es)? | mg ) (?!
            [A-Za-z] ) \s? (?: [/.\s] \s? (?: kg | m2 | day | d | h | min | dose | week | ml | mL ) \b )?
        """,
    ),
    ("measurement", rf"[-\s]? {MEASURE}"),
    ("time", rf"\+? [-\s]? {TIME_UNIT} | \s? '' | [-\s]? (?: o'clock | [ap]\.?m\.? ) \b"),
    (
        "score",
        r"""
            [-\s]? (?: - \s?)? (?: points? | pts? | units? | SDs? | QALYs? | DALYs? | grades |
            standard\sdeviations?) \b | [-\s] (?: item | question | point | grade | category ) \b
        """,
    ),
    (
        "design",
        r"""
            - (?: parallel | tiered | way | tailed | sided | arm(?:ed)? | group | stage | step | dose | time |
            period | part | level | factor | dimensional | cent(?:er|re) | drug | sample | phase | session |
            visit | center | cycle | dose | page | hand(?:ed)? | sequence | treatment | by | compartment | month
            | to-one | on-one | tier | digit | lead | channel | port | piece | layer | site | stop | sequence |
            question | component | country | wave | week | degree | field | class | drug | D | d | minute | year
            ) s? \b (?: [-\s] by )?
        """,
    ),
    ("laboratory_value", r"\s? [×x*] \s? 10 \S{0,4} \s? / \s? [μmu]?[lL]"),
    ("design", r"[-\s]Dimensional | (?<![\d.][234]) (?<=[234]) (?<!Fig\.\s\d) (?<!Figure\s\d) D\b"),
    ("design", r"\s? [×xX] \s? \d | \* \d | \s by \s (?: \d | two | three ) | \s (?: sided | tailed ) \b"),
    ("fold_change", r"\s? × (?: \s (?: magnification | with | in ) \b | $ )"),
    ("time", r": (?: 00 | 15 | 30 | 45 ) \b"),
    ("ratio", r"\s? [:∶] \s? \d | [-\s]to[-\s](?: \d | one | two | three ) (?: \s ratio | \s random )"),
    (
        "currency",
        r"""
            \s? (?: USD | SEK | EUR | GBP | dollars? | euros? | pounds? | US\$ | \$ | € | £ | cents | yen |
            million\s(?:dollars|euros) )
        """,
    ),
    (
        "count",
        r"""
            \s? [\(\[] \s? (?: \d{1,5} \s? / \s? \d{1,5} | n \s? = | \d{1,3} (?:\.\d{1,3})? \s? % (?! \s? (?: CI
            | conf | cred ) ) | = ) | \s? / \s? \d{1,5} \s? [\(\[;,] \s? \d{1,3}(?:\.\d{1,3})? \s? % | \s? \(
            \s? \d{1,3} \s? /
        """,
    ),
    (
        "outcome_value",
        r"""
            \s? [\(\[] \s? ±? \s? \d{1,4}\.\d{1,3} \s? [\)\]] | \s? [\(\[] \s? -?\d{1,6}(?:\.\d{1,4})? \s? (?: - | to |
            , | ; ) \s? -?\d{1,6}(?:\.\d{1,4})? \s? [\)\]] | , \s? \d{1,3}\.\d{1,3} \s? - \s? \d{1,3}\.\d{1,3}
        """,
    ),
    (
        "name",
        r"""
            , \s? \d{1,2} - [A-Za-z] | - (?: di | tri | bis | mono ) - | [HCN] - [a-z]{3} | - (?:
            [A-Z][A-Za-z]{1,6} \b | [A-Za-z][a-z]{2,20} (?: yl | ine | ol | ate | ic | il | ane | ide | one | min )
            \w{0,2} \b | dihydroxy\w* | hydroxy\w* | positive | negative )
        """,
    ),
    ("date", rf"(?: st | nd | rd | th )? \s (?: of\s )? {MONTH} \b"),
    ("citation", r"\s? \( \d{1,3} \) \s? [;:] \s? \d"),
    ("identifier", r"/ [A-Z]{2,4} / \d"),
    ("name", r"\s? \+ \s? \( [A-Z]{2,4} \d | [-\s] (?: inhibitor | receptor | agonist | antagonist | kinase ) s? \b"),
    ("count", r"\s (?: [a-z]+ing \s )? (?: ASA | American\sSociety )"),
    (
        "number_word",
        r"""
            \s (?: of\s (?: the | these | those | them | which | whom | our | its | two | three | four | five |
            six | several | any ) | or\s(?: more | two | both | fewer | less | another ) | another | year\slater
            | each | such | or\sthe\sother | in\s \w | with \b | without \b ) \b
        """,
    ),
)


ROWS = tuple((name, re.compile(rule, re.VERBOSE)) for name, rule in BEHIND)
ROWS_BEGINNING = rules_beginning([rule for _, rule in BEHIND])


def name_behind(scan: str, end: int) -> str:
    """The name of the first row of the table that matches at an offset; "" where none does."""
    for row in ROWS_BEGINNING(scan[end : end + LETTERS]):
        name, pattern = ROWS[row]
        if pattern.match(scan, end):
            return name
    return ""
