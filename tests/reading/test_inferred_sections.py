"""Sections of abstracts that print no heading: labels, where they are given and where not, weights made anew."""

from __future__ import annotations

import json
import random
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.pipeline import Extracted, extract_source
from extractors.reading import inferred_sections
from extractors.reading.inferred_sections import LABELS, LONGEST, labels_of, tokens_of
from extractors.sentences import LONGEST as LONGEST_SENTENCE

BACKGROUND = "Patients who fail two regimens have few choices left."
AIM = "Our aim was to compare zidovudine with placebo in such patients."
DESIGN = "Sixty patients were randomly assigned to receive zidovudine 300 mg twice daily or placebo for 24 weeks."
OUTCOME = "The primary outcome, the change in the CD4 count, was measured every four weeks."
GAIN = "At week 24, the CD4 count had risen by 51 cells/mm3 with zidovudine and by 6 cells/mm3 with placebo (P = 0.01)."
HARM = "Adverse events were seen in 12 (40%) and 11 (37%) patients, respectively."
VERDICT = "In conclusion, zidovudine raises CD4 counts and should be considered for patients with few choices left."
ABSTRACT = (BACKGROUND, AIM, DESIGN, OUTCOME, GAIN, HARM, VERDICT)
TITLE = "Zidovudine or placebo after two failures: a randomized trial"


def inferred(text: str) -> list[dict[str, Any]]:
    (extracted,) = extract_source(text.encode(), "abstract.txt")
    assert isinstance(extracted, Extracted)
    return json.loads(extracted.json).get("inferred_sections", [])


def test_labels() -> None:
    first, *middle, last = labels_of(ABSTRACT)
    assert first == "background"
    assert middle[0] in {"background", "objective"}  # abstracts print the aim under either
    assert middle[1:] == ["methods", "methods", "results", "results"]
    assert last == "conclusions"


def test_parts_beside_the_printed_body() -> None:
    text = f"{TITLE}\n\nAbstract\n\n{' '.join(ABSTRACT)}\n"
    (extracted,) = extract_source(text.encode(), "abstract.txt")
    assert isinstance(extracted, Extracted)
    record_file = json.loads(extracted.json)
    assert [section["label"] for section in record_file["sections"]] == ["body"]
    parts = record_file["inferred_sections"]
    assert list(record_file)[2:4] == ["sections", "inferred_sections"]
    assert all(part["inferred"] is True for part in parts)
    spans = {part["label"]: text[slice(*part["span"])] for part in parts}
    assert spans["methods"] == f"{DESIGN} {OUTCOME}"
    assert spans["results"] == f"{GAIN} {HARM}"
    assert spans["conclusions"] == VERDICT
    assert {row["evidence"]["section"] for rows in record_file["records"].values() for row in rows} <= {"body", "title"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TITLE}\n\nMethods: {DESIGN} {OUTCOME}\n\nResults: {GAIN} {HARM}\n", id="printed headings"),
        pytest.param(f"{TITLE}\n\nAbstract\n\n{DESIGN} {GAIN} {VERDICT}\n", id="too short"),
        pytest.param(f"{TITLE}\n\nAbstract\n\n{' '.join(ABSTRACT * (LONGEST // 7 + 1))}\n", id="too long"),
        pytest.param(f"{TITLE}\n\n{' '.join(ABSTRACT[:4])}\n\n{' '.join(ABSTRACT[4:])}\n", id="paragraphs"),
    ],
)
def test_nothing_is_inferred(text: str) -> None:
    assert inferred(text) == []


def test_figures_are_shapes() -> None:
    assert tokens_of("P<0.05, n = 1234; the CD4+ count") == [
        *(b"p<0", b"00", b"n", b"=", b"0000", b"the", b"cd0+", b"count")
    ]


def test_weights_are_small_and_whole() -> None:
    path = files("extractors").joinpath("reading/inferred_sections.json")
    assert len(path.read_bytes()) < 1_000_000
    table = json.loads(path.read_text("utf-8"))
    assert table["labels"] == list(LABELS)
    rows = [*table["words"].values(), *table["pairs"].values(), *table["openings"].values(), *table["into"]]
    assert all(isinstance(weight, int) and weight >= 0 for row in rows for weight in row)


def test_no_sum_runs_over_its_column() -> None:
    table = json.loads(files("extractors").joinpath("reading/inferred_sections.json").read_text("utf-8"))
    columns = [sum(column) for column in zip(*table["words"].values(), strict=True)]
    words = sum(max(columns[row : row + len(LABELS)]) for row in range(0, len(columns), len(LABELS)))
    most = {name: max(map(max, rows.values())) for name, rows in table.items() if isinstance(rows, dict)}
    places = sum(max(map(max, table[name])) for name in ("tenths", "from_start", "from_end"))
    longest = LONGEST_SENTENCE // 2  # words; every known word once, and the heaviest pair again and again
    assert words + longest * most["pairs"] + 3 * most["openings"] + places < 2**16


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=40))
def test_any_text_gets_labels(sentences: list[str]) -> None:
    assert len(labels_of(sentences)) == len(sentences)


def test_training_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[1] / "benchmarks"))
    import train_sections

    monkeypatch.setattr(train_sections, "FEWEST_DOCUMENTS", 1)
    draw = random.Random(4)
    lines = [json.dumps(_made_up(draw)) for _ in range(12)]
    table = train_sections.learn(train_sections.abstracts(lines))
    again = train_sections.learn(train_sections.abstracts(lines))
    assert train_sections.written(table) == train_sections.written(again)
    weights = inferred_sections.weights_of(json.loads(train_sections.written(table)))
    path = inferred_sections.best_path(inferred_sections.scores_of(weights, ABSTRACT), weights)
    assert [LABELS[index] for index in path][2:] == ["methods", "methods", "results", "results", "conclusions"]
    sys.modules.pop("train_sections")


def _made_up(draw: random.Random) -> dict[str, Any]:
    texts = {
        "background": [BACKGROUND],
        "objective": [AIM],
        "methods": draw.sample([DESIGN, OUTCOME], draw.randint(1, 2)),
        "results": draw.sample([GAIN, HARM], draw.randint(1, 2)),
        "conclusions": [VERDICT],
    }
    return {"sections": [{"label": label, "text": " ".join(sentences)} for label, sentences in texts.items()]}
