"""The evidence table of one document: its arms as rows, what was found out about each as columns.

How many participants, what they were given, their CD4 values at baseline, at each time, the changes, how far they
spread, and the P values of the comparisons. A second value for one cell gets a column of its own: none is dropped.
An arm is one row under all its names; what belongs to no arm stands in a last row. Other studies and thresholds
are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from extractors.field_schema import Schema
from flows.export_tables import Column, Record, Row, Table, Type, Value, fits, text_of
from flows.review.chart import weeks_of

NO_ARM = ""
COUNTED: Mapping[str, str] = {
    "arm": "n",
    "total": "n",
    "screened": "n screened",
    "analysed": "n analysed",
    "completed": "n completed",
    "withdrawn": "n withdrawn",
}
MEASURED: Mapping[str, str] = {"level": "cd4", "change": "cd4 change", "difference": "cd4 difference"}
NO_TIME = "at no stated time"
PARTS: Mapping[str, Type] = {
    "": "number",
    " low": "number",
    " high": "number",
    " statistic": "text",
    " spread": "text",
    " P": "text",
}
"""What one measurement may fill: its own column, and those beside it."""


class Place(NamedTuple):
    """Where measurements of one sort stand: what, when, and which copy where several say otherwise."""

    measured: str
    time: str
    ucum: str
    copy: int

    @property
    def name(self) -> str:
        """The column's name: cd4 week 96 [{cells}/uL]"""
        return f"{self.measured} {self.time} [{self.ucum}]{_copied(self.copy)}"


def evidence_table(record_file: Mapping[str, Any], cd4: Schema) -> Table:
    """The table of one document; `cd4` is the schema of CD4 values, which has their codes."""
    listed = {alias.casefold(): arm["name"] for arm in record_file["arms"] for alias in arm.get("aliases", ())}
    records = {
        kind: [_with_listed_arm(record, listed) for record in rows if not record.get("other_study")]
        for kind, rows in record_file["records"].items()
    }
    table = _Filling(_arms(record_file, records))
    for record in records.get("sample_size", ()):
        table.count(record)
    for arm, doses in _by_arm(records.get("dose", ())).items():
        table.put(arm, "regimen", "; ".join(dict.fromkeys(map(regimen_text, doses))), "text")
    ucum = cd4["unit"]["x-ucum"] if cd4 else {}
    for record in records.get("cd4_value", ()):
        if record.get("kind") in MEASURED:
            table.measure(record, ucum)
    for record in records.get("p_value", ()):
        if not record.get("alpha"):
            table.judge(record)
    loinc = cd4["unit"]["x-loinc"]["cells/uL"] if cd4 else ""
    return table.filled(record_file["document"]["id"], record_file["arms"], loinc)


def regimen_text(dose: Record) -> str:
    """A dose in one line: interleukin-2 4500000 IU, subcutaneous, 2 a day, for 5 days, every 56 days, 3 cycles"""
    amount = text_of(dose["value"]) if "value" in dose else f"{_said(dose, 'low')}–{_said(dose, 'high')}"
    unit = f"{dose.get('unit', '')}{'/' if 'per' in dose else ''}{dose.get('per', '')}"
    frequency = dose.get("frequency")
    parts = (
        " ".join(filter(None, (dose.get("drug"), f"{amount} {unit}" if unit else None))),
        dose.get("route"),
        frequency if frequency is None or isinstance(frequency, str) else f"{text_of(frequency)} a day",
        f"for {_said(dose, 'duration_days')} days" if "duration_days" in dose else None,
        f"every {_said(dose, 'interval_days')} days" if "interval_days" in dose else None,
        f"{_said(dose, 'cycles')} cycles" if "cycles" in dose else None,
    )
    return ", ".join(filter(None, parts))


def p_text(record: Record) -> str:
    """0.008, <0.001 or NS"""
    operator = record.get("operator", "=")
    return f"{'' if operator == '=' else operator}{_said(record, 'value')}"


