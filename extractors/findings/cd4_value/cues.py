"""The words that tell a change from a level, a limit from a value, a mean from a median."""

from __future__ import annotations

import re

from extractors.links.word_starts import matches_at, starts_of

DOWN = (
    r"(?:decreas\w*|declin\w*|fell\b|fall(?:s|en|ing)?\b|drop\w*|los[st]\b|lose\w*|loss(?:es)?\b|losing"
    r"|reduc\w*|diminish\w*|deplet\w*|worsen\w*|lowered|shr[au]nk\b|slipp?(?:s|ed|ing)?\b|slid(?:e|es|ing)?\b|dip"
    r"(?:s|ped|ping)?\b"
    r"|s[au]nk\b|tumbl\w*|plummet\w*|plung\w*|wan(?:e|ed|ing)\b|erod\w*|erosion|down\sby|went\sdown)"
)
UP = (
    r"(?:increas\w*|rais(?:e|es|ed|ing)\b|ris(?:e|es|en|ing)\b|rose\b|gain\w*|grew\b|improv\w*|elevat\w*"
    r"|regain\w*|recover\w*|restor\w*|expan(?:d|s)\w*|climb\w*|boost\w*|augment\w*|reconstitut\w*"
    r"|jump\w*|surg(?:e|ed|es)\b"
    r"|soar\w*|crept\sup|edged\sup|inched\sup|rebound\w*|add(?:s|ed|ing)\b|put\son|picked\sup|up\sby|went\sup"
    r"|increment\w*)"
)
CUE = re.compile(
    rf"""
    \b(?: (?P<difference> differ(?:ence|ences|ed|ential)\b | exceed\w*\s(?:those|that|the|counts)\b(?!\sthreshold)
        | treatment\seffects? | advantage
        | (?:higher|lower|greater|larger|smaller)\b(?=[^.;]{{0,90}}\bthan\b[^.;]{{0,60}}\bby\s)
        | (?:greater|higher|lower|larger|smaller)\sby )
    | (?P<down>{DOWN}) | (?P<up>{UP}) | (?P<change> chang\w* | slopes? | response\sof | AUC\sminus\sbaseline
        | minus\sbaseline | delta | [Δδ](?=\s?CD4) )
    | (?P<level> counts?\s(?:of|was|were|is|at) | averaged | reach\w* | attain\w* | remain\w* | stable
        | unchanged | cells?\s(?:of|was|were)
        | values?\s(?:of|was|were) | levels?\s(?:of|was|were)
            | (?<!in\s)(?<!of\s)(?<!in\sthe\s)(?<!of\sthe\s)(?:mean|median|baseline|had|with|and)\s(?:(?!in\b
            |of\b|the\b|chang|increas|decreas)\w+\s){{0,2}}?CD4 ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
CUE_STARTS = starts_of(
    (
        """differ exceed treatment_effect advantage higher lower greater larger smaller chang slope response_of auc
        minus delta δ count averag reach attain remain stable unchanged cell value level mean median baseline had_ with_
        and_ decreas declin fell fall drop los reduc diminish deplet worsen shr slip slid dip sank sunk tumbl plummet
        plung wan ero down_by went_ increas rais ris rose gain grew improv elevat regain recover restor expan climb
        boost augment reconstitut jump surg soar crept_up edged_up inched_up rebound add put_on picked_up up_by
        increment""",
        "",
    )
)


def cues_in(window: str) -> list[re.Match[str]]:
    """The cues of a stretch of text, in order."""
    return list(matches_at(CUE_STARTS, CUE, window, window.lower(), 0, len(window)))


LED_BY = re.compile(
    r"\b(?P<word>from|to|by|of|at|after|until|was|were|with|reached|averaged|is)\s?[:,]?\s?"
    r"(?:(?:an?|the|only|just|even|about"
    r"|approximately|around|nearly|almost|roughly|"
    r"some|estimated|mean|median|average|of|additional"
    r"|further|nadir|peak|level|value|minimum|maximum|low|high|base\s?line|study entry)\s){0,4}[(\[]?$",
    re.IGNORECASE,
)
CHANGE_AFTER = re.compile(
    r"[\s-](?:(?:net|median|mean|average|absolute|greater|further|overall|sustained|significant|additional|T"
    r"|cells?|CD4\S{0,3}|counts?)\s){0,3}"
    r"(?:(?P<down>decreases?|drops?|declines?|loss|losses|lost|falls?|reductions?)|(?P<up>increases?"
    r"|increments?|rises?|gains?|gained|improvements?|recovery)"
    r"|(?P<change>changes?))\b",
    re.IGNORECASE,
)
RELATIVE_AFTER = re.compile(
    r"\s?(?:\([^)]{0,30}\)\s)?(?:(?P<high>above|over(?=\s(?:the\s|their\s)?(?:pre|base))|higher\sthan"
    r"|more\sthan|greater\sthan)|(?P<low>below|under|lower\sthan|less\sthan))\s"
    r"(?:the\s|their\s)?(?P<base>pre-?(?:treatment|therapy|ART|HAART)|base[\s-]?line|entry|initial)?",
    re.IGNORECASE,
)
MORE_THAN = re.compile(r"(?P<less>less|fewer)\b|\bmore\b", re.IGNORECASE)
"""In a number's own words: "159 more CD4 cells"."""
THAN_BEFORE = re.compile(
    r"[^.;]{0,30}\bthan\s(?:(?:at|on|in|the|their|before)\s){0,2}"
    r"(?:before|base|entry|start|pre-?t|enrol|initial|earlier|they)",
    re.IGNORECASE,
)
DIFFERS_AFTER = re.compile(r"\s(?:higher|lower|greater|more|less|fewer|larger|smaller)\b", re.IGNORECASE)
STATISTIC = re.compile(
    r"\b(?:(?P<mean>means?|averag(?:e|es|ed|ing))|(?P<median>medians?))\b"
    r"(?!(?:(?<=at\sa\smedian)|(?<=at\sa\smean))\sage\b)"
    r"(?!\s(?:\([^)]{0,30}\)\s)?(?:of\s)?(?:an?\s)?(?:time(?!-)|follow-up|duration|observation|treatment|interval"
    r"|period|number|dose|\d+(?:\.\d+)?\s(?:weeks|months|years|days|cycles))\b)",
    re.IGNORECASE,
)
STATISTIC_AFTER = re.compile(r"\s?[(\[]?,?\s?(?P<name>mean|median)s?\b\s?[)\],;]", re.IGNORECASE)
STATISTIC_OF_LIST = re.compile(
    r"[^.;,()\d]{0,40}?\s(?:(?P<mean>on\saverage\b|\((?:means|averages)\))|(?P<median>\(medians\)))", re.IGNORECASE
)
STATISTIC_WITHIN = re.compile(r"[(\[]\s?(?P<name>mean|median)\s?[;,:]", re.IGNORECASE)
"""In a measure, before its spread: "540 cells/μL (mean; SD 210)"."""
LIMIT = re.compile(
    r"\b(?:thresholds?|cut-?offs?|criteri\w+|eligible|(?:until|when(?:ever)?|once|if)\s(?:the\s|their\s"
    r"|an?\s)?(?:\w+\s){0,2}?(?:CD4|counts?\b|cells)|trigger\w*|stratif\w+"
    r"|strat(?:a|um)|benchmark|target|deferral\sto|defined|resum\w+|guided|endpoint|end\spoint|categor\w+"
    r"|time\sto|(?:set|put|lowered|raised|moved|fixed)\s(?:the|a)\s(?:bar|line|limit|mark)|(?:bar|limit|mark)\s"
    r"(?:was|is|of|at))\b",
    re.IGNORECASE,
)
OF_A_STRATUM = re.compile(
    r"[\s-](?:CD4\S{0,2}\s|count\s|baseline\s){0,2}(?:strat(?:um|a)|(?:sub-?)?groups?|categor(?:y|ies)|bands?|range"
    r"|bracket)\b",
    re.IGNORECASE,
)
"""After a band: "the 350-500 stratum"."""
OF_A_MARK = re.compile(
    r"(?:\s?-?\s?cells?)?[\s-](?:mark|line|thresholds?|limit|barrier|bar|cut-?offs?|milestone|boundary|ceiling"
    r"|floor)\b",
    re.IGNORECASE,
)
"""After a number: "crossed the 500 cells/mm3 line", "over the 200 mark"."""
UNTIL_LEVEL = re.compile(
    r"\buntil\s(?:(?:an?|the|their|CD4\S{0,2}|T|cell|mean|median|it|they)\s){0,4}"
    r"(?:(?:levels?|counts?|values?|cells)\s)?"
    r"(?:(?:of|reach(?:es|ed|ing)?|hits?|pass(?:es|ed)|falls?|fell|is|was|at|to)\s){1,2}(?:an?\s|about\s)?$",
    re.IGNORECASE,
)
PERSONS_PASS = re.compile(
    r"\d\s?(?:\(\s?\d[\d.]*\s?%\s?\)|%)?\s(?:of\s(?:the\s)?(?:\d+\s)?)?(?:\w+\s)?"
    r"(?:patients|participants|subjects|women|men"
    r"|children|adults|recipients|individuals|people)\s(?:had\s|ever\s|(?:in|on|of)\s[^.;,\d]{1,40}\s)?"
    r"(?:reached|passed|crossed"
    r"|attained|achieved|got\s(?:to|past)|climbed\spast|rose\spast)\s(?:an?\s|the\s)?(?:CD4\S{0,2}\s(?:T\s)?(?:cell\s)?"
    r"(?:counts?\s|levels?\s)?(?:of\s)?)?$",
    re.IGNORECASE,
)
"""Before a limit that persons came to: "19 of 22 recipients reached 500 cells"."""
ENDPOINT = re.compile(
    r"\b(?:end[\s-]?points?|defin\w+|progression|(?:virologic\w*|immunologic\w*|treatment)\s(?:failure|response)"
    r"|criteri\w+|outcome)\b[^.;]{0,60}?\b(?:was|were|as|by|of|:)\s[^.;]{0,60}$",
    re.IGNORECASE,
)
STARTING_AT = re.compile(
    r"\b(?:initiat\w+|start\w*|begin\w*|commenc\w+|treat\w*|ART|therapy|HAART"
    r"|stop\w*)\b[^.;]{0,60}\bat\s(?:an?\s|the\s)?CD4[^.;\d]{0,40}$",
    re.IGNORECASE,
)
RESPONDERS = re.compile(
    r"(?:\b(?:proportion|percentage|number|rate|probability|odds|likelihood)s?\sof\s"
    r"|(?<!CD)\d\s?%\s?\)?\s(?:of\s)?(?:the\s)?)(?:[\w/()-]+\s){0,8}?"
    r"(?:with|who|had|having|achiev\w+|reach\w+|experienc\w+|show\w*|attain\w+)\s(?:an?\s|the\s"
    r"|at\sleast\s)?(?:CD4|[^.;\d]){0,40}$"
    r"|\b(?:defined\sas|failing\sto|failed\sto|fail\sto|failure\sto)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
RESPONDERS_SIGNS = (
    *(
        "proportion",
        "percentage",
        "number",
        "rate",
        "probability",
        "odds",
        "likelihood",
        "%",
        "defined as",
        "failing to",
    ),
    *("failed to", "fail to", "failure to"),
)
"""One of these is in whatever RESPONDERS finds."""
SPREAD_WORDS = re.compile(
    r"\b(?:(?<!in\sthe\s)(?<!in\sa\s)rang(?:e|ed|ing|es)|IQR|interquartile)\b[^.;\d]{0,24}$", re.IGNORECASE
)
FENCE = re.compile(r";\s|\.\s|\bwhereas\b|\bwhile\b")
OF_THE_HEALTHY = re.compile(r"\b(?:healthy|normal(?:ly)?|uninfected|HIV-negative)\b", re.IGNORECASE)
"""Whose band is what is seen in them: "a healthy person has between 600 and 1200"."""
SETTLED = re.compile(
    r"\b(?:got|ended|stuck|level\w*|settled|peaked|plateau\w*|stood|stayed|hovered|bottomed|topped)\b", re.IGNORECASE
)
"""Behind a limit: that those who met it had what comes next."""
ABOVE = re.compile(r"\s(?:above|below)\s(?:with|in|on|for)\b", re.IGNORECASE)
"""Behind the next group's: "17 cells above baseline with X, 9 cells above with Y"."""
