"""``python -m grader`` is ``learn``."""

from grader.cli import main

main()
