"""Everything hostile that a class can hand in for the toy course's first exercise."""

from __future__ import annotations

import contextlib
import os
import socket
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tests.classroom import classes

GOOD = b"""\
import numpy as np


def double(x):
    x = np.asarray(x)
    if x.size == 0:
        raise ValueError("nothing")
    return x * 2
"""
HYPERLINK = '=HYPERLINK("http:example.org","marks")'

SOURCES = {
    "nul": b"def double(x):\0\n    return 2 * x\n",
    "invalid": b"def double(x):\n    return 2 * x  # \xff\xfe\n",
    "utf16": GOOD.decode().encode("utf-16"),
    "parentheses": b"x = " + b"(" * 5_000 + b")" * 5_000 + b"\n",
    HYPERLINK: GOOD,
    unicodedata.normalize("NFC", "Zo\xeb"): GOOD,
    unicodedata.normalize("NFD", "Zo\xeb"): b"# the other\n" + GOOD,
    "\x1b[2Jclear\u202egnp": GOOD,
    "a\nb": GOOD,
    "x" * 255: GOOD,
}
"""What stands in the file that is handed in, by student."""

UP = (
    "../../../../tmp/double.py", "/etc/double.py", "C:/double.py", "a\\double.py",
    "a//double.py",
)  # fmt: skip


@contextlib.contextmanager
def batch(root: Path, secret: Path) -> Iterator[None]:
    """Write all of it below `root`; links lead to `secret`."""
    for who, source in SOURCES.items():
        classes.write(root / who / "double.py", source)
    classes.write(root / os.fsdecode(b"J\xf6rg") / "double.py", GOOD)
    classes.write(root / "good.zip", classes.zipped({"double.py": GOOD}))
    classes.write(root / "bomb.zip", classes.bomb(64 << 20))
    classes.write(root / "names.zip", classes.zipped(dict.fromkeys(UP, GOOD)))
    for who in ("link", "linked_folder", "fifo", "socket", "large", "empty"):
        (root / who).mkdir()
    (root / "link" / "double.py").symlink_to(secret)
    (root / "linked_folder" / "ex01_double").symlink_to(secret.parent)
    (root / "linked_student").symlink_to(secret.parent)
    (root / "linked.zip").symlink_to(root / "good.zip")
    os.mkfifo(root / "fifo" / "double.py")
    classes.write(root / "large" / "double.py", b"")
    os.truncate(root / "large" / "double.py", 100 << 20)
    outputs = (
        b'{"output_type": "stream", "name": "stdout", "text": ["x\\n"]},' * 100_000
    )
    noisy = classes.notebook(GOOD.decode())
    noisy = noisy.replace(b'"outputs": []', b'"outputs": [' + outputs[:-1] + b"]")
    classes.write(root / "notebook" / "double.ipynb", noisy)
    classes.deep_folders(root / "deep")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(root / "socket")  # the name of a socket is short
        listening.bind("double.py")
        os.chdir(here)
        try:
            yield
        finally:
            classes.remove_deep(root / "deep")
