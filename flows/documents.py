"""The documents of one source, each within its time, and what is wrong with those that can't be read."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from extractors.errors import Deadly, OutOfTime, SourceError, TooLarge, TooSlow
from flows.memory import Failure
from flows.names import safe_name
from flows.reader_process import note_document
from flows.sources import Source
from flows.time_limit import DOCUMENT_SECONDS, Limit, limit

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from extractors.pipeline import Extracted, Failed

    Found = Extracted | Failed


class Document(NamedTuple):
    """What the rules made of one document: its id (safe for a path), its output, its cleaned text."""

    id: str
    json: bytes
    clean: str


class GivenUp(NamedTuple):
    """A document that ended the process that read it: its place in the source, and whether its time was over."""

    document: int
    was_slow: bool


def documents_of(
    content: bytes, source: Source, *, seconds: float = DOCUMENT_SECONDS, given_up: Iterable[GivenUp] = ()
) -> Iterator[Document | Failure]:
    """What the rules make of each document of a source, or what is wrong with it. Raises nothing.

    Each document gets so many seconds. Those given up are not looked at.
    """
    from extractors import pipeline

    with limit(seconds) as time:
        errors = {item.document: TooSlow.after(seconds) if item.was_slow else Deadly() for item in given_up}
        found = pipeline.extract_source(content, source.id, given_up=errors)
        try:
            for place in count():
                note_document(place)
                document = _next(found, time)
                if document is None:
                    return
                document_id = _safe_id(document.document_id, source)
                if isinstance(document, pipeline.Failed):
                    yield failure_of(document.error, document_id)
                else:
                    yield Document(document_id, document.json, document.clean)
        except OutOfTime:
            yield failure_of(TooSlow.after(seconds), source.id)
        except Exception as error:
            yield failure_of(error, source.id)


def _next(documents: Iterator[Found], time: Limit) -> Found | None:
    time.begin()
    try:
        return next(documents, None)
    finally:
        time.end()


def failure_of(error: Exception, document_id: str) -> Failure:
    """What to tell a curator, in one sentence. What isn't the source's fault is logged with its traceback."""
    if isinstance(error, SourceError):
        return Failure(
            document_id, " ".join(str(error).split()), lasting=not isinstance(error, TooLarge | TooSlow | Deadly)
        )
    if isinstance(error, OSError):
        return Failure(document_id, f"the file can't be read: {error.strerror or error}", lasting=False)
    log.error("internal error while reading %s", document_id, exc_info=error)
    sentence = f"an internal error ({type(error).__name__}) while reading {document_id}"
    return Failure(document_id, f"{sentence}: please report it with the traceback that the run printed", lasting=False)


def _safe_id(document_id: str, source: Source) -> str:
    """The document's id with its own part safe: it comes from inside the file."""
    own = document_id.removeprefix(source.id).removeprefix("/")
    return f"{source.id}/{safe_name(own)}" if own else source.id
