"""The groups that only the words round their sizes name: where the arm inventory knows no name for a size.

"a basic (…; n = 45), a plus (n = 46) and a control group (n = 43)": what stands before its bracket is a group's name;
so is what stands with it in an item of one ("(early: 67; delayed: 61)"), and what its people were given or assigned
to ("26 received fibrin glue, 24 a drain alone"). Only a row of sizes tells this, or a verb: a wrong name is worse
than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.findings.sample_size.case import SEX, TOLD, Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.grouping import AS_GROUP
from extractors.findings.sample_size.label_names import NOUN, checked, name_at_end
from extractors.findings.sample_size.parts import GROUP_OPENS
from extractors.findings.sample_size.told_of import group_told_of, placed_in

ORDINAL = re.compile(r"\b(?:first|second|third|fourth)\s(?:group|arm|cohort)\Z", re.IGNORECASE)
ORDINAL_OF = re.compile(
    r"\b(?P<name>(?:first|second|third|fourth)\s(?:group|arm|cohort))\s(?:of|with)\s\Z", re.IGNORECASE
)
SHORT_FORM = re.compile(r"\([A-Z][\w/+-]{0,7}[A-Z][\w/+-]{0,3}\)")
""" "twice-weekly (PTI) (5.6 mg/kg; n = 48)"."""
ITEM_ENDS = re.compile(r"[;/]|,\s|\sand\s|\svs\.?\s|\sversus\s|:\s")
TAG = re.compile(r"\((?:the\s)?(?P<name>[A-Za-z][\w/+-]{1,20}(?:\s[\w/+-]{1,20}){0,2})\s(?:group|arm)\)")
LONGEST = 120
ITEM_BEGINS = re.compile(r".*(?:[;/(\[]|,\s|\sand\s|\svs\.?\s|\sversus\s|\sor\s)\s?", re.DOTALL)
LEADING = re.compile(
    r"(?:\s?(?:in|to|for|on|of|from|with|under|by|given|receiving|received|assigned\sto|the|an?)\b)+\s?"
)
SHARE = re.compile(r"\s?(?:[(\[]\s?)?\d[\d.]*\s?%(?:\s?[)\]])?,?")
SIZED = frozenset({"arm", "analysed", "completed"})
GIVEN = frozenset({"received", "assigned"})
OBJECT_LEAD = re.compile(
    r"(?:\s(?:to|receive|receiving|either|the|an?|with|by|treatment\swith|be|treated|undergo|use|of|continue|groups?)\b)*\s"
)
OBJECT_ENDS = re.compile(
    r"\s?[(\[;:]|\.(?!\d)|,(?!\d)|\s(?:or|versus|vs\.?|and|for|during|over|every|once|twice|daily|weekly|in|at|on|as|after|before|until"
    r"|per|who|which|was|were|had|have|while|whereas|from|if|when|according|using|because|within|but|instead|compared)\b|\Z"
)
GOING_ON = re.compile(r"\s(?:were\s)?(?:to|received|receiving|given)\s(?:receive\s)?(?:(?:the|an?|only|either)\s)*")
""" "41 assigned to zinc sulfate and 40 to a dummy syrup"."""
LAST_AMOUNT = re.compile(
    r"\s(?:were\s)?(?:to|received|given|got)\s(?P<amount>\d[\d.,]{0,7}\s?(?:mg|g|μg|mcg|ug|mL|ml|IU|U|%)(?:/(?:kg|day|d|m2))*)(?=\s(?:of\s)?[a-z])"
)
AMOUNT = re.compile(r"\d[\d.,]{0,7}\s?(?:mg|g|μg|mcg|ug|mL|ml|IU|U|%)\b")


def with_labels(
    clause: Clause, counts: Sequence[Count], roles: Sequence[Role], arms: Sequence[str | None]
) -> tuple[str | None, ...]:
    """The groups of a sentence's counts; sizes without one are called by what stands beside them."""
    nameless = [
        place
        for place, (count, role, arm) in enumerate(zip(counts, roles, arms, strict=True))
        if role.role in SIZED
        and arm is None
        and count.shape not in {"of", "ratio"}
        and role.why not in {"each", "site"}
    ]
    arms = [
        group_told_of(clause, count) if arm is None and role.role in TOLD and not clause.each_group(count) else arm
        for count, role, arm in zip(counts, roles, arms, strict=True)
    ]
    if not nameless:
        return tuple(arms)
    found = {place: _label(clause, counts, roles, place) for place in nameless}
    taken = [(arm.casefold(), role.role) for arm, role in zip(arms, roles, strict=True) if arm]
    taken += [(name.casefold(), roles[place].role) for place, name in found.items() if name]
    kept = _by_amounts(clause, counts, roles, arms, found)
    for place, name in found.items():
        if name and kept[place] is None and taken.count((name.casefold(), roles[place].role)) == 1:
            kept[place] = name
    return tuple(kept)


def _by_amounts(
    clause: Clause,
    counts: Sequence[Count],
    roles: Sequence[Role],
    arms: Sequence[str | None],
    found: Mapping[int, str | None],
) -> list[str | None]:
    """The names; beside counts told by amounts alone, the last is, too ("19 to 5 mg and 20 to 10 mg of zinc")."""
    amounts = {roles[place].role for place, name in found.items() if name and AMOUNT.fullmatch(name)}
    kept = list(arms)
    for place, (count, role) in enumerate(zip(counts, roles, strict=True)):
        named = arms[place] or found.get(place)
        last = LAST_AMOUNT.match(clause.scan, count.end, clause.end) if named and role.role in amounts else None
        if last:
            kept[place] = clause.text.text[last.start("amount") : last.end("amount")]
    return kept


