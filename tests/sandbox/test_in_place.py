"""Arguments that a call is there to change, and results that are read to their end."""

from __future__ import annotations

import numpy as np
import pytest

from grader.model import Class, Contract, Function

ARRAYS = Contract(kind="dict", values="array")
STEP = {"step": Function({"params": ARRAYS, "grads": ARRAYS}, "none", ("params",))}
SHIFT = {"shift": Function({"x": "array"}, "none", ("x",))}
BATCHES = {
    "batches": Function(
        {"m": "integer"}, Contract(kind="iterator", each=Contract(kind="integer"))
    )
}


def test_what_is_changed_in_place_is_changed_in_the_checks_own_arrays(submit):
    task = submit(
        "def step(params, grads):\n    for k in params:\n        params[k] -= grads[k]\n",
        functions=STEP,
    )
    w = np.array([3.0, 4.0])
    params, grads = {"w": w}, {"w": np.array([1.0, 0.5])}

    task.step(params, grads)

    assert params["w"] is w
    assert w.tolist() == [2.0, 3.5]
    assert grads["w"].tolist() == [1.0, 0.5]
    assert task.session.last_mutated == ("params",)


def test_an_array_in_the_place_of_another_leaves_the_old_one_as_it_was(submit):
    task = submit(
        """
        def step(params, grads):
            params['w'] = params['w'] - grads['w']
            params['new'] = params.pop('old')
        """,
        functions=STEP,
    )
    w = np.array([3.0])
    params = {"w": w, "old": np.array([[7.0]])}

    task.step(params, {"w": np.array([1.0])})

    assert w.tolist() == [3.0]
    assert params["w"].tolist() == [2.0]
    assert sorted(params) == ["new", "w"]


def test_an_array_or_a_list_of_arrays_can_be_changed_too(submit):
    shift = submit("def shift(x):\n    x += 1\n", functions=SHIFT)
    listed = submit(
        "def shift(x):\n    x[0] *= 2\n    x[1] = x[1] + 1\n",
        functions={
            "shift": Function({"x": Contract(kind="list")}, "none", ("x",)),
        },
    )
    column = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    one, two = np.array([1, 2]), np.array([3.0])
    both = [one, two]

    shift.shift(x=column)
    listed.shift(both)

    assert column.tolist() == [[1, 2, 3], [4, 5, 6]]
    assert one.tolist() == [2, 4]
    assert both[0] is one
    assert (two.tolist(), both[1].tolist()) == ([3.0], [4.0])


def test_changes_before_an_exception_come_back_as_well(submit):
    task = submit(
        "def shift(x):\n    x[0] = 9\n    raise ValueError('no')\n", functions=SHIFT
    )
    x = np.zeros(2)

    with pytest.raises(ValueError, match="no"):
        task.shift(x)

    assert x.tolist() == [9, 0]


def test_the_trace_tells_two_changes_apart_and_the_last_call_shows_what_went_in(submit):
    sources = (
        "def shift(x):\n    x += 1\n",
        "def shift(x):\n    x += 2\n",
        "def shift(x):\n    x = x + 1\n",
    )
    traces = []
    for source in sources:
        task = submit(source, functions=SHIFT)
        task.shift(np.zeros(2))
        traces.append(repr([o.value for o in task.session.trace]))
        assert task.session.last_call.args[0].tolist() == [0, 0]

    assert len(set(traces)) == 3


def test_the_arguments_of_a_method_come_back(submit):
    task = submit(
        """
        class SGD:
            def step(self, params, grads):
                params['w'] += grads['w']
        """,
        classes={"SGD": Class(methods=STEP)},
    )
    params = {"w": np.zeros(2)}

    sgd = task.SGD()
    sgd.step(params, {"w": np.ones(2)})
    sgd.step(params, {"w": np.ones(2)})

    assert params["w"].tolist() == [2, 2]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("x.resize((1,), refcheck=False)", "an array got another shape or dtype"),
        ("params['w'] = {1.5}", "it holds something that cannot be judged"),
        ("params['w'] = 'x'", "an entry: expected an array, got a str of length 1"),
    ],
)
def test_what_is_no_argument_any_more_is_the_submissions_problem(
    submit, problem, body, said
):
    source = f"def step(params, grads):\n    x = params['w']\n    {body}\n"
    task = submit(source, functions=STEP)
    w = np.zeros(2)

    found = problem(task.step, {"w": w}, {})

    assert found.message == f"`step` made something else of `params`: {said}"
    assert w.tolist() == [0, 0]


@pytest.mark.parametrize(
    "left", ["None", "{0: None}", "{0: b'xyz'}", "{0: b'N'}", "[]", "{0: b's12'}"]
)
def test_a_lying_worker_changes_nothing(submit, problem, left):
    task = submit(
        f"""
        import sys
        def shift(x):
            frame = sys._getframe()
            while 'body' not in frame.f_locals and '_answer' != frame.f_code.co_name:
                frame = frame.f_back
            server = frame.f_locals['self']
            call = type(server)._call
            server_type = type(server)
            server_type._left = lambda *a: ({left} or {{}}).get(0) if {left} != [] else 1
        """,
        functions=SHIFT,
    )
    x = np.zeros(2)

    found = problem(task.shift, x)

    assert found.message == (
        "`shift` made something else of `x`: it holds something that cannot be judged"
    )
    assert x.tolist() == [0, 0]


def test_a_function_that_is_not_there_is_named_as_ever(submit, problem):
    task = submit("x = 1\n", functions=SHIFT)

    assert "`shift` is not defined" in problem(task.shift, np.zeros(1)).message


@pytest.mark.parametrize(
    "body", ["yield from range(m)", "return iter(range(m))", "return list(range(m))"]
)
def test_an_iterator_is_read_to_its_end(submit, body):
    task = submit(f"def batches(m):\n    {body}\n", functions=BATCHES)

    assert task.batches(3) == [0, 1, 2]
    assert task.batches(0) == []


def test_what_an_iterator_raises_and_changes_is_seen(submit):
    task = submit(
        """
        def batches(m):
            m[0] = 1
            yield 1
            raise ValueError('later')
        """,
        functions=BATCHES,
    )

    with pytest.raises(ValueError, match="later"):
        task.batches([0])

    assert task.session.last_mutated == ("m",)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("while True: yield 1", "it does not end after 1000 items"),
        ("return m", "expected an iterator, got an int"),
        ("yield 'x'", "item 0: expected one whole number (int), got a str of length 1"),
    ],
)
def test_what_is_no_iterator_is_told(submit, problem, body, said):
    task = submit(f"def batches(m):\n    {body}\n", functions=BATCHES)

    assert problem(task.batches, 1).message == (
        f"`batches` returned the wrong kind of value: {said}"
    )
