"""What was said of short texts before: pages repeat themselves and each other.

Only texts as short as menu entries, teasers and notices are remembered, and all are forgotten when there are many, so
that no page can fill the memory. What is told of a text depends on nothing but the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

Told = TypeVar("Told")

LONGEST, MOST = 300, 16_384
"""Characters of a text that is remembered, and how many texts."""


class Memory(dict[str, Told]):
    """What was told of texts, as a mapping."""

    def keep(self, told: Mapping[str, Told]) -> None:
        """Remembers what was told of the short ones of some texts."""
        if len(self) + len(told) > MOST:
            self.clear()
        if len(told) <= MOST:
            self.update(told)
            for text in [text for text in told if len(text) > LONGEST]:
                del self[text]


class Remembered(Memory[Told]):
    """A function of a text as a mapping: `remembered[text]` is what the function tells."""

    def __init__(self, tell: Callable[[str], Told]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, text: str) -> Told:
        told = self._tell(text)
        if len(text) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[text] = told
        return told
