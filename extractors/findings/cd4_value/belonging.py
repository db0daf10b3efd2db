"""Which measures are the CD4 cell's.

A number with a unit of cells belongs to the analyte named last before it (or named with it: "200 CD4 cells"). A bare
number belongs to the CD4 cell only if nothing but neutral words stands between the two, or between it and another
number of the CD4 cell ("176 vs 205 cells/mm3"). A percentage needs more: a CD4 percentage, or a change of CD4.
"""

from __future__ import annotations

from extractors.findings.cd4_value import going_on, passing, words
from extractors.findings.cd4_value.alone import MOST_CELLS, may_stand_alone
from extractors.findings.cd4_value.analytes import Mention
from extractors.findings.cd4_value.elided import Elided
from extractors.findings.cd4_value.measures import Measure
from extractors.findings.cd4_value.percentages import (
    OF_LYMPHOCYTES,
    Setting,
    is_percentage,
    may_go_on,
    restates,
    share_said,
)
from extractors.findings.cd4_value.surroundings import Surroundings
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence


class Sorter:
    """One sentence's candidates, sorted into the CD4 cell's and others'."""

    def __init__(
        self,
        text: AnnotatedText,
        sentence: Sentence,
        mentions: tuple[Mention, ...],
        candidates: tuple[Measure, ...],
        *,
        elided: bool,
        follows: str | None,
        far: bool,
    ) -> None:
        self.text, self.scan, self.sentence = text, text.scan, sentence
        self.mentions, self.candidates = mentions, list(candidates)
        self.elided, self.far = elided, far
        self.around = Surroundings(text, sentence, mentions)
        self.before = Elided(self.around, follows, far=far)
        self.units: list[str | None] = [None] * len(candidates)

    def belonging(self) -> tuple[Measure, ...]:
        """The CD4 cell's measures, each with its unit."""
        for number, measure in enumerate(self.candidates):
            if not any(m.start < measure.start < m.end for m in self.mentions):
                self.units[number] = self._own_unit(number, measure)
        for number in range(len(self.candidates) - 2, -1, -1):
            if self.units[number] is None and self._shares_unit(number, number + 1):
                self._take_unit(number, number + 1)
        for number in range(1, len(self.candidates)):
            if self.units[number] is None and self._shares_unit(number, number - 1):
                self._take_unit(number, number - 1)
        read = zip(self.candidates, self.units, strict=True)
        return tuple(measure._replace(unit=unit) for measure, unit in read if unit is not None)

    def _take_unit(self, number: int, other: int) -> None:
        self.units[number] = self.units[other]
        self.candidates[number] = self.candidates[number].with_unit_of(self.candidates[other])

    def _own_unit(self, number: int, measure: Measure) -> str | None:
        if measure.unit == "cells/uL":
            if abs(measure.value) > MOST_CELLS:
                return None
            return "cells/uL" if self._is_of_cd4(measure) else None
        if measure.unit == "%":
            last = self.candidates[number - 1] if number and self.units[number - 1] == "cells/uL" else None
            if last is not None and restates(self.scan, self.sentence, last, measure):
                return "%"
            if self.elided and (self.before.goes_on(measure, "%") or self.before.rises_by(measure)):
                return "%"
            unit = "cells/uL" if self._is_in_points(measure) else "%"
            return unit if self._is_percentage(measure) else None
        return self._unit_of_bare(number, measure)

    def _is_of_cd4(self, measure: Measure) -> bool:
        """Whether a number of cells is the CD4 cell's."""
        within = next((m for m in self.mentions if measure.start < m.start < measure.end), None)
        if within and not self._is_unit_of_before(within):
            return within.is_cd4
        after = next((m for m in self.mentions if m.start >= measure.end and m.is_of_cells), None)
        if after and words.leads_to_analyte(self.scan[measure.end : after.start]):
            return after.is_cd4
        before = self.around.mention_before(measure.start, cells=True)
        if before is None:
            near = after is not None and after.is_cd4 and after.start - measure.end <= 90
            return near or (self.elided and self.before.counts_cells(measure, after, read="cells/uL" in self.units))
        return before.is_cd4 or self._is_paired(before, measure)

    def _is_unit_of_before(self, within: Mention) -> bool:
        """Whether the lymphocytes of a unit are the CD4 cell's: "the CD4 count was 212 lymphocytes/mm3"."""
        before = self.around.mention_before(within.start, cells=True)
        printed = self.scan[within.start : within.end].lower()
        return before is not None and before.is_cd4 and printed.startswith("lymphocyte")

    def _is_paired(self, before: Mention, measure: Measure) -> bool:
        """ "CD4 and CD8 counts were 350 and 800 cells/mm3, respectively": the first number is the first analyte's."""
        at = self.mentions.index(before)
        if at == 0 or not self.mentions[at - 1].is_cd4:
            return False
        if words.PAIRING.fullmatch(self.scan[self.mentions[at - 1].end : before.start]) is None:
            return False
        return not any(before.end <= other.start < measure.start for other in self.candidates)

    def _is_in_points(self, measure: Measure) -> bool:
        """ "CD4 counts went up by 120 points": points of a count are cells."""
        before = self.around.mention_before(measure.start)
        printed = self.scan[measure.start : measure.end].lower()
        return before is not None and before.what == "cd4" and "point" in printed and "percent" not in printed

    def _is_percentage(self, measure: Measure) -> bool:
        """Whether a percentage is a CD4 percentage or a change of CD4 in per cent."""
        before = self.around.mention_before(measure.start)
        between = self.around.between(before.end, measure.at.start) if before else ""
        word = self._percentage_word(before) if before else ""
        setting = Setting(before, word, between, self.around.head(measure), self.scan[measure.end : self.sentence.end])
        return is_percentage(measure, setting, self.scan[measure.start : measure.end])

    def _percentage_word(self, before: Mention) -> str:
        return share_said(self.scan[max(self.sentence.start, before.start - 70) : before.start].lower())

    def _unit_of_bare(self, number: int, measure: Measure) -> str | None:
        """The unit of a number printed without one, where it stands by the CD4 cell's name."""
        before = self.around.mention_before(measure.start)
        if before is None:
            return self._unit_of_elided(number, measure)
        if not before.is_cd4 and not self._is_paired(before, measure):
            return "cells/uL" if self._is_stratum_again(number, measure) else None
        unit = words.unit_of(before, measure)
        if not words.is_plausible(unit, measure) or not self._may_be_own(number, measure, unit):
            return None
        between = self.around.between(before.end, measure.at.start)
        counted = measure.comparator and words.COUNT_BEFORE.search(self.around.head(measure))
        if counted or words.is_neutral(between) or (before.is_cd4 and going_on.has_own_predicate(between)):
            return unit
        head = self.around.head(measure)
        limit = (
            going_on.is_stratum(head, measure, unit)
            or going_on.is_named_limit(head, measure, unit, self.scan[measure.end : measure.end + 24])
            or (unit == "cells/uL" and going_on.opens_clause(head, measure))
        )
        return unit if before.is_cd4 and limit else None

    def _unit_of_elided(self, number: int, measure: Measure) -> str | None:
        """The unit of a bare number whose sentence has not named the CD4 cell so far."""
        if not self.elided:
            return None
        unit = self.before.unit_of(measure, read="cells/uL" in self.units)
        return unit if unit and self._may_be_own(number, measure, unit) else None

    def _is_stratum_again(self, number: int, measure: Measure) -> bool:
        """ "Below 200 mortality was 8%; among those with more than 200 it was 3%": a limit behind an outcome's name."""
        last = next((at for at in range(number - 1, -1, -1) if self.units[at] == "cells/uL"), None)
        if last is None or not self._may_be_own(number, measure):
            return False
        since = (m for m in self.mentions if self.candidates[last].end <= m.start < measure.start)
        outcomes = all(self.scan[m.start : m.end].lower().startswith(going_on.OUTCOMES) for m in since)
        return outcomes and going_on.is_elided_stratum(self.around.head(measure), measure)

    def _may_be_own(self, number: int, measure: Measure, unit: str = "cells/uL") -> bool:
        """Whether a bare number can be a measure in a unit, and its list has no other."""
        if self._is_effect(number, measure):
            return False
        return self._may_stand_alone(measure) and not self._shares_foreign(number, unit)

    def _may_stand_alone(self, measure: Measure) -> bool:
        """Whether a bare number can be a measure, also with the name of its group right behind it."""
        named = self.text.arms.mentions_between(measure.end, measure.end + 2)
        return may_stand_alone(self.scan, measure, self.sentence.end, named[0].at.end if named else 0)

    def _shares_foreign(self, number: int, unit: str = "cells/uL") -> bool:
        """Whether a number's list goes on to one with another's unit ("+0.02 and +0.04 log copies")."""
        for one, other in zip(self.candidates[number:], self.candidates[number + 1 : number + 4], strict=False):
            if not words.LIST_LINK.fullmatch(self.around.between(one.end, other.at.start)):
                return False
            if other.unit == "%" and words.OF_PEOPLE.match(self.scan, other.end, self.sentence.end):
                return False
            if other.unit is not None:
                return other.unit == "%" != unit and self._is_plain(number) and self.candidates[number].spread is None
            if not self._may_stand_alone(other):
                return self._is_plain(number)
        return False

    def _is_plain(self, number: int) -> bool:
        return self.candidates[number].comparator is None and self.candidates[number].high is None

    def _shares_unit(self, number: int, other: int) -> bool:
        """Whether a bare number stands in one list, or one from-to pair, with a number of the CD4 cell."""
        measure, known = self.candidates[number], self.candidates[other]
        if self.units[other] is None:
            return False
        if measure.unit is not None:
            return self.units[other] == "%" and self._shares_percent(measure, known, later=number > other)
        if not self._may_stand_alone(measure) or self._is_effect(number, measure):
            return False
        if not known.slope and not words.is_plausible(self.units[other] or "", measure.with_unit_of(known)):
            return False
        first, second = (measure, known) if number < other else (known, measure)
        between = self.around.between(first.end, second.at.start)
        rivals = any(first.end <= m.start < second.at.start and not m.is_cd4 for m in self.mentions)
        if rivals or (number < other and self.around.is_of_rival(measure)):
            return False
        if number > other and (self._shares_foreign(number) or self._counts_people(measure, between)):
            return False
        if going_on.is_other_limit(between, measure, known) or going_on.leads_difference(between):
            return True
        if number > other and passing.is_of_those_within(self.around.head(known), known, between):
            return True
        if number > other and (going_on.has_same_subject(between) or going_on.is_set_against(between, measure, known)):
            return True
        return words.LIST_LINK.fullmatch(between) is not None or (
            words.is_neutral(between.replace(";", ",")) and words.CONNECTS.search(between) is not None
        )

    def _is_effect(self, number: int, measure: Measure) -> bool:
        """ "below 200 (0.62, p = 0.03)", "the number below 200 rose from 12": what a limit's people had or were."""
        last = self.candidates[number - 1]
        if number == 0 or measure.comparator or measure.high or not (last.comparator or last.high):
            return False
        bracketed = self.scan[last.end : measure.at.start].strip() in {"(", "["}
        return bracketed or words.counts_those_within(self.scan, last, measure, self.sentence.start)

    def _counts_people(self, measure: Measure, between: str) -> bool:
        """ "… below 200 and 30 had a fever": a number that a list would go on with, but which has a verb of its own."""
        if measure.comparator or measure.spread or measure.high is not None:
            return False
        return words.VERB_OF_PEOPLE.match(self.scan, measure.end) is not None and len(between) < 8

    def _shares_percent(self, measure: Measure, known: Measure, *, later: bool) -> bool:
        """Whether a percentage goes on from one of the CD4 cell's ("from 15% at baseline to 28%")."""
        if not may_go_on(measure, known):
            return False
        after = self.scan[measure.end : self.sentence.end]
        first, second = (known, measure) if later else (measure, known)
        share = OF_LYMPHOCYTES.match(self.scan, first.end, second.at.start)
        between = self.around.between(since := share.end() if share else first.end, second.at.start)
        if words.OF_PEOPLE.match(after) or any(since <= m.start < second.at.start for m in self.mentions):
            return False
        if later and (going_on.has_same_subject(between) or going_on.is_set_against(between, measure, known)):
            return True
        if not words.is_neutral(between):
            return False
        return words.CONNECTS.search(between) is not None and not words.NEW_SUBJECT.search(between)
