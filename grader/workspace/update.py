"""Bring a workspace to a newer course without touching what a learner wrote.

Each file is decided and replaced on its own, so that an update that was interrupted
can be run again: what is new already is left as it is.
"""

from __future__ import annotations

import contextlib
import enum
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from grader.course import FOLDER, stub_in
from grader.errors import LearnError
from grader.store.database import make_folder
from grader.workspace.files import UNFINISHED, Workspace, read, replace, staged, sweep
from grader.workspace.kit import TAKEN, Kit, is_stub

MANIFEST = "course.json"
SCHEMA = "learn.course/1"


class Fate(enum.StrEnum):
    """What becomes of one file of the course."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    COPIED = "copied"
    """Changed, and what it held is kept as a copy: a learner may have written it."""
    MINE = "mine"
    """A learner's file, left as it is, although the course has another stub."""
    LEFT = "left"
    """Left as it is, since it is no file that can be replaced."""


class Step(NamedTuple):
    """One file of the course, and what becomes of it."""

    path: str
    fate: Fate
    before: bytes | None = None
    why: str = ""

    @property
    def slug(self) -> str:
        """The exercise's folder, "" for what belongs to none."""
        parts = PurePosixPath(self.path).parts
        return parts[1] if len(parts) > 2 and parts[0] == "exercises" else ""


class Report(NamedTuple):
    """What an update did, or would do."""

    steps: list[Step]
    new: list[str]
    """Folders of exercises that the workspace did not have."""
    renamed: list[tuple[str, str]]
    """Exercises with another name in the kit: as they are here, as they are there."""
    gone: list[str]
    """Exercises and quizzes that the kit does not have; left as they are."""
    replaced: Path
    """Where copies of replaced files are."""


class _Manifest(msgspec.Struct):
    """What the course gave, so that a learner's own changes are told from it."""

    schema: str
    files: dict[str, str]


class Update:
    """One update of one workspace from one kit.

    Parameters
    ----------
    stamp : str
        Names the folder for copies of what is replaced.

    Raises
    ------
    LearnError
        When the kit is one of another course.
    """

    def __init__(self, workspace: Workspace, kit: Kit, stamp: str) -> None:
        self.workspace, self.kit = workspace, kit
        self.replaced = workspace.state / "replaced" / stamp
        self._known = _read_manifest(workspace)
        here = _folders(workspace.root)
        there = _folders(kit.root)
        if here and not set(here.values()) & set(there.values()):
            raise LearnError(
                f"that is another course ({kit.course.file.title}): none of its "
                "exercises is here",
                where=str(workspace.root),
                fix="name a kit of this workspace's own course: `learn update KIT`",
            )
        self.renamed = [
            (here[id], there[id])
            for id in sorted(here.keys() & there.keys())
            if here[id] != there[id]
        ]
        skipped = {f"exercises/{name}/" for _, name in self.renamed}
        self.paths = [p for p in kit.files if not p.startswith(tuple(skipped))]
        self.new = sorted(there[id] for id in there.keys() - here.keys())
        self._gone = [f"exercises/{here[id]}" for id in sorted(here.keys() - there)]

    def planned(self) -> Report:
        """Say what would be done; write nothing."""
        return self._report([self._decide(path) for path in sorted(self.paths)])

    def done(self) -> Report:
        """Do it, a file at a time.

        Raises
        ------
        LearnError
            When a file cannot be written; what was done until then is whole.
        """
        steps: list[Step] = []
        with self.workspace.locked():
            for folder in {(self.workspace.root / p).parent for p in self.paths}:
                sweep(folder)
            sweep(self.workspace.root / "exercises")
            for name in self.new:
                steps += self._add(name)
            given = {step.path for step in steps}
            # A stub before the description that tells whether it is untouched.
            order = sorted(
                set(self.paths) - given,
                key=lambda p: (p.endswith("/diagnosis.json"), p),
            )
            steps += [self._perform(path) for path in order]
            given = {step.path for step in steps if step.fate is not Fate.LEFT}
            remember(self.workspace, self.kit, sorted(given))
        return self._report(sorted(steps))

    def _report(self, steps: list[Step]) -> Report:
        quizzes = self.workspace.root / "quizzes"
        old = [f"quizzes/{f.name}" for f in sorted(quizzes.glob("*.yaml"))]
        gone = self._gone + [path for path in old if path not in self.kit.files]
        return Report(steps, self.new, self.renamed, gone, self.replaced)

    def _decide(self, path: str) -> Step:
        """Say what is to become of one file, as it is now."""
        try:
            file = self.workspace.target(self.workspace.root / path)
            _folder_for(file)
            before = read(file)
        except LearnError as error:
            return Step(path, Fate.LEFT, None, error.what)
        after = self.kit.content(path)
        if before is None:
            return Step(path, Fate.NEW)
        if path not in self._known and not _standard(path):
            return Step(path, Fate.LEFT, before, "you have a file of this name")
        if before == after:
            return Step(path, Fate.SAME, before)
        given = hashlib.sha256(before).hexdigest() == self._known.get(path)
        if is_stub(path):
            old = stub_in(file.parent / "diagnosis.json")
            if given or before == old:
                return Step(path, Fate.CHANGED, before)
            return Step(path, Fate.SAME if after == old else Fate.MINE, before)
        # What known mistakes do is computed: nobody writes into it.
        if given or path.endswith("/diagnosis.json"):
            return Step(path, Fate.CHANGED, before)
        return Step(path, Fate.COPIED, before)

    def _perform(self, path: str) -> Step:
        """Decide and do; again, if somebody wrote to the file meanwhile."""
        while True:
            step = self._decide(path)
            if step.fate not in (Fate.NEW, Fate.CHANGED, Fate.COPIED):
                return step
            file = self.workspace.target(self.workspace.root / path)
            with _writing(file):
                file.parent.mkdir(parents=True, exist_ok=True)
                if step.fate is Fate.COPIED and step.before is not None:
                    copy = self.replaced / path
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    replace(copy, step.before)
                with staged(file, self.kit.content(path)) as place:
                    if not place(step.before):
                        continue
            return step

    def _add(self, name: str) -> list[Step]:
        """Add an exercise as a whole: half of one would stop `learn` from reading it."""
        prefix = f"exercises/{name}/"
        paths = [p for p in self.paths if p.startswith(prefix)]
        folder = self.workspace.target(self.workspace.root / "exercises" / name)
        if os.path.lexists(folder):
            why = "something else has this name"
            return [Step(path, Fate.LEFT, None, why) for path in paths]
        with _writing(folder), _beside(folder) as staging:
            for path in paths:
                file = staging / path.removeprefix(prefix)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(self.kit.content(path))
            staging.rename(folder)
        return [Step(path, Fate.NEW) for path in paths]


