"""The words that give a count its role: CUES, one table; a cue higher in it wins where two begin at one place.
Phrases are in lower case and begin with a word, or with a choice of words in brackets.

`firm` cues are predicates in their own right (was lost, completed, were randomized); the others describe (received,
had, with) and yield to a firm cue of the same clause.
`light`: says only that something befell somebody. `leads`: the words can only stand before the count ("an analysis
of 38 patients"). `state`: what people are or have, an outcome after treatment and a characteristic before it.
"assigned" and "received" still ask to how many groups; the other names are roles.
"""

from __future__ import annotations

from typing import NamedTuple

from extractors.findings.sample_size.cue_words import (
    ANALYSIS_OF,
    BE,
    NOT_ADJECTIVE,
    NOT_STUDIED,
    NUMBER,
    STUDIED,
    STUDY,
    THE,
    THERAPY,
    TIMED,
    WORDS,
)


class Cue(NamedTuple):
    """Phrases that give one role."""

    role: str
    firm: bool
    phrases: tuple[str, ...]
    leads: bool = False
    light: bool = False
    state: bool = False


CUES = (
    Cue(
        "withdrawn",
        True,
        (
            r"(?:stopped|discontinued|withdrawn|interrupted)\s(?:because\sof|due\sto|owing\sto)\s(?:[\w-]+\s){1,4}?(?:in|by)(?=\s\w)",
            r"lost\s(?:to|from|for|during)\s(?:follow|the\sstudy|observation)|lost-to-follow|lost(?=[.;,)]|\sbefore|$)",
            r"(?:was|were)\slost|moved\s(?:away|out|from)|relocated|emigrated|transferred\sout",
            r"excluded|exclusions?(?=:)|withdrew|withdrawn|to\swithdraw|withdrawing|withdrawals?(?=\s(?:of|in|from|for|due|because)|:)",
            r"drop(?:ped|ping)?[\s-]?outs?|(?:had\s|to\s)?discontinu(?:ed|e|ing|ation)(?!-)|left\sthe\s(?:study|trial)|cessation\sof\s(?:the\s|study\s)?(?:drug|medication|treatment|therapy)",
            r"no-shows?|non-?completers(?<!\sand\snon-completers)|non-?completion|prematurely|quit(?=\s(?:the|this|our|study|trial|participa|treatment|therapy|before|early))|gave\sup|defaulted|absconded|early\stermination|attrition",
            r"(?:never|not)\s(?:yet\s)?(?:start|begin|began|took|used|attend|receiv|return|treated|randomi|enrol|complet|attend|includ|follow)\w*",
            rf"interrupt(?:ed|ing)\s{THERAPY}|stopping\s[\w-]+\s(?:for|because)|(?:went|came)\soff\s{THERAPY}|pulled\sout|quit(?=\s(?!smoking|drinking|tobacco)[\w-]+\s(?:because|owing|due))",
            r"did\snot\s(?:complete|receive|start|return|attend|meet|participate|wish|begin|take(?!\sall)|consent|finish|fulfil)",
            r"left(?=:|\searly\b|\sbecause\b|\sfor\s(?:personal|family|other)\b)|randomi[sz]ed\s(?:in\serror|by\s(?:mistake|error)|erroneously)|declined(?!\s(?:by|from|to\s\d|in|on|over|with|among|after|during|at|and|between|through|\w+ly)\b)|refused|stopped|violated|protocol\s(?:violat|deviat)\w+|crossed\sover",
            r"removed\sfrom\s(?:the\s|this\s|our\s|all\s)?(?:\w+\s)?(?:study|trial|analys[ie]s|sample|data|dataset|protocol|cohort)"
            r"|(?:was|were)\sremoved(?=\s(?:because|due|for|as)\b)",
            r"missed\s(?:the|a|their|one|all)|failed\sto\s(?:return|complete|attend|start|meet)|screen(?:ing)?\sfail\w*",
            r"(?:leading|led|leads)\sto\s(?:[\w-]+\s){0,3}(?:withdrawals?|discontinuations?|cessation|dropouts?)",
            r"(?:causing|caused|requiring|prompting)\s(?:[\w-]+\s){0,2}(?:withdrawals?|discontinuations?)",
            rf"left\sout\sof|to\s(?:stop|quit|abandon)(?!\s(?:\w+ing|alcohol|tobacco))|to\s(?:stop|quit)\staking|to\sleave\s(?:the\s)?{STUDY}|loss(?:es)?\sto\sfollow",
            r"ineligible|not\s(?:eligible|evaluable|assessable|analy[sz]able|analy[sz]ed|evaluated|assessed|available)|unable\sto\s(?:complete|continue|attend)|unavailable|died\sbefore\s(?:randomi|allocat|treatment|receiv|start|the\s(?:start|first)|any)\w*|consent\swithdrawn",
        ),
    ),
    Cue(
        "withdrawn",
        True,
        (r"exclusion\sof|loss\sof|screening\sexcluded|excluding|missing\s(?:for|in|from)",),
        leads=True,
    ),
    Cue(
        "screened",
        True,
        (
            rf"{BE}(?:screened|approached|invited|contacted|identified|interviewed\sfor|considered\sfor)",
            r"screened(?!\spositive|\sfor\s(?:mild|moderate|severe|high|low|elevated)\s)|invited(?=\sto\s(?:participate|take\spart|join|enrol))",
        ),
    ),
    Cue(
        "planned",
        True,
        (
            r"(?:had\sbeen|were|was|is|are|originally|initially)\s(?:planned|targeted(?=\s?[,.;)]|\sfor\s(?:recruit|enrol)))|planned(?=[)\s]*(?:patients|subjects|participants|\)|$))",
            r"(?:is|are|was|were)\s(?:required|needed|necessary)(?!\s(?:in|among|by)\s|\sfor\s(?:(?:all|only|the)\s)?"
            rf"{NUMBER}\s(?!%|per\s?cent|power))|to\s(?:detect|achieve)\sa|would\s(?:need|have)\sto\sbe",
        ),
    ),
    Cue(
        "planned",
        True,
        (
            r"planned(?:\sto\s(?:recruit|enrol+|include|randomi[sz]e)|\ssample\ssize\s(?:was|of|is))?|(?:needed|required|necessary)(?=\s(?:\d|to\s(?:detect|achieve|show)|a\s(?:total|sample)|at\sleast|about|approx))|(?:estimated|calculated)(?=\s(?:as|at|\d|that|sample|size|to))|target\s(?:enrol+ment|recruitment|sample|accrual|number)(?:\ssize|\snumber)?|target(?=\s(?:of\s)?\d)|aimed\sto\s(?:recruit|enrol+)|powered",
            r"sample\ssize\s(?:calculation|estimate)|sample\ssize\sof(?=\s[\d,]{1,6}\s\w{1,15}\s(?:will|would|gives?|gave|provides?|was\s(?:calc|estim|need|requ)|is\s(?:need|requ)))",
        ),
        leads=True,
    ),
    Cue(
        "screened",
        True,
        (
            r"(?:we|were)\s(?:invited|contacted|mailed|telephoned)|identified(?=\s[\d,]{2,7}\s(?:\w+ly\s)?(?:eligible|potential)\b)|assessed\sfor\seligibility|approached|eligibility\sscreening|underwent\sscreening"
            r"|(?:completed|attended|had)\s(?:an?\s|the\s|their\s)?(?:\w+\s)?screening\s(?:visits?|interviews?|assessments?|calls?)",
        ),
    ),
    Cue(
        "completed",
        True,
        (
            rf"complet(?:ed|ing)(?=[,.;:)]|\s\s|\s(?:the|all|both|this|our|by|\d|{STUDY}|\w+\sweeks|\w+-(?:week|month|year)"
            rf"|\w+\s(?:study|trial|{STUDY})|and|at)|$)(?!\sat\sleast)|finished",
            r"remained\s(?:at|through|until)\s(?:(?:weeks?|months?|years?|day)(?=\s\d)|the\s(?:end|final|last))",
            rf"complet(?:ed|ing)\s(?:at\sleast\s)?{NUMBER}\d{{0,2}}\s(?:or\smore\s|of\sthe\s)?(?:sessions|visits|modules)",
            rf"(?:was|were)\scompleted\s(?:in|by|for)(?=\s(?:all\s|only\s)?{NUMBER})",
            r"complet(?:ed|ing)\s(?:months?|weeks?|days?|years?|visits?|parts?|phases?|stages?|cycles?)(?=\s(?:\d|[a-c]\b|i{1,3}\b))",
            rf"complet(?:ed|ing)\s{WORDS}(?:{STUDY}|data\scollection|visits?|questionnaires?|surveys?|interviews?|post-?tests?)",
            r"reached\s(?:(?:week|month)\s)?\d+\s(?:weeks|months|years)|(?:remained|still)\s(?:in|under)\s(?:the\s)?(?:study|trial|follow)|continued\s(?:the|this)\s(?:study|trial)",
            rf"(?:remained|still)\s(?:on\s(?:(?:study|assigned|allocated|randomi[sz]ed|their|the)\s){{0,3}}(?:therapy|treatment|regimen)|under\sobservation|in\s(?:active\s)?follow-?up|in\scare)|(?:attended|arrived\sat|got\sto|came\sto|came\sback\sfor|made\sit\sto|returned\sfor)\s{TIMED}|reached\s(?:(?:week|month|year|visit)\s\d+|the\s(?:(?:week|month|year)[\s-]\d+|\d+(?:th|st|nd|rd)?[\s-](?:week|month|year)|end\b))",
            r"(?:attended|reached|came\sto)\sthe\s(?:final|last)|followed\s(?:up\s)?(?:to|until|through)\s(?:\d+|the\send|age|month|week|year)|were\sfollowed\s(?:up\s)?(?:to|until|through)|(?:were|was)\sretained",
        ),
    ),
    Cue(
        "completed",
        True,
        (
            rf"completion\sof\sthe\s{STUDY}|retention(?!\sof\s(?:urine|water))",
            rf"(?:completion|attendance)\srates?(?=\s(?:was|were|of)\s)|(?:visit|session)\sattendance"
            r"|follow-?up\s(?:rates?\s)?(?:(?:at|after|for|in)\s(?:[\w-]+\s){1,5}?)?(?:was|were)(?=\s\d[\d.]{0,4}\s?%)"
            rf"|(?:{STUDY}|follow-?up)(?:\s(?:to|at|through|until)\s[\w\s-]{{2,20}}?)?\s(?:was|were)\scomplete(?=\s(?:in|for|by)\s)",
        ),
        leads=True,
    ),
    Cue("analysed", True, (ANALYSIS_OF,), leads=True),
    Cue(
        "analysed",
        True,
        (
            rf"(?:entered|included|contribut(?:ed|ing))\s(?:in|into|to|data\sto)?\s?{THE}{WORDS}analys[ie]s",
            rf"{BE}(?:\w+\s)?(?:analy[sz]ed|evaluated(?!\sin\sa\s){NOT_STUDIED}|assessed(?!\sfor\seligib){NOT_STUDIED})",
            r"(?:finally|thus|and)\s(?:analy[sz]ed|evaluated)",
            r"included\sin\s(?:the\s|this\s)?(?:m?itt|intention-to-treat|intent-to-treat|per[-\s]protocol)\b",
            r"(?:data|outcomes?|results|measurements|scores|samples|values|information|assessments)\savailable",
            r"(?:participated|took\spart)\sin\s(?:the\s|a\s)?(?:post-?tests?|retention|follow-?up|final|last)",
            r"(?:in|for|into)\s(?:the\s|this\s|our\s|an?\s|these\s)?(?:[\w-]+\s){0,4}analys[ie]s",
            r"evaluable|assessable|analy[sz]able|available\s(?:for|from|in|at)|(?:was|were|are)\savailable|remained\sfor|remained(?=\s?[.;)]|$)",
            r"eligible\sfor\s(?:the\s)?(?:[\w-]+\s){0,3}analys[ie]s",
            r"had\s(?:an?\s|at\sleast\s(?:one|1|two|2)\s|valid\s|complete\s|paired\s)(?:[\w-]+\s){0,3}?(?:available|(?:follow-?up|post-?baseline|paired|evaluable)\s(?:[\w-]+\s)?(?:counts?|measurements?|values?|assessments?|samples?|scans?|biops(?:y|ies)|results?))|(?:formed|made\sup|constituted)\s(?:the|our)\s(?:[\w-]+\s){0,3}(?:analysis|evaluable|efficacy|safety|per-protocol|final)\s(?:set|population|sample|cohort|group)|qualified\sfor\s(?:the\s)?analysis|(?:had|provided|contributed|gave|with)\s(?:\w+\s){0,2}(?:data|samples|specimens)",
        ),
    ),
    Cue(
        "analysed",
        True,
        (
            r"(?:data|samples|results|information|measurements|scores|specimens|biopsies|recordings|sera)\s(?:\w+\s)?(?:were|was|are|is)"
            r"\s(?:\w+ly\s)?(?:available|obtained|analy[sz]ed|collected)|data\s(?:from|on|for|of)",
            rf"(?:samples|specimens|biopsies)\s(?:from|of)(?=\s(?:all\s|the\s)?{NUMBER}[^.;]{{1,60}}\s(?:was|were)\s(?:\w+ly\s)?(?:examined|tested|assayed|analy[sz]ed|measured))",
            r"(?:collected|drawn|taken|available|analy[sz]ed|measured)\s(?:[\w-]+\s){0,4}(?:from|in|for)(?=\s(?:the|all|only|\d|\w+$)|\s*$)",
            r"obtained\s(?!(?:\w+\s){0,2}consents?\b)(?:[\w-]+\s){0,4}from(?=\s(?:the|all|only|\d|\w+$)|\s*$)",
            r"(?:ascertained(?<!not\sbe\sascertained)|determined(?<!not\sbe\sdetermined)"
            rf"|established(?<!not\sbe\sestablished)|known|monitored)\s(?:for|in|from|among)(?=\s(?:the\s|all\s|only\s)?{NUMBER})",
            r"data\s?(?:sets?|bases?)\s(?:\w+\s)?(?:yield(?:ed|ing)|contain(?:ed|ing)|compris(?:ed|ing))",
            r"results\s(?:are|were)\s(?:reported|presented|available|shown|given)\s(?:for|from|on)",
            r"analys[ie]s\s(?:was|were)\s(?:\w+ly\s)?(?:performed|carried\sout|conducted|done|based)\s(?:on|in|with|for|of|using)",
            r"analys[ie]s\s(?:\w+\s)?(?:included|including|comprised|comprising|involved|of|consisted|was|were)",
            r"(?:efficacy|safety|(?:per-)?protocol|inten\w+-to-treat|itt|mitt|evaluation|analysis|evaluable)\s(?:population|set|data|sample|cohort)"
            r"(?:\s(?:\w+\s)?(?:comprised|consisted\sof|included|contained|was|were))?",
        ),
        leads=True,
    ),
    Cue(
        "assigned",
        True,
        (rf"(?:randomi|re-randomi|rerandomi)[sz]ed{NOT_ADJECTIVE}|randomi[sz]ation\sof|randomi[sz]ing",),
    ),
    Cue(
        "assigned",
        True,
        (
            r"assigned|allocated|allotted|divided(?!\s(?:daily|doses?|(?:in|into)\s(?:\w+\s)?doses))|distributed|stratified|(?:classified|categori[sz]ed|separated|split|grouped)\s(?:in|into)",
        ),
    ),
    Cue(
        "enrolled",
        True,
        (
            r"enrol+(?:s|ed|ing)?\b|enrol+ment(?=\sof\s)|recruit(?:s|ed|ing)?|recruitment(?=\sof\s)|included(?!\sin\s(?:the\s|this\s|our\s|an?\s)?(?:[\w-]+\s){0,4}analys)",
            r"participat(?:ed|ing|e)|entered|registered|accrued|underwent\srandomi[sz]ation|studied|selected|consented|agreed",
            rf"(?:was|were)\s(?:evaluated|assessed|examined|observed){STUDIED}",
            r"took\spart|(?:was|were)\sdosed(?!\swith)|qualified|eligible|met\sthe\sinclusion|admitted|referred|will\sbe|scheduled",
        ),
    ),
    Cue(
        "enrolled",
        True,
        (
            r"involv(?:ed|ing)|includes|(?:trial|study|cohort|survey|sample|series)\sincluding|inclusion\sof|compris(?:ed|ing)|consisted\sof|composed\s(?:of|by)|examined|compared(?!\s(?:to|with)\s)|evaluated",
            r"investigated|looked\sat|followed",
            r"(?:conducted|performed|carried\sout|undertaken|done)\s(?:on|in|with|among|a)",
            r"(?:trial|study|survey|cohort|sample|series)\s(?:of|in|with|on|among|was|were|included|consisted)",
        ),
        leads=True,
    ),
    Cue("received", False, (r"initiated|started|underwent",), state=True),
    Cue(
        "received",
        False,
        (
            r"received|receiving|treated\s(?:with|by)|given|continued\s(?:on|to\sreceive|with|ongoing)",
            r"served\sas|switched|shifted",
            rf"{BE}(?:treated|given|administered|started|maintained|managed|vaccinated|immuni[sz]ed|on\s(?:placebo|active))",
            r"used\s(?:as|the)\scontrols?",
        ),
    ),
    Cue("enrolled", False, (r"had\s(?:an?\s)?(?:mean|median|average)",), state=True),
    Cue(
        "subgroup",
        False,
        (
            rf"{BE}(?:men|women|male|female|boys|girls|adults|adolescents|children|infants|black|white|caucasian|asian|hispanic|african|smokers|aged|older|younger"
            r"|co-?infected|diabetic|hypertensive|obese|overweight|classified|at\swho|in\sstage|at\sstage|on(?=\s)|taking|currently|(?:\w+-)?na[iï]ve|married|pregnant|employed|below|above|under|over(?=\s))",
            r"met(?!\s(?:the\s)?(?:[\w-]+\s)?criteria\sfor\s(?!inclusion|enrol|eligib|randomi|the\s(?:study|trial)))|without\sfulfilling|prescribed|fulfilled|continued\sin|lived|belonged|came\sfrom",
            r"presented\s(?:late|early)\b|(?:had|reported)\s(?:a\s|no\s)?(?:history|prior|previous|previously|pre-?existing|baseline|never)",
        ),
    ),
    Cue(
        "event",
        False,
        (
            r"met\s(?:the\s)?(?:[\w-]+\s)?criteria\sfor(?!\s(?:inclusion|enrol|eligib|randomi|the\s(?:study|trial)))|occurred|happened|arose|observed|seen(?!\s(?:during|between|by)\b)|noted|recorded",
        ),
        light=True,
    ),
    Cue(
        "event",
        False,
        (
            r"as\sdid|adhered|died|deaths?|developed|experienced|responded|relapsed|achieved|suffered|showed|demonstrated",
            r"(?:was|were)\sdiagnosed|found|became|remain(?:ed)?|attained|improved|required|needed|conceived|gained|survived",
            r"recovered|adverse\sevents|side\seffects|toxicit\w+|complications|progressed|tolerated?|complained|returned|fell\sseriously",
            r"went\son|saw(?<!we\ssaw)|maintained|acquired|contracted|reached|failed|affect(?:ed|ing)|tested\s(?:positive|negative)|obtained|necessary|mounted|protected|cured|healed|worsened|deteriorated|converted|rebounded|declined\sin|vomited|bled|felt",
        ),
    ),
    Cue(
        "event",
        False,
        (
            r"reported|presented|detected|(?:had|have|has)(?!\sbeen\s\w+ed)|hospitali[sz]ed|confirmed|(?:was|were)\s(?:positive|present|infected)|alive",
        ),
        state=True,
    ),
)
