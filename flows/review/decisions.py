"""A curator's word on one document, `<document id>.review.json` beside the record file.

    { "schema": "trialsift-review/1", "document": "001.txt", "decisions": [
        { "decision": "accept" | "reject", "record": id, "quote", "sentence", "seen": {fields}, "reviewer", "note" },
        { "decision": "correct", …the same…, "fields": {"role": "arm", "of": null} },          null: the field goes
        { "decision": "add", "kind", "quote", "occurrence", "sentence", "section", "span", "sha256", "fields", … } ] }

`seen` is what the record said when it was decided on, so that a change under the decision is noticed. `occurrence` of
an added quote counts in the cleaned text, as record ids do; its span holds for the source with that sha256. No time of
day: version control knows it. The same decisions give the same bytes, in whatever order they were made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from extractors.errors import TrialsiftError
from extractors.record_json import dumps
from flows import outputs
from flows.names import REVIEW_SUFFIX

Decision = Mapping[str, Any]
Review = Mapping[str, Any]

SCHEMA = "trialsift-review/1"
MOST_DECISIONS = 20_000
LONGEST = 100_000
"""Characters of any one text. A sentence of a source that is one line may be long; nothing is this long."""

_RECORD = ("record", "quote", "sentence", "seen")
_WHO = ("reviewer", "note")
KEYS: Mapping[str, tuple[str, ...]] = {
    "accept": (*_RECORD, *_WHO),
    "reject": (*_RECORD, *_WHO),
    "correct": (*_RECORD, "fields", *_WHO),
    "add": ("kind", "quote", "occurrence", "sentence", "section", "span", "sha256", "fields", *_WHO),
}
"""What each kind of decision holds, in the order it is written in."""
OWN_KEYS = frozenset({"id", "evidence", "curation"})
"""What a record holds beside its fields."""

_FIELD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RECORD_ID = re.compile(r"[a-z][a-z0-9_]{0,39}:[0-9a-f]{8}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class UnusableDecisions(TrialsiftError):
    """A review file does not hold decisions: the message says where and what."""


def path_of(out: Path, document_id: str) -> Path:
    """Where the decisions on a document are kept."""
    return out / f"{document_id}{REVIEW_SUFFIX}"


def load(out: Path, document_id: str) -> Review:
    """The decisions on a document; none where there is no file. Raises UnusableDecisions."""
    return read(content_of(out, document_id), document_id)


def content_of(out: Path, document_id: str) -> bytes:
    """The bytes of a document's review file, b"" where there is none. A link is no review file."""
    path = path_of(out, document_id)
    try:
        return b"" if path.is_symlink() or not path.is_file() else path.read_bytes()
    except OSError as error:
        raise UnusableDecisions(f"{path.name} can't be read: {error.strerror or error}") from None


def read(content: bytes, document_id: str) -> Review:
    """The decisions that a review file's bytes hold. Raises UnusableDecisions."""
    if not content:
        return none_on(document_id)
    try:
        held = json.loads(content, parse_float=Decimal, parse_constant=_refuse_constant)
        return checked(held, document_id)
    except (ValueError, RecursionError) as error:
        raise UnusableDecisions(f"the decisions on {document_id} can't be used: {error}") from None


def none_on(document_id: str) -> Review:
    """No decisions yet."""
    return {"schema": SCHEMA, "document": document_id, "decisions": []}


def save(review: Review, out: Path) -> bytes:
    """Puts the decisions beside their record file, whole; returns the bytes. Raises OutputsUnusable."""
    content = dumps(review)
    outputs.write(path_of(out, review["document"]), content)
    return content


def version_of(content: bytes) -> str:
    """What a page names to say which state of the file its decisions were made on."""
    return outputs.digest(content)[:16] if content else "none"


def checked(held: Any, document_id: str) -> Review:
    """The decisions in their order, with their keys in order. Raises ValueError for anything else."""
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        raise ValueError(f"it has no schema {SCHEMA!r}")
    if held.get("document") != document_id:
        raise ValueError(f"it is about {str(held.get('document'))[:80]!r}")
    decisions = held.get("decisions")
    if not isinstance(decisions, list) or len(decisions) > MOST_DECISIONS:
        raise ValueError(f"decisions is no list of at most {MOST_DECISIONS:,}")
    kept = sorted((_checked(decision, number) for number, decision in enumerate(decisions, start=1)), key=_order)
    return {"schema": SCHEMA, "document": document_id, "decisions": kept}


def kind_of(decision: Decision) -> str:
    """The kind of record that a decision is about."""
    kind: str = decision["kind"] if decision["decision"] == "add" else decision["record"].partition(":")[0]
    return kind


def _order(decision: Decision) -> tuple[bytes, ...]:
    """By kind and quote, as the page's script sorts: by UTF-16, that is."""
    keys = (kind_of(decision), decision["quote"], decision.get("record", ""), f"{decision.get('occurrence', 0):06}")
    return tuple(key.encode("utf-16-be", "surrogatepass") for key in keys)


def _checked(decision: Any, number: int) -> Decision:
    word = decision.get("decision") if isinstance(decision, dict) else None
    if not isinstance(word, str) or word not in KEYS:
        raise ValueError(f"decision {number} is none of {', '.join(KEYS)}")
    keys = KEYS[word]
    if set(decision) - {"note"} != {"decision", *keys} - {"note"}:
        raise ValueError(f"decision {number} ({word}) must hold {', '.join(keys)}")
    for key in keys:
        if key in decision and not _fits(key, decision[key], may_remove=word == "correct"):
            raise ValueError(f"decision {number} ({word}): {key} can't be {str(decision[key])[:80]!r}")
    return {"decision": word} | {key: decision[key] for key in keys if key != "note" or decision.get(key)}


def _fits(key: str, value: Any, *, may_remove: bool) -> bool:
    if key == "record":
        return isinstance(value, str) and bool(_RECORD_ID.fullmatch(value))
    if key == "kind":
        return isinstance(value, str) and bool(_FIELD.fullmatch(value))
    if key == "sha256":
        return isinstance(value, str) and bool(_SHA256.fullmatch(value))
    if key == "occurrence":
        return _is_count(value) and value >= 1
    if key == "span":
        return isinstance(value, list) and len(value) == 2 and all(map(_is_count, value)) and value[0] < value[1]
    if key in ("seen", "fields"):
        return isinstance(value, dict) and all(
            _is_field(name, item, may_remove=may_remove and key == "fields") for name, item in value.items()
        )
    return _is_text(value) and (key not in ("quote", "reviewer") or value.strip() != "")


def _is_field(name: str, value: Any, *, may_remove: bool) -> bool:
    if not _FIELD.fullmatch(name) or name in OWN_KEYS:
        return False
    if isinstance(value, dict):
        return all(_FIELD.fullmatch(inner) and _is_scalar(item) for inner, item in value.items())
    if isinstance(value, list):
        return all(map(_is_text, value))
    return _is_scalar(value) or (value is None and may_remove)


def _is_scalar(value: Any) -> bool:
    if isinstance(value, Decimal):
        # Written out in full, 1e999999999 would fill the disk.
        return value.is_finite() and -30 < value.adjusted() < 30 and len(value.as_tuple().digits) < 60
    return isinstance(value, bool) or _is_text(value) or (isinstance(value, int) and abs(value) < 10**30)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**10


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def of(review: Review) -> Sequence[Decision]:
    """The decisions of a review file."""
    decisions: Sequence[Decision] = review["decisions"]
    return decisions
