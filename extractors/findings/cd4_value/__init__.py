"""cd4_value: CD4 counts, percentages and ratios.

Four steps: which analytes a sentence names, what each of its numerals measures, which of these are the CD4 cell's, and
what each says: level, change, difference or threshold, when and of whom.

analytes     the CD4 cell and its rivals            measures      a numeral with comparator, unit and spread
bounds       "<200", "fewer than 500"               units         in all their spellings
spreads      "± 25", "(IQR 206-488)"                statistic     mean or median
words        neutral words, links of lists          blanking      what is set aside between name and number
belonging    which measures are the CD4 cell's      percentages   which percentages are
going_on     without the name, in a next clause     group_names   "group 2" is no value
pages        a sentence with all of this            conventions   "values are means ± SEM"
cues         the words that tell what is said       meaning       what a measure says
bounded      a bound that is no limit               other_studies  whose results are told
bearings, shared_times  when it was taken           groups        of whom
dosed_groups  groups named by their doses           parallel      "142 and 204 in X vs 138 and 176 in Y"
surroundings  the words round a number              set_against   "229, compared with 123 at baseline"
described    people set side by side                bands         "200-350", "between 350 and 200"
passing      people told by a limit that they pass  portions      "12 cells of the gain"
begun        "started therapy at a median count of"
elided       numbers whose sentence leaves the CD4 cell unnamed             alone  numbers that have no unit
unmoved      levels of what did not change
everyone     numbers of no one group                fields        the fields and their codes
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.findings.cd4_value.bearings import times_of
from extractors.findings.cd4_value.fields import SCHEMA
from extractors.findings.cd4_value.groups import Told, arms_of, with_theirs
from extractors.findings.cd4_value.meaning import Meaning, meanings_of
from extractors.findings.cd4_value.measures import Measure
from extractors.findings.cd4_value.other_studies import tells_of_other_study
from extractors.findings.cd4_value.pages import Page, pages
from extractors.kind import Claims, Kind
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue, Finding


def find(text: AnnotatedText, claims: Claims) -> Iterator[Finding]:
    """Every cd4_value of a document."""
    statistic: str | None = None
    last: Told | None = None
    for page in pages(text, claims):
        meanings = meanings_of(page, statistic)
        statistic = next((m.statistic for m in reversed(meanings) if m.kind != "threshold"), None)
        arms = with_theirs(text, page, meanings, arms_of(text, page, meanings), last)
        last = Told(page.sentence, arms)
        yield from _findings(text, page, meanings, arms)


def _findings(
    text: AnnotatedText, page: Page, meanings: tuple[Meaning, ...], arms: tuple[str | None, ...]
) -> Iterator[Finding]:
    times = times_of(text, page, meanings)
    other_study = tells_of_other_study(page) or None
    for measure, meaning, time, arm in zip(page.measures, meanings, times, arms, strict=True):
        fields: dict[str, FieldValue | None] = {
            **_amount(measure, negative=meaning.negative),
            "unit": measure.unit,
            "kind": meaning.kind,
            "comparator": measure.comparator,
            "statistic": meaning.statistic,
            "spread": measure.spread,
            "arm": arm,
            "time": time,
            "other_study": other_study,
        }
        stated = {name: value for name, value in fields.items() if value is not None}
        yield Finding(measure.at, stated, measure.numerals, f"cd4_value.{meaning.rule}", measure.context)


def _amount(measure: Measure, *, negative: bool) -> dict[str, FieldValue | None]:
    if measure.high is not None:
        return {"low": measure.value, "high": measure.high}
    return {"value": -measure.value if negative and measure.value > 0 else measure.value}


KIND = Kind(
    name="cd4_value",
    fields=tuple(SCHEMA),
    rank=20,
    find=find,
    schema=SCHEMA,
)
component = KIND.component()
