"""Sentences that go on with the regimen of their neighbour.

"... IL-2 (12 MIU/day) or no IL-2. Each was given for 5 days": the sentence behind tells more. "Women took a daily
multivitamin. Each capsule supplied 30 mg of X": the sentence before tells how often.
"""

from __future__ import annotations

import re

from extractors.findings.dose.naming import NO_SUBSTANCE
from extractors.findings.dose.regimen import Mention, mentions_in
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence

GOES_ON = re.compile(
    r"""
    (?: (?: the | all | both | each | study | these | this | active | trial | subsequent | one | two | a ) \s ){0,4}
    (?: (?<=each\s) | (?<=all\s) | (?<=both\s)
      | treatments? | therapy | drugs? | medications? | doses? | injections? | infusions? | cycles?
      | courses? | supplements?
      | tablets? | capsules? | regimens? | agents? | vaccin\w{1,7} | interventions? | administration
      | products? | it | they
      | patients\swere\streated | treatment\sduration | duration\sof\s(?:treatment|therapy) ) \b
    [^.;]{0,60}? \b (?: was | were | is | lasted | continued | consisted | for ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""How a sentence begins that goes on with the regimen of the one before."""


OTHER_AMOUNT = re.compile(r"\d\s?(?:million\s)?(?:mg|μg|mcg|g|M?IU|MU|m[Ll]|units)\b")
COMPOSED = re.compile(
    r"""
    (?: the | each | every | one | a | these | all | both ) \s (?: [\w-]{1,24} \s ){0,3}?
    (?: tablets? | capsules? | supplements? | sachets? | pills? | doses? | drinks? | bars? | packets? | preparations?
      | formulations? | products? | lozenges? | softgels? | multivitamins? ) \s [^.;]{0,40}?
    \b (?: contain | provid | suppl | compris | consist | deliver | includ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""How a sentence begins that tells what the tablets of the one before are made of."""


BULLETS = ("•", "·", "▪", "●", "◦", "– ", "- ", "* ")
MOST_ITEMS = 8
STARTED = re.compile(
    r"(?:The\s)?(?P<name>[A-Za-z][\w-]{1,24}(?:\s[\w-]{2,24})?)\s(?:was|were)\s(?:\w{2,12}ly\s)?"
    r"(?:started|initiated|begun|given|administered|dosed|injected|increased|escalated|titrated)\b"
)
"""How a sentence begins that tells the amount of what the one before said was given."""


def _route_before(text: AnnotatedText, sentence: Sentence) -> dict[str, Mention]:
    """The one route by which the sentence before says the same drug was given, if it tells no amount."""
    started = STARTED.match(text.scan, sentence.start, sentence.end)
    previous = text.previous(sentence) if started else None
    if started is None or previous is None or OTHER_AMOUNT.search(text.scan, previous.start, previous.end):
        return {}
    if re.search(rf"\b{re.escape(started['name'])}\b", text.scan[previous.start : previous.end], re.IGNORECASE) is None:
        return {}
    routes = [one for one in mentions_in(text.scan, previous.start, previous.end) if one.field == "route"]
    return {"route": routes[0]} if len({one.value for one in routes}) == 1 else {}


def _list_lead(text: AnnotatedText, sentence: Sentence) -> Sentence | None:
    """The sentence that leads to a list of which this one is an item: "… one of two regimens for 48 weeks:"."""
    for _ in range(MOST_ITEMS):
        if not text.scan.startswith(BULLETS, sentence.start):
            return None
        previous = text.previous(sentence)
        if previous is None or text.scan[previous.start : previous.end].rstrip().endswith(":"):
            return previous
        sentence = previous
    return None


def added(text: AnnotatedText, sentence: Sentence) -> dict[str, Mention]:
    """What the neighbours of a sentence (or of a part of one) tell of the regimen of its doses."""
    sentence = text.sentence_at(sentence.start)
    more = _route_before(text, sentence)
    if (lead := _list_lead(text, sentence)) and not OTHER_AMOUNT.search(text.scan, lead.start, lead.end):
        more |= _first_mentions(text.scan, lead)
    previous = text.previous(sentence) if COMPOSED.match(text.scan, sentence.start, sentence.end) else None
    if previous is not None:
        told = _first_mentions(text.scan, previous)
        more |= {field: mention for field, mention in told.items() if field in {"frequency", "duration_days"}}
    following = text.following(sentence)
    if following is not None and _goes_on(text.scan, following) and not _turns_to_another(text, sentence, following):
        more |= _first_mentions(text.scan, following)
    return more


def _turns_to_another(text: AnnotatedText, sentence: Sentence, following: Sentence) -> bool:
    """Whether the sentence behind speaks of a drug that this one does not name ("Intravenous Y was permitted")."""
    ours = {drug.canonical for drug in text.drugs(sentence)}
    return any(drug.drug_class not in NO_SUBSTANCE and drug.canonical not in ours for drug in text.drugs(following))


def _goes_on(scan: str, sentence: Sentence) -> bool:
    """Whether a sentence tells more of the regimen before it, with no amount of its own."""
    if GOES_ON.match(scan, sentence.start, sentence.end) is None:
        return False
    return OTHER_AMOUNT.search(scan, sentence.start, sentence.end) is None


def _first_mentions(scan: str, sentence: Sentence) -> dict[str, Mention]:
    """The first mention of each field of a regimen in a sentence; "with meals" only where no other says how often."""
    mentions = mentions_in(scan, sentence.start, sentence.end)
    meals_last = sorted(mentions, key=lambda mention: "meal" in scan[mention.at.start : mention.at.end])
    return {mention.field: mention for mention in reversed(meals_last)}
