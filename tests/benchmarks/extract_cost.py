"""What extracting an abstract costs beside spaCy's blank tokenizer, on the same texts in one run.

    python tests/benchmarks/extract_cost.py [FOLDER …]

Reads every .txt file of the folders (raw_sources where none is named) into memory and times, as processor time, text
in memory to JSON bytes against `spacy.blank("en").make_doc` on the same text. Both remember words, so both are timed
twice (first_met.py): meeting each text for the first time, as in a corpus, and meeting the same texts again.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import spacy
from first_met import seconds_first_met, seconds_met_before

from extractors.pipeline import extract_source


def extract(text: bytes) -> None:
    """A text's record files made and dropped."""
    for _ in extract_source(text, "document.txt"):
        pass


def main(folders: Sequence[str]) -> None:
    """Print the table."""
    roots = [Path(folder) for folder in folders] or [Path(__file__).resolve().parents[2] / "raw_sources"]
    texts = [path.read_bytes() for root in roots for path in sorted(root.glob("*.txt"))]
    if not texts:
        sys.exit(f"found no .txt file in {', '.join(map(str, roots))}; expected abstracts as text")
    decoded = [text.decode("utf8", "replace") for text in texts]
    make_doc = spacy.blank("en").make_doc
    print(
        f"{len(texts)} documents, {sum(map(len, decoded)) / len(texts):.0f} characters each on average; ms a document"
    )
    for name, seconds in (("met for the first time", seconds_first_met), ("met before", seconds_met_before)):
        ours, theirs = seconds(extract, texts), seconds(make_doc, decoded)
        each = f"trialsift {ours / len(texts) * 1e3:.2f}, spaCy make_doc {theirs / len(texts) * 1e3:.2f}"
        print(f"{name:22}  {each}, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
