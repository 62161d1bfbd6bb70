"""A virtual environment for each peer, made once, with the NumPy that we have."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.measure import ROOT, versions
from benchmarks.peers.graders import PEERS, Peer

HOME = ROOT / ".venv-peers"
READY = "installed"
"""A file that stands in an environment that is whole."""


def install() -> dict[str, str]:
    """Make what is missing; say why where that does not work."""
    reasons = {}
    for peer in PEERS:
        home = HOME / peer.name
        if (home / READY).exists():
            continue
        print(f"installing {peer.name} in {HOME.name}/ (once)", file=sys.stderr)
        why = _made(home, [f"numpy=={versions()['NumPy']}", *peer.packages])
        if why:
            reasons[peer.name] = why
        else:
            (home / READY).touch()
    return reasons


def _made(home: Path, packages: list[str]) -> str:
    """Install; give the last line of what went wrong, or nothing."""
    quiet = ["--quiet", "--disable-pip-version-check"]
    steps = (
        [sys.executable, "-m", "venv", "--clear", str(home)],
        [str(home / "bin" / "python"), "-m", "pip", "install", *quiet, *packages],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, errors="replace")
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            errors = [line for line in said if "ERROR" in line] or said or ["no reason"]
            return errors[-1][:200]
    return ""


def installed() -> list[type[Peer]]:
    """Find the peers that can be measured."""
    return [peer for peer in PEERS if (HOME / peer.name / READY).exists()]


def version(peer: type[Peer]) -> str:
    """Say which version of a peer is installed."""
    program = (
        f"from importlib.metadata import version as v; print(v({peer.packages[0]!r}))"
    )
    python = str(HOME / peer.name / "bin" / "python")
    done = subprocess.run([python, "-c", program], capture_output=True, text=True)
    return done.stdout.strip()
