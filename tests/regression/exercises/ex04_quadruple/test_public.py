"""Public checks: learners may read these."""

from grader.checks import close, points


@points(2)
def test_worked_case(submission):
    """Four times 1 and 0.5 is 4 and 2"""
    close(submission.quadruple([1.0, 0.5]), [4.0, 2.0])
