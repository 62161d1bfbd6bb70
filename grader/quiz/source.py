"""One quiz file as text, tree and values, and all that is wrong with it, by place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from grader.quiz import rules, shapes, withheld
from grader.quiz.findings import Finding, Problem
from grader.quiz.model import Item, QuizFile
from grader.quiz.tree import Tree, Unreadable


class Source:
    """A quiz file, read; never raises for what is in it.

    Parameters
    ----------
    file : Path
    reference : Path, optional
        The file with the keys that it withholds, where it is at hand.

    Attributes
    ----------
    quiz : QuizFile or None
        With the withheld keys put back; None when the file cannot be used.
    items : dict of int to Item
        What can be looked at further, by position, also of an unusable file.
    findings : list of Finding
        Everything that makes it unusable, in order of place.
    """

    def __init__(self, file: Path, reference: Path | None = None) -> None:
        self.file, self.reference = file, reference
        self.quiz: QuizFile | None = None
        self.items: dict[int, Item] = {}
        self.findings: list[Finding] = []
        self.data: object = None
        self._tree: Tree | None = None
        self._secret: Tree | None = None
        try:
            self._tree = Tree(file)
            self._secret = Tree(reference) if reference is not None else None
        except Unreadable as error:
            self.findings.append(error.finding)
            return
        self.data = self._tree.data
        self._read(self._tree)
        self.findings = sorted(set(self.findings))

    @property
    def withholds(self) -> bool:
        """Whether the quiz says that its keys stand elsewhere."""
        return isinstance(self.data, dict) and self.data.get("keys") == "withheld"

    @property
    def has_keys(self) -> bool:
        """Whether right answers are at hand."""
        return not self.withholds or self._secret is not None

    def locate(self, problem: Problem) -> Finding:
        """Give a problem its place: in the file where its path leads furthest."""
        assert self._tree is not None
        finding, steps = self._tree.locate(problem)
        if self._secret is not None:
            other, further = self._secret.locate(self._in_reference(problem))
            if further > steps:
                return other
        return finding

    def _in_reference(self, problem: Problem) -> Problem:
        """Name an item by its id, as the file with the keys does."""
        path = problem.path
        if len(path) > 1 and isinstance(path[1], int) and path[1] in self.items:
            return problem._replace(path=(path[0], self.items[path[1]].id, *path[2:]))
        return problem

    def _read(self, tree: Tree) -> None:
        self.findings += tree.problems
        data = tree.data
        if self._secret is not None and self.withholds:
            data, problems = withheld.merged(data, self._secret.data)
            self.findings += self._secret.problems
            self.findings += [self._secret.locate(p)[0] for p in problems]
        try:
            read = msgspec.convert(data, QuizFile)
        except (msgspec.ValidationError, OverflowError) as error:
            self._explain(data, error)
            return
        self.items = dict(enumerate(read.items))
        self._check(rules.quiz_problems(read, keys=self.has_keys))
        if not self.findings:
            self.quiz = read

    def _check(self, problems: list[Problem]) -> None:
        self.findings += [self.locate(p) for p in problems]
        ids: dict[str, int] = {}
        for place, item in self.items.items():
            first = ids.setdefault(item.id, place)
            if first != place:
                what = f"the id {item.id!r} stands twice in this quiz"
                self.findings.append(self.locate(Problem(("items", place, "id"), what)))

    def _explain(self, data: object, error: Exception) -> None:
        """Find all that keeps the values from being a quiz, and look at the rest."""
        found = shapes.problems(data, QuizFile)
        entries: Any = data.get("items") if isinstance(data, dict) else None
        problems: list[Problem] = []
        for place, entry in enumerate(entries if isinstance(entries, list) else []):
            try:
                item = msgspec.convert(entry, Item)
            except (msgspec.ValidationError, OverflowError):
                continue
            self.items[place] = item
            inside = rules.item_problems(item, keys=self.has_keys)
            problems += [p.under("items", place) for p in inside]
        if not found:
            found = [Problem((), str(error))]
        self._check(found + problems)
