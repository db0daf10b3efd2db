"""sample_size: counts of participants.

Sentence by sentence: the numerals that by their own shape count people, the bare ones that other counts show to be
counts, the predicate that gives each its role, the denominator that the text names elsewhere, and the group.

counts                      the nouns of this room
people, asides              who is counted; ages and names before the noun
things                      what is no people: centres, studies
shapes, standing, labelled  how a count is printed, and what labels it
lefts, verbs, tails, bare, next_words               what stands beside a number: left, right, its noun, nothing
breakdown, row_openings     bare numbers that are parts, or begin a row
sums, parts                 which numbers add up to a count; the roles of a whole and its parts
denominators                "Of 580 patients, …" before the count
cues, cue_words, openings   the words that give a role, and where they can begin
roles, predicates           a clause's cues, who leads whom; which clause is a count's predicate
case, decisions, open_rows  a count with all of this, and from it to the role: a table
settling, unled             the roles of a sentence, in order; without a predicate that a cue knows
fates, receiving            lost, completed, analysed, screened; what "received" makes of a count
wording, grouping           "all 21", "the other three"; "57 in the control group", "(group A)"
brackets, compared          what a bracket says of its count, and of two set against one another
strata, traits              men, women, one origin, healthy people; what people are or had before
leading                     clipped and parallel phrases: "and enrolled 212", "8/22 vs 6/22 (p = .7)"
sizes, listed, inherited    groups: of what "(n = 73)" is the size, and whose it is
labels, label_names, told_of                        groups that nothing but the words round a count names
whose, own_names, apart     the group of each count; what a bracket names; no two sizes of one name
passed_on, each_group       roles that pass from one count on to the next, or are said of each group
fields                      the fields and their schema
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.findings.sample_size.breakdown import with_parts
from extractors.findings.sample_size.case import Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.denominators import with_denominators
from extractors.findings.sample_size.fields import SCHEMA
from extractors.findings.sample_size.inherited import Sizes
from extractors.findings.sample_size.people import acronyms_of
from extractors.findings.sample_size.settling import dealt_out, roles_of, set_apart
from extractors.findings.sample_size.shapes import read
from extractors.findings.sample_size.strata import sex_of
from extractors.findings.sample_size.whose import PLANNED, Told, arms_of
from extractors.kind import Claims, Kind
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue, Finding, Sentence
from extractors.numerals import Numeral
from extractors.traced_text import CleanSpan

COUNTING = frozenset({"digits", "words"})
SIGNED = frozenset("+-.0")
PERCENT = ("%", " %")
MOST = 10_000_000
MOST_PLAIN = len(str(MOST))
LONGEST = 1_200
MANY = 100
DENSEST = 10
"""Of MANY numbers in one sentence, each has at least so many characters: else there is no room for words."""
ELSEWHERE = re.compile(
    r"\b(?:previous|earlier|prior|recent|another)\s(?:\w+\s){0,3}(?:stud(?:y|ies)|trials?|report)\b|\bet\sal\b"
)


def find(text: AnnotatedText, claims: Claims) -> Iterator[Finding]:
    """Every sample_size of a document."""
    last: Count | None = None
    largest = 0
    sizes = Sizes()
    first: Told | None = None
    acronyms = acronyms_of(text.scan)
    for sentence, indices in _candidates(text, claims):
        if len(indices) > MANY and sentence.end - sentence.start < DENSEST * len(indices):
            continue
        clause = Clause(text, sentence, acronyms)
        counts = with_parts(clause, *_own_shapes(clause, indices))
        if not counts:
            continue
        wholes = {count.part_of for count in counts if count.part_of is not None and not sex_of(clause, count)}
        roles = set_apart(
            clause, counts, dealt_out(clause, counts, roles_of(clause, counts, largest), largest), largest
        )
        counted = with_denominators(clause, counts, last)
        arms = arms_of(clause, counted, roles, sizes, wholes)
        if first is not None:
            yield from _findings(claims, first.seen_from(counts, roles))
        first = Told(clause, counted, roles, arms) if not largest else None
        if first is None:
            yield from _findings(claims, Told(clause, counted, roles, arms))
        last = _whole_of(counts)
        largest = max(largest, *[count.value for count in counts])
    if first is not None:
        yield from _findings(claims, first)


def _findings(claims: Claims, told: Told) -> Iterator[Finding]:
    """The findings of a sentence; a size that was only wanted is none."""
    for count, role, arm in zip(told.counts, told.roles, told.arms, strict=True):
        if role.role != PLANNED:
            yield _finding(told.clause, claims, count, role, arm)


def _whole_of(counts: Sequence[Count]) -> Count:
    """The count that "of these" in the next sentence refers to: the last, or the whole that it is a part of."""
    part_of = counts[-1].part_of
    return next((count for count in counts if count.numeral == part_of), counts[-1])


def _candidates(text: AnnotatedText, claims: Claims) -> Iterator[tuple[Sentence, list[int]]]:
    """The sentences with numerals that may count people, and these."""
    sentence, indices = None, list[int]()
    scan, high = text.scan, 0
    for index, (owner, numeral) in enumerate(zip(claims.owners, text.numerals, strict=True)):
        if owner is not None or not _can_count(scan, numeral):
            continue
        start = numeral.start
        if sentence is None or start >= high:
            if sentence is not None:
                yield sentence, indices
            sentence, indices = _piece(text.sentence_at(start), start), []
            high = sentence.end
        indices.append(index)
    if sentence is not None:
        yield sentence, indices


def _piece(sentence: Sentence, at: int) -> Sentence:
    """The sentence; of one of more than LONGEST characters, which no author wrote, the piece that holds an offset."""
    if sentence.end - sentence.start <= LONGEST:
        return sentence
    start = at - (at - sentence.start) % LONGEST
    return Sentence(start, min(start + LONGEST, sentence.end), sentence.section)


def _can_count(scan: str, numeral: Numeral) -> bool:
    start, end, value, form = numeral
    if scan[start] in SIGNED or form not in COUNTING or scan.startswith(PERCENT, end):
        return False
    printed = scan[start:end]
    if printed.isdecimal() and end - start < MOST_PLAIN:
        return True
    return "." not in printed and value == (whole := int(value)) and 1 <= whole < MOST


def _own_shapes(clause: Clause, indices: list[int]) -> tuple[list[Count], list[int]]:
    """The counts that show it by their own shape, and the numerals that don't."""
    counts: list[Count] = []
    rest: list[int] = []
    taken: set[int] = set()
    for index in indices:
        count = read(clause, index) if index not in taken else None
        if count is None:
            rest.append(index)
        else:
            counts.append(count)
            taken.update(count.owned)
    return counts, [index for index in rest if index not in taken] if taken else rest


def _finding(clause: Clause, claims: Claims, count: Count, role: Role, arm: str | None) -> Finding:
    """The finding of a count."""
    at = CleanSpan(count.start, count.end)
    fields: dict[str, FieldValue] = {"value": count.value, "role": role.role}
    if arm is not None:
        fields["arm"] = arm
    if count.of is not None:
        fields["of"] = count.of
    if count.percent is not None:
        fields["percent"] = count.percent
    if clause.sentence.section == "background" and ELSEWHERE.search(clause.open):
        fields["other_study"] = True
    owners = claims.owners
    owned = tuple([index for index in count.owned if owners[index] is None])
    return Finding(at, fields, owned, f"sample_size.{count.shape}_{role.why}")


KIND = Kind(
    name="sample_size",
    fields=tuple(SCHEMA),
    rank=40,
    find=find,
    schema=SCHEMA,
)
component = KIND.component()
