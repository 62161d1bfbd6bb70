"""Hand hostile names and archives in, and say whether they were held off."""

from __future__ import annotations

import io
import stat
import zipfile

from grader.classroom.exports import cells
from grader.classroom.intake.archives import open_archive
from grader.classroom.intake.nodes import Limits, Refused, read

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1+1", "\t=1+1")


def attack_the_intake() -> dict[str, tuple[str, bool]]:
    """Take hostile files in.

    Returns
    -------
    dict
        By what was tried: the promise's id, and whether it was held off.
    """
    refused = [_is_refused(member) for member in _members()]
    tables = [cells.text(formula) for formula in FORMULAS]
    return {
        "lead out of an archive": ("leave_the_archive", all(refused)),
        "write a formula into a table": (
            "show_markup",
            not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in tables),
        ),
    }


def _members() -> list[zipfile.ZipInfo]:
    """Make members that lead elsewhere: by their names, and one as a link."""
    link = zipfile.ZipInfo("task.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return [*map(zipfile.ZipInfo, ("../task.py", "/task.py", "a/../../task.py")), link]


def _is_refused(member: zipfile.ZipInfo) -> bool:
    packed, limits = io.BytesIO(), Limits()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(member, "/etc/passwd")
    try:
        opened = open_archive(packed, "ann.zip", "ann.zip", limits)
        return not [read(node, limits.source) for node in opened.under()]
    except Refused:
        return True
