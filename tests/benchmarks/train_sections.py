"""Learn the weights by which abstracts without headings get their sections, from abstracts that print them.

    python tests/benchmarks/train_sections.py CORPUS.jsonl [--cross-validate]

Each line of the corpus is a document: {"doc", "sections": [{"label", "heading", "text"}]}. The headings are left out
and the sentences' labels learned: a conditional random field over the sentences of an abstract, fitted by L-BFGS,
its weights then rounded to whole numbers. Writes extractors/reading/inferred_sections.json; the same corpus gives
the same bytes. With --cross-validate nothing is written: prints accuracy over ten folds, parted by document, as the
rounded weights give it at run time.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from conditional_random_field import Chain, Examples, fitted
from scipy.sparse import csr_matrix

from extractors import sentences
from extractors.folding import fold
from extractors.reading import inferred_sections as model
from extractors.reading.inferred_sections import EDGE, LABELS, TENTHS

WEIGHTS = Path(__file__).resolve().parents[2] / "extractors/reading/inferred_sections.json"
FOLDS = 10
FEWEST_DOCUMENTS = 5
"""That a word or pair must stand in."""
FEWEST_AS_NEIGHBOUR = 15
"""For a word to say something of the sentences beside it."""
STEPS_A_UNIT = 32
"""Of the logarithm of the odds, in the rounded weights."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

Feature = tuple[str, str]
"""Its family ("word", "before", "after", "pair", "opening", "tenth", …) and its text."""


class Abstract(NamedTuple):
    """The sentences of one document and their labels, as indices into LABELS."""

    sentences: tuple[str, ...]
    labels: tuple[int, ...]


def abstracts(lines: Sequence[str]) -> list[Abstract]:
    """The documents of a corpus, headings removed."""
    return [_abstract(json.loads(line)) for line in lines if line.strip()]


def _abstract(document: dict[str, Any]) -> Abstract:
    found = [
        (text[start:end], LABELS.index(section["label"]))
        for section in document["sections"]
        for text in [fold(section["text"])]
        for start, end in sentences.split(text, 0, len(text))
    ]
    return Abstract(tuple(sentence for sentence, _ in found), tuple(label for _, label in found))


# Features


def features_of(abstract: Abstract) -> list[list[Feature]]:
    """What each sentence is judged by, by name: as at run time, a word once, a pair as often as it stands there."""
    tokens = [[token.decode() for token in model.tokens_of(sentence)] for sentence in abstract.sentences]
    found = []
    for index, each in enumerate(tokens):
        place = zip(("tenth", "from_start", "from_end"), model.place_of(index, len(tokens)), strict=True)
        features = [("word", word) for word in set(each)]
        features += [("pair", f"{one} {two}") for one, two in pairwise(each)]
        features += [("opening", " ".join(each[:count])) for count in (1, 2, 3)]
        features += [(family, str(where)) for family, where in place]
        features += [("before", word) for word in set(tokens[index - 1] if index else ())]
        features += [("after", word) for word in set(tokens[index + 1] if index + 1 < len(tokens) else ())]
        found.append(features)
    return found


def vocabulary_of(featured: Sequence[list[list[Feature]]]) -> dict[Feature, int]:
    """The features that enough documents have, numbered in alphabetical order."""
    counts = Counter(feature for rows in featured for feature in set(chain.from_iterable(rows)))
    wanted = {"before": FEWEST_AS_NEIGHBOUR, "after": FEWEST_AS_NEIGHBOUR}
    kept = sorted(each for each, count in counts.items() if count >= wanted.get(each[0], FEWEST_DOCUMENTS))
    return {feature: number for number, feature in enumerate(kept)}


def learn(documents: Sequence[Abstract]) -> dict[str, Any]:
    """The table of weights that these documents teach."""
    featured = [features_of(document) for document in documents]
    vocabulary = vocabulary_of(featured)
    columns, ends = [], [0]
    for features in (features for rows in featured for features in rows):
        columns += sorted(vocabulary[feature] for feature in features if feature in vocabulary)
        ends.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(vocabulary)))
    labels = np.array([label for document in documents for label in document.labels])
    lengths = np.array([len(document.labels) for document in documents])
    return _table(vocabulary, fitted(Examples(matrix, labels, lengths), label_count=len(LABELS)))