def remember(workspace: Workspace, kit: Kit, paths: list[str]) -> None:
    """Keep what the course gave, so that edits are told from it later."""
    files = {p: hashlib.sha256(kit.content(p)).hexdigest() for p in sorted(paths)}
    with _writing(workspace.state):
        make_folder(workspace.state)
        body = msgspec.json.encode(_Manifest(SCHEMA, files))
        replace(workspace.state / MANIFEST, msgspec.json.format(body, indent=1))


def write_new(kit: Kit, root: Path) -> None:
    """Write a workspace into a folder that has none; all of it, or nothing.

    Raises
    ------
    LearnError
        When it cannot be written; no course is left there then.
    """
    with _writing(root):
        root.mkdir(parents=True, exist_ok=True)
        with _beside(root / "exercises") as staging:
            for path in kit.files:
                file = staging / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(kit.content(path))
            # exercises/ last: with it, and not before, there is a workspace.
            for top in sorted(kit.taken, key=lambda top: top == "exercises"):
                if (staging / top).is_dir():
                    (staging / top).rename(root / top)
    given = [path for path in kit.files if path.startswith(TAKEN)]
    remember(Workspace(root.resolve()), kit, given)


def add_reference(pack: Kit, root: Path) -> None:
    """Put a pack's ``reference/`` beside the exercises that it was made for.

    Raises
    ------
    LearnError
        When they are others, there is one already, or it cannot be written.
    """
    target = root / "reference"
    paths = [path for path in pack.files if path.startswith("reference/")]
    if os.path.lexists(target):
        raise LearnError(
            "there is already a folder reference/",
            where=str(root),
            fix="choose another folder: `learn init --pack PACK DIR`",
        )
    for path in pack.files:
        if path.endswith(("/exercise.yaml", "/test_public.py")):
            file = root / path
            if not file.is_file() or read(file) != pack.content(path):
                raise LearnError(
                    "this pack belongs to other exercises than those that are here",
                    where=str(file),
                    fix="bring these to the pack's with `learn update PACK`, or choose "
                    "another folder: `learn init --pack PACK DIR`",
                )
    with _writing(target), _beside(target) as staging:
        for path in paths:
            file = staging / path.removeprefix("reference/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(pack.content(path))
        staging.rename(target)


def _standard(path: str) -> bool:
    """Whether every course has a file of this name: then it is no learner's own."""
    name = PurePosixPath(path)
    about_all = {
        f"exercises/{file}.yaml" for file in ("course", "milestones", "portraits")
    }
    if name.parts[0] == "quizzes" or path in about_all or is_stub(path):
        return True
    own = {"README.md", "exercise.yaml", "test_public.py", "diagnosis.json"}
    return len(name.parts) == 3 and name.name in own


def _folder_for(file: Path) -> None:
    """Make sure that the folder of a file can be made or is there."""
    place = file.parent
    while not os.path.lexists(place):
        place = place.parent
    if not place.is_dir():
        raise LearnError("something else has the name of its folder", where=str(place))


def _folders(root: Path) -> dict[str, str]:
    """Give the exercises' folders by id, without reading any."""
    found = {}
    for folder in sorted((root / "exercises").iterdir()):
        match = FOLDER.fullmatch(folder.name)
        if match and folder.is_dir():
            found[match["id"]] = folder.name
    return found


def _read_manifest(workspace: Workspace) -> dict[str, str]:
    try:
        raw = (workspace.state / MANIFEST).read_bytes()
        return msgspec.json.decode(raw, type=_Manifest).files
    except (OSError, msgspec.MsgspecError):
        return {}


@contextlib.contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Make a folder beside a place, to be renamed to it; it is gone at the end."""
    folder = place.with_name(f".{secrets.token_hex(6)}{UNFINISHED}")
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _writing(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LearnError(
            f"the workspace cannot be written: {error.strerror}",
            where=str(place),
            fix="check that the folder can be written to and has room, then run it "
            "again: what is written already is whole",
        ) from error
