"""The only reader of a course's folders.

A course is ``exercises/`` with a ``course.yaml``, beside it ``quizzes/`` and,
for instructors, ``reference/``.  Names are derived from folders: nothing is
listed anywhere, so an exercise is added by adding its folders.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from grader import frameworks
from grader.errors import CourseError, LearnError
from grader.model import (
    CourseFile,
    Exercise,
    ExerciseFile,
    Explorer,
    ExplorersFile,
    Limits,
    Milestone,
    MilestonesFile,
    Portrait,
    PortraitsFile,
)
from grader.regression import lent_checks

FOLDER = re.compile(r"(?P<id>ex\d\d+)_(?P<name>[a-z][a-z0-9_]*)")
CAPS = Limits(
    call_s=10.0, submission_s=120.0, memory_mib=4096, output_kib=1024, returned_mib=64
)
FRAMEWORK_CAPS = msgspec.structs.replace(CAPS, memory_mib=8192)
MAX_YAML = 1 << 20
MAX_DEPTH = 40

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_T = TypeVar("_T")


class Course:
    """A course on disk; reads each file when it is first asked for.

    Parameters
    ----------
    root : Path
        The folder that holds ``exercises/``.

    Raises
    ------
    CourseError
        When there is no course, or a file of it is wrong.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.file = read_yaml(root / "exercises" / "course.yaml", CourseFile)
        self._read: dict[str, Exercise] = {}

    @staticmethod
    def at(root: Path) -> Course:
        """Take the course in this very folder."""
        return Course(root_at(root))

    @staticmethod
    def find(start: Path) -> Course:
        """Walk up from `start` to the first folder that holds a course."""
        return Course(find_root(start))

    @property
    def folders(self) -> dict[str, Path]:
        """Exercise folders by id, in order of id."""
        found: dict[str, Path] = {}
        for folder in sorted((self.root / "exercises").iterdir()):
            match = FOLDER.fullmatch(folder.name)
            if match and folder.is_dir():
                found[match["id"]] = folder
        return found

    def exercises(self) -> list[Exercise]:
        """Every exercise, in the course's learning order."""
        every = [self._load(folder) for folder in self.folders.values()]
        return sorted(every, key=lambda e: (e.spec.position, e.id))

    def exercise(self, wanted: str) -> Exercise:
        """Find an exercise by ``ex03``, ``3``, its name, its folder or a path.

        Raises
        ------
        LearnError
            For an unknown name; says the nearest known one.
        """
        folders = self.folders
        text = wanted.strip().rstrip("/")
        parts = Path(text).parts
        for part in reversed(parts):
            match = FOLDER.fullmatch(part)
            if match and match["id"] in folders and folders[match["id"]].name == part:
                return self._load(folders[match["id"]])
        last = (parts[-1] if parts else "").lower().removesuffix(".py")
        digits = re.fullmatch(r"(?:ex)?([0-9]{1,6})", last)
        for id, folder in folders.items():
            name = folder.name.removeprefix(f"{id}_")
            number = id.removeprefix("ex")
            if last in (id, name) or (digits and int(digits[1]) == int(number)):
                return self._load(folder)
        raise _unknown(wanted, folders)

    def milestones(self) -> tuple[Milestone, ...]:
        """Give the course's milestones; none where it has no ``milestones.yaml``."""
        file = self.root / "exercises" / "milestones.yaml"
        return read_yaml(file, MilestonesFile).milestones if file.is_file() else ()

    def portraits(self) -> tuple[Portrait, ...]:
        """Give the course's portraits; none where it has no ``portraits.yaml``."""
        file = self.root / "exercises" / "portraits.yaml"
        return read_yaml(file, PortraitsFile).portraits if file.is_file() else ()

    @property
    def explorers_folder(self) -> Path:
        """Where the explorers' texts and scripts are."""
        return self.root / "exercises" / "explorers"

    def explorers(self) -> tuple[Explorer, ...]:
        """Give the course's explorers; none where it has no ``explorers.yaml``."""
        file = self.explorers_folder / "explorers.yaml"
        return read_yaml(file, ExplorersFile).explorers if file.is_file() else ()

    def _load(self, folder: Path) -> Exercise:
        known = self._read.get(folder.name)
        if known is None:
            known = self._read[folder.name] = self._read_exercise(folder)
        return known

    def _read_exercise(self, folder: Path, *, follow: bool = True) -> Exercise:
        match = FOLDER.fullmatch(folder.name)
        assert match is not None
        file = folder / "exercise.yaml"
        spec = read_yaml(file, ExerciseFile)
        _check_limits(spec, file)
        frameworks.check(spec, file)
        texts: dict[str, str] = {}
        for id, text in spec.misconceptions.items():
            shared = self.file.misconceptions.get(id)
            if text is None and shared is None:
                raise CourseError(
                    f"misconception {id!r} has no text",
                    where=f"{file}: misconceptions",
                    fix="write its text here, or in exercises/course.yaml where "
                    "several exercises share it",
                )
            texts[id] = (text or shared or "").strip()
        reference = self.root / "reference" / folder.name
        return Exercise(
            id=match["id"],
            name=match["name"],
            folder=folder,
            reference=reference if reference.is_dir() else None,
            spec=spec,
            misconceptions=texts,
            base=self._base_of(folder, spec) if follow else None,
        )

    def _base_of(self, folder: Path, spec: ExerciseFile) -> Exercise | None:
        """Give the exercise whose checks run here again; its own base is left out."""
        base = self.folders.get(spec.starts_from or "") if spec.regression else None
        if base is None or base == folder:
            return None  # lint says if there is none
        return self._read_exercise(base, follow=False)


