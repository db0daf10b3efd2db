"""One process, texts in memory: extraction to JSON bytes beside spaCy's blank tokenizer and medspaCy, in turns.

Processor time, the best of several rounds. The tokenizer remembers the words it has cut, so it is also timed on texts
that it meets for the first time, as in a corpus (docs/decisions/0008).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import spacy
from extract_cost import extract, seconds, tokenize_first_time

from extractors.pipeline import extract_source

ROUNDS = 3


class Cost(NamedTuple):
    """Of all the texts, in processor seconds."""

    name: str
    seconds: float


def costs(texts: Sequence[str], *, medspacy: str | None) -> tuple[Cost, ...]:
    """What each way costs on these texts; ours first. `medspacy` is an interpreter that has it."""
    contents = [text.encode() for text in texts]
    make_doc = spacy.blank("en").make_doc
    extract(contents)
    list(map(make_doc, texts))
    rounds = [
        (
            seconds(lambda: extract(contents)),
            tokenize_first_time(texts),
            seconds(lambda: list(map(make_doc, texts)) and None),
        )
        for _ in range(ROUNDS)
    ]
    ours, first, again = (min(column) for column in zip(*rounds, strict=True))
    found = [
        Cost("trialsift, text to JSON bytes", ours),
        Cost("spaCy blank tokenizer, texts met for the first time", first),
        Cost("spaCy blank tokenizer, texts met before", again),
    ]
    if medspacy:
        found.append(_medspacy(texts, medspacy))
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


def _medspacy(texts: Sequence[str], interpreter: str) -> Cost:
    script = Path(__file__).with_name("medspacy_cost.py")
    asked = subprocess.run([interpreter, script], input=json.dumps(texts), capture_output=True, text=True, check=True)
    told = json.loads(asked.stdout.splitlines()[-1])
    return Cost(f"medspaCy {told['version']}, default pipeline, ten target rules", told["seconds"])
