"""Collections as datasets, with the real rules: what stands in them, and when a shard is done again."""

from __future__ import annotations

import errno
import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from dataset_runs import (
    NUMBERLESS,
    TRIAL,
    carry_out_with_a_deadly_document,
    carry_out_with_a_deadly_shard,
    carry_out_with_a_deadly_source,
    collection,
    extracted,
    files,
    manifest,
    rows,
    shard_names,
)
from folders import errors
from made_up_rules import InThisProcess

from flows import batches, job, workers
from flows.datasets import job as dataset_job
from flows.datasets import shards, writing
from flows.outputs import OutputsUnusable
from flows.reader import Reader
from flows.report import Tally
from flows.sources import Source, WrongUse

FORMS = ("parquet", "jsonl")


@pytest.fixture
def sources(folder: Path) -> Path:
    return collection(folder)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test can put its hands on what is carried out."""
    monkeypatch.setattr(workers, "Reader", InThisProcess)


@pytest.fixture
def each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is large enough for a shard of its own."""
    monkeypatch.setattr(shards, "LARGE", 1)


@pytest.fixture
def has_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources whose documents were read since it was cleared."""
    real, seen = writing.documents_of, list[str]()

    def documents_of(content: bytes, source: Any, **terms: Any) -> Iterator[Any]:
        seen.append(source.id)
        return real(content, source, **terms)

    monkeypatch.setattr(writing, "documents_of", documents_of)
    return seen


@contextmanager
def no_file_above(most_bytes: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond that."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def record_files(folder: Path, out: Path) -> dict[str, Any]:
    """The record files of a run with a file a document."""
    extracted(folder, out=out, form="json")
    found = {path: json.loads(content, parse_float=Decimal) for path, content in files(out).items()}
    return {held["document"]["id"]: held for path, held in found.items() if path != "errors.json"}


def test_a_line_a_document_is_its_record_file(sources: Path, out: Path, tmp_path: Path) -> None:
    assert extracted(sources, out=out, form="jsonl") == Tally(added=6, failed=1)
    lines = (out / "documents/shard=picture.txt/part-0.jsonl").read_text("utf8").splitlines()
    held = [json.loads(line, parse_float=Decimal) for line in lines]
    assert [one["document"]["id"] for one in held] == [
        *("plan.txt", "set.nbib/11", "set.nbib/12", "trial0.txt", "trial1.txt", "trial2.txt")
    ]
    assert {one["document"]["id"]: one for one in held} == record_files(sources, tmp_path / "json")


def test_a_row_a_record_with_all_that_the_record_file_says(sources: Path, out: Path, tmp_path: Path) -> None:
    extracted(sources, out=out)
    expected = []
    for document in record_files(sources, tmp_path / "json").values():
        for kind, records in document["records"].items():
            for record in records:
                evidence, fields = record.pop("evidence"), {**record}
                start, end = evidence.pop("span")
                described = {name: document["document"].get(name) for name in ("source", "sha256", "pmid")}
                expected.append((document["document"]["id"], kind, fields, evidence, (start, end), described))
    found = rows(out, "records")
    assert len(found) == len(expected) > 20
    by_place = {(row["document"], row["record_kind"], row["id"]): row for row in found}
    for document_id, kind, fields, evidence, span, described in expected:
        row = by_place[document_id, kind, fields["id"]]
        assert {name: row.get(name) for name in evidence} == evidence
        assert (row["span_start"], row["span_end"]) == span
        assert {name: row.get(name) for name in described} == described
        for name, value in fields.items():
            said = " ".join(value) if isinstance(value, list) else value
            assert Decimal(repr(row[name])) == said if isinstance(said, int | Decimal) else row[name] == said


def test_every_document_has_a_row_even_without_records(sources: Path, out: Path, tmp_path: Path) -> None:
    extracted(sources, out=out)
    record_file = record_files(sources, tmp_path / "json")
    found = {row["document"]: row for row in rows(out, "documents")}
    assert found.keys() == record_file.keys()
    assert found["plan.txt"]["records"] == found["plan.txt"]["p_value_records"] == 0
    assert found["set.nbib/12"]["publication_types"] == ["Randomized Controlled Trial"]
    for document_id, row in found.items():
        numbers = record_file[document_id]["numbers"]
        assert row["numbers_total"] == numbers["total"]
        accounted = row["numbers_in_records"] + row["numbers_explained"] + row["numbers_unexplained"]
        assert accounted == row["numbers_total"]
        assert row["records"] == sum(map(len, record_file[document_id]["records"].values()))


@pytest.mark.parametrize("form", FORMS)
def test_failures_are_told_and_counted(sources: Path, out: Path, form: Any) -> None:
    extracted(sources, out=out, form=form)
    assert [entry["source"] for entry in errors(out)] == ["picture.txt"]
    (shard,) = manifest(out)["shards"]
    assert (shard["documents"], shard["failed"]) == (6, 1)
    assert [entry["source"] for entry in shard["sources"]][:2] == ["picture.txt", "plan.txt"]
    assert {file["path"].split("/")[0]: file["rows"] for file in shard["files"]}["documents"] == 6


@pytest.mark.endurance
@pytest.mark.parametrize("form", FORMS)
def test_workers_order_and_hash_seed_change_no_byte(sources: Path, tmp_path: Path, form: str) -> None:
    code = "from flows import job, cli; from flows.datasets import job as d, shards\n"
    code += "d.LEAST_BYTES, shards.LARGE = 0, 1; cli.main()"
    outs = []
    for seed, named, count in ((0, [sources], 1), (1, sorted(sources.iterdir(), reverse=True), 2)):
        outs.append(tmp_path / f"out{seed}")
        command = [sys.executable, "-c", code, "extract", *named, "--out", outs[-1], "--format", form]
        environment = os.environ | {"PYTHONHASHSEED": str(seed)}
        done = subprocess.run([*map(str, command), "--workers", str(count)], env=environment, check=False)
        assert done.returncode == 1  # the picture
    assert files(outs[0]) == files(outs[1])
    assert len(shard_names(outs[0])) == 6


@pytest.mark.usefixtures("each_alone")
@pytest.mark.parametrize("form", FORMS)
def test_a_finished_shard_is_not_done_again(sources: Path, out: Path, has_read: list[str], form: Any) -> None:
    extracted(sources, out=out, form=form)
    has_read.clear()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if ".trialsift" not in path.parts}
    assert extracted(sources, out=out, form=form) == Tally(unchanged=6, failed=1)
    assert has_read == []
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*") if ".trialsift" not in path.parts} == before


@pytest.mark.usefixtures("each_alone")
def test_a_shard_is_done_again_when_anything_of_it_changed(sources: Path, out: Path, has_read: list[str]) -> None:
    def again() -> tuple[Tally, list[str]]:
        has_read.clear()
        return extracted(sources, out=out), list(has_read)

    again()
    (sources / "trial1.txt").write_text(TRIAL.format(total=99))
    assert again() == (Tally(changed=1, unchanged=5, failed=1), ["trial1.txt"])
    right = files(out)
    (out / "records/shard=trial0.txt/part-0.parquet").unlink()
    (out / "documents/shard=plan.txt/part-0.parquet").write_bytes(b"edited by hand")
    assert again()[1] == ["plan.txt", "trial0.txt"]
    (out / ".trialsift/shards/trial2.txt.json").write_text("{")
    assert again()[1] == ["trial2.txt"]
    assert files(out) == right


@pytest.mark.usefixtures("each_alone")
def test_other_columns_or_rules_do_everything_again(
    sources: Path, out: Path, has_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted(sources, out=out)
    has_read.clear()
    monkeypatch.setattr(dataset_job, "rules_hash", lambda: "others")
    extracted(sources, out=out)
    assert len(has_read) == 6


@pytest.mark.usefixtures("each_alone")
def test_shards_of_vanished_sources_go(sources: Path, out: Path) -> None:
    extracted(sources, out=out)
    (sources / "trial0.txt").unlink()
    (sources / "picture.txt").unlink()
    assert extracted(sources, out=out) == Tally(unchanged=5, removed=1)
    assert shard_names(out) == ["plan.txt", "set.nbib", "trial1.txt", "trial2.txt"]
    assert not (out / "records/shard=trial0.txt").exists()
    assert errors(out) == []


def test_a_border_that_moves_doubles_nothing(sources: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extracted(sources, out=out)
    monkeypatch.setattr(shards, "LARGE", 1)
    extracted(sources, out=out)
    documents = [row["document"] for row in rows(out, "documents")]
    assert len(documents) == len(set(documents)) == 6


def test_a_run_on_a_part_does_its_shards_whole_and_leaves_the_rest(sources: Path, out: Path, tmp_path: Path) -> None:
    other = tmp_path / "others"
    other.mkdir()
    (other / "notes.txt").write_text(NUMBERLESS)
    extracted(sources, other, out=out)
    (sources / "trial1.txt").write_text(TRIAL.format(total=99))
    assert extracted(sources / "trial1.txt", out=out) == Tally(changed=6, failed=1)
    part = files(out)
    assert extracted(sources, other, out=out).changed == 0
    assert files(out) == part
    assert shard_names(out) == ["notes.txt", "picture.txt"]


@pytest.mark.parametrize(("first", "then"), [("json", "parquet"), ("parquet", "json"), ("jsonl", "parquet")])
def test_a_folder_holds_one_form(sources: Path, out: Path, first: Any, then: Any) -> None:
    extracted(sources, out=out, form=first)
    before = files(out)
    with pytest.raises(WrongUse, match=f"give --format {then} a folder of its own"):
        extracted(sources, out=out, form=then)
    assert files(out) == before


@pytest.mark.parametrize(
    "command", ["verify OUT --sources SRC", "export OUT --to records.csv", "review OUT", "cases OUT", "diff OUT OUT"]
)
def test_commands_that_read_record_files_say_what_to_do(
    trialsift: Callable[..., Any], sources: Path, out: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    extracted(sources, out=out)
    places = {"OUT": out, "SRC": sources}
    assert trialsift(*(places.get(word, word) for word in command.split())) == 2
    assert "extract the sources once more with --format json" in capsys.readouterr().err


def test_parquet_needs_pyarrow_and_says_so_before_it_begins(
    sources: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(WrongUse, match=r"pip install 'trialsift\[export\]', or choose --format jsonl"):
        extracted(sources, out=out)
    assert not out.exists()
    assert extracted(sources, out=out, form="jsonl").added == 6


@pytest.mark.endurance
def test_a_source_that_kills_its_process_costs_only_itself(
    sources: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sources / "large.txt").write_text("A page\n\nAbstract\n" + "Ten adults took part.\n" * 1_000)  # a second shard
    monkeypatch.setattr(shards, "LARGE", 20_000)
    monkeypatch.setattr(dataset_job, "LEAST_BYTES", 0)
    monkeypatch.setattr(workers, "Reader", Reader)
    monkeypatch.setattr(batches, "carry_out", carry_out_with_a_deadly_source)
    assert extracted(sources, out=out, workers=2).failed == 2
    told = {entry["source"]: entry["error"] for entry in errors(out)}
    assert "was killed" in told["trial1.txt"]
    documents = {row["document"] for row in rows(out, "documents")}
    assert documents == {"large.txt", "plan.txt", "set.nbib/11", "set.nbib/12", "trial0.txt", "trial2.txt"}


@pytest.mark.endurance
def test_a_document_that_kills_its_process_costs_no_other_of_its_source(
    sources: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "Reader", Reader)
    monkeypatch.setattr(batches, "carry_out", carry_out_with_a_deadly_document)
    assert extracted(sources, out=out, workers=2) == Tally(added=5, failed=2)
    told = {entry["source"]: entry for entry in errors(out)}
    assert told["set.nbib"]["document"] == "set.nbib/11"
    assert "was killed" in told["set.nbib"]["error"]
    assert "set.nbib/12" in {row["document"] for row in rows(out, "documents")}


@pytest.mark.usefixtures("each_alone")
def test_a_shard_that_always_kills_its_process_is_told_and_tried_again(
    sources: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted(sources, out=out)
    (sources / "plan.txt").write_text(NUMBERLESS.replace("Zinc", "Copper"))
    with monkeypatch.context() as deadly:
        deadly.setattr(dataset_job, "LEAST_BYTES", 0)
        deadly.setattr(workers, "Reader", Reader)
        deadly.setattr(batches, "carry_out", carry_out_with_a_deadly_shard)
        assert extracted(sources, out=out, workers=2) == Tally(unchanged=5, removed=1, failed=2)
    assert {entry["source"] for entry in errors(out)} == {"picture.txt", "plan.txt"}
    assert "plan.txt" not in {row["document"] for row in rows(out, "documents")}
    assert extracted(sources, out=out).failed == 1
    assert "plan.txt" in {row["document"] for row in rows(out, "documents")}


def test_a_source_that_goes_in_mid_run_is_told_and_read_when_it_is_back(
    sources: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted(sources, out=tmp_path / "undisturbed")
    real = batches.read

    def gone(source: Source) -> bytes:
        if source.id == "trial1.txt":
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        return real(source)

    with monkeypatch.context() as disturbed:
        disturbed.setattr(batches, "read", gone)
        assert extracted(sources, out=out) == Tally(added=5, failed=2)
    assert {entry["source"] for entry in errors(out)} == {"picture.txt", "trial1.txt"}
    extracted(sources, out=out)
    assert files(out) == files(tmp_path / "undisturbed")


def test_a_folder_that_cannot_be_listed_just_now_costs_no_shard(
    sources: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sources / "sub").mkdir()
    (sources / "sub/note.txt").write_text(NUMBERLESS)
    extracted(sources, out=out)
    before = files(out)
    real = os.scandir

    def closed(folder: Any) -> Any:
        if Path(folder).name == "sub":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(folder)

    with monkeypatch.context() as disturbed:
        disturbed.setattr(os, "scandir", closed)
        assert extracted(sources, out=out).failed == 1
    after = files(out)
    assert {path: after[path] for path in before if path != "errors.json"} == {
        path: content for path, content in before.items() if path != "errors.json"
    }
    assert {"source": "sub", "error": "the folder can't be listed: Permission denied"} in errors(out)


@pytest.mark.parametrize("form", FORMS)
def test_a_disk_that_takes_no_more_leaves_the_old_shard(
    sources: Path, out: Path, form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints = list[Any]()
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    extracted(sources, out=out, form=form)
    before = files(out)
    (sources / "trial2.txt").write_text(TRIAL.format(total=70))

    with no_file_above(8_000), pytest.raises(OutputsUnusable, match="File too large; nothing is left half-written"):
        extracted(sources, out=out, form=form)
    assert files(out) == before
    gc.collect()  # a writer that is let go of must not try to write on
    assert complaints == []


@pytest.mark.parametrize("place", range(3))
def test_a_run_stopped_between_two_files_is_healed(
    sources: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    extracted(sources, out=tmp_path / "undisturbed")
    real: Callable[[Path, Path], None] = writing._put_in_place
    put = list[Path]()

    def stopped(aside: Path, target: Path) -> None:
        if len(put) == place:
            raise KeyboardInterrupt
        put.append(target)
        real(aside, target)

    (sources / "trial2.txt").write_text(TRIAL.format(total=70))
    extracted(sources, out=out)
    (sources / "trial2.txt").write_text(TRIAL.format(total=66))
    with monkeypatch.context() as disturbed:
        disturbed.setattr(writing, "_put_in_place", stopped)
        if place < 2:
            with pytest.raises(KeyboardInterrupt):
                extracted(sources, out=out)
        else:
            extracted(sources, out=out)
    extracted(sources, out=out)
    assert files(out) == files(tmp_path / "undisturbed")
    assert list((out / ".trialsift/writing").iterdir()) == []


def test_what_was_half_put_in_place_goes_with_its_sources(
    sources: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_aside: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    extracted(sources, out=out)
    (sources / "trial2.txt").write_text(TRIAL.format(total=70))
    with monkeypatch.context() as disturbed:
        disturbed.setattr(writing, "_put_in_place", stopped)
        with pytest.raises(KeyboardInterrupt):
            extracted(sources, out=out)
    for path in sources.iterdir():
        path.unlink()
    (sources / "new.txt").write_text(NUMBERLESS)
    extracted(sources, out=out)
    assert sorted(files(out)) == [
        *("documents/shard=new.txt/part-0.parquet", "errors.json", "manifest.json"),
        "records/shard=new.txt/part-0.parquet",
    ]


def test_a_memory_that_was_tampered_with_leads_nowhere(sources: Path, out: Path) -> None:
    extracted(sources, out=out)
    place = out / ".trialsift/shards/picture.txt.json"
    place.write_text(place.read_text().replace("records/shard=picture.txt/part-0.parquet", "../sources/plan.txt"))
    (sources / "picture.txt").unlink()
    extracted(sources, out=out)
    assert (sources / "plan.txt").exists()


def test_the_workers_share_of_a_dataset_is_told_by_its_sources(sources: Path) -> None:
    (shard,) = shards.cut(job.gather([sources]).sources, form="parquet")
    assert shard.source.size == sum(path.stat().st_size for path in sources.iterdir())
    assert workers.fitting([batches.Batch((shard,), sources, "rules")]) == 1