def root_at(root: Path) -> Path:
    """Make sure that a course stands in this very folder; read nothing of it."""
    if not (root / "exercises" / "course.yaml").is_file():
        raise CourseError(
            "there is no course here",
            where=str(root),
            fix="name the folder that holds exercises/",
        )
    return root.resolve()


def find_root(start: Path) -> Path:
    """Walk up from `start` to the first folder that holds a course."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "exercises" / "course.yaml").is_file():
            return folder
    raise CourseError(
        "there is no course here",
        where=str(start),
        fix="go to the folder that holds exercises/, name it with --course DIR, "
        "or make one with `learn init DIR`",
    )


def read_yaml(file: Path, type: type[_T]) -> _T:
    """Read one YAML file strictly.

    Raises
    ------
    CourseError
        Names the file, the line and the key, and the nearest known key.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise CourseError(
            f"cannot read it: {error.strerror}", where=str(file)
        ) from error
    if len(raw) > MAX_YAML:
        raise CourseError("the file is larger than 1 MiB", where=str(file))
    try:
        text = raw.decode("utf-8")
        if too_deep(text):
            raise CourseError("it is nested too deep", where=str(file))
        data = yaml.load(text, _Loader)  # noqa: S506  (a safe loader, in C)
    except UnicodeDecodeError as error:
        raise CourseError("the file is not UTF-8", where=str(file)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise CourseError(
            f"not valid YAML: {error.problem or error.context}",
            where=f"{file}{place}",
        ) from error
    except (
        yaml.YAMLError,
        RecursionError,
        ValueError,
        LookupError,
        TypeError,
    ) as error:
        # PyYAML lets some of these out for tags such as `!!int ""`.
        raise CourseError("not valid YAML", where=str(file)) from error
    try:
        return msgspec.convert(data, type)
    except RecursionError as error:
        raise CourseError("a part of it contains itself", where=str(file)) from error
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at ")
        path = path.strip("`")
        unknown = re.search(r"unknown field `(.+?)`", what)
        where = f"{file}{_line_of(text, path, unknown[1] if unknown else '')}"
        if path not in ("", "$"):
            where += f": {path.removeprefix('$.')}"
        raise CourseError(what, where=where, fix=_nearest_key(what, type)) from error


def _line_of(text: str, path: str, unknown: str = "") -> str:
    """Find where a msgspec path such as ``$.functions[...].returns`` stands.

    Parameters
    ----------
    unknown : str
        A key below it that should not be there, if that is what is wrong.
    """
    node = yaml.compose(text, _Loader)
    for key in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        name, index = key
        if isinstance(node, yaml.MappingNode) and name:
            values = {k.value: v for k, v in node.value}
            if name not in values:
                break
            node = values[name]
        elif isinstance(node, yaml.SequenceNode) and index:
            node = node.value[int(index)]
        else:
            break
    if isinstance(node, yaml.MappingNode):
        node = next((k for k, _ in _pairs(node) if k.value == unknown), node)
    return f":{node.start_mark.line + 1}:{node.start_mark.column + 1}" if node else ""


def _pairs(node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
    """Keys and values of a mapping and, where the path left it, of those below."""
    found = list(node.value)
    for _, value in node.value:
        if isinstance(value, yaml.MappingNode):
            found += _pairs(value)
    return found


def too_deep(text: str) -> bool:
    """Whether YAML is nested deeper than any course file, before it is loaded.

    The loader in C follows nesting by recursion and crashes Python on enough of
    it; its events do not.
    """
    rows = text.splitlines()
    flow = text.count("[") + text.count("{")
    block = max(
        (
            len(row) - len(row.lstrip()) + row.count("- ") + row.count("? ")
            for row in rows
        ),
        default=0,
    )
    if flow <= MAX_DEPTH and block <= MAX_DEPTH:
        return False
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        if depth > MAX_DEPTH:
            return True
    return False


def _nearest_key(what: str, type: type) -> str:
    match = re.search(r"unknown field `(.+?)`", what)
    if not match:
        return ""
    known = _fields(type)
    near = difflib.get_close_matches(match[1], known, n=1)
    return f"did you mean `{near[0]}`?" if near else ""


def _fields(type: Any) -> list[str]:
    """Every key that a file of this type may hold, at any depth."""
    from grader import model

    kinds = [model.Contract, model.Function, model.Class, model.Limits, model.Unit,
             model.Concept, model.Milestone, model.MilestoneRun, model.Portrait,
             model.Policies, model.LatePolicy, type]  # fmt: skip
    return [name for kind in kinds for name in kind.__struct_fields__]


def _check_limits(spec: ExerciseFile, file: Path) -> None:
    caps = FRAMEWORK_CAPS if spec.profile == "frameworks" else CAPS
    for name in Limits.__struct_fields__:
        value, cap = getattr(spec.limits, name), getattr(caps, name)
        if not 0 < value <= cap:
            raise CourseError(
                f"limits.{name} is {value}; it must be above 0 and at most {cap}",
                where=str(file),
            )


def _unknown(wanted: str, folders: dict[str, Path]) -> LearnError:
    known = [
        n for f in folders for n in (f, folders[f].name, folders[f].name[len(f) + 1 :])
    ]
    near = difflib.get_close_matches(wanted.lower(), known, n=1, cutoff=0.4)
    if near:
        id = next(i for i, f in folders.items() if near[0] in f.name or near[0] == i)
        name = folders[id].name.removeprefix(id + "_")
        fix = f"did you mean {id} ({name})? `learn list` names all"
    else:
        fix = "see `learn list` for the exercises of this course"
    return LearnError(f"there is no exercise {wanted!r}", fix=fix)


_POINTS = re.compile(r"^@(?:\w+\.)*points\(([\d.]+)\)", re.MULTILINE)
"""What a check is worth, read without running it: each check has one such line."""


class _Untouched(msgspec.Struct):
    """The part of ``diagnosis.json`` that says how the stub was."""

    stub: str


def untouched_stub(exercise: Exercise) -> bytes | None:
    """Give an exercise's stub as the course has it, where the course says so."""
    return stub_in(exercise.diagnosis)


def stub_in(diagnosis: Path) -> bytes | None:
    """Give the untouched stub that a ``diagnosis.json`` holds."""
    try:
        raw = diagnosis.read_bytes()
        return msgspec.json.decode(raw, type=_Untouched).stub.encode()
    except (OSError, msgspec.MsgspecError):
        return None


def points_here(exercise: Exercise) -> float:
    """Give the points of the checks that run here: all, or the public ones only."""
    if exercise.hidden_checks is not None:
        return exercise.spec.points
    try:
        text = exercise.public_checks.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return exercise.spec.points
    return sum(map(float, _POINTS.findall(text))) or exercise.spec.points


def fingerprint(files: Iterable[Path]) -> str:
    """Hash files by name and content; a missing one counts as absent."""
    digest = hashlib.sha256()
    for file in sorted(files):
        try:
            content = file.read_bytes()
        except OSError:
            continue
        head = f"{file.parent.name}/{file.name}\0{len(content)}\0"
        digest.update(head.encode() + content)
    return digest.hexdigest()


def exercise_files(exercise: Exercise) -> list[Path]:
    """Everything that a judgement depends on, the submission aside."""
    files = [exercise.folder / "exercise.yaml", exercise.public_checks]
    files += filter(None, (exercise.hidden_checks, lent_checks(exercise)))
    return files
