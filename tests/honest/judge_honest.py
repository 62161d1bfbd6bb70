"""Judge right submissions that are written in odd ways, where the kernel refuses layers.

    python -m tests.honest.judge_honest LAYERS [UID]

LAYERS is as for `tests/sandbox/denied.py`; UID is an ordinary user to become.  Prints
one JSON object: the user, the level, and what each submission came to.
"""

from __future__ import annotations

import ast
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from grader.judge import Judge
from grader.model import Limits
from grader.sandbox.host import Sandbox
from tests.attacks.judging import SOLUTION, write_course
from tests.sandbox.denied import deny

PATIENT = Limits(call_s=20, submission_s=100, memory_mib=512)


class Honest(NamedTuple):
    """A right submission and what its docstring says about it.

    Attributes
    ----------
    odd : str
        The first line: what is odd about it.
    threads : bool
        A line ``Threads.``: it needs some.
    told : str
        A line ``Told: …``: it cannot work, and this sentence says why.
    """

    name: str
    source: bytes
    odd: str
    threads: bool = False
    told: str = ""

    @staticmethod
    def read(file: Path) -> Honest:
        source = file.read_bytes()
        odd, *rest = (ast.get_docstring(ast.parse(source)) or "").split("\n")
        told = [line.removeprefix("Told: ") for line in rest if "Told: " in line]
        return Honest(file.stem, source, odd, "Threads." in rest, "".join(told))


def as_bytes() -> dict[str, bytes]:
    """The plain solution in every form that an editor may give it."""
    plain = SOLUTION.encode()
    accents = SOLUTION.replace("nothing to scale", "n\u00e9ant")
    return {
        "indented_by_tabs": plain.replace(b"    ", b"\t"),
        "ends_lines_as_windows_does": plain.replace(b"\n", b"\r\n"),
        "ends_lines_as_old_macs_did": plain.replace(b"\n", b"\r"),
        "begins_with_a_byte_order_mark": b"\xef\xbb\xbf" + plain,
        "written_in_latin_1": b"# -*- coding: latin-1 -*-\n"
        + accents.encode("latin-1"),
        "written_in_a_code_page": b"# vim: set fileencoding=cp1252 :\n"
        + accents.encode("cp1252"),
        "ends_without_a_line_feed": plain.rstrip(b"\n"),
        "begins_with_a_shebang": b"#!/usr/bin/env python3\n" + plain,
        "has_form_feeds_and_spaces": plain.replace(b"\n\n\n", b"\n\f\n  \n"),
    }


HONEST = [
    Honest.read(file) for file in sorted(Path(__file__).parent.glob("submissions/*.py"))
] + [
    Honest(name, source, name.replace("_", " ")) for name, source in as_bytes().items()
]


def judge_all() -> dict[str, object]:
    """Judge each submission; the level and what it came to, by its name."""
    with tempfile.TemporaryDirectory() as folder, Sandbox() as sandbox:
        judge = Judge(write_course(Path(folder)).exercise("ex01"), sandbox)
        level, found = "", {}
        for one in HONEST:
            result = judge.judge(one.source, limits=PATIENT)
            level = result.protection.level
            found[one.name] = {
                "score": result.score,
                "status": result.status.value,
                "said": sorted({c.message for c in result.checks if c.message}),
                "verdicts": [c.verdict.value for c in result.checks],
                "noticed": [o.text for o in result.observations],
            }
        judge.engine.close()
    return {"uid": os.geteuid(), "level": level, "found": found}


def main() -> None:
    layers, *user = sys.argv[1:]
    if user:
        number = int(user[0])
        os.setgroups([])
        os.setresgid(number, number, number)
        os.setresuid(number, number, number)
    deny(*(layers.split(",") if layers != "-" else []))
    print(json.dumps(judge_all()))


if __name__ == "__main__":
    main()
