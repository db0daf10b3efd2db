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
