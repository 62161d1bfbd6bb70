"""Hidden checks. The name of the one is that of a check of ex01, too."""

from grader.checks import law, needs, points, unchanged


@points(2)
@needs("worked_case")
@law("both mistakes fail the worked case")
def test_leaves_its_argument_alone(submission, rng):
    """The array that was given is still the same afterwards"""
    submission.quadruple(rng.uniform(1, 2, size=3))
    unchanged(submission)