class _Filling:
    """A table while it is filled: cells by arm and column."""

    def __init__(self, arms: Sequence[str]) -> None:
        self.names = {arm.casefold(): arm for arm in reversed(arms)}  # the first name of each stays
        self.cells: dict[str, dict[str, Value]] = {arm.casefold(): {} for arm in arms}
        self.types: dict[str, Type] = {}
        self.places: dict[Place, None] = {}
        self.stands: dict[str, tuple[str, Place]] = {}

    def put(self, arm: str, name: str, value: Value, kind_of_value: Type) -> None:
        """A value in its column, or in a copy of it where the cell says something else."""
        copy, arm = 1, arm.casefold()
        while self.cells[arm].get(f"{name}{_copied(copy)}", value) != value:
            copy += 1
        self.types[f"{name}{_copied(copy)}"] = kind_of_value
        self.cells[arm][f"{name}{_copied(copy)}"] = value

    def count(self, record: Record) -> None:
        """A number of participants of an arm; or of all, where it is the total."""
        role, arm = str(record.get("role")), record.get("arm", NO_ARM)
        belongs = role != "total" or arm == NO_ARM
        if role in COUNTED and belongs and (arm or role != "arm") and fits(record.get("value"), "integer"):
            self.put(arm, COUNTED[role], record["value"], "integer")

    def measure(self, record: Record, ucum: Mapping[str, str]) -> None:
        """A CD4 value, with all that is printed with it, in one copy of its columns."""
        arm, unit = record.get("arm", NO_ARM).casefold(), str(record.get("unit", ""))
        said = dict(_parts(record))
        copy = 1
        while True:
            place = Place(MEASURED[record["kind"]], record.get("time", NO_TIME), ucum.get(unit, unit), copy)
            there = {part: self.cells[arm].get(f"{place.name}{part}") for part in PARTS if part != " P"}
            if not any(value is not None for value in there.values()) or there == said:
                break
            copy += 1
        self.places[place] = None
        self.stands[record["id"]] = arm, place
        self.cells[arm] |= {f"{place.name}{part}": value for part, value in said.items() if value is not None}

    def judge(self, record: Record) -> None:
        """A P value beside the measurements that it was computed on; one of CD4 that names none, in the last row."""
        stands = [self.stands[record_id] for record_id in record.get("supports", ()) if record_id in self.stands]
        for arm, place in dict.fromkeys(stands):
            self._add(arm, f"{place.name} P", p_text(record))
        if not stands and record.get("about") == "cd4":
            self.types["cd4 P"] = "text"
            self._add(NO_ARM, "cd4 P", p_text(record))

    def _add(self, arm: str, name: str, text: str) -> None:
        before = self.cells[arm].get(name)
        said = [] if before is None else str(before).split("; ")
        self.cells[arm][name] = "; ".join(dict.fromkeys((*said, text)))

    def filled(self, document_id: str, arms: Sequence[Record], loinc: str) -> Table:
        """The table: columns in the order of counts, regimen, times; rows in the order of arms."""
        roles = {arm["name"].casefold(): arm.get("role") for arm in reversed(arms)}
        rows: list[Row] = []
        for arm, cells in self.cells.items():
            if cells or arm in roles:
                first = {"document": document_id, "arm": self.names[arm] or None, "role": roles.get(arm)}
                rows.append({name: value for name, value in {**first, **cells}.items() if value is not None})
        columns = [Column("document", "text"), Column("arm", "text"), Column("role", "text")]
        columns += [Column(name, self.types[name]) for name in sorted(self.types, key=_rank)]
        columns += list(self._measured())
        if any(place.ucum == "{cells}/uL" for place in self.places):
            columns.append(Column("loinc", "text"))
            rows = [{**row, "loinc": loinc} for row in rows]
        return Table(tuple(columns), tuple(rows))

    def _measured(self) -> Iterator[Column]:
        seen = list(self.places)
        held = {name for cells in self.cells.values() for name in cells}
        for place in sorted(seen, key=lambda place: (_in_time(place), seen.index(place))):
            for part, kind_of_value in PARTS.items():
                if f"{place.name}{part}" in held:
                    yield Column(f"{place.name}{part}", kind_of_value)


def _with_listed_arm(record: Record, listed: Mapping[str, str]) -> Record:
    """A record whose arm, where it is named by an alias, has the name that the document lists."""
    name = listed.get(record.get("arm", NO_ARM).casefold())
    return {**record, "arm": name} if name else record


def _arms(record_file: Mapping[str, Any], records: Mapping[str, Sequence[Record]]) -> tuple[str, ...]:
    """The document's arms, then those that only records name, then the row without one."""
    named = (record["arm"] for rows in records.values() for record in rows if "arm" in record)
    return tuple(dict.fromkeys((*(arm["name"] for arm in record_file["arms"]), *named, NO_ARM)))


def _by_arm(doses: Sequence[Record]) -> Mapping[str, list[Record]]:
    held: dict[str, list[Record]] = {}
    for dose in doses:
        held.setdefault(dose.get("arm", NO_ARM), []).append(dose)
    return held


def _parts(record: Record) -> Iterator[tuple[str, Value]]:
    spread = record.get("spread")
    bound = record.get("comparator", "")
    yield "", record.get("value") if not bound else None
    yield " low", record.get("low", record.get("value") if bound[:1] == ">" else None)
    yield " high", record.get("high", record.get("value") if bound[:1] == "<" else None)
    yield " statistic", record.get("statistic")
    yield " spread", None if spread is None else _spread_text(spread)


def _spread_text(spread: Mapping[str, Any]) -> str:
    numbers = " to ".join(text_of(spread[key]) for key in ("value", "low", "high") if key in spread)
    return f"{spread.get('type', '')} {numbers}".strip()


def _in_time(place: Place) -> tuple[int, bool, float]:
    weeks = weeks_of(place.time)
    return list(MEASURED.values()).index(place.measured), weeks is None, weeks or 0.0


def _rank(name: str) -> tuple[int, str]:
    order = (*dict.fromkeys(COUNTED.values()), "regimen", "cd4 P")
    return order.index(name.partition(" (")[0]), name


def _said(record: Record, name: str) -> str:
    return text_of(record[name]) if name in record else ""


def _copied(copy: int) -> str:
    return "" if copy == 1 else f" ({copy})"
