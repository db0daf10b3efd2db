"""What a collection costs: throughput and memory by one process, by two, on Dask; beside other tools; under Prefect.

    python tests/benchmarks/scale.py [--shards 20] [--citations 5000] [--documents 20000] [--workers 2]
                                     [--texts FOLDER] [--medspacy PYTHON] [--folder DIR] [--page docs/scale.md]

Makes PubMed-shaped files (make_baseline.py), reads them into a Parquet dataset three ways, compares the bytes, and
prints tables in Markdown, with what follows for all of PubMed: docs/scale.md is this output with the reasoning.
`--texts` names a folder of .txt for the comparison in memory, instead of generated abstracts; `--medspacy` an
interpreter that has medspaCy, where it is not installed beside this (on Python 3.11 it wants an older spaCy).
Wall time is only worth something on a machine that does nothing else: the load is printed first. `--page` puts the
output between the marks of a page, too.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import cores
import in_memory
import make_baseline
import parts
import projection
from processes import HERE, Measured, dask_cluster, measured, prefect_server

BEGIN, END = "<!-- figures: tests/benchmarks/scale.py --page -->", "<!-- end of figures -->"
MOST_TEXTS = 1_500
"""For the comparison in memory."""


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shards", type=int, default=20)
    parser.add_argument("--citations", type=int, default=5_000, help="of each shard")
    parser.add_argument("--documents", type=int, default=20_000, help="of the runs that tell Prefect's share")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--medspacy", default=sys.executable if find_spec("medspacy") else None)
    parser.add_argument("--folder", type=Path, help="for sources and outputs; otherwise a temporary one")
    parser.add_argument("--page", type=Path)
    asked = parser.parse_args()
    told = []
    with tempfile.TemporaryDirectory(prefix="scale-", dir=asked.folder) as folder:
        for table in _told(Path(folder), asked):
            print(table, flush=True)
            told.append(table)
    if asked.page:
        before, _, after = asked.page.read_text().partition(BEGIN)
        asked.page.write_text(f"{before}{BEGIN}\n" + "\n".join(told) + END + after.partition(END)[2])


def _told(folder: Path, asked: argparse.Namespace) -> Iterator[str]:
    """All there is to print, as it is found."""
    yield f"{os.cpu_count()} processors; load before: {', '.join(f'{load:.1f}' for load in os.getloadavg())}\n"
    shards = make_baseline.make(folder / "sources", shards=asked.shards, citations=asked.citations)
    texts = _texts(asked.texts, shards[0])
    yield _in_memory(texts, medspacy=asked.medspacy)
    yield cores.told(texts, processes=asked.workers)
    costs = parts.of(shards[0])
    with prefect_server() as settings:
        environment = os.environ | settings
        runs = dict(_throughput(folder, workers=asked.workers, environment=environment))
        yield _table(runs, shards)
        yield f"Same bytes whoever did the work: {'yes' if _same([folder / name for name in runs]) else 'NO'}.\n"
        yield _prefects_share(folder, texts, asked, environment=environment)
        starting = _start(folder, environment=environment)
    spent = _spent(runs["one process"], folder / "one process", starting, asked.shards * asked.citations)
    yield f"Starting costs {starting:.1f} s of processor time, once a run and process; not counted in what follows.\n"
    yield projection.told(costs, spent)


def _start(folder: Path, *, environment: dict[str, str]) -> float:
    """Processor seconds of a run on a single citation."""
    make_baseline.make(folder / "one citation", shards=1, citations=1)
    command = [HERE / "trialsift", "run", folder / "one citation", "--format", "parquet", "--quiet", "--workers", "1"]
    return measured([*command, "--out", folder / "start"], environment=environment).processor_seconds


def _spent(run: Measured, dataset: Path, starting: float, citations: int) -> projection.Spent:
    written = sum(path.stat().st_size for path in dataset.rglob("*.parquet")) / 1e6
    return projection.Spent((run.processor_seconds - starting) / citations, written / citations)


def _texts(folder: Path | None, shard: Path) -> tuple[str, ...]:
    if folder is None:
        return in_memory.cleaned(shard, most=MOST_TEXTS)
    return tuple(path.read_text("utf8", "replace") for path in sorted(folder.glob("*.txt")))[:MOST_TEXTS]


def _in_memory(texts: Sequence[str], *, medspacy: str | None) -> str:
    costs = in_memory.costs(texts, medspacy=medspacy)
    rows = (
        f"| {cost.name} | {len(texts) / cost.seconds:,.0f} | {1e3 * cost.seconds / len(texts):.2f} ms "
        f"| {cost.times_ours:.2f} |"
        for cost in costs
    )
    head = f"{len(texts)} texts of {sum(map(len, texts)) / len(texts):,.0f} characters in memory, one core\n\n"
    head += "| | a second | each | trialsift's time × |\n| --- | --- | --- | --- |\n"
    missing = "" if medspacy else "\nmedspaCy is not installed: give --medspacy PYTHON to have it measured.\n"
    return head + "\n".join(rows) + "\n" + missing


def _throughput(folder: Path, *, workers: int, environment: dict[str, str]) -> Iterator[tuple[str, Measured]]:
    run = [HERE / "trialsift", "run", folder / "sources", "--format", "parquet", "--quiet", "--out"]
    for name, count in (("one process", 1), (f"{workers} processes", workers)):
        yield name, measured([*run, folder / name, "--workers", str(count)], environment=environment)
    name = f"Dask, {workers} workers"
    with dask_cluster(workers, environment) as (address, processes):
        yield name, measured([*run, folder / name, "--dask", address], environment=environment, beside=processes)


def _table(runs: dict[str, Measured], shards: Sequence[Path]) -> str:
    contents = [gzip.decompress(path.read_bytes()) for path in shards]
    abstracts, megabytes = sum(content.count(b"<Abstract>") for content in contents), sum(map(len, contents)) / 1e6
    citations = sum(content.count(b"<PubmedArticle>") for content in contents)
    one = next(iter(runs.values())).seconds
    rows = (
        f"| {name} | {run.seconds:.1f} s | {abstracts / run.seconds:,.0f} | {megabytes / run.seconds:.1f} "
        f"| {one / run.seconds:.2f} | {run.processor_seconds:.0f} s | {_listed(run.peaks)} |\n"
        for name, run in runs.items()
    )
    head = f"{len(shards)} files, {citations:,} citations, {abstracts:,} abstracts, {megabytes:,.0f} MB of XML\n\n"
    head += "| | whole command | abstracts/s | MB/s | speed-up | processor time | peak memory of each process, MB |\n"
    return head + "| --- | --- | --- | --- | --- | --- | --- |\n" + "".join(rows)


def _listed(peaks: Sequence[float]) -> str:
    return ", ".join(f"{peak:.0f}" for peak in peaks)


def _prefects_share(
    folder: Path, texts: Sequence[str], asked: argparse.Namespace, *, environment: dict[str, str]
) -> str:
    """The same documents by `trialsift extract` and by `trialsift run` with a server running."""
    documents = folder / "documents"
    for number in range(asked.documents):
        place = documents / f"{number // 1000:03}" / f"{number:06}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{texts[number % len(texts)]}\n{number}\n")
    took = {}
    for name in ("extract", "run"):
        command = [HERE / "trialsift", name, documents, "--quiet", "--workers", str(asked.workers), "--out"]
        took[name] = measured([*command, folder / name], environment=environment)
    without, with_it = took["extract"].seconds, took["run"].seconds
    same = "yes" if _same([folder / "extract", folder / "run"]) else "NO"
    return (
        f"{asked.documents:,} documents, {asked.workers} processes, server running: `trialsift extract` "
        f"{without:.1f} s, `trialsift run` {with_it:.1f} s; Prefect's share {1 - without / with_it:.1%}; "
        f"same bytes: {same}.\n"
    )


def _same(folders: Sequence[Path]) -> bool:
    return len({_digest(folder) for folder in folders}) == 1


def _digest(folder: Path) -> str:
    """Of all files that are not the tool's own memory, with their places."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if ".trialsift" not in path.relative_to(folder).parts:
            found.update(f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


if __name__ == "__main__":
    main()
