"""One quiz file as text, tree and values, and all that is wrong with it, by place."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import msgspec

from grader.quiz import rules, shapes, withheld
from grader.quiz.findings import Finding, Keys, Problem
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
    partial : set of int
        Positions of items that had faults of shape, which were left out.
    findings : list of Finding
        Everything that makes it unusable, in order of place.
    """

    def __init__(self, file: Path, reference: Path | None = None) -> None:
        self.file, self.reference = file, reference
        self.quiz: QuizFile | None = None
        self.items: dict[int, Item] = {}
        self.partial: set[int] = set()
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

    @property
    def holds_withheld(self) -> bool:
        """Whether keys are at hand that learners must not come upon."""
        return self.withholds and self._secret is not None

    def locate(self, problem: Problem) -> Finding:
        """Give a problem its place: in the file where its path leads furthest."""
        assert self._tree is not None
        finding, steps = self._tree.locate(problem)
        if self._secret is not None:
            other, further = self._secret.locate(self._in_reference(problem))
            # Two for the item itself; what stands in both is a key's place.
            if further > steps or further == steps > 2:
                return other
        return finding

    def locate_public(self, problem: Problem) -> Finding:
        """Give a problem its place in the quiz itself, whatever the other file holds."""
        assert self._tree is not None
        return self._tree.locate(problem)[0]

    def _in_reference(self, problem: Problem) -> Problem:
        """Name an item by its id, as the file with the keys does."""
        path = problem.path
        if len(path) > 1 and isinstance(path[1], int) and path[1] in self.items:
            return problem._replace(path=(path[0], self.items[path[1]].id, *path[2:]))
        return problem

    def _read(self, tree: Tree) -> None:
        self.findings += tree.problems
        data, keys = tree.data, self.has_keys
        if self._secret is not None and self.withholds:
            data, problems = withheld.merged(data, self._secret.data)
            self.findings += self._secret.problems
            self.findings += [self._secret.locate(p)[0] for p in problems]
            keys = not problems  # one of them may be why a key is not there
        try:
            read = msgspec.convert(data, QuizFile)
        except (msgspec.ValidationError, OverflowError) as error:
            self._explain(data, error, keys)
            return
        self.items = dict(enumerate(read.items))
        self._check(rules.quiz_problems(read, keys=keys))
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

    def _explain(self, data: object, error: Exception, keys: bool) -> None:
        """Find all that keeps the values from being a quiz, and look at the rest."""
        found = shapes.problems(data, QuizFile)
        entries: Any = data.get("items") if isinstance(data, dict) else None
        problems: list[Problem] = []
        for place, entry in enumerate(entries if isinstance(entries, list) else []):
            inside = [p.path[2:] for p in found if p.path[:2] == ("items", place)]
            faulty = {str(path[0]) if path else "" for path in inside}
            try:
                item = msgspec.convert(_mended(entry, inside, place), Item)
            except (msgspec.ValidationError, OverflowError):
                continue
            self.items[place] = item
            if faulty:
                self.partial.add(place)
            problems += [
                p.under("items", place)
                for p in rules.item_problems(item, keys=keys)
                if not faulty & {str(p.path[0]) if p.path else p.what.split("`")[1]}
            ]
        if not found:
            found = [Problem((), str(error))]
        self._check(found + problems)


_STAND_IN = {"stem": "?", "concepts": [], "difficulty": 1, "points": 1.0}


def _mended(entry: object, faults: list[Keys], place: int) -> object:
    """Leave out what has the wrong shape, so that the rest can be looked at."""
    if not faults or not isinstance(entry, dict):
        return entry
    mended = copy.deepcopy(entry)
    for path in faults:
        inner: Any = mended
        for key in path[:-1]:
            inner = inner[key] if _holds(inner, key) else {}
        if path and isinstance(inner, dict):
            inner.pop(path[-1], None)
    for key, value in _STAND_IN.items():
        mended.setdefault(key, value)
    mended.setdefault("id", f"item-{place}")
    return mended


def _holds(values: object, key: str | int) -> bool:
    if isinstance(values, list):
        return isinstance(key, int) and 0 <= key < len(values)
    return isinstance(values, dict) and key in values
