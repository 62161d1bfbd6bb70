"""``learn completion``: shell completion, names of exercises and quizzes included."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from grader.errors import LearnError


def complete_exercise(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer exercise ids, with their names as help."""
    from grader.course import Course

    root = ctx.find_root().params.get("course")
    try:
        course = Course.at(Path(root)) if root else Course.find(Path.cwd())
        folders = course.folders
    except LearnError:
        return []
    return [
        CompletionItem(id, help=folder.name.removeprefix(f"{id}_").replace("_", " "))
        for id, folder in folders.items()
        if id.startswith(incomplete)
    ]


def complete_quiz(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the ids of quizzes."""
    from grader.course import Course
    from grader.quiz.reader import quiz_names

    root = ctx.find_root().params.get("course")
    try:
        course = Course.at(Path(root)) if root else Course.find(Path.cwd())
    except LearnError:
        return []
    names = quiz_names(course)
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@click.command(epilog="Exits 0.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for SHELL.

    For example, in bash: eval "$(learn completion bash)"
    """
    from grader.cli.main import learn

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(learn, {}, "learn", "_LEARN_COMPLETE").source())
