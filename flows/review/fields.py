"""The fields that a curator may set, kind by kind, each with the form it is asked in.

Kinds describe their own fields (as JSON Schema has it); a field that its kind does not describe is asked as free text,
so a new kind of record can be reviewed without a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flows.review.curated import POINTERS


class Form(NamedTuple):
    """How one field is asked.

    `form` is number, text, free (a number or text), yes, choice (of `choices`) or parts (each asked by itself); `hint`
    is the kind's own description.
    """

    name: str
    form: str
    choices: tuple[str, ...] = ()
    hint: str = ""
    parts: tuple[Mapping[str, Any], ...] = ()


BY_TYPE = {"number": "number", "integer": "number", "string": "text", "boolean": "yes"}


def forms() -> Mapping[str, tuple[Form, ...]]:
    """The forms of every kind."""
    from extractors.pipeline import known_kinds

    kinds = sorted(known_kinds(), key=lambda kind: (-kind.rank, kind.name))
    return {
        kind.name: tuple(form_of(name, kind.schema.get(name, {})) for name in kind.fields if name not in POINTERS)
        for kind in kinds
    }


def form_of(name: str, schema: Mapping[str, Any]) -> Form:
    """The form of a field that its kind describes so."""
    hint = str(schema.get("description", ""))
    if choices := schema.get("enum"):
        return Form(name, "choice", tuple(map(str, choices)), hint)
    if properties := schema.get("properties"):
        parts = tuple(form_of(part, described)._asdict() for part, described in properties.items())
        return Form(name, "parts", hint=hint, parts=parts)
    # What is said only where it is true can't be false.
    choices = ("yes",) if schema.get("const") is True else ("yes", "no")
    form = BY_TYPE.get(str(schema.get("type")), "free")
    return Form(name, form, choices if form == "yes" else (), hint)
