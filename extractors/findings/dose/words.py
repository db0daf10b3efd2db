"""Words round an amount that are no drug's name: what may stand between name and amount, and what ends a name."""

from __future__ import annotations

import re
from functools import cache

from extractors.lexicon import table

NO_SUBSTANCE_ENDING = re.compile(
    r"""
    (?: [a-z]{3} (?: ing | ed | ly | ations? ) | [a-z]{2} (?: [st]ions? | ments? | ness | [aei]bility | [ae]bl[ey]
      | ibl[ey] | ships? | ologies | ology | graphy | ectomy | [ae]nces? | [ae]ncy | self | selves | wards? | wise ) ) $
    """,
    re.VERBOSE,
)
NAMES_WITH_ENDING = re.compile(
    r"(?:seed|weed|jelly|lily|lotions?|potions?|fusion|substances?|liniment|ointment|fractions?|essence|emulsions?"
    r"|infusions?|suspensions?|balance|supplements?|nutrition|pudding|dressing)$"
)

VERBS = frozenset("received compared followed added used treated administered randomized randomised reduced".split())
"""Before a drug's name they say what was done; others that end so describe it ("preformed vitamin A")."""
GROUPS = frozenset({"group", "groups", "arm", "arms", "cohort"})
"""Before a code that names no drug: "Group 1K (1000 IU daily)"."""
VITAMIN = re.compile(r"B(?:1|2|3|5|6|7|9|12)|[CDEK]|D[23]|K[12]")
"""What a list of vitamins calls one: "20 mg B1, 500 mg C"."""
CLASS_NAME = re.compile(
    r"""
    (?: antibiotics? | antibacterials? | antivirals? | antiretrovirals? | \w{0,20}steroids? | statins? | opioids?
      | opiates? | nsaids? | analgesics? | diuretics? | \w{0,12}therapy | anti\w{3,20}s | vitamins? | minerals?
      | local\san(?:a)?esthetics? | \w{2,12}\sinhibitors? | (?:alpha|beta)-?\s?blockers? | contraceptives? | hormones?
      | \w{0,40}\s(?:drugs|agents|medications?|treatment|therapy) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A class of drugs rather than a drug."""


@cache
def words(name: str) -> frozenset[str]:
    """A list of lexicons/dose_words.toml: light, adjectives, forms, no_name or stop."""
    return frozenset(table("dose_words")[name])


def is_stop(word: str) -> bool:
    """Whether a word (lower case) ends or bars a name."""
    return word in words("stop") or (
        NO_SUBSTANCE_ENDING.search(word) is not None and NAMES_WITH_ENDING.search(word) is None
    )


def is_number(word: str) -> bool:
    """Whether a token is digits, with no letter ("2.5", not "5-FU")."""
    return word[0].isdigit() and not any(letter.isalpha() for letter in word)
