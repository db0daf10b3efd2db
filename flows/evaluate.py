"""What outputs are worth against gold: precision, recall and F1 of each kind, and every mistake with its sentence.

Gold is a file of JSON lines, one document each: `doc` (the text file's name), `records` with their quotes, and
`sections` where they are told. The outputs are read as a run wrote them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from extractors.folding import fold
from extractors.sentences import split
from flows.gold import KINDS, Fields, GoldKind, agreeing_fields, core_agrees, judged_fields
from flows.names import safe_path, shown
from flows.scores import Evaluation, Mistake, Score
from flows.sources import WrongUse


class Document(NamedTuple):
    """A document of gold, its source text, and the output that a run wrote; None where there is no output."""

    name: str
    gold: Fields
    text: str
    output: Fields | None


def documents_of(gold: Path, texts: Path, out: Path) -> Iterator[Document]:
    """Each document of gold with its text and output. Raises WrongUse where gold or a text can't be read."""
    for number, line in enumerate(_read(gold).splitlines(), start=1):
        try:
            described = json.loads(line)
            stem = described["doc"].removesuffix(".txt")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise WrongUse(f"{shown(str(gold))}, line {number}: found no gold document") from None
        path = out / f"{safe_path(stem + '.txt')}.json"
        output = json.loads(_read(path)) if path.is_file() else None
        yield Document(stem, described, _read(texts / f"{stem}.txt"), output)


def evaluate(documents: Iterable[Document]) -> Evaluation:
    """The figures of all documents."""
    evaluation = Evaluation()
    for document in documents:
        evaluation.documents += 1
        if document.output is None:
            evaluation.without_output.append(document.name)
        output = document.output or {}
        for kind in KINDS:
            _judge(document, kind, output.get("records", {}).get(kind.name, []), evaluation)
        numbers = output.get("numbers", {})
        evaluation.numerals += numbers.get("total", 0)
        evaluation.unexplained += len(numbers.get("unexplained", ()))
        sections = document.gold.get("sections", ())
        evaluation.sections += len(sections)
        evaluation.sections_right += _sections_right(sections, output.get("sections", ()), document.text)
    return evaluation


def _judge(document: Document, kind: GoldKind, records: list[Fields], evaluation: Evaluation) -> None:
    golds = [gold for gold in document.gold["records"] if gold["type"] == kind.gold]
    places = [_place(gold, document.text) for gold in golds]
    pairs = _pairs(kind, golds, places, records)
    score = evaluation.scores[kind.name]
    score.gold += sum(not gold.get("optional") for gold in golds)
    score.predicted += len(records) - sum(bool(golds[index].get("optional")) for index in pairs)
    for index, gold in enumerate(golds):
        if gold.get("optional"):
            continue
        if index not in pairs:
            sentence = _sentence(document.text, *places[index])
            evaluation.mistakes.append(Mistake("miss", kind.name, document.name, gold["quote"], sentence))
            continue
        wrong = tuple(_wrong_fields(document, kind, gold, records[pairs[index]], score))
        score.found += 1
        score.exact += not wrong
        evaluation.mistakes.extend(wrong)
    for index in sorted(set(range(len(records))) - set(pairs.values())):
        evidence = records[index]["evidence"]
        evaluation.mistakes.append(Mistake("extra", kind.name, document.name, evidence["quote"], evidence["sentence"]))


def _pairs(kind: GoldKind, golds: list[Fields], places: list[tuple[int, int]], records: list[Fields]) -> dict[int, int]:
    """Which record serves which gold, by index: required gold first, then by fields in agreement, then by overlap."""
    possible = []
    for index, (gold, (start, end)) in enumerate(zip(golds, places, strict=True)):
        for number, record in enumerate(records):
            low, high = record["evidence"]["span"]
            if low < end and start < high and (gold.get("optional") or core_agrees(kind, gold, record)):
                overlap = (min(end, high) - max(start, low)) / (max(end, high) - min(start, low))
                agreeing = len(agreeing_fields(kind, gold, record))
                possible.append((bool(gold.get("optional")), -agreeing, -overlap, index, number))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, index, number in sorted(possible):
        if index not in pairs and number not in taken:
            pairs[index] = number
            taken.add(number)
    return pairs


def _wrong_fields(document: Document, kind: GoldKind, gold: Fields, record: Fields, score: Score) -> Iterator[Mistake]:
    agreeing = agreeing_fields(kind, gold, record)
    for name in judged_fields(kind, gold):
        score.judged[name] += 1
        score.right[name] += name in agreeing
        if name not in agreeing:
            sentence = record["evidence"]["sentence"]
            yield Mistake(
                "wrong field", kind.name, document.name, gold["quote"], sentence, name, gold[name], record.get(name)
            )


def _sections_right(golds: Iterable[Fields], found: Iterable[Fields], text: str) -> int:
    """How many sections of gold have a section of their label that begins and ends with their words."""
    left = [(section["label"], " ".join(text[slice(*section["span"])].split())) for section in found]
    right = 0
    for gold in golds:
        first, last = (" ".join(gold[name].split()) for name in ("first", "last"))
        for section in left:
            if section[0] == gold["label"] and section[1].startswith(first) and section[1].endswith(last):
                left.remove(section)
                right += 1
                break
    return right


def _place(gold: Fields, text: str) -> tuple[int, int]:
    """Where a gold record's quote stands; before the text where it stands nowhere."""
    at = -1
    for _ in range(gold.get("nth", 1)):
        at = text.find(gold["quote"], at + 1)
    return at, at + len(gold["quote"])


def _sentence(text: str, start: int, end: int) -> str:
    low, high = text.rfind("\n", 0, max(0, start)) + 1, text.find("\n", max(0, end))
    line = text[low : high if high >= 0 else len(text)]
    sentences = [
        line[begin:finish]
        for begin, finish in split(fold(line), 0, len(line))
        if begin < end - low and start - low < finish
    ]
    return " ".join(sentences) or line


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise WrongUse(f"{shown(str(path))} can't be read: {reason}") from None
