"""Whatever is printed, extraction ends: our own sentences, cut and spliced at random, as no author would.

What comes out is no trial. But nothing is raised, every numeral is accounted for exactly once and owned at most once,
and each record's span holds its quote.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.accounting import account
from extractors.kind import find_all
from extractors.links.annotated import AnnotatedText
from extractors.pipeline import Extracted, extract_source, known_kinds
from extractors.reading import BrokenDocument, read
from extractors.verification import problems_of

ROOT = Path(__file__).resolve().parents[1]
TITLE = "A made-up title of a randomized trial\n\nAbstract\n\n"
HEADINGS = ("", "", "", "", "Background\n", "Methods\n", "Results\n", "CONCLUSIONS: ")
GLUE = (" ", ". ", "\n", "; ", " (")


def _pieces() -> tuple[str, ...]:
    """Every sentence and clause of our case tables and sources."""
    tables = (tomllib.loads(path.read_text("utf-8")) for path in sorted((ROOT / "tests/cases").rglob("*.toml")))
    texts = [case["text"] for table in tables for case in table["case"]]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "raw_sources").glob("*.txt"))]
    clauses = (clause.strip() for text in texts for clause in re.split(r"(?<=[.;,)])\s", text))
    return tuple(dict.fromkeys(clause for clause in clauses if clause))


PIECES = _pieces()


def _spliced(heading: str, first: str, second: str, cut: int, glue: str) -> str:
    """The beginning of one piece and the end of another; all of the first where the cut is at its end."""
    head, tail = first.split(" "), second.split(" ")
    kept = head[: len(head) * cut // 10]
    return heading + " ".join(kept + (tail[len(tail) * cut // 10 :] if cut < 10 else [])) + glue


splices = st.builds(
    _spliced,
    st.sampled_from(HEADINGS),
    st.sampled_from(PIECES),
    st.sampled_from(PIECES),
    st.integers(0, 14),
    st.sampled_from(GLUE),
)
texts = st.lists(splices, min_size=1, max_size=12).map(lambda parts: TITLE + "".join(parts))


@settings(max_examples=120, deadline=None)
@given(texts)
def test_every_record_file_is_whole(text: str) -> None:
    for extracted in extract_source(text.encode(), "spliced.txt"):
        assert isinstance(extracted, Extracted)
        record_file = json.loads(extracted.json)
        _accounted_for_once(record_file["numbers"], text)
        assert [problem.sentence for problem in problems_of(record_file, text) if "span [" in problem.sentence] == []


def _accounted_for_once(numbers: dict[str, Any], text: str) -> None:
    unexplained: Sequence[dict[str, Any]] = numbers["unexplained"]
    assert numbers["total"] == numbers["in_records"] + sum(numbers["explained"].values()) + len(unexplained)
    spans = [tuple(numeral["span"]) for numeral in unexplained]
    assert spans == sorted(set(spans))
    assert [text[start:end] for start, end in spans] == [numeral["quote"] for numeral in unexplained]


@settings(max_examples=60, deadline=None)
@given(texts)
def test_no_numeral_has_two_owners(text: str) -> None:
    for document in read(text.encode(), "spliced.txt"):
        assert not isinstance(document, BrokenDocument)
        annotated = AnnotatedText(document)
        found, claims = find_all(annotated, known_kinds())
        owned = [
            (index, kind) for kind, findings in found.items() for finding in findings for index in finding.numerals
        ]
        assert not [index for index, owners in Counter(index for index, _ in owned).items() if owners > 1]
        assert all(claims.owners[index] == kind for index, kind in owned)
        told = account(annotated, claims)
        assert told.in_records == sum(owner is not None for owner in claims.owners)
        assert told.total == len(annotated.numerals)
