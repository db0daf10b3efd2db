"""Printed forms of a lexicon as one fast pattern.

A flat alternation of hundreds of forms is tried branch by branch at every character; folded into a tree of common
beginnings it costs a step or two. A space in a form also matches a hyphen ("once daily", "once-daily").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

WORD_START = r"(?<![A-Za-z0-9_])(?<![A-Za-z][.])"
WORD_END = r"(?![A-Za-z0-9_])"


class Forms:
    """Printed forms and what each stands for; forms of any case give way to longer ones of exactly their case."""

    def __init__(self, any_case: Mapping[str, Any], exact: Mapping[str, Any]) -> None:
        self._any_case = {_key(form.casefold()): meaning for form, meaning in any_case.items()}
        self._exact = {_key(form): meaning for form, meaning in exact.items()}
        branches = [branch for branch in (_any(self._any_case), _tree(self._exact)) if branch]
        self.pattern = re.compile(f"{WORD_START}(?:{'|'.join(branches)}){WORD_END}")
        self._any_pattern = re.compile(f"(?:{_any(self._any_case)}){WORD_END}") if self._any_case else None
        self._exact_pattern = re.compile(f"(?:{_tree(self._exact)}){WORD_END}") if self._exact else None

    def meaning(self, printed: str) -> Any:
        """What a form that the pattern matched stands for."""
        key = _key(printed)
        return self._exact[key] if key in self._exact else self._any_case[key.casefold()]

    def match(self, scan: str, at: int, end: int) -> re.Match[str] | None:
        """The longest form that begins at `at`."""
        found = (
            pattern.match(scan, at, end) for pattern in (self._exact_pattern, self._any_pattern) if pattern is not None
        )
        return max((match for match in found if match), key=lambda match: match.end(), default=None)


def _key(form: str) -> str:
    return form.replace("-", " ")


def _any(forms: Mapping[str, Any]) -> str:
    return f"(?i:{_tree(forms)})" if forms else ""


def _tree(forms: Iterable[str]) -> str:
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
