"""Public checks: learners may read these."""

from grader.checks import equal, points


@points(1)
def test_begins_where_it_is_told(submission):
    """A new counter's total is its start"""
    equal(submission.Counter(5).total, 5)
