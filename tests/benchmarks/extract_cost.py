"""What extracting an abstract costs beside spaCy's blank tokenizer, in one process in one run.

    python tests/benchmarks/extract_cost.py [FOLDER …]

Reads every .txt file of the folders (raw_sources where none is named) into memory and times, as processor time,
text in memory to JSON bytes against `spacy.blank("en").make_doc` on the same text. The tokenizer remembers whole
words it has cut before, so it is timed twice: meeting each text for the first time, as in a corpus (a fresh tokenizer
a round, warmed on the other texts), and meeting the same texts again. Each figure is the best of several rounds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy

from extractors.pipeline import extract_source

ROUNDS = 5


def seconds(work: Callable[[], None]) -> float:
    """Processor time of one piece of work."""
    before = time.process_time()
    work()
    return time.process_time() - before


def extract(texts: Sequence[bytes]) -> None:
    """Every text's record file made and dropped."""
    for text in texts:
        for _ in extract_source(text, "document.txt"):
            pass


def tokenize_first_time(texts: Sequence[str]) -> float:
    """Seconds for all texts, each half met by a tokenizer that has seen only the other half."""
    halves = texts[::2], texts[1::2]
    total = 0.0
    for warm, cold in (halves, halves[::-1]):
        make_doc = spacy.blank("en").make_doc
        list(map(make_doc, warm))
        total += seconds(lambda cold=cold, make_doc=make_doc: [make_doc(text) for text in cold])  # type: ignore[misc]
    return total


def main(folders: Sequence[str]) -> None:
    """Print the table."""
    roots = [Path(folder) for folder in folders] or [Path(__file__).resolve().parents[2] / "raw_sources"]
    texts = [path.read_bytes() for root in roots for path in sorted(root.glob("*.txt"))]
    if not texts:
        sys.exit(f"found no .txt file in {', '.join(map(str, roots))}; expected abstracts as text")
    decoded = [text.decode("utf8", "replace") for text in texts]
    make_doc = spacy.blank("en").make_doc
    extract(texts)
    list(map(make_doc, decoded))
    ours = min(seconds(lambda: extract(texts)) for _ in range(ROUNDS))
    first = min(tokenize_first_time(decoded) for _ in range(ROUNDS))
    again = min(seconds(lambda: [make_doc(text) for text in decoded]) for _ in range(ROUNDS))  # type: ignore[arg-type,return-value]
    print(f"{len(texts)} documents, {sum(map(len, decoded)) / len(texts):.0f} characters each on average")
    print(f"trialsift, text to JSON bytes      {ours / len(texts) * 1e3:6.2f} ms a document")
    for name, taken in (("met for the first time", first), ("met before", again)):
        print(f"spaCy make_doc, {name:22} {taken / len(texts) * 1e3:6.2f} ms a document, ratio {ours / taken:5.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
