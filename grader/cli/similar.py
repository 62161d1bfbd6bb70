"""``learn similar``: submissions that have more in common than chance gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import Out, plain
from grader.errors import LearnError

if TYPE_CHECKING:
    from grader.classroom.anonymous import Aliases
    from grader.classroom.model import Submitted
    from grader.classroom.similar.search import File, Found, Pair
    from grader.model import Exercise

_LONGEST_NAME = 60
_LISTED = 10


@click.command(
    epilog="Exits 0 whatever is found, or 2 if something cannot be read or written."
)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=click.Path(path_type=Path),
)
@click.option(
    "--exercise", "wanted", multiple=True, metavar="EX",
    shell_complete=complete_exercise, help="Only this one. May be repeated.",
)  # fmt: skip
@click.option(
    "--previous", multiple=True, metavar="PATH", type=click.Path(path_type=Path),
    help="Submissions of another year: compared with these, not with each other.",
)  # fmt: skip
@click.option(
    "--given", "given_out", multiple=True, metavar="FILE",
    type=click.Path(path_type=Path),
    help="Code that everyone was given, as an older stub. The stub and the public "
    "checks are known.",
)  # fmt: skip
@click.option(
    "--staff", multiple=True, metavar="STUDENT",
    help="Whose submissions are left out, by id or name.",
)  # fmt: skip
@click.option(
    "--threshold", type=click.FloatRange(0.3, 1.0), default=None, metavar="SCORE",
    help="List pairs from this score on, 0.3 to 1. Default: 0.65.",
)  # fmt: skip
@click.option(
    "--most", type=click.IntRange(1, 1000), default=100, show_default=True,
    help="Pairs to list for each exercise.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write a page that shows the pairs side by side (HTML).",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the file that is there.")
@click.option("--anonymous", is_flag=True, help="Names that say nobody's name.")
@click.option("--json", "as_json", is_flag=True, help="One object an exercise.")
@click.pass_obj
def similar(
    app: App,
    paths: tuple[Path, ...],
    wanted: tuple[str, ...],
    previous: tuple[Path, ...],
    given_out: tuple[Path, ...],
    staff: tuple[str, ...],
    threshold: float | None,
    most: int,
    out: Path | None,
    force: bool,
    anonymous: bool,
    as_json: bool,
) -> None:
    """Find similar submissions of different students.

    PATH is a folder or an archive as a class hands in. Names, comments, white space
    and order do not matter; what most of the class wrote counts little. Similar is
    not copied: look at both, with --out side by side.
    """
    from grader.classroom.anonymous import aliases
    from grader.classroom.similar.classes import by_exercise, compare
    from grader.classroom.similar.search import THRESHOLD
    from grader.submission import read_submission

    if out is not None and out.exists() and not force:
        raise LearnError(
            "there is a file of this name", where=str(out),
            fix="name another one, or say --force",
        )  # fmt: skip
    exercises = [app.course.exercise(w) for w in wanted] or app.course.exercises()
    ids = {exercise.id for exercise in exercises}
    also = [read_submission(file) for file in given_out]
    least = THRESHOLD if threshold is None else threshold
    now = by_exercise(_handed(app, paths), ids, staff)
    before = by_exercise(_handed(app, previous), ids, staff) if previous else {}
    if not now:
        raise LearnError(
            "no submission to compare was found", where=", ".join(map(str, paths)),
            fix="name the folder that holds a folder or an archive for each student",
        )  # fmt: skip
    names = aliases(_folder(out), anonymous=anonymous)
    found = list(
        compare(app.course, now, before, also_given=also, threshold=least, most=most)
    )
    if out is not None:
        _write(out, app.course.file.title, found, names, least, force)
    if as_json:
        for exercise, one in found:
            app.out.line(json.dumps(_as_json(exercise, one, names, least)))
        return
    for exercise, one in found:
        _tell(app.out, exercise, one, names)
    _end(app.out, found, out)


def _handed(app: App, paths: Iterable[Path]) -> Iterator[Submitted]:
    """Take submissions in; say what could not be taken."""
    from grader.classroom.intake import collect
    from grader.classroom.model import Submitted, Unmapped

    left: list[Unmapped] = []
    for item in collect(paths, app.course):
        if isinstance(item, Submitted):
            yield item
        elif isinstance(item, Unmapped):
            left.append(item)
    for one in left[: 10**6 if app.verbosity else _LISTED]:
        app.out.note(f"not taken: {plain(one.origin)}: {plain(one.reason)}")
    if len(left) > _LISTED and not app.verbosity:
        app.out.note(f"not taken: {len(left) - _LISTED} more; -v names all")


def _folder(out: Path | None) -> Path:
    """Say where the salt is kept: beside the page, or with the grades."""
    if out is not None:
        return out.parent
    return Path("grades") if Path("grades").is_dir() else Path()


def _write(
    out: Path,
    title: str,
    found: list[tuple[Exercise, Found]],
    names: Aliases,
    threshold: float,
    force: bool,
) -> None:
    from grader.classroom.similar.page import page

    text = page(title, found, names, threshold)
    try:
        with out.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise LearnError(
            f"the page cannot be written: {error.strerror}", where=str(out),
            fix="name a file in a folder that is there",
        ) from error  # fmt: skip


# -- what is said ----------------------------------------------------------------


def _tell(out: Out, exercise: Exercise, found: Found, names: Aliases) -> None:
    from grader.classroom.similar.page import people

    count = f"{len(found.pairs)} of {len(found.pairs) + found.more}" if found.more else (
        str(len(found.pairs)) if found.pairs else "no"
    )  # fmt: skip
    noun = "pair" if len(found.pairs) == 1 and not found.more else "pairs"
    students = f"{found.students} student" + ("s" if found.students != 1 else "")
    head = f"{exercise.id}  {exercise.spec.title}: {students}, {count} similar {noun}"
    out.line(out.style(plain(head), bold=True))
    out.table(
        (
            "  " if not out.linear else "pair",
            f"{pair.score:.2f}",
            f"{pair.bits:.0f} bits" + (", weak" if pair.weak else ""),
            f"{pair.shares[0]:.0%} of {_who(pair.left, names)}, "
            f"{pair.shares[1]:.0%} of {_who(pair.right, names)}"
            + ("; both are like the course's own solution" if pair.as_solved else ""),
        )
        for pair in found.pairs
    )
    for words, files in (
        ("like the course's own solution", found.solved),
        ("too short to tell", found.short),
        ("so long that only the beginning was compared", found.cut),
    ):
        if files:
            listed = people(files, names)
            more = f" and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
            text = ", ".join(name[:_LONGEST_NAME] for name in listed[:_LISTED])
            out.wrapped("", f"{words}: {text}{more}", indent=2, hang=0)


def _who(file: File, names: Aliases) -> str:
    from grader.classroom.similar.page import shown

    name = shown(file, names)
    short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 3] + "..."
    return f"{short} (a previous year)" if file.before else short


def _end(out: Out, found: list[tuple[Exercise, Found]], file: Path | None) -> None:
    out.line()
    if not any(one.pairs for _, one in found):
        out.sentence(
            "Nothing stands out. That is no proof: who rewrites, is not found."
        )
        return
    out.sentence(
        "Score: the part in common, weighed by how few others wrote it. Evidence: each "
        "bit halves the chance of sharing so much by accident, in this class."
    )
    if any(pair.weak for _, one in found for pair in one.pairs):
        out.sentence(
            "Weak: among so many students two may well have this in common by accident."
        )
    look = f"They stand side by side in {file}." if file is not None else (
        "`--out FILE` writes a page with them side by side."
    )  # fmt: skip
    out.sentence(f"Similar is not copied: look at both. {look}")


# -- for programs ----------------------------------------------------------------


def _as_json(
    exercise: Exercise, found: Found, names: Aliases, threshold: float
) -> dict[str, Any]:
    return {
        "schema": "learn.similar/1",
        "exercise": exercise.id,
        "name": exercise.name,
        "title": exercise.spec.title,
        "threshold": threshold,
        "students": found.students,
        "files": found.files,
        "pairs": [_pair(pair, names) for pair in found.pairs],
        "more": found.more,
        "like_the_solution": [_file(f, names) for f in found.solved],
        "too_short": [_file(f, names) for f in found.short],
        "cut": [_file(f, names) for f in found.cut],
    }


def _pair(pair: Pair, names: Aliases) -> dict[str, Any]:
    return {
        "score": round(pair.score, 4),
        "bits": round(pair.bits, 2),
        "left": _file(pair.left, names) | {"shared": round(pair.shares[0], 4)},
        "right": _file(pair.right, names) | {"shared": round(pair.shares[1], 4)},
        "passages": len(pair.regions),
        "weak": pair.weak,
        "like_the_solution": pair.as_solved,
    }


def _file(file: File, names: Aliases) -> dict[str, Any]:
    return {
        "student": names.of(file.student.id),
        "name": names.name(file.student.id, file.student.name),
        "origin": "" if names.anonymous else file.origin,
        "previous": file.before,
    }
