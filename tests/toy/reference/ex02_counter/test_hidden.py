"""Hidden checks. Oracle: sums worked by hand."""

from grader.checks import equal, needs, points


@points(2)
@needs("begins_where_it_is_told")
def test_adds(submission):
    """Adding two numbers moves the total by their sum"""
    counter = submission.Counter(10)
    counter.add(3)
    counter.add(-1)
    equal(counter.total, 12)


@points(2)
@needs("begins_where_it_is_told")
def test_counters_are_separate(submission):
    """Two counters do not disturb each other"""
    one, other = submission.Counter(1), submission.Counter(50)
    equal(one.total, 1)
    equal(other.total, 50)
