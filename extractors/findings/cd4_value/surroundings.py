"""What stands round the numbers of one sentence: the analyte named before, the words before and between."""

from __future__ import annotations

from extractors.findings.cd4_value.analytes import Mention
from extractors.findings.cd4_value.blanking import blanked
from extractors.findings.cd4_value.measures import Measure
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence

LONGEST_HEAD = 90
"""Characters before a number that tell what it is."""


class Surroundings:
    """One sentence and the analytes that it names."""

    def __init__(self, text: AnnotatedText, sentence: Sentence, mentions: tuple[Mention, ...]) -> None:
        self.text, self.scan, self.sentence, self.mentions = text, text.scan, sentence, mentions
        self.betweens: dict[tuple[int, int], str] = {}

    def mention_before(self, at: int, *, cells: bool = False) -> Mention | None:
        """The analyte named last before an offset; with `cells`, the last one that a number of cells can be of."""
        return next((m for m in reversed(self.mentions) if m.end <= at and (m.is_of_cells or not cells)), None)

    def head(self, measure: Measure) -> str:
        """The words right before a measure."""
        return self.scan[max(self.sentence.start, measure.at.start - LONGEST_HEAD) : measure.at.start]

    def between(self, start: int, end: int) -> str:
        """The words between two offsets, with what is no word of theirs blanked out."""
        if (start, end) not in self.betweens:
            self.betweens[start, end] = blanked(self.text, self.sentence, start, end)
        return self.betweens[start, end]

    def is_of_rival(self, measure: Measure) -> bool:
        """Whether another thing's name stands right before a number: "children aged under 5"."""
        before = self.mention_before(measure.at.start)
        return before is not None and not before.is_cd4 and measure.at.start - before.end <= len(" of ")
