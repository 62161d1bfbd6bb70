"""In a notebook: ``%load_ext grader.notebook``, then ``%%check ex04`` above a cell.

The cell runs in the notebook as always.  It is judged elsewhere, by ``learn check`` in a
process of its own and there behind the usual walls, together with the imports and
definitions of earlier cells that it needs: nothing that a check knows comes near
the notebook's kernel.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

MAX_CELLS = 500
"""Earlier cells that are looked through, the newest."""

_MARKS = {"passed": "PASS", "skipped": "SKIP", "broken": "BROKEN"}
_COLORS = {"PASS": "#1a7f37", "FAIL": "#b42318", "SKIP": "#6b7280", "BROKEN": "#8a4b00"}


class Verdict:
    """What ``learn check`` said: rich where a notebook shows HTML, else its text.

    Attributes
    ----------
    result : dict
        The ``learn.check/1`` object.
    """

    def __init__(self, result: dict[str, Any]) -> None:
        self.result = result

    def __repr__(self) -> str:
        """Give head, misconceptions and checks as lines."""
        rows = [self._head(), *(f"Perhaps this: {m}" for m in self._beliefs())]
        for check in self.result["checks"]:
            rows.append(f"  {_mark(check):6} {check['claim']}")
            rows += [f"         {text}" for text in _said(check)]
        return "\n".join(rows)

    def _repr_html_(self) -> str:
        beliefs = "".join(
            f"<p><strong>Perhaps this:</strong> {escape(text)}</p>"
            for text in self._beliefs()
        )
        rows = "".join(_row(check) for check in self.result["checks"])
        head = f"<p><strong>{escape(self._head())}</strong></p>"
        return f"<div>{head}{beliefs}<table>{rows}</table></div>"

    def _head(self) -> str:
        result = self.result
        passed = sum(c["verdict"] == "passed" for c in result["checks"])
        return (
            f"{result['exercise']} {result['title']}: {passed} of "
            f"{len(result['checks'])} checks pass, {result['score']:g} of "
            f"{result['max_score']:g} points"
        )

    def _beliefs(self) -> list[str]:
        return [" ".join(m["text"].split()) for m in self.result["misconceptions"]]


class Unjudged:
    """Why there is no verdict, in a sentence and with what to do."""

    def __init__(self, said: str) -> None:
        self.said = said

    def __repr__(self) -> str:
        """Give the sentence."""
        return self.said

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.said)}</pre>"


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add the magic; IPython calls this on ``%load_ext grader.notebook``."""

    def check(line: str, cell: str) -> Verdict | Unjudged:
        """Run this cell, then judge what it defines for EX: ``%%check EX``."""
        history: Any = shell.history_manager
        earlier = list(history.input_hist_raw[1:-1])
        run: Any = shell.run_cell
        run(cell)
        return judged(line.split(), cell, earlier)

    register: Any = shell.register_magic_function
    register(check, "cell", "check")


def judged(arguments: list[str], cell: str, earlier: list[str]) -> Verdict | Unjudged:
    """Judge a cell with ``learn check`` in a process of its own.

    Parameters
    ----------
    arguments : list of str
        The exercise, and options of ``learn check``: ``["ex04", "--seed", "3"]``.
    cell : str
        The cell without its first line.
    earlier : list of str
        What ran before, oldest first.
    """
    if not arguments or arguments[0].startswith("-"):
        return Unjudged("Say which exercise this cell is for: %%check ex04")
    name, *options = arguments
    with tempfile.TemporaryDirectory(prefix="learn-") as folder:
        file = Path(folder) / "notebook.ipynb"
        file.write_text(_notebook(name, cell, earlier), "utf-8")
        done = _learn(["check", name, *options, "--json", "--file", str(file)])
    if not done.stdout:
        return Unjudged(done.stderr.replace(str(file), "this cell").strip())
    return Verdict(json.loads(done.stdout))


def _notebook(name: str, cell: str, earlier: list[str]) -> str:
    """Write cells as a notebook; the last one is what is judged."""
    tag = f"ex{int(name):02}" if name.isdigit() else name
    none: list[str] = []
    cells = [*((text, none) for text in earlier[-MAX_CELLS:]), (cell, [tag])]
    body = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {"cell_type": "code", "metadata": {"tags": tags}, "source": text}
            for text, tags in cells
        ],
    }
    return json.dumps(body)


def _learn(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  (this program, on a file of ours)
        [sys.executable, "-P", "-m", "grader", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )


def _mark(check: dict[str, Any]) -> str:
    return _MARKS.get(check["verdict"], "FAIL")


def _said(check: dict[str, Any]) -> list[str]:
    """Say why a check failed, as the terminal does."""
    mark = _mark(check)
    said = [check["message"]] if mark not in ("PASS", "SKIP") else []
    if mark == "FAIL":
        said += [
            f"{name}: {check[name]}"
            for name in ("input", "yours", "expected")
            if check[name]
        ]
        if check["where"]:
            said.append(f"{check['where']}  {check['code']}".strip())
    return [text for text in said if text]


def _row(check: dict[str, Any]) -> str:
    mark = _mark(check)
    below = "".join(f"<br><code>{escape(text)}</code>" for text in _said(check))
    return (
        f'<tr><td style="color:{_COLORS[mark]};font-weight:bold;text-align:left">{mark}</td>'
        f'<td style="text-align:left">{escape(check["claim"])}{below}</td></tr>'
    )
