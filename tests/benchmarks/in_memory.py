"""One process, texts in memory: extraction to JSON bytes beside spaCy's blank tokenizer and medspaCy.

Processor time, on texts met for the first time and on texts met before (first_met.py; docs/decisions/0008).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import spacy
from extract_cost import extract
from first_met import seconds_first_met, seconds_met_before

from extractors.pipeline import extract_source

FIRST, AGAIN = "texts met for the first time", "texts met before"


class Cost(NamedTuple):
    """Of all the texts, in processor seconds; and how often trialsift's on the same terms."""

    name: str
    seconds: float
    times_ours: float


def costs(texts: Sequence[str], *, medspacy: str | None) -> tuple[Cost, ...]:
    """What each way costs on these texts; ours first. `medspacy` is an interpreter that has it."""
    contents = [text.encode() for text in texts]
    make_doc = spacy.blank("en").make_doc
    first, again = seconds_first_met(extract, contents), seconds_met_before(extract, contents)
    cut_first, cut_again = seconds_first_met(make_doc, texts), seconds_met_before(make_doc, texts)
    found = [
        Cost(f"trialsift, text to JSON bytes, {FIRST}", first, 1.0),
        Cost(f"trialsift, text to JSON bytes, {AGAIN}", again, 1.0),
        Cost(f"spaCy blank tokenizer, {FIRST}", cut_first, cut_first / first),
        Cost(f"spaCy blank tokenizer, {AGAIN}", cut_again, cut_again / again),
    ]
    if medspacy:
        version, seconds = _medspacy(texts, medspacy)
        name = f"medspaCy {version}, default pipeline, ten target rules, {AGAIN}"
        found.append(Cost(name, seconds, seconds / again))
    return tuple(found)


def cleaned(path: Path, *, most: int) -> tuple[str, ...]:
    """The cleaned text of the first documents of a file that have some to read."""
    texts = []
    for document in extract_source(path.read_bytes(), path.name):
        text = getattr(document, "clean", "")
        if len(text) > 500:  # a title alone is no abstract
            texts.append(text)
        if len(texts) == most:
            break
    return tuple(texts)


def _medspacy(texts: Sequence[str], interpreter: str) -> tuple[str, float]:
    """Its version, and its seconds for all the texts."""
    script = Path(__file__).with_name("medspacy_cost.py")
    asked = subprocess.run([interpreter, script], input=json.dumps(texts), capture_output=True, text=True, check=True)
    told = json.loads(asked.stdout.splitlines()[-1])
    return told["version"], told["seconds"]
