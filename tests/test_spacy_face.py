"""Each kind as a component of anybody's spaCy pipeline, and the README's example as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy

README = Path(__file__).resolve().parents[1] / "README.md"
TEXT = "We randomized 84 adults to 200 mg zidovudine daily; CD4 counts rose by 45 cells/mm3 (P = 0.02)."


@pytest.mark.parametrize(
    ("kind", "quote"),
    [("sample_size", "84 adults"), ("dose", "200 mg"), ("cd4_value", "45 cells/mm3"), ("p_value", "P = 0.02")],
)
def test_a_bare_pipeline_finds_the_kind(kind: str, quote: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(kind)
    doc = nlp(TEXT)
    (span,) = doc.spans[kind]
    assert span._.record.quote == quote
    assert quote in TEXT[span.start_char : span.end_char]
    assert span.label_ == kind


def test_all_four_together_and_an_empty_text() -> None:
    nlp = spacy.blank("en")
    for kind in ("p_value", "cd4_value", "dose", "sample_size"):
        nlp.add_pipe(kind)
    assert nlp.to_bytes()
    empty = nlp("")
    assert {kind: len(spans) for kind, spans in empty.spans.items()} == dict.fromkeys(nlp.pipe_names, 0)


def test_the_readme_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code, shown) = re.search(r"```python\n(.*?)```\s+```text\n(.*?)```", README.read_text("utf8"), re.DOTALL).groups()
    assert len(list(filter(None, code.splitlines()))) == 5
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out == shown
