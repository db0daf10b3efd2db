"""Safe names: those that are stay, the others get slug and hash, and no two meet."""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.names import HASHED, safe_name, safe_path, shown

SAFE = [
    "001.txt",
    "article (final).html",
    "Étude contrôlée.txt",
    "中文.xml",
    "a~b.txt",
    "-x",
    "pubmed.xml.gz",
    "errors.txt",
]
UNSAFE = {
    "hidden": ".profile",
    "own folder": ".trialsift",
    "parent": "..",
    "line break": "a\nb.txt",
    "escape": "a\x1b[31m.txt",
    "turned round": "a\u202etxt.exe",
    "no UTF-8": "caf\udce9.txt",
    "decomposed": unicodedata.normalize("NFD", "é.txt"),
    "backslash": "a\\b.txt",
    "drive": "c:x.txt",
    "device": "con.txt",
    "dot at the end": "a.",
    "space at the end": "a ",
    "like an output": "a.json",
    "like a hashed name": "a~0123456789ab",
    "too long": "a" * 251,
    "too long in bytes": "é" * 125,
}


@pytest.mark.parametrize("name", SAFE)
def test_safe_names_stay(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize("name", UNSAFE.values(), ids=UNSAFE.keys())
def test_unsafe_names_get_a_slug_and_a_hash(name: str) -> None:
    safe = safe_name(name)
    assert HASHED.search(safe)
    assert len(f"{safe}.json".encode()) <= 255
    assert safe == safe_name(name)


def test_no_source_takes_the_place_of_the_errors() -> None:
    assert safe_path("errors") != "errors"
    assert safe_path("Errors") != "Errors"
    assert safe_path("a/errors") == "a/errors"


def test_a_path_too_long_becomes_one_name() -> None:
    deep = "/".join(["folder"] * 200)
    assert "/" not in safe_path(deep)
    assert safe_path(deep) != safe_path(deep + "/x")


def test_names_are_shown_as_text() -> None:
    assert shown("caf\udce9\n.txt") == "caf\\xe9\\n.txt"
    assert shown("Étude.txt") == "Étude.txt"


names = st.binary(min_size=1, max_size=300).map(os.fsdecode).filter(lambda name: "/" not in name and "\0" not in name)


@given(names, names)
def test_two_names_never_meet(one: str, other: str) -> None:
    assert (safe_name(one) == safe_name(other)) == (one == other)


@given(names)
def test_a_safe_name_is_one_part_of_a_path(name: str) -> None:
    safe = safe_name(name)
    assert safe not in (".", "..")
    assert not set(safe) & set("/\\\0\n")
    assert safe.encode("utf-8")
    shown(name).encode("utf-8")
