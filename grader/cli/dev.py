"""``learn dev``: for authors of a course: scaffold, lint, prove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import plain
from grader.cli.proving import default_jobs
from grader.cli.proving import proofs as prove_each
from grader.errors import CourseError
from grader.frameworks import missing, needs

if TYPE_CHECKING:
    from grader.model import Exercise
    from grader.mutation import MutationProof
    from grader.proof import Proof
    from grader.quiz.interchange.importing import Source


@click.group()
def dev() -> None:
    """Write a course: scaffold, lint and prove its exercises."""


@dev.command(epilog="Exits 0 if there is no problem, else 1.")
@click.pass_obj
def lint(app: App) -> int:
    """List everything that is wrong with the course's exercises and quizzes."""
    from grader.lint import lint as find
    from grader.quiz.reader import quiz_names

    problems = [*find(app.course), *_policy_problems(app)]
    for problem in problems:
        app.out.line(plain(problem))
    count = len(app.course.folders)
    quizzes = len(quiz_names(app.course))
    app.out.note(
        f"{len(problems)} problem(s) in {count} exercise(s) and {quizzes} quiz file(s)"
    )
    return 1 if problems else 0


def _policy_problems(app: App) -> list[str]:
    from grader.classroom.policies import course_policies

    try:
        course_policies(app.course)
    except CourseError as error:
        return [f"{error.where}: {error.what}"]
    return []


@dev.command(
    epilog="Exits 0 if everything is proved, 1 if not, 3 if a check is broken."
)
@click.argument(
    "exercises", nargs=-1, metavar="[EX]...", shell_complete=complete_exercise
)
@click.option(
    "--json", "as_json", is_flag=True, help="One learn.proof/1 object a line."
)
@click.option(
    "--seed",
    "seeds",
    type=click.IntRange(0, 2**53),
    multiple=True,
    help="Prove with these seeds. Default: 0, 1 and 2.",
)
@click.option(
    "--mutants", is_flag=True, help="Break each reference in every small way instead."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=default_jobs,
    help="How many exercises to prove at a time. Default: processors + 1.",
)
@click.pass_obj
def prove(
    app: App,
    exercises: tuple[str, ...],
    as_json: bool,
    seeds: tuple[int, ...],
    mutants: bool,
    jobs: int,
) -> int:
    """Prove graders: right is passed, wrong is failed and named, junk gets nothing."""
    from grader import proof
    from grader.sandbox.host import Sandbox

    chosen = [app.course.exercise(name) for name in exercises] or app.course.exercises()
    if mutants:
        return _prove_mutants(app, chosen, as_json)
    proofs = []
    for made in prove_each(app, chosen, seeds or proof.SEEDS, jobs):
        proofs.append(made)
        if as_json:
            click.echo(_encode(made))
        else:
            _print(app, made)
    whole = []
    if not exercises:
        with Sandbox(app.course.file.imports) as sandbox:
            whole += proof.milestone_problems(app.course, sandbox)
            whole += proof.portrait_problems(app.course, sandbox)
    problems = [p for made in proofs for p in made.problems] + whole
    if not as_json:
        for problem in whole:
            app.out.sentence(problem)
    problems += proof.junk_exceptions(made.junk_allowed for made in proofs)
    if not as_json:
        _total(app, proofs, problems)
    if any("broken check" in p for p in problems):
        return 3
    return 1 if problems else 0


def _prove_mutants(app: App, chosen: list[Exercise], as_json: bool) -> int:
    import msgspec

    from grader.mutation import prove_mutants
    from grader.sandbox.host import Sandbox

    made = []
    with Sandbox(app.course.file.imports) as sandbox:
        for exercise in chosen:
            absent = needs(missing(exercise.spec))
            if absent:
                app.out.note(f"{exercise.id}: its mutants are not run here ({absent})")
                continue
            found = prove_mutants(exercise, sandbox, app.out.note)
            made.append(found)
            if as_json:
                body = {"schema": "learn.mutation/1", **msgspec.to_builtins(found)}
                click.echo(msgspec.json.encode(body))
            else:
                _print_mutants(app, found)
    count = sum(m.mutants for m in made)
    equivalent = sum(len(m.equivalent) for m in made)
    killed = sum(m.killed for m in made)
    if not as_json:
        share = killed / max(1, count - equivalent)
        app.out.line(
            f"{killed} of {count - equivalent} mutants killed ({share:.1%}); "
            f"{equivalent} of {count} are equivalent"
        )
    return 1 if any(m.problems for m in made) else 0


def _print_mutants(app: App, made: MutationProof) -> None:
    out = app.out
    out.line(
        out.style(f"{made.exercise}: {made.score:.1%} killed", bold=True)
        + f" ({made.killed} of {made.mutants}, {len(made.equivalent)} equivalent, "
        f"{made.duration_s:.1f} s)"
    )
    for survivor in made.survivors:
        out.line(f"  survived  {survivor.mutant}  line {survivor.line}")
        for row in survivor.diff.splitlines():
            out.line(f"    {plain(row)}")
    for name, reason in made.equivalent.items():
        if app.verbosity:
            out.line(f"  equivalent  {name}: {plain(reason)}")
    for problem in made.problems:
        for row in problem.splitlines():
            out.line("  " + plain(row))


def _encode(made: Proof) -> bytes:
    import msgspec

    return msgspec.json.encode({"schema": "learn.proof/1", **msgspec.to_builtins(made)})


