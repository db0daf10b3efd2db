"""The words of time points: amounts and units, what leads to them, what they are counted from."""

from __future__ import annotations

NUMBER = (
    r"(?:\d{1,4}(?:\.\d{1,2})?(?![\d,]*\d)|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen"
    r"|fifteen|sixteen|twenty(?:-\w{3,5})?|(?:thir|for|fif|six|nine)ty(?:-\w{3,5})?|ten|half\sa|an?\b(?=\sfurther|\s(?:week|month|year|day)\b))"
)
LIST = rf"{NUMBER}(?:(?:\s?-\s?|,?\s(?:and|or|to|through)\s|,\s?|\s?/\s?|\s?&\s?){NUMBER}){{0,7}}"
PERIOD = r"(?:hours?|hrs?|days?|weeks?|wks?|months?|mos?|mths?|years?|yrs?)\b|(?<=\d)\s?(?:wk|yr|y|w|d|h)\b"
UNIT_FIRST = r"(?:study\s)?(?:weeks?|wks?|months?|days?|years?|visits?|hours?)"
MODIFIER = (
    r"(?:(?:the|a|an|only|just|about|approximately|around|first|last|initial|final|subsequent|next|entire"
    r"|whole|full|further|additional|at\sleast|up\sto|total\sof|median\sof|mean\sof|average\sof|median|mean|median\sfollow-up\sof|all|"
    r"mean\sfollow-up\sof|follow-up\sof|more\sthan|less\sthan|nearly|almost|another|total|period\sof|both"
    r"|some|latter|preceding|previous|past|following|remaining|early)\s){0,4}"
)
PREPOSITION = (
    r"(?:at|after|by|through|throughout|over|during|for|within|until|till|following|from|to|in|of|between|beyond)"
)
ANCHOR = (
    r"(?:treatment|therapy|follow-up|study|trial|art|c?art|haart|antiretroviral|il-2|interleukin"
    r"|randomi[sz]ation|baseline|"
    r"initiation|initiating|start\w*|beginning|entry|enrol\w+|inclusion|birth|delivery|surgery|transplant\w*"
    r"|discharge|"
    r"switch\w*|stopping|discontinu\w+|interrupt\w+|interven\w+|vaccination|diagnosis|infection"
    r"|supplementation|the|each|their)"
)
EVENT = (
    r"(?:(?:study|trial|protocol|treatment|therapy|c?art|haart|hospital|cohort)[\s-])?"
    r"(?:entry|enrol?lments?|inclusion|randomi[sz]ation|screening|admission|diagnosis|delivery|birth|discharge"
    r"|initiation|commencement|start|interruption|discontinuation|cessation|switch|completion|termination|presentation|"
    r"seroconversion|registration|allocation|recruitment|outset|beginning"
    r"|booking|stopping|starting|switching|restarting)\b"
)
ACTION = (
    r"(?:starting|start\sof|the\sstart\sof|beginning|initiating|(?:the\s)?initiation\sof|commencing|entering"
    r"|stopping|"
    r"discontinuing|(?:the\s)?discontinuation\sof|interrupting|(?:the\s)?interruption\sof|switching\sto"
    r"|switching|enrolling\sin|"
    r"completing|completion\sof|receiving|introduction\sof|cessation\sof|resuming|resumption\sof)"
)
TREATMENT = r"(?:(?:antiretroviral\s)?(?:treatment|therapy)|c?art|haart|vaccination|infusion|surgery)\b"
NOT_COUNTED = (
    r"(?<!hours\s)(?<!days\s)(?<!weeks\s)(?<!months\s)(?<!years\s)(?<!day\s)(?<!week\s)(?<!month\s)(?<!year\s)"
)
COURSES = r"(?:cycles?|courses?|injections?|infusions?|doses?|sessions?|rounds?|vaccinations?|treatments?)\b"
ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|last|final|\d{1,2}(?:st|nd|rd|th))"
