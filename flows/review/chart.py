"""CD4 levels over time by arm: the geometry of a small chart, and the table beneath it.

Drawn only where some arm has levels at two times or more; what has no time that can be placed stands in the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from extractors.record_json import number_text

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 44
WEEKS = {"day": 1 / 7, "week": 1.0, "month": 365 / 84, "year": 365 / 7}
_START = re.compile(r"\b(?:baseline|entry|enrol\w{0,8}|randomi[sz]ation|start)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"""(?P<unit>day|week|month|year)s?\s(?P<late>\d{1,4})\b
      | \b(?P<early>\d{1,4}(?:\.\d)?)[\s-](?P<of>day|week|month|year)""",
    re.IGNORECASE | re.VERBOSE,
)
STEPS = (1, 2, 2.5, 5, 10)


class Level(NamedTuple):
    """One CD4 level as the table has it; `weeks` is None where its time can't be placed."""

    record: str
    arm: str
    time: str
    weeks: float | None
    value: float
    shown: str
    spread: str
    low: float
    high: float


class Point(NamedTuple):
    """A level on the chart: its place, and the ends of its bar."""

    x: float
    y: float
    bar_top: float
    bar_foot: float
    level: Level


class Series(NamedTuple):
    """The points of one arm in the order of time; `line` joins them."""

    arm: str
    points: tuple[Point, ...]
    line: str


class Tick(NamedTuple):
    """A mark on an axis."""

    at: float
    label: str


class Chart(NamedTuple):
    """All that is drawn, and the levels of the table."""

    series: tuple[Series, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    levels: tuple[Level, ...]


def chart_of(records: Iterable[Mapping[str, Any]]) -> Chart | None:
    """The chart of a document's CD4 records; None where there is nothing over time."""
    levels = tuple(_level(record) for record in records if _is_level(record))
    placed = [level for level in levels if level.weeks is not None]
    times: dict[str, set[float | None]] = {}
    for level in placed:
        times.setdefault(level.arm, set()).add(level.weeks)
    if not any(len(weeks) > 1 for weeks in times.values()):
        return None
    last, most = max(level.weeks or 0 for level in placed), max(level.high for level in placed)
    across, up = _ticks(last), _ticks(most)
    series = tuple(
        _series(arm, [level for level in placed if level.arm == arm], last=across[-1], most=up[-1]) for arm in times
    )
    return Chart(
        series,
        tuple(Tick(_x(weeks, across[-1]), f"{weeks:g}") for weeks in across),
        tuple(Tick(_y(count, up[-1]), f"{count:g}") for count in up),
        levels,
    )


def weeks_of(time: str) -> float | None:
    """A time point in weeks from the start; None where the text gives none that can be placed."""
    if found := _AFTER.search(time):
        unit, count = (found["unit"], found["late"]) if found["unit"] else (found["of"], found["early"])
        return round(float(count) * WEEKS[unit.casefold()], 3)
    return 0.0 if _START.search(time) else None


def _is_level(record: Mapping[str, Any]) -> bool:
    has_value = "value" in record or ("low" in record and "high" in record)
    return (
        record.get("kind") == "level" and record.get("unit") == "cells/uL" and has_value and not _is_elsewhere(record)
    )


def _is_elsewhere(record: Mapping[str, Any]) -> bool:
    return bool(record.get("other_study"))


def _level(record: Mapping[str, Any]) -> Level:
    spread = record.get("spread")
    spread = spread if isinstance(spread, Mapping) else {}
    if "value" in record:
        value, shown = float(record["value"]), _number(record["value"])
        low, high = _bar(value, spread)
    else:
        low, high = float(record["low"]), float(record["high"])
        value, shown = (low + high) / 2, f"{_number(record['low'])} to {_number(record['high'])}"
    time = str(record.get("time", ""))
    return Level(
        record["id"], str(record.get("arm", "")), time, weeks_of(time), value, shown, _spread(spread), low, high
    )


def _bar(value: float, spread: Mapping[str, Any]) -> tuple[float, float]:
    if "low" in spread and "high" in spread:
        return float(spread["low"]), float(spread["high"])
    half = float(spread.get("value", 0))
    return value - half, value + half


def _spread(spread: Mapping[str, Any]) -> str:
    if not spread:
        return ""
    numbers = " to ".join(_number(spread[key]) for key in ("low", "high") if key in spread)
    return f"{spread.get('type', '')} {numbers or _number(spread.get('value', ''))}".strip()


def _number(value: Any) -> str:
    return number_text(value) if isinstance(value, Decimal) else str(value)


def _series(arm: str, levels: Sequence[Level], *, last: float, most: float) -> Series:
    in_time = sorted(levels, key=lambda level: level.weeks or 0)
    points = tuple(
        Point(_x(level.weeks or 0, last), _y(level.value, most), _y(level.high, most), _y(level.low, most), level)
        for level in in_time
    )
    return Series(arm, points, " ".join(f"{point.x:g},{point.y:g}" for point in points))


def _ticks(most: float) -> tuple[float, ...]:
    """Five steps or fewer of a round size, from 0 to beyond `most`."""
    size = 10.0 ** (len(str(int(max(most, 1) / 5))) - 1)
    step = next(step * size for step in STEPS if step * size * 5 >= most)
    return tuple(step * count for count in range(6) if step * (count - 1) < most)


def _x(weeks: float, last: float) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * weeks / last, 1)


def _y(count: float, most: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * max(count, 0) / most, 1)
