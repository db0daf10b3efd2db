"""The fields of a CD4 value, with the codes of its units and of what was measured."""

from __future__ import annotations

from extractors.field_schema import ARM, HIGH, LOW, OTHER_STUDY, SPREAD, choice, number, text

UCUM = {"cells/uL": "{cells}/uL", "%": "%", "ratio": "{ratio}"}
LOINC = {"cells/uL": "24467-3", "%": "8123-2"}
"""loinc.org: CD3+CD4+ (T4 helper) cells [#/volume] in Blood; the same /100 cells. A change in per cent has none."""

SCHEMA = {
    "value": number("as printed, the sign kept for changes; a band has low and high in its place"),
    "low": LOW,
    "high": HIGH,
    "unit": choice("% is a CD4 percentage, or a change in per cent", *UCUM, **{"x-ucum": UCUM, "x-loinc": LOINC}),
    "kind": choice(
        "a count at a time, a change from another time, a difference between groups, or a limit",
        "level",
        "change",
        "difference",
        "threshold",
    ),
    "comparator": choice("of thresholds and bounds", "<", "<=", ">", ">="),
    "statistic": choice("what the value is over participants", "mean", "median"),
    "spread": SPREAD,
    "arm": ARM,
    "time": text('the time point, in short: "baseline", "week 96"'),
    "other_study": OTHER_STUDY,
}
