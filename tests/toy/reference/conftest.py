"""Lets `pytest reference/exNN_name --submission FILE` run a hidden grader."""

from grader.judge.author import (  # noqa: F401  (pytest finds them by name)
    learn_sandbox,
    pytest_addoption,
    rng,
    submission,
)
