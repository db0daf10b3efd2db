"""A query's citations, however many: PubMed tells no more than 9,999 of a search, so larger ones are halved.

Every citation has one PMID, so a range of PMIDs halves any search, where a range of dates may not: one day of
PubMed can bring more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from flows.fetching.answers import Delivered, Found, delivered_in, found_in
from flows.fetching.asking import Eutilities
from flows.fetching.trouble import FetchFailed, Passing

MOST_FOUND = 9_999
BATCH = 200
HIGHEST_PMID = 99_999_999

DateType = Literal["edat", "mdat"]
"""The day a citation entered PubMed, or was last changed there."""
KINDS: tuple[DateType, ...] = ("mdat", "edat")


class Search(NamedTuple):
    """A query, in a window of days if `kind` says of what."""

    query: str
    kind: DateType | None = None
    start: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        what = {"edat": "new", "mdat": "revised", None: ""}[self.kind]
        days = f" {what} from {self.start} to {self.end}" if self.kind else ""
        return f"the citations{days} of {self.query!r}"


def found(service: Eutilities, search: Search, *, low: int = 1, high: int = HIGHEST_PMID) -> Iterator[Found]:
    """All that a search finds, in one or more parts, in the order PubMed tells them. Raises FetchFailed."""
    whole = (low, high) == (1, HIGHEST_PMID)
    term = search.query if whole else f"({search.query}) AND {low}:{high}[uid]"
    part = _asked(service, search, term)
    if part.total <= MOST_FOUND:
        yield part
        return
    if low == high:
        raise FetchFailed(
            asked=str(search),
            found=f"{part.total:,} citations of one PMID, {low}",
            advice="see whether the base address is that of E-utilities",
        )
    middle = (low + high) // 2
    yield from found(service, search, low=low, high=middle)
    yield from found(service, search, low=middle + 1, high=high)


def fetched(service: Eutilities, search: Found, *, start: int) -> Delivered:
    """The batch of a search that begins at `start`, out of the server's history. Raises FetchFailed."""
    end = min(start + BATCH, len(search.pmids))
    return service.ask(
        "efetch",
        {
            "WebEnv": search.environment,
            "query_key": search.key,
            "retstart": str(start),
            "retmax": str(BATCH),
            "retmode": "xml",
        },
        asked=f"citations {start + 1} to {end} of {len(search.pmids)}",
        understood=delivered_in,
    )


def fetched_by_id(service: Eutilities, pmids: Sequence[str], *, attempts: int) -> Delivered:
    """Citations asked for by name. Raises FetchFailed."""
    few = ", ".join(pmids[:3]) + (" …" if len(pmids) > 3 else "")
    return service.ask(
        "efetch",
        {"id": ",".join(pmids), "retmode": "xml"},
        asked=f"citations {few}",
        understood=delivered_in,
        attempts=attempts,
    )


def _asked(service: Eutilities, search: Search, term: str) -> Found:
    parameters = {"term": term, "usehistory": "y", "retmax": str(MOST_FOUND), "retmode": "xml"}
    if search.kind and search.start and search.end:
        parameters |= {
            "datetype": search.kind,
            "mindate": f"{search.start:%Y/%m/%d}",
            "maxdate": f"{search.end:%Y/%m/%d}",
        }
    return service.ask("esearch", parameters, asked=str(search), understood=_whole)


def _whole(answer: bytes) -> Found:
    part = found_in(answer)
    if part.total <= MOST_FOUND and len(part.pmids) != part.total:
        raise Passing(f"{len(part.pmids)} ids where {part.total} citations are announced")
    return part
