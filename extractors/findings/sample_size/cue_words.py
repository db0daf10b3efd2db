"""What the phrases of CUES are put together from (see cues)."""

from __future__ import annotations

BE = r"(?:was|were|are|is|been|being|be)\s(?:\w+ly\s|also\s|then\s|not\s){0,2}"
STUDY = (
    r"(?:study|trial|protocol|programme|program|intervention|treatment|therapy|follow-?up|course"
    r"|regimen|assessments?|visits?)"
)
THE = r"(?:the|this|our|their|an?|these|both|all)\s"
WORDS = r"(?:[\w-]+\s){0,4}"
NUMBER = (
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{2,6}teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b)"
)
NOT_ADJECTIVE = (
    r"(?!\s(?:controlled|clinical|trials?|double|study|phase|placebo|cross|pilot|open|parallel|therapy|treatment"
    r"|group|arm|to\swhich))"
)
STUDIED = r"\sin\s(?:an?|this|the|our|these)\s(?:[\w-]+,?\s){0,6}(?:study|studies|trial|trials)"
NOT_STUDIED = rf"(?!{STUDIED})"
ANALYSIS_OF = (
    rf"in\s(?:the|this|our|an?)\s{WORDS}analys[ie]s\s(?:comprising|including|of|with)(?=\s(?:all\s|the\s)?{NUMBER})"
)
TIMED = (
    r"(?:the\s|their\s|an?\s)?(?:(?:weeks?|months?|years?|days?|visits?)[\s-]\d+|\d{1,3}(?:st|nd|rd|th)?[\s-](?:weeks?|months?|years?|days?)\b"
    r"|(?:first|second|third|fourth|fifth|sixth|twelfth|last|final|end)\b|follow-?up\s(?:visit|examination|appointment))"
)
"""A time of the trial: "the month-12 visit", "the 24th week", "week 48", "the end"."""
THERAPY = (
    r"(?:(?:the|their|his|her|all|study|trial|antiretroviral|anti-retroviral|drug)\s){0,3}"
    r"(?:therap(?:y|ies)|treatments?|medications?|drugs?|regimens?|tablets|pills|injections|vaccination|immuni[sz]ation|ha?art|art)\b"
)
