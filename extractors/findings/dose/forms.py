"""Printed forms of a lexicon as one fast pattern.

A flat alternation of hundreds of forms is tried branch by branch at every character; folded into a tree of common
beginnings it costs a step or two. A space in a form also matches a hyphen ("once daily", "once-daily"). Even that is
tried only where a form's first word stands: a look-up per word is cheaper than a pattern per character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

WORD_START = r"(?<![A-Za-z0-9_])(?<![A-Za-z][.])"
WORD_END = r"(?![A-Za-z0-9_])"
RUN = re.compile(r"[^\W_]+")
"""Letters and digits in a row: what a form's first word is looked up by."""


def runs_in(scan: str, start: int, end: int) -> list[tuple[int, str]]:
    """Every word between two offsets, in lower case, and where it begins."""
    return [(match.start(), match[0].lower()) for match in RUN.finditer(scan, start, end)]


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

    def among(self, scan: str, runs: Sequence[tuple[int, str]], end: int) -> Iterator[re.Match[str]]:
        """The forms that begin at one of a text's words, none overlapping another."""
        passed = 0
        for at, word in runs:
            if word in self.first_words and at >= passed and (match := self.pattern.match(scan, at, end)):
                passed = match.end()
                yield match

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
