"""Judge a submission: run the checks on it and say what they found."""

from grader.judge.judge import Judge as Judge
from grader.judge.run import Run as Run
