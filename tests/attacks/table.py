"""Write ``docs/attacks.md``: every attack, its promise, and where it is stopped.

    python -m tests.attacks.table [--judge]

What is written follows from the attacks' files and from what is known of them, which
the tests hold to what happens.  With ``--judge`` every attack is judged on every kind
of machine first, and nothing is written when one does what is not known of it.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from tests.attacks.conditions import CONDITIONS, RESTS_ON, falls
from tests.attacks.judging import ATTACKS, Attack
from tests.attacks.matrix import WHO, NotHere, judge_on

DOCUMENT = Path(__file__).parents[2] / "docs" / "attacks.md"

HEAD = """\
# What a submission cannot do

{count} attacks, each a file in `tests/attacks/`, each a test whose name is its promise:
`pytest tests/attacks -k cannot_{example}` runs one. An attack is judged like any
submission, and the right solution after it. It is stopped when it gains no point above
what it honestly earns, carries no hidden value out, is not taken for a fault of ours,
does nothing else that it tries, leaves no process, descriptor or file behind, and the
next submission gets what it deserves.

Written by `python -m tests.attacks.table`; with `--judge` after judging all of them
everywhere.

## Kinds of machine

Each is simulated for real: the kernel refuses what is named. Every attack is judged as
root and as an ordinary user.

| kind | met as | level | attacks stopped as root | as an ordinary user |
|---|---|---|---|---|
{conditions}

At `full` and `strong` every attack is stopped, so no promise rests on namespaces or on
Landlock alone. At `basic` less is promised (`docs/threat-model.md`): of {alone} attacks some part is
stopped by one layer alone, and succeeds where that is missing. Even so none gains a
point, carries a hidden value out or harms the next submission.

| layer | what it alone stops |
|---|---|
{rests}

## Attacks

Points are those that it honestly earns, of 10. *Stopped without* names the layers that
may be missing, one at a time, as root and as an ordinary user alike.
"""

LAYERS = {
    "namespaces": "no_namespaces",
    "Landlock": "no_landlock",
    "seccomp": "no_seccomp",
    "rlimits": "no_rlimits",
}


def row(*cells: object) -> str:
    """Write one row of a table."""
    return f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def stopped(condition: str) -> str:
    held = sum(not falls(attack.name, CONDITIONS[condition]) for attack in ATTACKS)
    return f"{held} of {len(ATTACKS)}"


def of_attack(attack: Attack) -> str:
    without = [
        layer
        for layer, condition in LAYERS.items()
        if not falls(attack.name, CONDITIONS[condition])
    ]
    words = "any one" if len(without) == len(LAYERS) else ", ".join(without)
    promise = attack.promise.removesuffix(".")
    return row(f"`cannot_{attack.name}`", promise, f"{attack.earns:g}", words)


def render() -> str:
    """Write the whole document."""
    parts = [
        HEAD.format(
            count=len(ATTACKS),
            example=ATTACKS[0].name,
            conditions="\n".join(
                row(
                    name.replace("_", " "),
                    c.about,
                    f"`{c.level}`",
                    *[stopped(name)] * 2,
                )
                for name, c in CONDITIONS.items()
            ),
            alone=len({name for names in RESTS_ON.values() for name in names}),
            rests="\n".join(
                row(layer, ", ".join(f"`{name}`" for name in names))
                for layer, names in RESTS_ON.items()
            ),
        )
    ]
    for area, attacks in itertools.groupby(ATTACKS, lambda attack: attack.area):
        rows = [of_attack(attack) for attack in attacks]
        parts.append(
            f"### {area.capitalize()} ({len(rows)})\n\n"
            "| test | promise | points | stopped without |\n|---|---|---|---|\n"
            + "\n".join(rows)
            + "\n"
        )
    return "\n".join(parts)


def judge_everywhere() -> int:
    """Judge every attack on every kind of machine; return how many surprise."""
    names = [attack.name for attack in ATTACKS]
    surprises = 0
    for condition, who in itertools.product(CONDITIONS, WHO):
        try:
            ran = judge_on(condition, who, names)
        except NotHere as why:
            print(f"{condition} as {who}: {why}", file=sys.stderr)
            surprises += 1
            continue
        found = ran.surprises(condition)
        surprises += len(found) + any(ran.left.values())
        level = ran.machine["level"]
        print(f"{condition} as {who}: {level}, {len(names)} judged", *found.items())
        print(f"  left behind: {ran.left}", flush=True)
    return surprises


def main() -> int:
    if "--judge" in sys.argv[1:] and judge_everywhere():
        return 1
    DOCUMENT.write_text(render(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
