"""Names that say what a file is: archives, notebooks, answers, what to leave alone."""

from __future__ import annotations

NOT_LOOKED_INTO = frozenset(
    "venv env node_modules __MACOSX __pycache__ reference site-packages".split()
)
"""Folders that hold no work of a student's, beside those that begin with a dot."""

LEFT_ALONE = frozenset({"Thumbs.db", "desktop.ini"})

ARCHIVES = (
    ".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tbz",
)  # fmt: skip

OTHER_ARCHIVES = (".rar", ".7z", ".gz", ".xz", ".bz2", ".zst", ".tzst", ".lzma")

ANSWERS = "quiz-answers.json"
ANSWER_ENDINGS = (".answers.yaml", ".answers.yml", ".answers.json")


def not_looked_into(folder: str) -> bool:
    """Whether a folder is passed by: an environment, a cache, a repository's own."""
    return folder.startswith(".") or folder in NOT_LOOKED_INTO


def left_alone(file: str) -> bool:
    """Whether a system wrote the file, and no student."""
    return file.startswith(".") or file in LEFT_ALONE


def archive_stem(name: str) -> str | None:
    """Give an archive's name without its ending, None for what is no archive."""
    low = name.lower()
    for ending in sorted(ARCHIVES, key=len, reverse=True):
        if low.endswith(ending):
            return name[: -len(ending)]
    return None


def is_notebook(name: str) -> bool:
    """Whether a file's name is a notebook's."""
    return name.lower().endswith(".ipynb")


def is_source(name: str) -> bool:
    """Whether a file's name is a Python file's."""
    return name.lower().endswith(".py")


def answers_of(name: str) -> str | None:
    """Give the quiz that a file of answers names; "" where the content says it."""
    low = name.lower()
    if low == ANSWERS:
        return ""
    for ending in ANSWER_ENDINGS:
        if low.endswith(ending):
            return name[: -len(ending)]
    return None
