"""Progress, kept as what happened: attempts, answers, hints, versions; never only scores."""

from grader.store.database import Database as Database
from grader.store.hints import Hints as Hints
from grader.store.progress import ExerciseProgress as ExerciseProgress
from grader.store.progress import Progress as Progress
from grader.store.quizzes import Quizzes as Quizzes
from grader.store.versions import Versions as Versions
