"""Printed forms of a lexicon as one fast pattern.

A flat alternation of hundreds of forms is tried branch by branch at every character; folded into a tree of common
beginnings it costs a step or two. A space in a form also matches a hyphen ("once daily", "once-daily"). Even that is
tried only where a form's first word stands: a look-up per word is cheaper than a pattern per character.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from extractors.links.word_starts import lowered

WORD_START = r"(?<![A-Za-z0-9_])(?<![A-Za-z][.])"
WORD_END = r"(?![A-Za-z0-9_])"
RUN = re.compile(r"[^\W_]+")
"""Letters and digits in a row: what a form's first word is looked up by."""
MOST_SEARCHED = 24
"""More words than this are placed by one walk through the text: a search for each would cost quadratic time."""


class Words:
    """The words between two offsets (in lower case), and where they begin.

    A pattern is tried only where its first word stands: intersecting two sets is cheaper than a search.
    """

    def __init__(self, scan: str, start: int, end: int) -> None:
        self.scan, self.start, self.end = scan, start, end
        self._small = lowered(scan)
        self.all = frozenset(RUN.findall(self._small, start, end))
        self.numbered = {word for word in self.all if not word.isalpha()}
        """The words with a digit: "8", "q8h", "d1"."""
        self._places: dict[str, list[int]] = {}

    def begun_by(self, words: Collection[str]) -> list[int]:
        """Where these words begin, in order."""
        if len(words) > MOST_SEARCHED and sum(word not in self._places for word in words) > MOST_SEARCHED:
            self._places = self._all_places()
        places, found = self._places, list[int]()
        for word in words:
            if word not in places:
                places[word] = self._places_of(word)
            found += places[word]
        found.sort()
        return found

    def _all_places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for match in RUN.finditer(self._small, self.start, self.end):
            places.setdefault(match[0], []).append(match.start())
        return places

    def _places_of(self, word: str) -> list[int]:
        text, end, found = self._small, self.end, list[int]()
        at = text.find(word, self.start, end)
        while at >= 0:
            behind = at + len(word)
            if not text[at - 1 : at].isalnum() and (behind == end or not text[behind : behind + 1].isalnum()):
                found.append(at)
            at = text.find(word, behind, end)
        return found

    def matches(self, pattern: re.Pattern[str], starts: Iterable[int]) -> Iterator[re.Match[str]]:
        """What `pattern.finditer` finds, tried only at some offsets (in order)."""
        passed = 0
        for at in starts:
            if at >= passed and (match := pattern.match(self.scan, at, self.end)):
                passed = match.end()
                yield match


class Forms:
    """Printed forms and what each stands for; forms of any case give way to longer ones of exactly their case."""

    def __init__(self, any_case: Mapping[str, Any], exact: Mapping[str, Any]) -> None:
        self._any_case = {_key(form.casefold()): meaning for form, meaning in any_case.items()}
        self._exact = {_key(form): meaning for form, meaning in exact.items()}
        branches = [branch for branch in (_any(self._any_case), tree(self._exact)) if branch]
        self.pattern = re.compile(f"{WORD_START}(?:{'|'.join(branches)}){WORD_END}")
        self._any_pattern = re.compile(f"(?:{_any(self._any_case)}){WORD_END}") if self._any_case else None
        self._exact_pattern = re.compile(f"(?:{tree(self._exact)}){WORD_END}") if self._exact else None
        self.first_words = frozenset(
            first[0].lower() for form in (*self._any_case, *self._exact) if (first := RUN.match(form))
        )

    def meaning(self, printed: str) -> Any:
        """What a form that the pattern matched stands for."""
        key = _key(printed)
        return self._exact[key] if key in self._exact else self._any_case[key.casefold()]

    def among(self, words: Words) -> Iterator[re.Match[str]]:
        """The forms that begin at one of a text's words, none overlapping another."""
        first = words.all & self.first_words
        return words.matches(self.pattern, words.begun_by(first)) if first else iter(())

    def match(self, scan: str, at: int, end: int) -> re.Match[str] | None:
        """The longest form that begins at `at`."""
        found = (
            pattern.match(scan, at, end) for pattern in (self._exact_pattern, self._any_pattern) if pattern is not None
        )
        return max((match for match in found if match), key=lambda match: match.end(), default=None)


def _key(form: str) -> str:
    return form.replace("-", " ")


def _any(forms: Mapping[str, Any]) -> str:
    return f"(?i:{tree(forms)})" if forms else ""


def tree(forms: Iterable[str]) -> str:
    """A pattern of all forms, sharing their beginnings, longest first."""
    root: dict[str, Any] = {}
    for form in forms:
        node = root
        for character in form:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    ends = "" in node
    parts = [_literal(character) + _branches(child) for character, child in node.items() if character]
    if not parts:
        return ""
    joined = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return joined + ("?" if ends else "")


def _literal(character: str) -> str:
    return "[ -]" if character == " " else re.escape(character)