def _label(clause: Clause, counts: Sequence[Count], roles: Sequence[Role], place: int) -> str | None:
    count = counts[place]
    if clause.each_group(count):
        return None
    bracket = clause.bracket_of(count.start)
    if bracket is None:
        return _outside(clause, counts, roles[place], place) if roles[place].role == "arm" else None
    beside = [
        other
        for other, role in zip(counts, roles, strict=True)
        if role.role == roles[place].role and other is not count
    ]
    if any(bracket[0] < other.start < bracket[1] for other in beside):
        if "espectively" in clause.scan[count.end : bracket[1]]:
            return None
        return _of_item(clause, count, bracket, listed=roles[place].role == "arm")
    if roles[place].role != "arm":
        return None
    if count.noun and (count.noun in SEX or clause.scan[count.end] not in ",;)]"):
        return None
    row = any(clause.bracket_of(other.start) for other in beside)
    return _before(clause, bracket, row=row)


def _outside(clause: Clause, counts: Sequence[Count], role: Role, place: int) -> str | None:
    """The name of a group whose size stands in no bracket: by what told its role, its number, or what it was given."""
    count = counts[place]
    if role.why == "opened" and (opened := GROUP_OPENS.match(clause.scan, clause.start, count.start)):
        return opened["name"]
    if role.why == "called":
        return placed_in(clause, count) or None
    if role.why == "healthy" and "control" in clause.scan[count.start : count.end]:
        return None
    if role.why == "group" and (named := AS_GROUP.match(clause.outside(count.end, clause.end))):
        return named["name"]
    return _ordinal(clause, count) or _given(clause, counts, place)


def _before(clause: Clause, bracket: tuple[int, int], *, row: bool) -> str | None:
    """What stands before a bracket; of a bracket alone only what says that it is a group."""
    end, low = bracket[0], clause.start
    if outer := clause.bracket_of(end):
        low = outer[0] + 1
        if NOUN.search(clause.scan, clause.start, outer[0] - 1):
            end, low = outer[0], clause.start
    while clause.scan[:end].rstrip()[-1:] in {")", "]"}:
        closed = len(clause.scan[:end].rstrip())
        start = next((one for one, two in clause.brackets if two == closed), None)
        if start is None or clause.scan[start - 1 : start] != " ":
            break
        if row and SHORT_FORM.fullmatch(clause.scan, start, closed):
            return clause.scan[start + 1 : closed - 1]
        end = start
    stretch = clause.scan[max(low, end - LONGEST) : end].rstrip()
    if ordinal := ORDINAL.search(stretch):
        return ordinal[0]
    return name_at_end(stretch) if row else None


def _of_item(clause: Clause, count: Count, bracket: tuple[int, int], *, listed: bool) -> str | None:
    """What stands with a count in its item of a bracket: before it (`listed`: and before a comma), else behind it."""
    end = bracket[0] + len(clause.scan[bracket[0] : count.start].rstrip(" :=," if listed else ":="))
    begins = ITEM_BEGINS.match(clause.scan, bracket[0], end)
    left = clause.scan[begins.end() if begins else bracket[0] + 1 : end].rstrip(" :=")
    if left and not clause.text.numerals_between(end - len(left), end) and (name := checked(left)):
        return name
    share = SHARE.match(clause.scan, count.end, bracket[1] - 1)
    start = share.end() if share else count.end
    ends = ITEM_ENDS.search(clause.scan, start, bracket[1] - 1)
    right = clause.scan[start : ends.start() if ends else bracket[1] - 1]
    leading = LEADING.match(right)
    return checked(right[leading.end() :] if leading else right)


def _ordinal(clause: Clause, count: Count) -> str | None:
    """ "The first group of thirty patients was given …"."""
    match = ORDINAL_OF.search(clause.scan, max(clause.start, count.start - 24), count.start)
    return match["name"] if match else None


def _given(clause: Clause, counts: Sequence[Count], place: int) -> str | None:
    """What people were given or assigned to, behind the verb: "26 received fibrin glue and 24 no drain"."""
    count = counts[place]
    end = next((other.start for other in counts[place + 1 :] if not clause.bracket_of(other.start)), clause.end)
    told = len(counts) > 1
    for hit in clause.cues(count.end, end):
        if hit.role not in GIVEN or (not told and clause.scan.startswith("underwent", hit.start)):
            return None
        lead = OBJECT_LEAD.match(clause.scan, hit.end, end)
        if lead is None:
            return None
        amount = AMOUNT.match(clause.scan, lead.end(), end)
        return _object(clause, lead.end(), amount.end() if amount else lead.end(), end)
    going_on = GOING_ON.match(clause.scan, count.end, end) if count.shape in {"ellipsis", "part"} else None
    return _object(clause, going_on.end(), going_on.end(), end) if going_on else None


def _object(clause: Clause, start: int, low: int, end: int) -> str | None:
    """What begins at `start` and goes on at least to `low`: up to the words that end it."""
    stop = OBJECT_ENDS.search(clause.scan, low, end)
    return checked(clause.scan[start : stop.start() if stop else end])


def tag_of(clause: Clause, count: Count, role: Role) -> str | None:
    """The group named in the only bracket behind its people ("81 women chose rest (control arm) and 80 …")."""
    if role.role != "arm" or clause.bracket_of(count.start) is not None:
        return None
    later = clause.text.numerals_between(count.end, clause.end)
    ends = [start for index in later if clause.bracket_of(start := clause.text.numerals[index].start) is None]
    tags = [*TAG.finditer(clause.scan, count.end, min([*ends, clause.end]))]
    return clause.text.text[tags[0].start("name") : tags[0].end("name")] if len(tags) == 1 else None
