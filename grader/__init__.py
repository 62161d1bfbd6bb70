"""Judge NumPy exercises and quizzes of a course; the command is ``learn``."""

__version__ = "0.1.0"
