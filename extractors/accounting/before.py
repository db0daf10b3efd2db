"""What stands before a numeral and says what it is: a label, a sign, a measured quantity.

`BEFORE` is an ordered table of names and verbose patterns; a pattern ends right before the numeral. The rows of
`FAR` name what was measured, some words earlier in the clause, and are asked last.
"""

from __future__ import annotations

MONTH = r"""
            (?: Jan(?:uary)? | Feb(?:ruary)? | Mar(?:ch)? | Apr(?:il)? | May | June? | July? | Aug(?:ust)? |
            Sept?(?:ember)? | Oct(?:ober)? | Nov(?:ember)? | Dec(?:ember)? )\.?
        """
LINK = r"""
            \s? (?: less\sthan | more\sthan | of\sless\sthan | of\sat\sleast | (?: [<>]\s?or\s?= ) | = | : | , | ; |
            \( | \[ | was | were | is | of | to | at | from | by | < | > | ≤ | ≥ | ~ | between | than )? \s? (?:
            [<>≤≥=~] | \( | \[ | a\b | from\b | about | approximately )? \s?
        """
BEFORE: tuple[tuple[str, str], ...] = (
    (
        "unit",
        r"""
            (?<! [A-Za-z] ) (?: [mck]?m | [Ll] | kg | d | h | min | s | log | mm ) \s? [\(\^] \s? -? | \b kg/m
            \s? | /m\s | \bmm\s
        """,
    ),
    (
        "spread",
        r"""
            (?: ± | \+\s?/\s?- | \+- | \[\+/-\] | \bplus\sor\sminus | \bS\.?D\.? | \bS\.?E\.?M?\.? | \bIQR |
            \binterquartile\srange | \bstandard\s(?:deviation|error) (?:\sof\sthe\smean)? | \bCV | \b[Rr]anges?
            (?:d\sfrom)? | \branging\sfrom | \bvariance | \bQ1 | \bmin(?:imum)? | \bmax(?:imum)? | \b[Pp](?: 5 |
            10 | 25 | 75 | 90 | 95 ) (?= \s?= ) | \bQ[13] )
        """
        + LINK,
    ),
    (
        "confidence_limit",
        r"""
            (?: (?<![A-Za-z])CIs? | (?<=\d%)IC | \bC\.I\.? | \bCrI | \b[Cc]onfidence\s(?:[Ii]ntervals?|limits?)
            (?: \s? [\[(] CIs? [\])] )? | \bcredible\sintervals? | \blower\s(?:bound|limit) |
            \bupper\s(?:bound|limit) | (?<=95)% \s? [\(\[] )
        """
        + LINK
        + r"(?: - \s?)?",
    ),
    (
        "ratio_estimate",
        r"""
            (?: \b [aA]?(?: HR | MRR | OR | RR | IRR | SHR | PR | RRR | ARR | SMR | PRR )s? | \b (?: hazard |
            odds | risk | rate | prevalence | likelihood | cost-effectiveness | [Hh]azards? ) \s ratios?
            (?:\s\([A-Za-z]{2,4}\))? | \b (?: [Hh]igher | [Ll]ower | [Ii]ncreased | [Rr]educed | greater ) \s odds |
            \brelative\s(?:risks?|hazards?) (?:\s\(RR\))? | \b[Rr]atios? )
        """
        + LINK
        + r"(?: - \s?)?",
    ),
    (
        "effect_estimate",
        r"""
            (?: \b (?: SMD | WMD | MD | RD | NNT | NNH | ICC | AUC | AUROC | ES | ICER | β | ß | beta | B | b | d | g |
            η\S{0,3} | Δ | δ | α | λ | κ | kappa | [Cc]ohen's\sd | slope | coefficient ) | \beffect\ssizes? |
            \bnumber\sneeded\sto\s(?:treat|harm) | \b (?: mean | risk | absolute | treatment | adjusted |
            between-group | least-squares | weighted | estimated | median | group ) \s (?: \w+ \s )?
            differences? | \bdifferences? (?= \s (?: of | was ) | \s?= ) | \beta\ssquared | \bpartial\sη\^?2p? )
        """
        + LINK
        + r"(?: - \s?)?",
    ),
    (
        "statistic",
        r"""
            (?: \b (?: F | t | T | z | Z | U | W | H | Q | r | R | rs | rho | ρ | CCC | R2 | R\^2 | r2 | I2 | df
            | DF | d\.f | OR | LR | Wald | R\(2\) ) | χ\S{0,5} | \b[Cc]hi-?\s?squared? | \bchi2 | \b[Xx]2 | \bc
            | \bcorrelations? (?:\scoefficients?)? | I\(2\) | \btest )\s? (?: \( [^()]{1,16} \) )? \s? (?: = | <
            | > | ≥ | ≤ | : | of | was ) \s? -? | \bF\d{1,2}, | \bF\d{1,2},\d{1,4}\s?=\s? | \b (?: F | t | χ2 |
            χ\(2\) | chi2 | χ ) \s? [\(\[] \s? (?: \d{1,4} (?:\.\d+)? ,\s? )?
        """,
    ),
    ("power", r"\b[Pp]ower\s(?:of|was|at|=|to\sbe)\s? (?:at\sleast\s)?"),
    (
        "grade",
        r"""
            \b(?: [Gg]rades? | [Ss]tages? | [Tt]ypes? | [Cc]lass(?:es)? | [Cc]ategor(?:y|ies) | [Pp]hases? |
            [Ll]evels? | [Tt]iers? | [Ss]tep | [Ss]tatus | NYHA | ASA | ECOG | WHO | CDC | Child-Pugh | KL |
            CTCAE | PS | BI-RADS | FIGO | genotypes? | GT | serotypes? | subtypes? | stratum | axis | Gleason |
            Karnofsky ) (?: \s (?: class | grade | stage | status | score | performance\sstatus |
            functional\sclass | PS ) )? \s? (?: [<>]\s?or\s?= | ≥ | > | < | ≤ | = | of | \( | - )? \s?
        """,
    ),
    (
        "time",
        r"""
            \b(?: [Dd]ays? | [Ww]eeks? | [Ww]ks? | [Mm]onths? | [Yy]ears? | [Hh]ours? | [Mm]inutes? | [Mm]in |
            [Hh]rs? | [Tt]ime\s?points? | W | M | wk | mo | postoperative\sday | POD | gestational\sage ) [-\s]?
            (?: \( | < | > | ≥ | ≤ | = | from | of )? \s?
        """,
    ),
    (
        "enumerator",
        r"""
            \b(?: [Gg]roups? | [Aa]rms? | [Cc]ohorts? | [Ss]tud(?:y|ies) | [Tt]rials? | [Pp]arts? | [Tt]ables? |
            [Ff]ig(?:ure|s|\.)? s? | [Ee]xperiments? | [Tt]asks? | [Aa]ims? | [Pp]rotocols? | [Vv]isits? |
            [Pp]eriods? | [Cc]ycles? | [Cc]ourses? | [Ss]essions? | [Rr]egimens? | [Nn]o\.? | [Nn]umbers? |
            [Vv]ersion | [Ii]tems? | [Qq]uestions? | [Ss]eries | [Ss]eq | [Ss]ite | [Cc]ent(?:er|re)s? |
            [Ss]chedule | [Ss]trateg(?:y|ies) | [Pp]lan | [Aa]ppendix | [Ff]ile | [Cc]hapter | [Vv]ol(?:ume)? |
            [Ii]ssue | pp? | \# | SPSS | SAS | Stata | R | (?<!\d\s) (?<!%\s) [vV] | [Dd]ose | [Ss]ample |
            [Cc]ase | [Mm]odel |
            [Bb]lock | [Tt]reatments? | [Ii]nterventions? | [Ss]ubgroup | [Ll]ine | [Ll]evel | [Pp]opulation |
            [Dd]omain | [Hh]ypothesis | [Ff]actor | [Cc]ondition | [Oo]ption | [Pp]rogram(?:me)? |
            [Ss]upplementary | [Aa]dditional\sfile | [Ss]core | [Rr]ound | [Ww]ave | [Ss]tatements? | [Cc]riterion |
            [Oo]bjectives? | [Gg]oals? | [Zz]ones? | [Qq]uestionnaire\sCore | SPSS\sStatistics | (?: Prism |
            Social\sSciences | SPSS | Stata | SAS ) ,? (?: \s (?: version | [Vv]er\.? | Release | v\.? ) )? |
            [Rr]elease | Ver\.? |
            channel | chromosome | exon
            | codon | [Gg]eneration ) (?: \s? \. )? \s
        """,
    ),
    (
        "name",
        r"""
            \b (?: ANRS | ACTG | NSABP | SWOG | ECOG | EORTC | CALGB | IBCSG | ABCSG | GEICAM | NCIC | RTOG |
            GOG | HPTN | HVTN | MTN | GBG | JCOG | AGO | BIG | NCCTG | ALTTO | CTG | ISRCTN | ACRIN | FEC | FAC
            | TAC | CMF | EC | AC | PRO | BNO | receptors? | kinases? | [Pp]roteins? | [Ff]actor | [Ss]ubunit |
            peptides? | inhibitor | antigen | ligand | transporter | cotransporter | oxygenase | peptidase | synthase |
            caspase | phosphodiesterase | metalloproteinase | molecule | collagen | isoform | residues? |
            [Ss]hort\s[Ff]orm |
            DRB1, | AH | CpG | \( [A-Z]{2,5} \) | interleukin | [A-Za-z]\) ) [-\s] \s?
        """,
    ),
    (
        "citation",
        r"""
            ; \s? \d{1,4} \( [\dA-Za-z\s]{1,12} \) \s? [;:] \s? (?: [A-Z]?\d{1,6} \s? - \s? )? | \b[Dd]oi: \s?
        """,
    ),
    (
        "count",
        r"""
            \b (?: into | among ) \s | \( (?: out\s )? of \s | \b (?: patients | women | men | children |
            clinics? | centers? | centres? | sites? | cases | events | deaths ) \s? [,:=] \s?
        """,
    ),
    ("count", r"\b [pyc]{0,2} [TNM] \d [a-d]? \s? = \s?"),
    ("fold_change", r"\bfactors?\s of\s"),
    ("group_size", r"\b[nN]s? \s? (?: = | : | ≥ | > | < ) \s?"),
    ("date", MONTH + r" \s? (?: of\s | the\s )? (?: \d{1,2} (?:st|nd|rd|th)? ,? \s )? ,? \s?"),
    ("currency", r"(?: (?: \b(?:US|AU|CAN|A|C))? [$€£¥] | USD | EUR | GBP | Rs\.? | INR | CHF ) \s?"),
    (
        "age",
        r"""
            \b (?: [Aa]ges? | [Aa]ged ) (?: [\s:,]\s? (?: at | of | was | were | is | from | between | range |
            ranged | over | under | above | below | [<>≤≥=] | \( | \[ | mean | median | years | \(years\) | in |
            the | group | limit | and | [a-z]{3,12} | \d+ | \([a-z]{3,6}\) ) ){0,5} [\s:,=]? \s? [\[\(<>≤≥=~]?
            \s? | \b (?: older | younger ) \s than \s | \b[Aa]ge \s? [<>≤≥=:]+ \s?
        """,
    ),
    ("rate", r"\b (?: per | / ) \s? | \b(?: out\sof | in\severy )\s"),
    ("ratio", r"(?<!C\d) (?<!C\d\d) (?<=\d): \s? | (?<=\d\s): \s?"),
    (
        "design",
        r"""
            (?<=\d)[×xX*] \s? | (?<=\d\s)[×xX] \s? | \b blocks?\s (?: of | sizes? ) \s (?: of\s | \(\s? | \w+\s )? |
            \ballocation\sratio\s
        """,
    ),
    ("fold_change", r"\b(?:factor|fold)\s(?:of|change\sof)\s"),
    (
        "laboratory_value",
        r"""
            \b(?: pH | HbA1c | HbA\(1c\) | A1C | INR | eGFR | GFR | Hb | FEV1? | LVEF | EF | PSA | CRP | SpO2 |
            PaO2 | PaCO2 | FiO2 | PEEP | titers? | titres? | hematocrit | haematocrit | hemoglobin | creatinine
            | albumin ) (?: \s(?:level|levels|value|values|concentration)s? )? (?: \s (?: of | was | were | at |
            from | to | by | = | below | above ) )? \s? [<>≤≥=(]{0,2} \s?
        """,
    ),
    (
        "measurement",
        r"""
            \b(?: BMI | body\smass\sindex (?:\s\(BMI\))? | blood\spressure | SBP | DBP | BP | MAP | heart\srate
            | temperature | weight | height | PSV | PCO2 | visual\sacuity | BCVA | IOP ) (?: \s (?: of | was |
            were | at | from | to | by | = | less\sthan | greater\sthan | \([a-zA-Z/]+\) ) )? \s? [<>≤≥=(]{0,2}
            \s?
        """,
    ),
    ("name", r"\( [A-Za-z][\w-]{{0,8}} \) - | \b [A-Z][A-Za-z]{0,5} \( | \b [A-Z]{4,12} \s | \b [A-Z][a-z]? \+ "),
)
FAR: tuple[tuple[str, str], ...] = (
    (
        "score",
        r"""
            \b(?: graded | rated | rating | PCS | MCS | [Ss]cor(?:e|es|ed|ing) | scales? | VAS | NRS | WOMAC |
            SF-?\s?36 | SF-?12 | EQ-?5D | HAM-?D(?:17)? | HAMD | MADRS | PANSS | MMSE | EDSS | DAS28 | ACR |
            IIEF | AUA | IPSS | Apgar | APACHE | SOFA | FACT\S* | EORTC\S* | QLQ\S* | BDI\S* | BPI | HADS |
            PHQ\S* | GDS | ODI | DASH | KOOS | ASES | UPDRS | ADAS\S* | NPI | CGI\S* | PASI | DLQI | SCORAD |
            MLHFQ | SGRQ | ACQ | AQLQ | CAT | TNSS | RQLQ | NIHSS | mRS | Barthel | FIM | GCS | questionnaires?
            | inventory | [Ii]ndex | indices | quality\sof\slife | utilit(?:y|ies) | QALYs? | QOL | HRQOL |
            points ) \b [^.;]{0,90}
        """,
    ),
    (
        "count",
        r"""
            \b(?: deaths | events | cases | infections | recurrences | patients | women | men | children |
            participants | subjects | cancers | lesions | tumou?rs | samples | discontinuations | withdrawals |
            complications | metastases | relapses ) \b [^.;]{0,60}? [\(,] \s? (?: \d{1,5} \s (?: vs\.? | versus
            | and ) \s )?
        """,
    ),
    (
        "outcome_value",
        r"""
            \b(?: [Mm]eans? | [Mm]edians? | [Aa]verages? | [Tt]otals? | [Ll]evels? | concentrations? | [Rr]ates?
            | [Tt]imes? | [Dd]urations? | [Vv]alues? | [Vv]olumes? | [Pp]ressures? | [Nn]umbers? | [Cc]ounts? |
            [Ss]izes? | [Ww]eights? | thickness | depth | width | length | height | area | density | intensity |
            frequency | amounts? | [Cc]hanges? | [Ii]ncreas(?:e|es|ed) | [Dd]ecreas(?:e|es|ed) |
            [Rr]educ(?:tion|tions|ed) | improv(?:ement|ed) | gains? | loss(?:es)? | incidence | prevalence |
            consumption | intakes? | costs? | ratios? | differences? | activity | strength | distance | speed |
            sensitivity | specificity | accuracy | adherence | probability | proportion | expression | titers? |
            GMT | estimates? | [Rr]isk | concentration | slope | exposure | AUC\S* | Cmax\S* | [Tt]max |
            half-li(?:fe|ves) | clearance | recovery | survival | percentage | [Ss]cores? | load | output | flow
            | peak | dose | requirement | need | excess | burden | coefficient ) \b [^;]{0,110}
        """,
    ),
)
