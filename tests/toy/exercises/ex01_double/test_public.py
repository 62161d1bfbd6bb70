"""Public checks: learners may read these."""

from grader.checks import close, points


@points(2)
def test_worked_case(submission):
    """Twice 1, 3, 0.5 is 2, 6, 1"""
    close(submission.double([1.0, 3.0, 0.5]), [2.0, 6.0, 1.0])