def _print(app: App, made: Proof) -> None:
    out = app.out
    if made.unproved:
        out.line(
            out.style(f"{made.exercise}: not proved here", bold=True)
            + f" ({plain(made.unproved)})"
        )
        for problem in made.problems:
            out.line("  " + plain(problem))
        return
    state = "proved" if not made.problems else f"{len(made.problems)} problem(s)"
    junk = len(made.junk) - len(made.junk_allowed)
    named = sum(row.named == (row.misconception,) for row in made.wrong)
    out.line(
        out.style(f"{made.exercise}: {state}", bold=True)
        + f" ({made.duration_s:.1f} s, seeds {', '.join(map(str, made.seeds))})"
    )
    out.line(
        f"  {made.right} right submissions; {named} of {len(made.wrong)} wrong ones "
        f"named as themselves alone; {junk} junk submissions score 0"
    )
    if app.verbosity:
        out.line("  wrong submission -> named as | failed by")
        for row in made.wrong:
            out.line(
                f"    {row.misconception} -> {', '.join(row.named) or '-'} | "
                f"{', '.join(row.failed_by)}"
            )
        out.line("  hidden check -> only catcher of")
        for check in made.hidden:
            why = ", ".join(check.only_catcher_of) or f"law: {check.law}"
            out.line(f"    {check.id} -> {why}")
    for name, reason in made.junk_allowed.items():
        out.line(f"  excused junk {name}: {plain(reason)}")
    for problem in made.problems:
        for line in problem.splitlines():
            out.line("  " + plain(line))


def _total(app: App, proofs: list[Proof], problems: list[str]) -> None:
    right = sum(p.right for p in proofs)
    wrong = sum(len(p.wrong) for p in proofs)
    junk = sum(len(p.junk) for p in proofs)
    state = "everything proved" if not problems else f"{len(problems)} problem(s)"
    left = [p.exercise for p in proofs if p.unproved]
    state += f" but {', '.join(left)}" if left else ""
    app.out.line(
        f"{state}: {len(proofs) - len(left)} exercises, {right} right, {wrong} wrong, "
        f"{junk} junk submissions"
    )


@dev.command(epilog="Exits 0, 2 without reference/, or 3 if a check is broken.")
@click.argument(
    "exercises", nargs=-1, metavar="[EX]...", shell_complete=complete_exercise
)
@click.pass_obj
def diagnose(app: App, exercises: tuple[str, ...]) -> None:
    """Write what known mistakes do on the public checks, for kits without reference/.

    A learner who has only the public course then still gets the mistake named.
    """
    from grader.judge import Judge, precomputed
    from grader.sandbox.host import Sandbox

    chosen = [app.course.exercise(name) for name in exercises] or app.course.exercises()
    seed = app.course.file.seed
    with Sandbox(app.course.file.imports) as sandbox:
        for exercise in chosen:
            if exercise.reference is None:
                from grader.errors import CourseError

                raise CourseError(
                    f"{exercise.id} has no reference/ here", where=str(exercise.folder)
                )
            absent = needs(missing(exercise.spec))
            if absent:
                app.out.note(f"{exercise.id}: left as it is ({absent})")
                continue
            judge = Judge(exercise, sandbox, seed)
            public = [c.id for c in judge.engine.checks if c.audience == "public"]
            seen = judge.twins.on_each(public)
            app.out.line(plain(str(precomputed.write(exercise, seed, seen))))


@dev.command(epilog="Exits 0, or 2 if the exercise exists or its name is no name.")
@click.argument("name", metavar="EX_NAME")
@click.option("--title", help="Default: from the name.")
@click.pass_obj
def new(app: App, name: str, title: str | None) -> None:
    """Scaffold an exercise, e.g. `learn dev new ex07_dense_layer`.

    What it writes passes `learn dev prove`: replace it piece by piece.
    """
    from grader.scaffold import scaffold

    for file in scaffold(app.course, name, title):
        app.out.line(plain(str(Path(file))))
    app.out.line(
        f"Next: edit these, then `learn dev lint` and `learn dev prove {name.partition('_')[0]}`."
    )


@dev.command(
    "import",
    epilog="Exits 0, or 2 if the file cannot be read or something is in the way.",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    required=True,
    help="The quiz to write, e.g. quizzes/name.yaml.",
)
@click.option(
    "--from",
    "form",
    type=click.Choice(["gift", "text2qti"]),
    help="Default: what the file looks like.",
)
@click.option(
    "--concept",
    "concepts",
    multiple=True,
    help="A concept of questions that name none; can be given again.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.pass_obj
def import_quiz(
    app: App,
    file: Path,
    target: Path,
    form: Source | None,
    concepts: tuple[str, ...],
    force: bool,
) -> None:
    """Make a quiz of questions in GIFT or in the text format of text2qti.

    What a quiz cannot hold is listed on standard error, by its line.
    """
    from grader.errors import LearnError
    from grader.quiz.interchange.importing import read
    from grader.quiz.interchange.saving import save
    from grader.quiz.rules import ID

    if target.suffix != ".yaml" or not ID.fullmatch(target.stem):
        raise LearnError(
            f"{target.name} is no name for a quiz",
            fix="begin with a-z; go on with a-z 0-9 _ -; end with .yaml",
        )
    made = read(file, form, id=target.stem, concepts=concepts)
    save({target: made.text.encode()}, force=force)
    for remark in made.remarks:
        app.out.note(plain(f"{file}:{remark.line}: {remark.what}"))
    app.out.line(plain(f"{target}: {len(made.items)} questions"))
    app.out.line("Next: `learn dev lint` says what they still lack.")
