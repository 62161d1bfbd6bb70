"""The group `learn`: global options, lazily loaded commands, exit codes."""

from __future__ import annotations

import contextlib
import errno
import functools
import importlib
import shlex
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader import __version__
from grader.cli.commands import COMMANDS
from grader.cli.out import ColorChoice, Out
from grader.errors import BrokenError, LearnError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from grader.course import Course
    from grader.sandbox.launch import ForkServer
    from grader.store import Database

EXIT_CODES = """\b
Exit codes: 0 done, everything judged passed; 1 judged, not everything
passed; 2 the caller can fix it; 3 our fault; 130 interrupted."""


class App:
    """What every command needs: the output and the course."""

    def __init__(
        self,
        out: Out,
        course: Path | None,
        verbosity: int,
        server: ForkServer | None = None,
    ) -> None:
        self.out, self._root, self.verbosity = out, course, verbosity
        self.server = server
        self._course: Course | None = None

    @property
    def course(self) -> Course:
        """The course named by --course, or the one around this folder."""
        if self._course is None:
            from grader.course import Course

            if self._root is not None:
                self._course = Course.at(self._root.absolute())
            else:
                self._course = Course.find(Path.cwd())
        return self._course

    @property
    def root(self) -> Path:
        """The course's folder, found without reading the course: it may be a faulty one."""
        from grader.course import find_root, root_at

        if self._root is not None:
            return root_at(self._root.absolute())
        return find_root(Path.cwd())

    @property
    def command(self) -> str:
        """How `learn` is to be typed here, so that it finds the same course."""
        if self._root is None:
            return "learn"
        return f"learn --course {shlex.quote(str(self._root))}"

    @property
    def state(self) -> Path:
        """The folder that this workspace's progress is kept in."""
        return self.course.root / ".learn"

    @property
    def cache(self) -> Path:
        """The folder for what was read and can be read again."""
        from grader.store.database import make_folder

        with contextlib.suppress(OSError):  # then nothing is cached
            make_folder(self.state)
        return self.state / "cache"

    @functools.cached_property
    def database(self) -> Database:
        """The store of this workspace; says so when it had to be mended."""
        from grader.store import Database

        return Database(self.state / "progress.db", self.out.note)


class Commands(click.Group):
    """Loads a command when it is named; suggests the nearest for a wrong name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order that a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command that is wanted."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Say what each command does as click would, importing none of them."""
        # What click leaves to the text: a margin, and three times its usual gap.
        limit = formatter.width - 6 - max(map(len, COMMANDS))
        rows = [(name, _short_help(name, limit)) for name in COMMANDS]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """Offer commands and options as click would, importing no command."""
        from click.shell_completion import CompletionItem

        names = [name for name in COMMANDS if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [CompletionItem(n, help=_short_help(n)) for n in names] + options

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say the nearest command for an unknown one."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"There is no command {name!r}.{hint}")
        return super().resolve_command(ctx, args)


def _short_help(name: str, limit: int = 45) -> str:
    """Shorten what the command does in click's way, to so many characters."""
    return click.Command(name, help=COMMANDS[name][1]).get_short_help_str(limit)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)
@click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that holds exercises/. Default: the nearest one above.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="When to use colour. NO_COLOR and FORCE_COLOR count too.",
)
@click.option("--plain", is_flag=True, help="Linear ASCII, one record a line.")
@click.option(
    "-v", "--verbose", count=True, help="Say more: `learn -v check` shows every check."
)
@click.option("-q", "--quiet", is_flag=True, help="Say only results.")
@click.version_option(__version__, prog_name="learn", message="%(prog)s %(version)s")
@click.pass_context
def learn(
    ctx: click.Context,
    course: Path | None,
    color: ColorChoice,
    plain: bool,
    verbose: int,
    quiet: bool,
) -> None:
    """Learn by doing: edit an exercise's file, check it, read why.

    Without a command: where you are, and what to do next. EX is an exercise:
    ex03, 3, its name or its file.
    """
    out = Out(color, True if plain else None, quiet)
    ctx.obj = App(out, course, verbose, ctx.obj)
    if ctx.invoked_subcommand is None:
        from grader.cli.status import status

        status(ctx.obj)


def run(args: list[str], server: ForkServer | None = None) -> int:
    """Run one command line; return its exit code.

    Parameters
    ----------
    server : ForkServer, optional
        One that was started ahead for a command that judges.
    """
    try:
        result: Any = learn.main(
            args, prog_name="learn", standalone_mode=False, obj=server
        )
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        return 130
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        return 130
    except click.ClickException as error:
        _placed(error, args).show()
        return 2
    except LearnError as error:
        _say(error)
        return error.exit_code
    except BrokenPipeError:
        return 1
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EBADF):
            return 1  # the output has nowhere to go, not even a message about it
        return _internal(error, args)
    except Exception as error:  # noqa: BLE001  (the last line of defence)
        return _internal(error, args)
    return result if isinstance(result, int) else 0


def _placed(error: click.ClickException, args: list[str]) -> click.ClickException:
    """Say where an option of `learn` itself belongs that stands after the command."""
    if not isinstance(error, click.NoSuchOption):
        return error
    name = error.option_name
    if not any(name in option.opts for option in learn.params):
        return error
    right = f"`learn {name} {' '.join(args[:1])} ...`"
    return click.UsageError(f"{name} comes before the command: {right}", error.ctx)


def _say(error: LearnError) -> None:
    from grader.cli.out import plain, wrap

    rows = ("learn: " + str(error)).splitlines()
    if sys.stderr.isatty():
        columns = Out().width
        rows = [
            part for row in rows for part in wrap(row, columns, "", "      ", cut=False)
        ]
    click.echo("\n".join(map(plain, rows)), err=True)
    if isinstance(error, BrokenError):
        click.echo("This is not your fault. Your file was not changed.", err=True)


def _internal(error: Exception, args: list[str]) -> int:
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    click.echo(
        f"learn: a fault of learn itself ({type(error).__name__} at {place}).\n"
        "This is not your fault. Your file was not changed.\n"
        "  fix  report it with the output of the same command and -v",
        err=True,
    )
    if any(a in ("-v", "--verbose", "-vv") for a in args):
        traceback.print_exception(error)
    return 3
