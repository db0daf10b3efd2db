"""The fields of a sample size."""

from __future__ import annotations

from extractors.field_schema import ARM, OTHER_STUDY, choice, count, number

SCHEMA = {
    "value": count("participants", least=1),
    "role": choice(
        "what the count is of: enrolled or randomized in all; one group; a stratum; …",
        "total",
        "arm",
        "subgroup",
        "screened",
        "analysed",
        "completed",
        "withdrawn",
        "event",
    ),
    "arm": ARM,
    "of": count("the denominator printed with it", least=1),
    "percent": number("the percentage printed with it", least=0),
    "other_study": OTHER_STUDY,
}
