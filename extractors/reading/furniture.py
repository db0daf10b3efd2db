"""Which lines are furniture by themselves ("menu", "share", "date", …), and why.

It is told when it is asked: of a page's lines many go whatever they are. Most are told by a look-up; pages repeat
themselves and each other, so short lines are remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import repeat

from extractors.reading.boilerplate import LETTERS, SHORT, by_start, held, phrases
from extractors.reading.furniture_patterns import LONGEST, by_pattern, may_fit
from extractors.reading.lines import bare_of
from extractors.reading.remembered import Memory

_LONG = 80
"""Characters of a line that an article says once; a page repeats captions and teasers."""
UNTOLD = "not told yet"
_remembered = Memory[str | None]()


class Furniture:
    """Why each line of a page is furniture, None for one that may be content; told when it is asked.

    Long lines are furniture also where they repeat another.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self.told: list[str | None] = [UNTOLD] * len(texts)
        """What has been told, `UNTOLD` where nobody has asked."""

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, index: int) -> str | None:
        if self.told[index] is UNTOLD:
            self.ask([index])
        return self.told[index]

    def between(self, start: int, end: int) -> list[str | None]:
        """What the lines from one to another are, the last one excluded."""
        self.ask(range(start, end))
        return self.told[start:end]

    def ask(self, indices: Iterable[int]) -> None:
        """Has these lines told together, which is quicker than one by one."""
        new = [index for index in indices if self.told[index] is UNTOLD]
        if not new:
            return
        texts, told = [self._texts[index] for index in new], self.told
        for index, text, reason in zip(new, texts, reasons_of(texts), strict=True):
            told[index] = reason
            if reason is None and len(text) >= _LONG and self._first[text] != index:
                told[index] = "repeated"

    @cached_property
    def _first(self) -> dict[str, int]:
        """Where each long line is printed first."""
        return {text: index for index, text in reversed([*enumerate(self._texts)]) if len(text) >= _LONG}


def reasons_of(texts: Sequence[str]) -> list[str | None]:
    """Why each line is furniture, by itself. Remembers it."""
    known = [*map(_remembered.get, texts, repeat(UNTOLD))]
    new = [text for text, reason in zip(texts, known, strict=True) if reason is UNTOLD]
    if not new:
        return known
    told = dict(zip(new, _reasons(new, [*map(bare_of, new)]), strict=True))
    _remembered.keep(told)
    return [told[text] if reason is UNTOLD else reason for text, reason in zip(texts, known, strict=True)]


def _reasons(texts: Sequence[str], bares: Sequence[str]) -> list[str | None]:
    """Why each line is furniture. Lines are asked one thing after the other, not one by one: that is quicker."""
    whole, starts, *_ = phrases()
    reasons = [*map(whole.get, bares)]
    for index, (text, bare) in enumerate(zip(texts, bares, strict=True)):
        if (bare[:LETTERS] in starts or not text[0].isalnum()) and not reasons[index] and len(text) <= SHORT:
            reasons[index] = by_start(text)
    for index, reason in held([text if len(text) <= LONGEST else "" for text in texts]).items():
        reasons[index] = reasons[index] or reason
    unknown = [index for index, reason in enumerate(reasons) if not reason and len(texts[index]) <= LONGEST]
    for index in [index for index in unknown if may_fit(texts[index], bares[index])]:
        reasons[index] = by_pattern(texts[index], bares[index])
    return reasons
