"""Tables of figures: rows, Markdown, and their places in docs/benchmarks.md.

What was measured is kept in docs/benchmarks.json, so that one row can be measured
again without the others; the tables of the page are written from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import bars
from benchmarks.measure import ROOT, today, versions

PAGE = ROOT / "docs" / "benchmarks.md"
KEPT = PAGE.with_suffix(".json")
OTHERS = "other work, cores"


class Row(NamedTuple):
    """One row of a table."""

    key: str
    cells: dict[str, str]
    """What is shown, by column."""
    values: dict[str, float] = {}  # noqa: RUF012  (never changed)
    """The same for programs."""
    others: float | None = None
    """Cores that other work kept busy meanwhile."""
    date: str = ""

    def placed(self, others: float) -> Row:
        """Say when it was measured, and with how much other work."""
        return self._replace(others=round(others, 2), date=today())


def figure(
    key: str,
    name: str,
    beside: str,
    shown: tuple[str, str],
    found: dict[str, float],
    remark: str = "",
) -> Row:
    """Make a row of the one table.

    Parameters
    ----------
    beside : str
        What it is compared with, measured in the same run.
    shown : tuple of str
        Ours and theirs, with their units.
    found : dict
        `ratio`, `best` and `worst` where there are any, and what its bar asks for.
    """
    ratio = f"{found['ratio']:.2f}" if "ratio" in found else ""
    if "best" in found:
        ends = sorted((found["best"], found["worst"]), reverse=bars.more_is_better(key))
        ratio += f" ({ends[0]:.2f} .. {ends[1]:.2f})"
    met = bars.met(key, found)
    cells = {
        "figure": name + (f" ({remark})" if remark else ""),
        "ours": shown[0],
        "beside it, in the same run": beside,
        "that": shown[1],
        "ratio (best .. worst)": ratio,
        "bar": bars.text(key),
        "met": {None: "", True: "yes", False: "**no**"}[met],
    }
    return Row(key, cells, {k: round(v, 4) for k, v in found.items()})


def missing(key: str, why: str) -> Row:
    """Stand for a figure that could not be measured."""
    cells = {"figure": f"{key}: not measured, {why}", "bar": bars.text(key)}
    return Row(key, cells)


def markdown(rows: Iterable[Row], date: str = "") -> str:
    """Write rows as a table; one of another day says so."""
    rows = list(rows)
    columns = list(dict.fromkeys(c for row in rows for c in row.cells))
    if any(row.others is not None for row in rows):
        columns.append(OTHERS)
    lines = [columns, ["---"] * len(columns)]
    for row in rows:
        others = "" if row.others is None else f"{row.others:.1f}"
        if date and row.date not in ("", date):
            others += f", {row.date}"
        cells = {**row.cells, OTHERS: others}
        lines.append([_plain(cells.get(column, "")) for column in columns])
    return "\n".join(f"| {' | '.join(cells)} |".replace("  ", " ") for cells in lines)


def _plain(text: str) -> str:
    """Keep a cell in its cell."""
    return " ".join(text.split()).replace("|", "\\|")


def load(kept: Path = KEPT) -> dict[str, Any]:
    """Read what was measured before, by section."""
    return json.loads(kept.read_text("utf-8")) if kept.exists() else {}


def save(
    section: str,
    rows: list[Row],
    order: Iterable[str] = (),
    *,
    remark: str = "",
    page: Path = PAGE,
    kept: Path = KEPT,
) -> None:
    """Put rows in a section of the page; figures that were not measured now stay.

    Parameters
    ----------
    order : iterable of str
        Names of the figures, as they follow each other; keys of rows begin with them.
    remark : str
        A sentence above the table, about this run.
    """
    order = list(order)
    known = load(kept)
    renewed = {_owner(row.key, order) for row in rows}
    every = {
        row["key"]: row
        for row in known.get(section, {}).get("rows", [])
        if _owner(row["key"], order) not in renewed
    }
    every |= {row.key: row._asdict() for row in rows}
    places = {name: n for n, name in enumerate(order)}
    known[section] = {
        "measured": today(),
        "versions": versions(),
        "remark": remark or known.get(section, {}).get("remark", ""),
        "rows": sorted(
            every.values(),
            key=lambda r: places.get(_owner(r["key"], order), len(order)),
        ),
    }
    kept.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", "utf-8")
    written = placed(page.read_text("utf-8"), section, block(known[section]))
    page.write_text(written, "utf-8")


def _owner(key: str, order: list[str]) -> str:
    """Find the figure that a row belongs to."""
    return next((name for name in order if key.startswith(name)), key)


def block(section: dict[str, Any]) -> str:
    """Write a section: when and where it was measured, and its table."""
    rows = [Row(**row) for row in section["rows"]]
    named = section["versions"]
    stack = ", ".join(f"{k} {v}" for k, v in named.items() if k != "cores")
    head = f"Measured {section['measured']} on {named['cores']} cores; {stack}."
    remark = f" {section['remark']}" if section["remark"] else ""
    return f"{head}{remark}\n\n{markdown(rows, section['measured'])}"


def placed(page: str, section: str, text: str) -> str:
    """Put text between the marks of a section; all else stays as it is.

    Raises
    ------
    ValueError
        If the page has no such marks, or more than one pair.
    """
    begin, end = marks(section)
    if page.count(begin) != 1 or page.count(end) != 1:
        raise ValueError(f"the page needs one '{begin}' and one '{end}'")
    before, _, rest = page.partition(begin)
    if end not in rest:
        raise ValueError(f"'{end}' stands before '{begin}'")
    after = rest.partition(end)[2]
    return f"{before}{begin}\n{text}\n{end}{after}"


def marks(section: str) -> tuple[str, str]:
    """What stands before and after a generated section."""
    return f"<!-- measured: {section} -->", f"<!-- end: {section} -->"
