"""What can be seen in a file without running it; it explains and never decides."""

from __future__ import annotations

import textwrap

import pytest

from grader.sandbox.observe import MAX_OBSERVATIONS, observe


def seen(source, *, names=("f", "P.train"), declared=("a", "b"), forbidden=()):
    """Every observation as ``(kind, line, function, detail)``."""
    parameters = {name: list(declared) for name in names}
    found = observe(
        textwrap.dedent(source).encode(), list(names), parameters, list(forbidden)
    )
    return [(o["kind"], o["line"], o["function"], o["detail"]) for o in found]


def test_a_finished_function_leaves_nothing_to_say():
    assert seen("def f(a, b):\n    return a + b\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "pass",
        "...",
        '"""What it does."""',
        "raise NotImplementedError",
        "raise NotImplementedError('later')",
    ],
)
def test_an_untouched_function_is_seen(body):
    assert seen(f"def f(a, b):\n    {body}\n") == [("untouched", 1, "f", "")]


@pytest.mark.parametrize("body", ["raise ValueError(a + b)", "raise", "return a + b"])
def test_a_short_function_is_not_an_untouched_one(body):
    kinds = [kind for kind, *_ in seen(f"def f(a, b):\n    {body}\n")]

    assert "untouched" not in kinds


def test_printing_in_place_of_returning_is_seen_where_it_prints():
    source = "def f(a, b):\n    c = a + b\n    print(c)\n"

    assert seen(source) == [("printed_not_returned", 3, "f", "")]


def test_returning_nothing_is_seen():
    assert seen("def f(a, b):\n    c = a + b\n    return\n") == [
        ("returns_nothing", 1, "f", "")
    ]


def test_a_return_of_an_inner_function_is_not_its_own():
    source = """
        def f(a, b):
            def inner():
                return a + b
            inner()
        """

    assert seen(source) == [("returns_nothing", 2, "f", "")]


def test_a_generator_returns_by_yielding():
    assert seen("def f(a, b):\n    yield a + b\n") == []


def test_a_function_that_need_not_return_is_left_alone():
    found = observe(b"def f(a):\n    a.x = 1\n", ["f"], {}, [])

    assert found == []


def test_a_parameter_that_is_never_used_is_seen():
    assert seen("def f(a, b):\n    return a\n") == [("unused_parameter", 1, "f", "b")]


def test_printing_a_parameter_is_no_use_of_it():
    source = "def f(a, b):\n    print(b)\n    return a\n"

    assert seen(source) == [("unused_parameter", 1, "f", "b")]


def test_printing_the_result_in_place_of_returning_it_is_one_mistake_not_two():
    source = "def f(a, b):\n    z = a\n    print(z + b)\n"

    assert seen(source) == [("printed_not_returned", 3, "f", "")]


@pytest.mark.parametrize(
    "source",
    [
        "def f(*args):\n    return args\n",
        "def f(**options):\n    return options\n",
        "def f(a, b):\n    return sum(locals().values())\n",
        "def f(a, b, helper=None):\n    return a + b\n",
        "class P:\n    def train(self, a, b):\n        return a + b\n",
        "def other(a, b):\n    return 1\n",
    ],
)
def test_what_may_be_used_otherwise_is_not_called_unused(source):
    assert seen(source) == []


def test_a_method_is_seen_under_the_name_of_its_class():
    source = "class P:\n    def train(self, a, b):\n        pass\n"

    assert seen(source) == [("untouched", 2, "P.train", "")]


def test_a_function_that_is_defined_twice_is_seen_with_its_first_line():
    source = """
        def f(a, b):
            return a
        def f(a, b):
            return a + b
        """

    assert ("defined_twice", 4, "f", "2") in seen(source)


def test_a_property_and_its_setter_are_not_defined_twice():
    source = """
        class P:
            @property
            def w(self):
                return 1
            @w.setter
            def w(self, value):
                pass
        """

    assert seen(source) == []


def test_answers_that_were_written_down_are_seen():
    source = """
        def f(a, b):
            if a == [0, 1]:
                return 0
            if np.all(a == np.array([(1, -1), (0, 0)])):
                return b
            return 1
        """

    assert seen(source) == [("hard_coded", 3, "f", "2")]


@pytest.mark.parametrize(
    "source",
    [
        "def f(a, b):\n    return a if a == [1, 2] else b\n",
        "def f(a, b):\n    return a == 0 or b == 1 or a == b\n",
        "def f(a, b):\n    return [a.shape == (2,), b.shape == (3,)]\n",
        "def f(a, b):\n    return a + b if MODE == [1, 2] or MODE == [2, 1] else 0\n",
    ],
)
def test_a_comparison_or_two_are_not_called_written_down(source):
    assert seen(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nx = np.linalg.solve(1, 2)\n",
        "import numpy\nx = numpy.linalg.solve\n",
        "import numpy.linalg\nx = numpy.linalg.solve\n",
        "import numpy.linalg as la\nx = la.solve\n",
        "from numpy import linalg\nx = linalg.solve\n",
        "from numpy.linalg import solve\nx = solve\n",
        "from numpy.linalg import solve as s\nx = s\n",
        "import numpy as np\nx = getattr(np.linalg, 'solve')\n",
    ],
)
def test_a_forbidden_function_is_found_under_any_name(source):
    assert seen(source, forbidden=["numpy.linalg.solve"]) == [
        ("forbidden", 2, "", "numpy.linalg.solve")
    ]


def test_a_forbidden_function_is_found_behind_other_names():
    source = "import numpy as np\nla = np.linalg\nfind = la.solve\nx = find(1, 2)\n"

    found = seen(source, forbidden=["numpy.linalg.solve"])

    assert ("forbidden", 4, "", "numpy.linalg.solve") in found


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nx = np.linalg.norm(1)\n",
        "solve = 1\nx = solve\n",
        "import numpy as np\nx = getattr(np.linalg, NAME)\n",
        "import scipy.linalg\nx = scipy.linalg.solve\n",
    ],
)
def test_another_function_is_not_taken_for_a_forbidden_one(source):
    assert seen(source, forbidden=["numpy.linalg.solve"]) == []


def test_only_so_much_is_said():
    source = "".join(f"def g{i}(): pass\ndef g{i}(): pass\n" for i in range(99))

    assert len(seen(source)) == MAX_OBSERVATIONS


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"def f(:\n",
        b"\0",
        b"\xff\xfe",
        b"# coding: nonsense\n",
        b"(" * 500 + b")" * 500,
        b"-" * 50_000 + b"1",
        b"x = " + b"[" * 150 + b"]" * 150,
    ],
    ids=["empty", "broken", "null", "not text", "coding", "deep", "long", "lists"],
)
def test_nothing_can_be_seen_in_a_file_that_cannot_be_read(source):
    assert observe(source, ["f"], {}, ["numpy.linalg.solve"]) == []


def test_what_is_seen_was_seen_before_anything_ran(submit, sandbox):
    from grader.model import Limits
    from grader.sandbox.session import Session

    source = b"""
def f(a):
    pass
import gc
for o in gc.get_objects():
    if type(o).__name__ == "Server":
        type(o)._observe = type(o)._load = lambda *_: {"ok": [{"kind": "lie"}]}
"""
    questions = {"names": ["f"], "parameters": {"f": ["a"]}, "forbidden": []}
    session = Session(sandbox, "ex04", source, "task.py", 0, Limits(), questions)
    try:
        session.begin()
        session.begin(fresh=True)
        assert [o["kind"] for o in session.observed] == ["untouched"]
    finally:
        session.close()
