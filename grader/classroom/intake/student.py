"""From one student's files to what is judged: which file is for which exercise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from grader.classroom.intake.archives import open_archive
from grader.classroom.intake.catalogue import Catalogue
from grader.classroom.intake.manifest import Packed, read_manifest
from grader.classroom.intake.names import (
    OTHER_ARCHIVES,
    answers_of,
    archive_stem,
    is_notebook,
    is_source,
    left_alone,
)
from grader.classroom.intake.nodes import Limits, Node, Refused, read, unmapped
from grader.classroom.intake.notebooks import Hung, Notebooks
from grader.classroom.model import (
    FileKind,
    QuizAnswers,
    Student,
    Submitted,
    Unmapped,
)
from grader.workspace.handin import MANIFEST

Item = Submitted | QuizAnswers | Unmapped

DEEPEST = 2
"""Archives inside each other: what a system gives out, and a student's in it."""


MOST_HUNG = 2
"""Notebooks of one student that may use up their time."""


class Hand(NamedTuple):
    """Who handed something in, several for a group, and what the system says of it."""

    students: tuple[Student, ...]
    submitted_at: str | None = None
    late: bool | None = None


class Desk(NamedTuple):
    """What is needed to sort what was handed in."""

    catalogue: Catalogue
    notebooks: Notebooks
    limits: Limits


class _Taken(NamedTuple):
    exercise: str
    attempt: int | None
    content: bytes
    node: Node
    kind: FileKind


_Key = tuple[str, int | None]


