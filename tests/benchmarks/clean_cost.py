"""What cleaning a page costs: as a text scrape in ms per 10 kB, as HTML beside trafilatura's fast mode in the same run.

    python tests/benchmarks/clean_cost.py FOLDER …

Reads the folders' .txt files (scrapes) and .html and .html.gz files into memory. A web page is timed twice: as HTML,
and as the text scrape that its text nodes make, one a line, scripts, styles and empty lines dropped. Timed is
processor time from bytes to clean document. Cleaning remembers short lines, so every figure is taken in a fresh child
process that meets each text once, after warming on the other half of the texts; the best of several children counts.
"""

from __future__ import annotations

import gzip
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura
from bs4 import BeautifulSoup

from extractors.reading import read

ROUNDS = 5
Work = Callable[[bytes], object]


def clean(source: bytes) -> None:
    """Every document of a source read and dropped."""
    for _ in read(source, "page"):
        pass


def trafilatura_fast(source: bytes) -> object:
    """The same page through trafilatura without its fallbacks."""
    return trafilatura.extract(source, fast=True)


def scrape_of(page: bytes) -> bytes:
    """A page's text nodes, one a line."""
    soup = BeautifulSoup(page, "lxml")
    for furniture in soup(["script", "style"]):
        furniture.decompose()
    return "\n".join(line for line in soup.get_text("\n").split("\n") if line.strip()).encode()


def seconds(work: Work, sources: Sequence[bytes]) -> float:
    """Processor time for all sources, each met for the first time."""
    halves = sources[::2], sources[1::2]
    return sum(min(_in_child(work, warm, cold) for _ in range(ROUNDS)) for warm, cold in (halves, halves[::-1]) if cold)


def _in_child(work: Work, warm: Sequence[bytes], cold: Sequence[bytes]) -> float:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sender.send(_timed(work, warm, cold)))
    child.start()
    taken = float(receiver.recv())
    child.join()
    return taken


def _timed(work: Work, warm: Sequence[bytes], cold: Sequence[bytes]) -> float:
    for source in warm:
        work(source)
    before = time.process_time()
    for source in cold:
        work(source)
    return time.process_time() - before


def main(folders: Sequence[str]) -> None:
    """Print a line for each folder and format."""
    for folder in map(Path, folders):
        scrapes = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
        pages = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
        pages += [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.html.gz"))]
        for name, sources in (("scrapes", scrapes), ("pages as scrapes", list(map(scrape_of, pages)))):
            if sources:
                size, first = sum(map(len, sources)), seconds(clean, sources)
                again = min(_in_child(clean, sources, sources) for _ in range(ROUNDS))
                costs = " and ".join(f"{taken * 1e7 / size:.2f}" for taken in (first, again))
                print(f"{folder.name}: {len(sources)} {name}, {size} bytes: {costs} ms per 10 kB")
        if pages:
            ours, theirs = seconds(clean, pages), seconds(trafilatura_fast, pages)
            each = f"{ours / len(pages) * 1e3:.1f} ms a page, trafilatura fast {theirs / len(pages) * 1e3:.1f} ms"
            print(f"{folder.name}: {len(pages)} pages as HTML: {each}, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
