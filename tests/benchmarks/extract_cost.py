"""What extracting an abstract costs beside spaCy's blank tokenizer, in one process in one run.

    python tests/benchmarks/extract_cost.py [FOLDER …]

Reads every .txt file of the folders (raw_sources where none is named) into memory, then takes the best of several
rounds over all of them: text in memory to JSON bytes, and `spacy.blank("en").make_doc` on the same text. Prints
milliseconds a document and their ratio.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy

from extractors.pipeline import extract_source

ROUNDS = 7


def best_round(work: Callable[[], None]) -> float:
    """Seconds of the fastest of the rounds, after one to warm up."""
    work()
    taken = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return min(taken)


def main(folders: Sequence[str]) -> None:
    """Print the table."""
    roots = [Path(folder) for folder in folders] or [Path(__file__).resolve().parents[2] / "raw_sources"]
    texts = [path.read_bytes() for root in roots for path in sorted(root.glob("*.txt"))]
    decoded = [text.decode("utf8", "replace") for text in texts]
    make_doc = spacy.blank("en").make_doc

    def extract() -> None:
        for text in texts:
            for _ in extract_source(text, "document.txt"):
                pass

    def tokenize() -> None:
        for text in decoded:
            make_doc(text)

    ours, theirs = best_round(extract), best_round(tokenize)
    print(f"{len(texts)} documents, {sum(map(len, decoded)) / len(texts):.0f} characters each on average")
    print(f"trialsift extract   {ours / len(texts) * 1e3:6.2f} ms a document")
    print(f"spaCy make_doc      {theirs / len(texts) * 1e3:6.2f} ms a document")
    print(f"ratio               {ours / theirs:6.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
