"""Find what would tell learners what only instructors may know.

A secret is a function body of a reference or a known submission, a hidden check,
and every key that a quiz withholds.  It leaks if a public file of the same exercise
has a line of a solution, or any file of the kit a long enough run of a secret's
names.  What several exercises' secrets have in common is how one says it in Python.
"""

from __future__ import annotations

import ast
import collections
import fnmatch
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import msgspec
import yaml

RUN = 14
"""Names in a row: shorter runs are said alike by people who never met."""

DISTINCT = 5
"""Different names in them: a table of numbers repeats two or three."""

LINE = 25
"""Characters from which a line says something of its own."""

COMMON = 3
"""Exercises whose secrets have a thing in common that is no secret."""

_NAME = re.compile(r"[A-Za-z_]\w*")
_Run = tuple[str, ...]


class Leak(NamedTuple):
    """One file that says what another keeps."""

    file: str
    secret: str
    text: str


class Allowed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that may say what others keep; `secret` may have wildcards."""

    file: str
    secret: str
    why: str

    def covers(self, leak: Leak) -> bool:
        """Whether this is what it excuses."""
        return self.file == leak.file and fnmatch.fnmatchcase(leak.secret, self.secret)


class ReleasedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``reference/released.yaml``: what is said in public on purpose."""

    allowed: tuple[Allowed, ...] = ()


def leaks(kit: Mapping[str, bytes], secrets: Mapping[str, bytes]) -> list[Leak]:
    """List what leaks, each pair of files once.

    Parameters
    ----------
    kit, secrets : mapping of str to bytes
        Files by their paths in the course.
    """
    texts = {path: _text(content) for path, content in kit.items()}
    bodies = {p: _secret_text(p, _text(content)) for p, content in secrets.items()}
    found: dict[tuple[str, str], Leak] = {}
    for leak in (*_lines(texts, bodies), *_runs(texts, bodies)):
        found.setdefault((leak.file, leak.secret), leak)
    return sorted(found.values())


def _lines(texts: dict[str, str], bodies: dict[str, str]) -> Iterator[Leak]:
    """Find whole lines of a solution in its own exercise's public files."""
    lines = {path: _said(body) for path, body in bodies.items()}
    common = _common(lines)
    for path, text in texts.items():
        public = {line.strip() for line in text.splitlines()}
        for secret, kept in lines.items():
            # A check or a mistake is told by several lines, and those are runs.
            solution = secret.endswith("/solution.py") or "/right/" in secret
            if _exercise(secret) != _exercise(path) or not solution:
                continue
            for line in sorted(kept & public - common):
                yield Leak(path, secret, line)


def _runs(texts: dict[str, str], bodies: dict[str, str]) -> Iterator[Leak]:
    """Find long runs of a secret's names anywhere."""
    runs = {path: _runs_of(body) for path, body in bodies.items()}
    common = _common(runs)
    where: dict[_Run, list[str]] = collections.defaultdict(list)
    for secret, kept in runs.items():
        for run in kept - common:
            where[run].append(secret)
    for path, text in texts.items():
        for run in sorted(_runs_of(text) & where.keys()):
            for secret in where[run]:
                yield Leak(path, secret, " ".join(run))


def _common(kept: Mapping[str, set[Any]]) -> set[Any]:
    """Find what the secrets of several exercises have in common."""
    users: dict[Any, set[str]] = collections.defaultdict(set)
    for secret, things in kept.items():
        for thing in things:
            users[thing].add(_exercise(secret))
    return {thing for thing, by in users.items() if len(by) >= COMMON}


def _exercise(path: str) -> str:
    parts = PurePosixPath(path).parts
    return parts[1] if len(parts) > 2 else ""


def _said(body: str) -> set[str]:
    return {s for line in body.splitlines() if len(s := line.strip()) > LINE}


def _runs_of(text: str) -> set[_Run]:
    names = _NAME.findall(text)
    every = (tuple(names[i : i + RUN]) for i in range(len(names) - RUN + 1))
    return {run for run in every if len(set(run)) >= DISTINCT}


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _secret_text(path: str, text: str) -> str:
    """Give what is secret of a file: no docstring, which the stub has too."""
    if path.endswith(".py"):
        try:
            # What prepares a check may be public, and often is: the public ones need it.
            of = "test_" if path.endswith("/test_hidden.py") else ""
            return "\n".join(_bodies(text, of))
        except SyntaxError:  # as a known mistake may have
            return text
    if path.startswith("reference/quizzes/"):
        return "\n".join(_strings(yaml.safe_load(text)))
    return ""


def _bodies(text: str, begin: str) -> Iterator[str]:
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith(begin):
            body = node.body
            if ast.get_docstring(node, clean=False) is not None:
                body = body[1:]
            if body:
                yield "\n".join(lines[body[0].lineno - 1 : body[-1].end_lineno])


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for entry in value.values():
            yield from _strings(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _strings(entry)
    elif isinstance(value, str):
        yield value
