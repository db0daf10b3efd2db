"""What the records of a comparison say of the P value that closes it: which it was computed on, and what it tests.

The words round a P value tell what it tests; where they tell nothing of the virus or the CD4 cell, the figures it
closes do: "rose by 22 and fell by 14 (P = 0.77)" is about CD4 once these two are CD4 values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.findings.p_value.comparison import Compared, Everything, comparison
from extractors.findings.p_value.named import named_in
from extractors.findings.p_value.tested import goes_on_otherwise
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue, Finding


def relate(text: AnnotatedText, finding: Finding, everything: Everything) -> Mapping[str, FieldValue]:
    """`supports`: the ids of the records of the comparison, in source order; `about` where they tell it better."""
    if finding.fields.get("alpha"):
        return {}
    records = comparison(text, finding, everything)
    about = str(finding.fields.get("about"))
    related: dict[str, FieldValue] = {}
    if about not in ("cd4", "viral_load", "baseline") and _compares_cd4(text, finding, records):
        related["about"] = about = "cd4"
    if fitting := _fitting(records, about):
        related["supports"] = tuple(record.id for record in fitting)
    return related


def _compares_cd4(text: AnnotatedText, finding: Finding, records: Sequence[Compared]) -> bool:
    """Whether CD4 values stand right before a P value: two of them or a change, nothing else spoken of since."""
    values = [record for record in records if record.kind == "cd4_value"]
    if not values or records[-1].kind != "cd4_value" or goes_on_otherwise(text, values[-1].end, finding.at.start):
        return False
    moved = any(value.finding.fields.get("kind") in ("change", "difference") for value in values)
    since = named_in(text.scan, text.sentence_at(values[-1].start), values[-1].end, finding.at.start)
    return (moved or len(values) > 1) and all(thing.is_weak or thing.about == "cd4" for thing in since)


def _fitting(records: Sequence[Compared], about: str) -> list[Compared]:
    """CD4 values for a test of CD4, counts of persons for the rest."""
    values = [record for record in records if record.kind == "cd4_value"]
    counts = [record for record in records if record.kind == "sample_size"]
    if about == "cd4":
        return values or counts
    if about == "baseline" and records:
        return values if records[-1].kind == "cd4_value" else counts
    return counts
