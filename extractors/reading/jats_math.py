"""Formulas within a sentence, read as text: "10" raised to "6" is 10<sup>6</sup>, as elsewhere.

MathML has no raised text but a second child of <msup>, and no slash but a second child of <mfrac>. Without this its
numbers would run together to other numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.reading.markup import Token

_RAISED = "msup"
_PARTED = frozenset(("mfrac", "msub", "msubsup", "munder", "mover", "munderover", "mroot", "mtr", "mmultiscripts"))


def spoken(tokens: Iterator[Token]) -> Iterator[Token]:
    """The tokens with MathML's raised children as <sup>, and a break between children that stand apart."""
    around: list[tuple[str, int]] = []
    for token in tokens:
        if not around and not _local(token).startswith("m"):
            yield token
        elif token.kind == "start" and (around or _local(token) == "math"):
            parent, earlier = around[-1] if around else ("", 0)
            if around:
                around[-1] = (parent, earlier + 1)
            around.append((_local(token), 0))
            if earlier and parent == _RAISED:
                yield token._replace(name="sup")
            elif earlier and parent in _PARTED:
                yield token._replace(kind="empty", name="break")
        elif token.kind == "end" and around:
            around.pop()
            if around and around[-1] == (_RAISED, 2):
                yield token._replace(name="sup")
        else:
            yield token


def _local(token: Token) -> str:
    return token.name.rpartition(":")[2]
