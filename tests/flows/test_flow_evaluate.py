"""Evaluating outputs against gold: figures, mistakes, and the same figures as the shared measure."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractors.pipeline import Extracted, extract_source
from flows import cli
from flows.evaluate import Document, documents_of, evaluate
from flows.evaluate_tables import show
from flows.gold import KINDS, core_agrees, field_agrees, judged_fields
from flows.scores import Evaluation, figures
from flows.sources import WrongUse

SHARED = Path(__file__).resolve().parents[2] / "../shared"
TEXT = "Title\n\nWe enrolled 64 women. Of these, 31 received zinc and 33 placebo (P = 0.02)."


def gold(quote: str, **fields: Any) -> dict[str, Any]:
    return {"type": "sample_size", "quote": quote, **fields}


def found(quote: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    evidence = {"quote": quote, "sentence": f"… {quote} …", "span": [start, start + len(quote)]}
    return {"id": f"sample_size:{start}", **fields, "evidence": evidence}


def judged(golds: list[dict[str, Any]], records: list[dict[str, Any]], **more: Any) -> Evaluation:
    output = {"records": {"sample_size": records}, **more}
    sections = [{"label": "body", "first": "We enrolled 64", "last": "placebo (P = 0.02)."}]
    return evaluate([Document("note", {"records": golds, "sections": sections}, TEXT, output)])


def test_found_exactly() -> None:
    evaluation = judged([gold("64 women", value=64, role="total")], [found("64 women", value=64, role="total")])
    score = evaluation.scores["sample_size"]
    assert (score.precision, score.recall, score.f1, score.exact_f1) == (1, 1, 1, 1)
    assert evaluation.mistakes == []


def test_every_kind_of_mistake() -> None:
    evaluation = judged(
        [gold("64 women", value=64, role="total"), gold("31", value=31, role="arm", arm="zinc")],
        [found("64 women", value=64, role="screened"), found("33", value=33, role="arm")],
    )
    assert [(m.what, m.quote, m.field, m.gold, m.got) for m in evaluation.mistakes] == [
        ("wrong field", "64 women", "role", "total", "screened"),
        ("miss", "31", "", None, None),
        ("extra", "33", "", None, None),
    ]
    assert evaluation.mistakes[1].sentence == "Of these, 31 received zinc and 33 placebo (P = 0.02)."
    score = evaluation.scores["sample_size"]
    assert (score.f1, score.exact_f1, score.field_shares()) == (0.5, 0, {"role": 0})


def test_optional_gold_counts_neither_way() -> None:
    optional = gold("31", value=31, role="arm", optional=True)
    for records in ([], [found("31", value=5)]):
        score = judged([optional], records).scores["sample_size"]
        assert (score.gold, score.predicted, score.found) == (0, 0, 0)


def test_required_gold_goes_before_optional() -> None:
    golds = [gold("64 women", value=64, optional=True), gold("64", value=64)]
    assert judged(golds, [found("64 women", value=64)]).scores["sample_size"].f1 == 1


def test_numerals_and_sections() -> None:
    start = TEXT.index("We")
    evaluation = judged(
        [], [], numbers={"total": 4, "unexplained": [{}]}, sections=[{"label": "body", "span": [start, len(TEXT)]}]
    )
    assert (evaluation.unexplained_share, evaluation.sections_share) == (0.25, 1)
    assert judged([], [], sections=[{"label": "results", "span": [start, len(TEXT)]}]).sections_share == 0


def test_no_output_misses_everything() -> None:
    evaluation = evaluate([Document("note", {"records": [gold("64 women", value=64)]}, TEXT, None)])
    assert evaluation.without_output == ["note"]
    assert evaluation.scores["sample_size"].recall == 0


@pytest.mark.parametrize(
    ("name", "stated", "printed", "agrees"),
    [
        ("arm", "IL-2 group", "interleukin-2", True),
        ("arm", "the group", "group", True),
        ("arm", "control", None, False),
        ("time", "week 12", "12 wk", True),
        ("time", "week 12", "week 24", False),
        ("frequency", 0.142857, 0.14, True),
        ("frequency", "once", 1, False),
        ("duration_days", 5, None, False),
        ("spread", {"type": "SE", "value": 25}, {"type": "SE", "value": 25.0}, True),
        ("spread", {"type": "unspecified", "value": 25}, {"type": "SD", "value": 25}, True),
        ("spread", {"type": "SE", "value": 25}, {"type": "SE", "low": 2, "high": 9}, False),
        ("role", "arm", "total", False),
        ("alpha", True, None, False),
    ],
)
def test_fields(name: str, stated: Any, printed: Any, agrees: bool) -> None:
    assert field_agrees(name, stated, printed) is agrees


def test_cores() -> None:
    sample_size, dose, cd4_value, p_value = KINDS
    assert core_agrees(dose, {"cycles": 3}, {"cycles": 3, "value": 5})
    assert not core_agrees(dose, {"value": 5, "unit": "mg"}, {"value": 5, "unit": "g"})
    assert not core_agrees(cd4_value, {"value": 5, "unit": "%"}, {"low": 5, "unit": "%"})
    assert core_agrees(sample_size, {"value": 5}, {"value": 5, "unit": "mg"})
    assert not core_agrees(p_value, {"operator": "=", "value": 0.05}, {"operator": "<", "value": 0.05})
    assert judged_fields(p_value, {"about": "clinical", "alpha": True}) == ("alpha",)


@pytest.fixture
def judging(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A gold file, a folder of texts and a folder of outputs, for one document with one mistake."""
    texts, out = tmp_path / "texts", tmp_path / "out"
    for folder in (texts, out):
        folder.mkdir()
    golds = [gold("64 women", value=64, role="total"), gold("31", value=31, role="arm")]
    (tmp_path / "gold.jsonl").write_text(json.dumps({"doc": "note.txt", "records": golds}) + "\n", "utf8")
    (texts / "note.txt").write_text(TEXT, "utf8")
    (out / "note.txt.json").write_text(json.dumps({"records": {"sample_size": [found("64 women", value=64)]}}), "utf8")
    return tmp_path / "gold.jsonl", texts, out


