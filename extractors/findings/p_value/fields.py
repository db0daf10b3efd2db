"""The fields of a P value."""

from __future__ import annotations

from extractors.field_schema import OTHER_STUDY, choice, flag, number, record_ids

SCHEMA = {
    "operator": choice('as printed; NS for "P = NS", which has no value', "=", "<", ">", "<=", ">=", "NS"),
    "value": number("the probability", least=0, most=1),
    "about": choice("what was tested", "cd4", "viral_load", "clinical", "safety", "baseline", "other"),
    "alpha": flag("a significance level chosen beforehand"),
    "supports": record_ids("the records that it was computed on"),
    "other_study": OTHER_STUDY,
}
