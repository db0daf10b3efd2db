"""What is read of one word after another, kept: texts are made of few words.

A plain look-up, for `functools.lru_cache` moves what it finds to the front of a list, and that costs more than the
reading of a short word. What is full is emptied: the words of the texts to come fill it again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
MOST_KEPT = 50_000


class Kept(dict[str, T]):
    """A reading by the word that it is of; what isn't there yet is read."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, word: str) -> T:
        if len(self) >= MOST_KEPT:
            self.clear()
        read = self[word] = self._read(word)
        return read