def test_command(judging: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    written = judging[0].with_name("figures.json")
    for more in ((), ("--markdown",), ("--json", str(written))):
        monkeypatch.setattr(sys, "argv", ["trialsift", "evaluate", *map(str, judging), *more])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert not ended.value.code
        printed = capsys.readouterr().out
        assert "31 received zinc" in printed
        assert ("| miss |" in printed) is (more == ("--markdown",))
    kinds = json.loads(written.read_text("utf8"))["kinds"]
    assert kinds["sample_size"]["recall"] == 0.5


@pytest.mark.parametrize("broken", ["gold", "line", "text"])
def test_wrong_use(judging: tuple[Path, Path, Path], broken: str) -> None:
    golds, texts, out = judging
    if broken == "line":
        golds.write_text("[]\n", "utf8")
    else:
        (golds if broken == "gold" else texts / "note.txt").unlink()
    with pytest.raises(WrongUse):
        list(documents_of(golds, texts, out))


def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    show(judged([gold("31", value=31)], []))
    assert "sample_size" in capsys.readouterr().out


@pytest.mark.parametrize("damage", [0.0, 0.4])
@pytest.mark.parametrize(("name", "folder"), [("seeds", "seeds"), ("dev", "gold/dev")])
def test_the_figures_of_the_shared_measure(name: str, folder: str, damage: float, tmp_path: Path) -> None:
    measure, golds, texts = SHARED / "gold/score.py", SHARED / f"gold/{name}.jsonl", SHARED / folder
    if not (measure.is_file() and golds.is_file() and texts.is_dir()):
        pytest.skip("the shared gold is not beside this checkout")
    chance = random.Random(1)
    for line in golds.read_text("utf8").splitlines():
        path = texts / (json.loads(line)["doc"].removesuffix(".txt") + ".txt")
        for extracted in extract_source(path.read_bytes(), path.name):
            assert isinstance(extracted, Extracted)
            output = json.loads(extracted.json)
            damaged(output["records"], damage, chance)
            (tmp_path / f"{path.name}.json").write_text(json.dumps(output), "utf8")
    command = [sys.executable, str(measure), str(golds), str(texts), str(tmp_path), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = figures(evaluate(documents_of(golds, texts, tmp_path)))
    assert ours["kinds"] == {kind.name: theirs[kind.gold] for kind in KINDS}
    assert len(ours["documents_without_output"]) == theirs["documents_without_output"]


def damaged(records: dict[str, list[dict[str, Any]]], share: float, chance: random.Random) -> None:
    """Drop, double, shift and change records, so that there is something to find wrong."""
    for rows in records.values():
        for record in list(rows):
            if chance.random() >= share:
                continue
            fault = chance.choice(("drop", "double", "shift", "value", "field"))
            fields = [key for key in record if key not in ("id", "evidence", "value")]
            if fault == "drop":
                rows.remove(record)
            elif fault == "double":
                rows.append(record | {"arm": "zinc"})
            elif fault == "shift":
                record["evidence"]["span"] = [place + 3 for place in record["evidence"]["span"]]
            elif fault == "value" and "value" in record:
                record["value"] += 1
            elif fields:
                del record[chance.choice(fields)]
