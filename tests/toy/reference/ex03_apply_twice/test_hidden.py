"""Hidden checks. Oracle: straight lines, composed by hand."""

from grader.checks import close, equal, needs, points


@points(2)
@needs("worked_case")
def test_composes_a_line(submission, rng):
    """A line applied twice is the line that algebra gives"""
    a, b, x = rng.uniform(2, 3, size=3)
    close(submission.apply_twice(lambda v: a * v + b, x), a * a * x + a * b + b)


@points(2)
@needs("worked_case")
def test_calls_twice(submission):
    """The function is called two times"""
    seen = []
    submission.apply_twice(lambda v: seen.append(v) or v + 1.0, 0.5)
    equal(len(seen), 2)
