"""A fifth kind costs one new file: dropped into the findings' path it is discovered, read and written."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from extractors import findings, pipeline

ROOM = '''
"""hazard_ratio: a room of twenty lines."""
import re
from extractors.kind import Kind
from extractors.model import Finding
from extractors.traced_text import CleanSpan

RATIO = re.compile(r"hazard ratio(?: \\\\(HR\\\\))?,? (?:of )?(\\\\d\\\\.\\\\d+)")


def find(text, claims):
    for match in RATIO.finditer(text.scan):
        index = text.numeral_from(match.start(1))
        fields = {"value": text.numeral(index).value}
        yield Finding(CleanSpan(*match.span()), fields, (index,), "hazard_ratio.stated")


KIND = Kind(name="hazard_ratio", fields=("value",), rank=5, find=find)
'''.replace("\\\\\\\\", "\\\\").replace("\\\\", "\\")


@pytest.fixture
def fifth_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hazard_ratio.py").write_text(ROOM, "utf8")
    monkeypatch.setattr(findings, "__path__", [*findings.__path__, str(tmp_path)])
    pipeline.known_kinds.cache_clear()
    yield
    pipeline.known_kinds.cache_clear()
    sys.modules.pop("extractors.findings.hazard_ratio", None)


@pytest.mark.usefixtures("fifth_room")
def test_a_new_room_is_read_and_written() -> None:
    source = b"Mortality fell with early therapy in 212 adults (hazard ratio 0.62, P = 0.01).\n"
    (extracted,) = pipeline.extract_source(source, "note.txt")
    written = json.loads(extracted.json)
    (record,) = written["records"]["hazard_ratio"]
    assert record["value"] == 0.62
    start, end = record["evidence"]["span"]
    assert source.decode()[start:end] == record["evidence"]["quote"] == "hazard ratio 0.62"
    assert len(written["records"]["p_value"]) == 1
