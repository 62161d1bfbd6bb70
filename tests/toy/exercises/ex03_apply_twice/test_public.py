"""Public checks: learners may read these."""

from grader.checks import close, points


@points(2)
def test_worked_case(submission):
    """Squaring 3 twice gives 81"""
    close(submission.apply_twice(lambda v: v * v, 3.0), 81.0)