# The table


def _table(vocabulary: dict[Feature, int], fitting: Chain) -> dict[str, Any]:
    rows = {feature: _rounded(fitting.weights[number]) for feature, number in vocabulary.items()}
    nothing = [0] * len(LABELS)
    return {
        "labels": list(LABELS),
        "first": _rounded(fitting.first),
        "last": _rounded(fitting.last),
        "into": (_signed(fitting.transitions).T - _signed(fitting.transitions).min()).tolist(),
        "tenths": [rows.get(("tenth", str(place)), nothing) for place in range(TENTHS)],
        "from_start": [rows.get(("from_start", str(place)), nothing) for place in range(EDGE + 1)],
        "from_end": [rows.get(("from_end", str(place)), nothing) for place in range(EDGE + 1)],
        "openings": {text: row for (family, text), row in rows.items() if family == "opening" and any(row)},
        "pairs": {text: row for (family, text), row in rows.items() if family == "pair" and any(row)},
        "words": dict(_words(rows, nothing)),
    }


def _words(rows: dict[Feature, list[int]], nothing: list[int]) -> Iterator[tuple[str, list[int]]]:
    """Each word's weights for its own sentence, the sentence after and the sentence before."""
    for word in sorted({text for family, text in rows if family in {"word", "before", "after"}}):
        row = [weight for family in ("word", "before", "after") for weight in rows.get((family, word), nothing)]
        if any(row):
            yield word, row


def _signed(weights: np.ndarray) -> np.ndarray:
    return np.rint(weights * STEPS_A_UNIT).astype(int)


def _rounded(weights: np.ndarray) -> list[int]:
    """Whole numbers, the least of them 0: only their differences matter."""
    steps = _signed(weights)
    return [int(step) for step in steps - steps.min()]


def written(table: dict[str, Any]) -> bytes:
    """The table as a file: one feature a line, so that a change of the weights can be read as a diff."""
    parts = []
    for name, rows in table.items():
        if isinstance(rows, dict):
            lines = (
                f"{json.dumps(feature)}: {json.dumps(row, separators=(',', ':'))}" for feature, row in rows.items()
            )
            parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
        else:
            parts.append(f'"{name}": {json.dumps(rows, separators=(",", ":"))}')
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8")


# Ten folds


def cross_validated(documents: Sequence[Abstract]) -> np.ndarray:
    """How often each label (row) was given each label (column); document i is in fold i modulo ten."""
    confusion = np.zeros((len(LABELS), len(LABELS)), int)
    for fold_number in range(FOLDS):
        taught = [document for index, document in enumerate(documents) if index % FOLDS != fold_number]
        weights = model.weights_of(learn(taught))
        for document in documents[fold_number::FOLDS]:
            path = model.best_path(model.scores_of(weights, document.sentences), weights)
            np.add.at(confusion, (list(document.labels), path), 1)
    return confusion


def show(confusion: np.ndarray) -> None:
    """Prints accuracy, the confusion, and F1 of each label."""
    print(f"accuracy {confusion.trace() / confusion.sum():.4f} of {confusion.sum():,} sentences")
    print(f"{'':12}" + "".join(f"{label:>13}" for label in LABELS) + f"{'F1':>8}")
    for index, label in enumerate(LABELS):
        f1 = 2 * confusion[index, index] / (confusion[index].sum() + confusion[:, index].sum())
        print(f"{label:12}" + "".join(f"{count:13,}" for count in confusion[index]) + f"{f1:8.3f}")


def main(arguments: Sequence[str]) -> None:
    """Train and write, or cross-validate."""
    corpora = [argument for argument in arguments if not argument.startswith("-")]
    if len(corpora) != 1:
        sys.exit(__doc__)
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        # More threads add numbers in another order: other roundings, other bytes.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ONE_THREAD})
    documents = abstracts(Path(corpora[0]).read_text("utf-8").splitlines())
    if "--cross-validate" in arguments:
        show(cross_validated(documents))
    else:
        WEIGHTS.write_bytes(written(learn(documents)))


if __name__ == "__main__":
    main(sys.argv[1:])
