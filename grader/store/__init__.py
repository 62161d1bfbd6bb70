"""Progress, kept as what happened: attempts, never only scores."""

from grader.store.progress import ExerciseProgress as ExerciseProgress
from grader.store.progress import Progress as Progress
