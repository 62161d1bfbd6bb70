"""Fuzz guided by coverage, with atheris, where that is installed.

``python -m tests.fuzz.guided TARGET FOLDER [libFuzzer's options]``: inputs that reach
new code are put into FOLDER; one that breaks a promise goes into the corpus and ends
the run.  Inputs are made as without guidance, by our own writers, and half of the time
by libFuzzer.
"""

from __future__ import annotations

import random
import sys

import atheris  # not among the developers' tools: pip install atheris

with atheris.instrument_imports(include=["grader"]):
    from tests.fuzz.running import Broken, corpus, keep, tried
    from tests.fuzz.targets import opened


def main() -> None:
    """Run until libFuzzer is told to stop, such as by ``-runs=100000``."""
    name, folder, *options = sys.argv[1:]
    with opened(name) as target:
        known = corpus(name)

        def check(data: bytes) -> None:
            _, what = tried(target, data)
            if what:
                raise Broken(f"{keep(name, data).name}: {what}")

        def mutate(data: bytes, longest: int, seed: int) -> bytes:
            rng = random.Random(seed)
            if rng.random() < 0.5:
                return bytes(atheris.Mutate(data, longest))
            return target.make(rng, [data, *known])[:longest]

        command = [sys.argv[0], folder, "-max_len=4096", *options]
        atheris.Setup(command, check, custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
