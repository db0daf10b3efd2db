"""What all of PubMed takes on 2, 16 and 64 cores, worked out from what one process was measured to spend.

A file is the least that a core is given, so the last round may leave cores idle; that is counted. What the storage
must deliver and take in is said beside it, and what handing out the work costs.
"""

from __future__ import annotations

from typing import NamedTuple

from parts import Parts

CITATIONS, ABSTRACTS, FILES = 38_000_000, 27_000_000, 1_300
PACKED_GIGABYTES = 40
"""Of the yearly baseline, gzipped: about 30 MB a file."""
CORES = (2, 16, 64)
STORAGE, DOWNLOAD = 200, 10
"""Megabytes a second: a disk that many machines share; a good line to NCBI."""
PREFECT_TASKS, SECONDS_A_TASK = 30, 0.08
SECONDS_A_DASK_CALL = 0.003


class Spent(NamedTuple):
    """Processor seconds of one process for a whole collection, and megabytes of dataset it wrote, a citation each."""

    whole: float
    written_megabytes: float


def told(costs: Parts, spent: Spent) -> str:
    """Two tables in Markdown: the parts of a citation's cost, and the hours for all of PubMed."""
    return f"{_parts(costs, spent)}\n{_hours(spent)}"


def hours(spent: Spent, cores: int) -> float:
    """For all files, each by one core, the last round as long as any."""
    rounds = -(-FILES // cores)
    return rounds * spent.whole * CITATIONS / FILES / 3600


def _parts(costs: Parts, spent: Spent) -> str:
    writing = max(0.0, spent.whole - costs.unpacking - costs.reading - costs.extraction)
    named = {
        "unpacking": costs.unpacking,
        "reading (XML, cleaning)": costs.reading,
        "extraction": costs.extraction,
        "rows, writing, everything else": writing,
    }
    rows = (f"| {name} | {1e3 * cost:.2f} ms | {cost / spent.whole:.0%} |" for name, cost in named.items())
    return "| one process, a citation | processor time | share |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n"


def _hours(spent: Spent) -> str:
    head = f"All of PubMed: {CITATIONS:,} citations, {ABSTRACTS:,} of them with abstracts, {FILES:,} files\n\n"
    head += "| cores | hours | read from storage | written | handing out the work |\n| --- | --- | --- | --- | --- |\n"
    return head + "\n".join(_row(spent, cores) for cores in CORES) + f"\n\n{_limits(spent)}\n"


def _limits(spent: Spent) -> str:
    """Where something else than extraction sets the pace."""
    a_core_reads = PACKED_GIGABYTES * 1e3 / (spent.whole * CITATIONS)
    disk, line, minutes = STORAGE / a_core_reads, DOWNLOAD / a_core_reads, hours(spent, FILES) * 60
    return (
        f"A core reads {a_core_reads:.2f} MB/s: storage of {STORAGE} MB/s is the bottleneck from {disk:,.0f} cores on, "
        f"a download of {DOWNLOAD} MB/s from {line:,.0f}. One file takes a core {minutes:.1f} minutes, "
        "and no run takes less."
    )


def _row(spent: Spent, cores: int) -> str:
    took = hours(spent, cores)
    read = PACKED_GIGABYTES * 1e3 / took / 3600
    written = spent.written_megabytes * CITATIONS / took / 3600
    handing_out = PREFECT_TASKS * SECONDS_A_TASK + FILES * SECONDS_A_DASK_CALL
    return f"| {cores} | {took:.1f} | {read:.1f} MB/s | {written:.1f} MB/s | {handing_out:.0f} s |"
