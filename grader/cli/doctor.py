"""``learn doctor``: what this machine is and what it protects, to paste."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from grader import __version__
from grader.cli.main import App
from grader.cli.out import plain

_PACKAGES = ("numpy", "pytest", "click", "PyYAML", "msgspec")

_FIXES = {
    "namespaces": "namespaces are closed to ordinary users here (AppArmor on newer "
    "Ubuntu, or a container): nothing to do, the level without them is strong",
    "landlock": "needs Linux 5.13 or later",
    "seccomp": "needs Linux on x86-64 or aarch64, outside of emulation",
    "rlimits": "needs Linux or macOS",
    "capabilities": "",
}


@click.command(epilog="Exits 0 if every promise of the level held, else 3.")
@click.option("--json", "as_json", is_flag=True, help="One object.")
@click.pass_obj
def doctor(app: App, as_json: bool) -> int:
    """Report versions and terminal, and attack this machine's own isolation."""
    from grader.sandbox.host import Sandbox
    from grader.sandbox.selftest import attack_this_machine

    with Sandbox() as sandbox:
        result = attack_this_machine(sandbox)
    facts = _facts(app)
    facts["level"] = result.level
    facts["missing"] = list(result.protection.missing)
    facts["promises"] = result.held
    broken = [promise for promise, held in result.held.items() if not held]
    if as_json:
        click.echo(json.dumps({"schema": "learn.doctor/1", **facts}))
    else:
        _print(app, facts, broken)
    # At basic nothing of this was promised; above it all was.
    return 3 if broken and result.level != "basic" else 0


def _facts(app: App) -> dict[str, Any]:
    # Here and not above: `learn --help` loads every command and not these.
    import platform
    from importlib.metadata import PackageNotFoundError, version

    versions = {}
    for package in _PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "missing"
    return {
        "learn": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "packages": versions,
        "encoding": sys.stdout.encoding,
        "terminal": f"{app.out.width} columns, "
        + ("colour" if app.out.color else "no colour")
        + (", linear" if app.out.linear else ""),
    }


def _print(app: App, facts: dict[str, Any], broken: list[str]) -> None:
    out = app.out
    for name in ("learn", "python", "system", "encoding", "terminal"):
        out.line(f"{name:<10} {plain(str(facts[name]))}")
    packages = ", ".join(f"{k} {v}" for k, v in facts["packages"].items())
    out.line(f"{'packages':<10} {packages}")
    out.line()
    out.line(f"protection of your files and grades: {facts['level']}")
    for missing in facts["missing"]:
        layer = missing.partition(":")[0]
        out.line(f"  missing  {plain(missing)}")
        if _FIXES.get(layer):
            out.line(f"           {_FIXES[layer]}")
    for promise, held in facts["promises"].items():
        out.line(f"  {'held' if held else 'BROKEN':<8} submitted code {promise}")
    if broken and facts["level"] == "basic":
        out.line(
            "Submitted code cannot forge a result or hang a run here, but it can "
            "do what your own programs can: check only code that you trust."
        )
