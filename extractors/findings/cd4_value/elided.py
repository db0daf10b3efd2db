"""Bare numbers whose sentence has not named the CD4 cell: what the sentence before told goes on.

"The difference was -27 (95% CI -59 to 5)", "only 12 had less than 200", "Forty weeks later it was 26%".
"""

from __future__ import annotations

import re

from extractors.findings.cd4_value import going_on, passing, words
from extractors.findings.cd4_value.analytes import Mention
from extractors.findings.cd4_value.measures import Measure
from extractors.findings.cd4_value.surroundings import Surroundings

AGAIN = re.compile(
    rf"(?:[^.;]{{0,60}}?[,\s])?(?:it|(?P<plural>they)|(?:the|these|this)\s(?:counts?|figures?|levels?|values?|percentages?))"
    rf"\s(?:(?:had|have|has|then|also|\w+ly)\s){{0,2}}{going_on.VERB}{going_on.WHITHER}\s{going_on.HEDGE}\Z",
    re.IGNORECASE,
)
"""A sentence that goes on with a pronoun: "Forty weeks later it was "."""
LEAST = 100
"""The lowest limit believed to be a CD4 count's where neither unit nor name is in its sentence."""


class Elided:
    """One sentence without the name; `follows` is the unit of the CD4 measures in the sentence right before it."""

    def __init__(self, around: Surroundings, follows: str | None, *, far: bool) -> None:
        self.around, self.follows, self.far = around, follows, far

    def unit_of(self, measure: Measure, *, read: bool) -> str | None:
        """The unit that a bare number may have; `read` tells that its sentence has counts of the CD4 cell already."""
        if self.follows and words.is_plausible(self.follows, measure) and self.goes_on(measure, self.follows):
            return self.follows
        told = self._is_unmoved(measure) or self._is_change(measure) or self._is_limit(measure, read=read)
        return "cells/uL" if told else None

    def goes_on(self, measure: Measure, unit: str) -> bool:
        """Whether a sentence goes on by a pronoun with what the one before it gave in a unit."""
        said = self.around.between(self.around.sentence.start, measure.at.start)
        as_shares = unit == "%" and self.follows == "cells/uL" and "percentage" in said.lower()
        if (self.follows != unit and not as_shares) or self.around.mention_before(measure.start):
            return False
        return goes_on_by_pronoun(said, measure, unit)

    def rises_by(self, measure: Measure) -> bool:
        """Whether a bounded percentage is the change that some had, told right after CD4 numbers."""
        if self.follows is None or self.around.mentions or not measure.comparator:
            return False
        said = self.around.scan[self.around.sentence.start : measure.at.start]
        return (
            words.RISE_OF.fullmatch(said) is not None
            and words.WAS_SEEN.match(self.around.scan, measure.end) is not None
        )

    def counts_cells(self, measure: Measure, after: Mention | None, *, read: bool) -> bool:
        """Whether a number of cells can be the CD4 cell's though its sentence has not named it so far."""
        if measure.volume or (after is not None and after.is_cd4):
            return True
        if self.far:
            rivals = any(mention.is_of_cells for mention in self.around.mentions)
            return not rivals and (read or words.CHANGED_CELLS.search(self.around.head(measure)) is not None)
        marked = going_on.MARK.match(self.around.scan, measure.end) is not None
        return after is None and (marked or words.may_be_elided(self.around.scan, measure))

    def _is_unmoved(self, measure: Measure) -> bool:
        """Whether what did not change is given in a bracket right after counts."""
        if self.follows != "cells/uL" or self.around.mentions:
            return False
        return passing.is_unmoved(self.around.head(measure), measure)

    def _is_change(self, measure: Measure) -> bool:
        """Whether a change or difference is told right after a sentence with CD4 numbers."""
        if self.around.mentions or not (measure.signed or measure.spread):
            return False
        return self.follows is not None and words.CHANGE_OR_DIFFERENCE.search(self.around.head(measure)) is not None

    def _is_outcome(self, mention: Mention) -> bool:
        """Whether an analyte is an outcome, which no number of cells is of."""
        return self.around.scan[mention.start : mention.end].lower().startswith(going_on.OUTCOMES)

    def _is_limit(self, measure: Measure, *, read: bool) -> bool:
        """Whether a limit is told soon after the CD4 cell was named."""
        others = (m for m in self.around.mentions if m.start < measure.start or not self._is_outcome(m))
        head = self.around.head(measure)
        if any(others) or (self.far and not passing.NADIR.search(head)):
            return False
        if (measure.comparator or measure.high is not None) and passing.is_passed_by_people(head, measure):
            return True
        told = measure.value >= LEAST and (self.follows is not None or read)
        if told and (going_on.is_elided_stratum(head, measure) or going_on.opens_clause(head, measure)):
            return True
        after = self.around.scan[measure.end : measure.end + 24]
        return going_on.is_named_limit(head, measure, "cells/uL", after)


def goes_on_by_pronoun(said: str, measure: Measure, unit: str) -> bool:
    """Whether a sentence, read up to a number, goes on with what the one before it told: "Later it was 480"."""
    match = AGAIN.match(said) if len(said) <= 120 and not going_on.DIGIT.search(said) else None
    if match is None:
        return False
    return unit != "cells/uL" or match["plural"] is None or abs(measure.value) >= going_on.LEAST_OF_THEM