class Pile:
    """One student's files from one place, sorted.

    Parameters
    ----------
    desk : Desk
    hand : Hand
    level : int
        How many archives they are in.
    """

    def __init__(self, desk: Desk, hand: Hand, level: int) -> None:
        self.desk, self.hand, self.level = desk, hand, level
        self._sources: dict[_Key, list[tuple[int, Node]]] = {}
        self._notebooks: list[Node] = []
        self._archives: list[Node] = []
        self._answers: list[Node] = []
        self._manifest: Node | None = None
        self._refused: list[tuple[str, str]] = []
        self._others: list[str] = []
        self._hung = 0

    def items(self, nodes: Iterable[Node], origin: str) -> Iterator[Item]:
        """Give everything there is in `nodes`, and say what was not taken."""
        try:
            for node in nodes:
                self._sort(node)
        except Refused as error:
            yield unmapped(origin, str(error), self.hand.students[0].id)
            return
        empty = True
        for item in self._sorted(origin):
            empty = False
            yield item
        if empty:
            why = "there is nothing in it that an exercise or a quiz asks for"
            yield unmapped(origin, why, self.hand.students[0].id)

    # -- sorting ---------------------------------------------------------------

    def _sort(self, node: Node) -> None:
        name = node.parts[-1] if node.parts else ""
        if node.problem:
            self._refused.append((node.origin, node.problem))
        elif left_alone(name):
            return
        elif name == MANIFEST:
            if self._manifest is None or len(node.parts) < len(self._manifest.parts):
                self._manifest = node
        elif is_source(name):
            self._sort_source(node)
        else:
            self._sort_other(node, name)

    def _sort_other(self, node: Node, name: str) -> None:
        if answers_of(name) is not None:
            self._put(node, self._answers)
        elif archive_stem(name) is not None:
            self._put(node, self._archives)
        elif is_notebook(name):
            self._put(node, self._notebooks)
        elif name.lower().endswith(OTHER_ARCHIVES):
            self._refuse(node, "archives of this kind are not taken; use .zip")
        elif not self.desk.catalogue.is_own(node.parts):
            self._others.append(node.origin)

    def _put(self, node: Node, kind: list[Node]) -> None:
        if len(kind) < self.desk.limits.several:
            kind.append(node)
        else:
            self._refuse(node, "there are too many files of this kind")

    def _sort_source(self, node: Node) -> None:
        fit = self.desk.catalogue.fit(node.parts)
        if isinstance(fit, str):
            self._refuse(node, fit)
        elif fit is not None:
            key = (fit.exercise.id, node.attempt)
            self._sources.setdefault(key, []).append((fit.tier, node))
        elif not self.desk.catalogue.is_own(node.parts):
            self._refuse(node, "no exercise has a file of this name")

    def _refuse(self, node: Node, reason: str) -> None:
        self._refused.append((node.origin, reason))

    # -- what there is -----------------------------------------------------------

    def _sorted(self, origin: str) -> Iterator[Item]:
        taken: dict[_Key, _Taken] = {}
        for key, found in self._sources.items():
            best = self._best(key, found)
            if best is not None:
                taken[key] = best
        for node in self._notebooks:
            if self._hung >= MOST_HUNG:
                self._refuse(node, "reading other notebooks beside it took too long")
                continue
            self._take_notebook(node, taken)
        manifest = self._read_manifest(taken.values())
        for key in sorted(taken, key=lambda key: (key[0], key[1] or 0)):
            yield from self._submitted(taken[key], manifest)
        for node in self._answers:
            yield from self._take_answers(node, manifest)
        for node in self._archives:
            yield from self._inner(node)
        yield from self._left(origin)

    def _best(self, key: _Key, found: list[tuple[int, Node]]) -> _Taken | None:
        """Choose the best name; an untouched stub gives way to anything else."""
        found.sort(key=lambda f: (f[0], len(f[1].parts), f[1].parts))
        for _, node in found[self.desk.limits.candidates :]:
            self._refuse(node, f"there are too many files for {key[0]}")
        readable: list[_Taken] = []
        for _, node in found[: self.desk.limits.candidates]:
            try:
                content = read(node, self.desk.limits.source)
            except Refused as error:
                self._refuse(node, str(error))
            else:
                readable.append(_Taken(key[0], key[1], content, node, "file"))
        changed = [taken for taken in readable if not self._is_stub(taken)]
        best = next(iter(changed or readable), None)
        for other in readable:
            if best is not None and other is not best:
                self._give_way(other, best)
        return best

    def _is_stub(self, taken: _Taken) -> bool:
        return taken.content == self.desk.catalogue.stubs[taken.exercise]

    def _give_way(self, other: _Taken, to: _Taken) -> None:
        if other.content == to.content:
            return  # the same file twice
        self._refuse(other.node, f"{other.exercise} is taken from {to.node.origin}")

    def _take_notebook(self, node: Node, taken: dict[_Key, _Taken]) -> None:
        try:
            fit = self.desk.catalogue.fit(node.parts)
            only = fit.exercise.id if not isinstance(fit, str) and fit else None
            data = read(node, self.desk.limits.notebook)
            found = self.desk.notebooks.extract(data, only)
        except Hung as error:
            self._hung += 1
            self._refuse(node, str(error))
            return
        except Refused as error:
            self._refuse(node, str(error))
            return
        for problem in found.problems:
            self._refuse(node, problem)
        for exercise, content in found.sources.items():
            key = (exercise, node.attempt)
            mine = _Taken(exercise, node.attempt, content, node, "notebook")
            known = taken.get(key)
            if known is not None and not self._is_stub(known):
                self._give_way(mine, known)
                continue
            if known is not None:
                self._give_way(known, mine)
            taken[key] = mine

    def _read_manifest(self, taken: Iterable[_Taken]) -> Packed:
        if self._manifest is None:
            return Packed()
        try:
            manifest = read_manifest(self._manifest)
        except Refused as error:
            self._refuse(self._manifest, str(error))
            return Packed()
        there = {t.node.parts for t in taken}
        for parts in manifest.missing(there):
            self._refused.append(
                (
                    self._manifest.origin,
                    f"it lists {'/'.join(parts)}, which is not taken",
                )
            )
        return manifest

    def _submitted(self, taken: _Taken, manifest: Packed) -> Iterator[Submitted]:
        sha256 = hashlib.sha256(taken.content).hexdigest()
        at = manifest.dated(taken.node.parts, sha256)
        kind: FileKind = (
            "zip" if at is not None and taken.kind == "file" else taken.kind
        )
        for student in self.hand.students:
            yield Submitted(
                student=student,
                exercise=taken.exercise,
                content=taken.content,
                origin=taken.node.origin,
                submitted_at=self.hand.submitted_at or at,
                late=self.hand.late,
                attempt=taken.attempt,
                kind=kind,
            )

    def _take_answers(self, node: Node, manifest: Packed) -> Iterator[QuizAnswers]:
        quiz = answers_of(node.parts[-1]) or None
        if quiz is not None and quiz not in self.desk.catalogue.quizzes:
            self._refuse(node, "no quiz has this name")
            return
        try:
            content = read(node, self.desk.limits.source)
        except Refused as error:
            self._refuse(node, str(error))
            return
        at = manifest.at if node.parts[:-1] == manifest.folder else None
        for student in self.hand.students:
            yield QuizAnswers(
                student=student,
                content=content,
                origin=node.origin,
                quiz=quiz,
                submitted_at=self.hand.submitted_at or at,
                late=self.hand.late,
            )

    def _inner(self, node: Node) -> Iterator[Item]:
        """Take what an archive of this student holds."""
        limits = self.desk.limits
        limits = msgspec.structs.replace(limits, directory=limits.own_directory)
        if self.level >= DEEPEST:
            self._refuse(
                node, "it is an archive inside an archive; hand it in by itself"
            )
            return
        most = limits.inner_archive if self.level else limits.archive
        if node.size > most:
            self._refuse(node, f"it is larger than {most >> 20} MiB")
            return
        try:
            with node.open() as stream:
                archive = open_archive(stream, node.parts[-1], node.origin, limits)
                nodes = (n._replace(attempt=node.attempt) for n in archive.under())
                pile = Pile(self.desk, self.hand, self.level + 1)
                yield from pile.items(nodes, node.origin)
        except Refused as error:
            self._refuse(node, str(error))

    def _left(self, origin: str) -> Iterator[Unmapped]:
        """Say what was not taken: the first by name, the rest by number."""
        most, who = self.desk.limits.listed, self.hand.students[0].id
        for where, reason in self._refused[:most]:
            yield unmapped(where, reason, who)
        more = len(self._refused) - most
        if more > 0:
            yield unmapped(origin, f"{more} more files of it were not taken", who)
        if self._others:
            few = ", ".join(o.rpartition("/")[2] for o in self._others[:10])
            count = len(self._others)
            kind = "1 file is" if count == 1 else f"{count} files are"
            dots = ", …" if count > 10 else ""
            reason = f"{kind} of a kind that is not graded: {few}{dots}"
            yield unmapped(origin, reason, who)
