"""The figures of an evaluation: what was found of each kind, how much of it exactly, and each mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flows.gold import KINDS


class Mistake(NamedTuple):
    """A miss, an extra record, or one wrong field of a record that was found."""

    what: str
    kind: str
    document: str
    quote: str
    sentence: str
    field: str = ""
    gold: Any = None
    got: Any = None


@dataclass(slots=True)
class Score:
    """The figures of one kind; `fields` counts how often each was judged and right."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    exact: int = 0
    judged: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """The share of the records that gold knows."""
        return _share(self.found, self.predicted)

    @property
    def recall(self) -> float:
        """The share of gold that was found."""
        return _share(self.found, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.found, self.gold + self.predicted)

    @property
    def exact_f1(self) -> float:
        """The same, where a record counts only with every field right."""
        return _share(2 * self.exact, self.gold + self.predicted)

    def field_shares(self) -> dict[str, float]:
        """How often each field was right in records that were found."""
        return {name: _share(self.right[name], judged) for name, judged in sorted(self.judged.items())}


@dataclass(slots=True)
class Evaluation:
    """All figures over all documents, and the mistakes in their order."""

    scores: dict[str, Score] = field(default_factory=lambda: {kind.name: Score() for kind in KINDS})
    mistakes: list[Mistake] = field(default_factory=list)
    documents: int = 0
    without_output: list[str] = field(default_factory=list)
    numerals: int = 0
    unexplained: int = 0
    sections: int = 0
    sections_right: int = 0

    @property
    def unexplained_share(self) -> float:
        """The share of all numerals that no record and no explanation accounts for."""
        return _share(self.unexplained, self.numerals)

    @property
    def sections_share(self) -> float:
        """The share of gold's sections with the right label, beginning and end."""
        return _share(self.sections_right, self.sections)


def figures(evaluation: Evaluation) -> Mapping[str, Any]:
    """Everything as JSON has it; shares with four decimals."""
    kinds = {
        name: {
            "gold": score.gold,
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
            "f1": round(score.f1, 4),
            "exact_f1": round(score.exact_f1, 4),
            "fields": {key: round(share, 4) for key, share in score.field_shares().items()},
        }
        for name, score in evaluation.scores.items()
    }
    return {
        "documents": evaluation.documents,
        "documents_without_output": evaluation.without_output,
        "kinds": kinds,
        "numerals": {
            "total": evaluation.numerals,
            "unexplained": evaluation.unexplained,
            "unexplained_share": round(evaluation.unexplained_share, 4),
        },
        "sections": {"gold": evaluation.sections, "right_share": round(evaluation.sections_share, 4)},
        "mistakes": [mistake._asdict() for mistake in evaluation.mistakes],
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
