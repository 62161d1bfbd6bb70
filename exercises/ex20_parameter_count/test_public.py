"""Public checks. The expected numbers are worked by hand in the comments."""

import pytest

from grader.checks import equal, needs, points, unchanged


@points(1)
def test_one_hidden_layer(submission):
    """The parameters of a network with one hidden layer are counted"""
    # 5*2 weights and 5 biases, then 3*5 weights and 3 biases
    equal(submission.count_parameters([2, 5, 3]), 33)


@points(0.5)
@needs("one_hidden_layer")
def test_paper_example(submission):
    """The network [3, 4, 4, 2], which you counted on paper"""
    # 4*3 + 4, 4*4 + 4, 2*4 + 2: 16 + 20 + 10
    equal(submission.count_parameters([3, 4, 4, 2]), 46)


@points(1)
def test_shapes_of_one_hidden_layer(submission):
    """Each layer has its shape of W and its shape of b, first layer first"""
    equal(submission.shapes([2, 5, 3]), [[[5, 2], [5, 1]], [[3, 5], [3, 1]]])


@points(0.5)
@needs("one_hidden_layer", "shapes_of_one_hidden_layer")
def test_only_an_input(submission):
    """Without a layer behind the input there is nothing to learn"""
    equal(submission.count_parameters([5]), 0)
    equal(submission.shapes([5]), [])


@points(0.5)
@needs("one_hidden_layer")
def test_bad_sizes(submission):
    """An empty list and sizes below 1 are refused with ValueError"""
    with pytest.raises(ValueError):
        submission.count_parameters([])
    with pytest.raises(ValueError):
        submission.count_parameters([3, -2, 4])
    with pytest.raises(ValueError):
        submission.count_parameters([3, 0, 4])


@points(0.25)
@needs("one_hidden_layer")
def test_list_stays_as_it_is(submission):
    """The caller's list of sizes is not changed"""
    submission.count_parameters([4, 3, 2])
    unchanged(submission)
