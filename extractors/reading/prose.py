"""What a run of text looks like: whether it is prose, and how many words it has.

Prose has sentences, and the small words that hold them, or else mostly words in lower case. In scripts that put no
space between words the signs are counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]{0,3}(?:\s*\[[\d,–-]{1,20}\])?$")
_INNER_END = re.compile(r"[.!?](?<=[a-z0-9%)\]”\"].)[\"”’')\]]{0,2}\s+[A-Z“\"(\[0-9]")
_POINTS = frozenset(".!?")
_SMALL_WORDS = (
    "a about after all also although an and any are as at be because been before being between both but"
    " by can could did do does during each either for from had has have he her his how however i if in"
    " into is it its may might more most no not of on one only or our over she should since so some such"
    " than that the their them then there these they this those through to under until up was we were"
    " when where whether which while who will with within without would you your"
)
FUNCTION_WORDS = frozenset(_SMALL_WORDS.split())
# None has more than seven letters.
FUNCTION_WORDS_AS_PRINTED = FUNCTION_WORDS | {word.capitalize() for word in FUNCTION_WORDS}
_is_small = FUNCTION_WORDS_AS_PRINTED.__contains__

_UNSPACED = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
"""Signs of scripts that put no space between words: two make about a word."""
_UNSPACED_LEADS = bytes(range(0xE3, 0xEA))
"""The first bytes of theirs in UTF-8."""
_EVIDENCE = 500
"""Characters that are enough to know prose."""
_SHORTEST_IN_ANY_SCRIPT, _SHORTEST_PROSE = 12, 32
"""Characters; in a script with spaces a shorter run holds no sentence of eight words."""


_SHORTEST_OF_FIGURES = 150
_FIGURE, _LETTERS = re.compile(r"[<>=(\[]\s?\d|\d\s?(?:%|mg\b|/)"), re.compile(r"[^\W\d_]")
_FEWEST_WORDS, _MANY_WORDS = 8, 100
_SMALL = 0.16
"""The share of small words that hold a sentence."""


class Look(NamedTuple):
    """What a run of text looks like."""

    words: int
    sentences: int = 0
    """Ends of sentences, two at most."""


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does; closing quotes and a citation mark may follow."""
    return text[-1:] in _POINTS or _SENTENCE_END.search(text[-30:]) is not None


def may_be_prose(text: str) -> bool:
    """False for a run of text that is evidently none: too short, or without the end of a sentence."""
    if text.isascii():
        return len(text) >= _SHORTEST_PROSE and ("." in text or "?" in text or "!" in text)
    return True


def prose_among(texts: Sequence[str]) -> list[int]:
    """Which texts are long enough for prose of any script and may be prose."""
    long = [
        index
        for index, text in enumerate(texts)
        if len(text) >= _SHORTEST_PROSE or (len(text) >= _SHORTEST_IN_ANY_SCRIPT and not text.isascii())
    ]
    # Most are short and plain: they are not asked for one by one.
    return [
        index for index in long if "." in (text := texts[index]) or not text.isascii() or "?" in text or "!" in text
    ]


def look_of(text: str) -> Look:
    """The look of a run of text; of one that can't be prose only the words."""
    words, signs = _words(text)
    if not may_be_prose(text):
        return Look(words)
    return Look(words + signs, text.count("。", 0, _EVIDENCE) if signs else _ends(text))


def prose_words(text: str) -> int:
    """How many words a run that may be prose has: long enough, with the small words that hold a sentence; else 0.

    Beyond `_MANY_WORDS` they may not all be counted.
    """
    beginning, signs = text if len(text) <= _EVIDENCE else text[:_EVIDENCE], 0
    if text.isascii():
        words = text.count(" ") + 1
        if words < _FEWEST_WORDS:
            return 0
        known = beginning.split()
    else:
        known = beginning.split()
        words, signs = _unlike_english(text, known)
        if words + signs < _FEWEST_WORDS:
            return 0
    if signs:
        is_prose = _is_lower(signs / (len(known) + signs), words + signs, text.count("。", 0, _EVIDENCE))
    elif _has_small_words(known):
        is_prose = text[-1] in _POINTS or ends_sentence(text) or _INNER_END.search(text, 0, _EVIDENCE) is not None
    else:
        is_prose = _is_lower(sum(map(str.islower, known)) / len(known), words, _ends(text))
    return words + signs if is_prose or _is_of_figures(text, known) else 0


def _has_small_words(known: Sequence[str]) -> bool:
    """Whether enough words are small; mostly half of them tell."""
    enough = _SMALL * len(known)
    found = sum(map(_is_small, known[::2]))
    return found >= enough or found + sum(map(_is_small, known[1::2])) >= enough


def _is_of_figures(text: str, known: Sequence[str]) -> bool:
    """Whether a run is prose full of figures, "Median CD4 was 264 [213; 305] and 271 …": its words alone are asked."""
    if len(text) < _SHORTEST_OF_FIGURES or _FIGURE.search(text, 0, _EVIDENCE) is None or _ends(text) < 2:
        return False
    words = [word for word in known if _LETTERS.search(word)]
    small = sum(map(_is_small, words))
    lower = sum(map(str.islower, words))
    return len(words) >= _FEWEST_WORDS and small >= _SMALL * len(words) and lower >= 0.5 * len(words)


def _words(text: str) -> tuple[int, int]:
    """How many words are between white space, and how many signs of scripts without spaces stand for."""
    return (text.count(" ") + 1, 0) if text.isascii() else _unlike_english(text, text[:_EVIDENCE].split())


def _unlike_english(text: str, known: Sequence[str]) -> tuple[int, int]:
    """What `_words` tells of a text that is not ASCII; `known` are the words at its beginning."""
    beginning, rest = text[:_EVIDENCE], text[_EVIDENCE:]
    encoded = beginning.encode("utf-8", "surrogatepass")  # bytes: that is quick
    is_unspaced = len(encoded.translate(None, _UNSPACED_LEADS)) < len(encoded)
    signs = len(_UNSPACED.findall(beginning)) // 2 if is_unspaced else 0
    words = len(known)
    if rest and words < _MANY_WORDS:
        cut_within = not (beginning[-1].isspace() or rest[0].isspace())
        words += len(rest.split(None, _MANY_WORDS - words)) - cut_within
    return words, signs


def _is_lower(lower: float, words: int, sentences: int) -> bool:
    """Whether prose is without the small words of English: mostly lower case, or several sentences with many names.

    `lower` is the share of words in lower case: in any language a list of names and titles has few.
    """
    return sentences > 0 and words >= 12 and lower >= (0.65 if words < 30 or sentences < 2 else 0.5)


def _ends(text: str) -> int:
    """How many sentences end, two at most."""
    closed = ends_sentence(text)
    inner = _INNER_END.search(text, 0, _EVIDENCE)
    if inner is None or closed:
        return closed + (inner is not None)
    return 1 + (_INNER_END.search(text, inner.end(), _EVIDENCE) is not None)
