"""sample_size: counts of participants.

Sentence by sentence: the numerals that by their own shape count people, the bare ones that other counts show to be
counts, the predicate that gives each its role, the denominator that the text names elsewhere, and the group.

counts                      the nouns of this room
people, asides              who is counted; ages and names before the noun
things                      what is no people: centres, studies
shapes, standing            how a count is printed
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
apart                       no two sizes of one name
fields                      the fields and their schema
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from extractors.findings.sample_size.apart import told_apart
from extractors.findings.sample_size.breakdown import with_parts
from extractors.findings.sample_size.case import SEX, Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.denominators import with_denominators
from extractors.findings.sample_size.fields import SCHEMA
from extractors.findings.sample_size.inherited import Sizes
from extractors.findings.sample_size.labels import tag_of, with_labels
from extractors.findings.sample_size.people import acronyms_of
from extractors.findings.sample_size.settling import dealt_out, roles_of, set_apart
from extractors.findings.sample_size.shapes import read
from extractors.findings.sample_size.strata import sex_of
from extractors.kind import Claims, Kind
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue, Finding, Sentence
from extractors.numerals import Numeral
from extractors.traced_text import CleanSpan

PLANNED = "planned"
"""A size that was wanted, not reached: no record, so that no reader takes it for a total."""
COUNTING = frozenset({"digits", "words"})
SIGNED = frozenset("+-.0")
PERCENT = ("%", " %")
MOST = 10_000_000
MOST_PLAIN = len(str(MOST))
LONGEST = 1_200
MANY = 100
DENSEST = 10
"""Of MANY numbers in one sentence, each has at least so many characters: else there is no room for words."""
LEADS_IN = (", ", ": ", " ", " (")
LONGEST_NAME = 60
CLOSE = 24
"""Characters between a count and the group that stands close behind it."""
WITHOUT_ARM = frozenset({"total", "screened"})
SETS = frozenset({"ITT", "MITT", "PP", "FAS", "PPS"})
"""Names of the sets of an analysis: no groups."""
OWN_NAME = re.compile(
    r"\s(?P<name>intervention|experimental|control|placebo|treatment)"
    r"(?=,?\s(?:and|or|vs\.?|versus)\s\d|\s(?:group\s|arm\s)?(?:patients|participants|subjects|women|men|children)\b|[;)]|,\s(?:and|\d))"
)
"""A group's common name right behind a count: "59 intervention and 57 control, …"."""
LETTER_TAG = re.compile(r"[(\[](?:the\s)?(?P<name>(?:[Gg]roup|[Aa]rm|[Cc]ohort)[\s-][A-Z0-9]{1,4})[)\]]")
ELSEWHERE = re.compile(
    r"\b(?:previous|earlier|prior|recent|another)\s(?:\w+\s){0,3}(?:stud(?:y|ies)|trials?|report)\b|\bet\sal\b"
)


def find(text: AnnotatedText, claims: Claims) -> Iterator[Finding]:
    """Every sample_size of a document."""
    last: Count | None = None
    largest = 0
    sizes = Sizes()
    acronyms = acronyms_of(text.scan)
    for sentence, indices in _candidates(text, claims):
        if len(indices) > MANY and sentence.end - sentence.start < DENSEST * len(indices):
            continue
        clause = Clause(text, sentence, acronyms)
        counts = with_parts(clause, *_own_shapes(clause, indices))
        if not counts:
            continue
        wholes = {count.part_of for count in counts if count.part_of is not None and not sex_of(clause, count)}
        roles = set_apart(clause, counts, dealt_out(clause, counts, roles_of(clause, counts, largest), largest))
        counted = with_denominators(clause, counts, last)
        arms = _arms(clause, counted, roles, sizes, wholes)
        for count, role, arm in zip(counted, roles, arms, strict=True):
            if role.role != PLANNED:
                yield _finding(clause, claims, count, role, arm)
        last = _whole_of(counts)
        largest = max(largest, *[count.value for count in counts])


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


def _arms(
    clause: Clause, counts: Sequence[Count], roles: Sequence[Role], sizes: Sizes, wholes: Collection[int | None]
) -> tuple[str | None, ...]:
    """The groups of a sentence's counts; one that the sentence divides into groups has no group of its own."""
    arms: list[str | None] = []
    for count, role in zip(counts, roles, strict=True):
        arm = None if role.role == PLANNED or count.numeral in wholes else _arm(clause, count, role, sizes)
        if role.role != PLANNED:
            sizes.remember(clause, count, role.role, arm)
        arms.append(arm)
    return with_labels(clause, counts, roles, told_apart(clause, counts, roles, arms) if len(counts) > 1 else arms)


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


def _arm(clause: Clause, count: Count, role: Role, sizes: Sizes) -> str | None:
    """The group's name: the label in the quote ("Group A: 26"), else what the arm inventory or the whole says."""
    if role.role in WITHOUT_ARM or role.why == "site":
        return None
    if role.why == "tagged" and (tag := LETTER_TAG.search(clause.scan, count.end, clause.end)):
        return clause.text.text[tag.start("name") : tag.end("name")]
    if count.of is None and (clause.each_group(count) or clause.scan.startswith(":", count.end)):
        return None
    if count.shape == "label":
        return clause.text.text[count.start : clause.text.numerals[count.numeral].start].rstrip(" :=,\u00a0")
    if count.of is not None and clause.scan[count.end - 1] == ")":
        inside = clause.text.arms.mentions_between(count.start, clause.scan.rfind("(", count.start, count.end))
        if len(inside) == 1:
            return inside[0].name
    name = clause.text.arms.arm_of(CleanSpan(count.start, count.end), clause.sentence)
    if name is not None and (name.upper() in SETS or (count.noun in SEX and name.lower() in SEX)):
        return None
    if name is not None and count.shape == "ellipsis" and not _is_beside(clause, count, name):
        return None
    if name is not None and not (_is_tied(clause, count, name) or sizes.may_hold(name, count, role.role)):
        return None
    return name or _own_arm(clause, count) or sizes.arm_of(clause, count) or tag_of(clause, count, role)


def _is_tied(clause: Clause, count: Count, name: str) -> bool:
    """Whether the name stands close behind a count ("25 in Group 2"): then it is the count's, whatever was told."""
    before = clause.text.arms.mentions_between(max(clause.start, count.start - LONGEST_NAME), count.start)
    if before and before[-1].name == name and clause.scan[before[-1].at.end : count.start] in LEADS_IN:
        return True
    near = clause.text.arms.mentions_between(count.end, count.end + CLOSE)
    return bool(near) and near[0].name == name


def _is_beside(clause: Clause, count: Count, name: str) -> bool:
    """Whether the name stands between a count's own bracket and the bracket before it ("A (421), B 500 mg (449)")."""
    bracket = clause.bracket_of(count.start)
    if bracket is None:
        return True
    done = max((end for start, end in clause.brackets if end <= bracket[0]), default=clause.start)
    return name in clause.text.text[done : bracket[1]]


def _own_arm(clause: Clause, count: Count) -> str | None:
    """The group named inside the quote or right behind it ("26 active participants", "71 early and 72 late ones")."""
    near = clause.text.arms.mentions_between(count.start, count.end + 2)
    if len(near) == 1:
        return near[0].name
    word = OWN_NAME.match(clause.scan, count.end, clause.end)
    return clause.text.text[word.start("name") : word.end("name")] if word else None


KIND = Kind(
    name="sample_size",
    fields=tuple(SCHEMA),
    rank=40,
    find=find,
    schema=SCHEMA,
)
component = KIND.component()
