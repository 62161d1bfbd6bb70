"""The command `learn`: parse, call one function of the platform, print."""

from grader.cli.main import main as main
