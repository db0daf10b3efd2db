"""Words taken for the name of a group: where it begins in a stretch of text that it ends, and what can't be one."""

from __future__ import annotations

import re

from extractors.findings.sample_size.people import PLURALS
from extractors.links.arm_names import NEVER_IN_NAME

STRONG = frozenset(
    """
    and or vs vs. versus between either receive received receiving than comparing compared used using the a an was were
    both into evaluated evaluating given is are included against while whereas but undergo underwent had
    we they it i our
    """.split()
)
"""Before a name: nothing of it stands before these."""
AILING = frozenset({"with", "without"})
""" "girls with asthma (n = 14)"."""
ARTICLES = frozenset({"a", "an", "the"})
LED_ON = frozenset({"from", "by"})
"""Before an article: a name goes on ("support from a nurse")."""
WEAK = frozenset(
    "to without with of in by for from as on at under among after during who that which their all these those".split()
)
"""Before a name: they may be part of it, too ("addition of zinc to iron")."""
ENDS = (",", ";", ":", ".", ")", "]", "—", "–")
SHORT = re.compile(r"\([A-Z][\w-]{0,8}\)")
""" "basal-bolus (BB) insulin": a short form within a name."""
MOST_WORDS = 8
FEW_WORDS = 4
NOUN = re.compile(r"\s?\b(?:groups?|arms?|cohorts?|conditions?)\Z", re.IGNORECASE)
NO_NAMES = frozenset(
    """
    group groups arm arms one two three four five six n total week weeks month months day days year years hour hours
    patient subject statement statements age aged mean median time baseline randomisation randomization
    randomly allocated assigned randomized randomised divided respectively ratio not no only other others remaining rest
    each both cycles courses participants follow-up follow training interviews visits respondents study trial eyes
    males females male female men boys girls responders non-responders nonresponders placed were enrolled recruited
    included stage grade status score therapy treatment treatments medication drug drugs
    """.split()
)
"""Words that by themselves are no name; one of them at its beginning or as the whole of it."""
PEOPLE = frozenset(
    "patients subjects participants women men children adults infants individuals volunteers people dyads".split()
)
NEVER = NEVER_IN_NAME - {
    "food",
    "test",
    "screening",
    "mg",
    "ml",
    "kg",
    "sides",
    "side",
    "focus",
    "blind",
    "support",
    "user",
}
CODED = re.compile(r"\b(?P<name>(?:group|arm|cohort)\s[A-Z0-9]{1,3})\s?(?:[-:,–]|\Z)", re.IGNORECASE)
""" "[Group I - mask (n = 40) and Group II - tube (n = 40)]"."""
COUNTED = re.compile(r"\d+\s(?:cycles|courses|weeks|months|days|years|times|sessions)\b")
RATE = re.compile(r"\d[\d.,]{0,7}\s?[\wμ]{1,5}(?:/kg)?(?:/(?:h|hr|min)|\sper\s(?:hour|minute))")
""" "a bolus followed by 0.25 mg/kg/h (n = 75)": how fast, not what."""
ITEM_BREAK = re.compile(r"[;/]|,\s|\sand\s|\svs\.?\s|\sversus\s|:\s")


def name_at_end(stretch: str) -> str | None:
    """The name that a stretch of text ends in: back to the word or sign before which nothing of it stands."""
    coded = [*CODED.finditer(stretch)]
    if coded and not ITEM_BREAK.search(stretch, coded[-1].end()):
        return coded[-1]["name"]
    words = _words_at_end(NOUN.sub("", stretch).split(" "))
    ailing = (place for place, word in enumerate(words) if word in AILING and words[place - 1] in PLURALS)
    words = words[max(ailing, default=-1) + 1 :]
    while words and (words[0].casefold() in WEAK or words[0].endswith("ly")):
        words = words[1:]
    return checked(" ".join(words))


def _words_at_end(tokens: list[str]) -> list[str]:
    """The words behind the last one that begins something else; without such a one, those behind a preposition."""
    words: list[str] = []
    weak: int | None = None
    for place in range(len(tokens) - 1, max(-1, len(tokens) - MOST_WORDS - 2), -1):
        token = tokens[place]
        if not token or _is_before(tokens, place) or (words and token.endswith(ENDS) and not SHORT.fullmatch(token)):
            return words[::-1]
        if weak is None and (token.casefold() in WEAK or token.endswith("ly")):
            weak = len(words)
        words.append(token)
    if weak is not None:
        del words[weak:]
    return words[::-1] if weak is not None or len(words) <= FEW_WORDS else []


def _is_before(tokens: list[str], place: int) -> bool:
    """Whether no name goes on before a word; an article may stand within it ("support from a nurse")."""
    word = _folded(tokens[place])
    return word in STRONG and not (word in ARTICLES and place > 0 and tokens[place - 1] in LED_ON)


def checked(name: str) -> str | None:
    """The name, if it can be one."""
    name = NOUN.sub("", name.strip(" ,;:=–-—'\"“”‘’")).strip()
    words = name.split()
    while words and words[-1].casefold() in PEOPLE:
        words.pop()
    if (
        not words
        or not name[0].isalnum()
        or len(words) > MOST_WORDS
        or COUNTED.match(name)
        or RATE.fullmatch(name)
        or "=" in name
        or name.count("(") != name.count(")")
    ):
        return None
    folded = [_folded(word) for word in words]
    if folded[0] in NO_NAMES | STRONG | WEAK or folded[-1] in WEAK or NEVER.intersection(map(str.casefold, folded)):
        return None
    if all(word in NO_NAMES or not any(map(str.isalpha, word)) for word in folded):
        return None
    return " ".join(words)


def _folded(word: str) -> str:
    """A word in lower case; a short form as printed: "IT" is no "it"."""
    return word if word.isupper() and len(word) > 1 else word.casefold()
