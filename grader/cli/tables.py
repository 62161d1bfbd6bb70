"""Set a table's cells in columns, as records, or in one line a row."""

from __future__ import annotations

from grader.cli.wrapping import Row, Run, Unit, cells, fill

Cell = list[Unit]

_GAP = "  "
_NARROW = 14  # cells: sentences in a narrower column are hard to read
_INDENT = "  "


def beside(
    names: list[Cell], rows: list[list[Cell]], sides: list[str], rule: str, room: int
) -> list[Row]:
    """Set cells in columns without boxes.

    Parameters
    ----------
    names : list of cells
        The header.
    sides : list of str
        A column's "text-align:right" or "text-align:center"; else left.
    rule : str
        The character that underlines the header.

    Returns
    -------
    list of rows
        None at all where the columns would be too narrow to read.
    """
    widths = _widths([names, *rows], room)
    if widths is None:
        return []
    done = [*_row(names, widths, sides), [Run(_GAP.join(rule * w for w in widths))]]
    blocks = [_row(row, widths, sides) for row in rows]
    # Rows of many lines stand apart, or their ends could not be seen.
    apart = max(map(len, blocks), default=0) > 2
    for i, block in enumerate(blocks):
        done += [[], *block] if i and apart else block
    return done


def records(names: list[Cell], rows: list[list[Cell]], room: int) -> list[Row]:
    """Write each row as a record: a line "name: value" for each column."""
    done: list[Row] = []
    for row in rows:
        if done:
            done.append([])
        for i, pair in enumerate(_pairs(names, row)):
            done += _hanging(pair, _INDENT if i else "", room)
    return done or fill([unit for name in names for unit in name], room)


def told(names: list[Cell], rows: list[list[Cell]], room: int) -> list[Row]:
    """Write each row as a sentence: "name: value | name: value"."""
    done: list[Row] = []
    for row in rows:
        units: list[Unit] = []
        for pair in _pairs(names, row):
            units += [Unit((Run("|"),)), *pair] if units else pair
        done += _hanging(units, "", room)
    return done or fill([unit for name in names for unit in name], room)


def _widths(rows: list[list[Cell]], room: int) -> list[int] | None:
    columns = list(zip(*rows, strict=True))
    widths = [max(_natural(cell) for cell in column) for column in columns]
    narrowest = [
        max(min(widest, _NARROW), *(u.cells for cell in column for u in cell), 0)
        for widest, column in zip(widths, columns, strict=True)
    ]
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    for _ in range(excess):
        wide = max(
            range(len(widths)), key=lambda i: widths[i] - narrowest[i] and widths[i]
        )
        if widths[wide] <= narrowest[wide]:
            return None
        widths[wide] -= 1
    return widths


def _natural(cell: Cell) -> int:
    return cells(run for row in fill(cell, 10**6) for run in row)


def _row(row: list[Cell], widths: list[int], sides: list[str]) -> list[Row]:
    filled = [fill(cell, width) for cell, width in zip(row, widths, strict=True)]
    done: list[Row] = []
    for line in range(max(map(len, filled), default=0)):
        runs: Row = []
        for i, (lines, width) in enumerate(zip(filled, widths, strict=True)):
            runs.append(Run(_GAP if i else ""))
            runs += _padded(lines[line] if line < len(lines) else [], width, sides[i])
        done.append(runs)
    return done


def _padded(row: Row, width: int, side: str) -> Row:
    free = max(width - cells(row), 0)
    left = {"right": free, "center": free // 2}.get(side.rpartition(":")[2], 0)
    return [Run(" " * left), *row, Run(" " * (free - left))]


def _pairs(names: list[Cell], row: list[Cell]) -> list[list[Unit]]:
    """Join the name of each column with its value, where there is one."""
    done = []
    for name, value in zip(names, row, strict=True):
        if not value:
            continue
        last = [Unit((*name[-1].runs, Run(":")), name[-1].before)] if name else []
        done.append([*name[:-1], *last, *value])
    return done


def _hanging(units: list[Unit], indent: str, room: int) -> list[Row]:
    """Fill rows, the later ones further in than the first."""
    hang = indent + _INDENT
    rows = fill(units, max(room - len(hang), 1))
    return [[Run(hang if i else indent), *row] for i, row in enumerate(rows)]
