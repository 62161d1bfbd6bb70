"""Calls into a submission: what comes back, and what is said when nothing does."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import numpy as np
import pytest

from grader.model import Class, Contract, Function, Limits
from grader.sandbox import host
from grader.sandbox.host import Sandbox
from grader.sandbox.session import SubmissionFault, SubmissionRaised, problem_of

VECTOR = Contract(kind="array", shape=("n",))


# -- calls ---------------------------------------------------------------------------


def test_a_call_returns_what_the_function_returns(submit):
    task = submit("def add(a, b=1):\n    return a + b\n")

    assert task.add(2) == 3
    assert task.add(2, b=5) == 7
    assert task.add(np.arange(3.0), 0.5).tolist() == [0.5, 1.5, 2.5]


def test_any_plain_value_crosses_both_ways(submit):
    task = submit("def same(x):\n    return x\n")
    value = {"a": [1, (2.5, None)], 3: np.eye(2), "t": ("é", b"\0", 1j, True)}

    back = task.same(value)

    assert back["a"] == [1, (2.5, None)]
    assert back[3].tolist() == [[1, 0], [0, 1]]
    assert back["t"] == ("é", b"\0", 1j, True)


def test_a_returned_list_arrives_as_the_declared_array(submit):
    task = submit(
        "def double(x):\n    return [2 * v for v in x]\n",
        functions={"double": Function({"x": VECTOR}, VECTOR)},
    )

    assert task.double(np.array([1.0, 2.0])).tolist() == [2.0, 4.0]


def test_a_wrong_shape_is_named_in_the_lengths_of_the_call(submit, problem):
    task = submit(
        "def double(x):\n    return [2 * v for v in x] + [0]\n",
        functions={"double": Function({"x": VECTOR}, VECTOR)},
    )

    assert problem(task.double, np.array([1.0, 2.0])).message == (
        "`double` returned the wrong kind of value: "
        "wrong shape: expected (2,), got (3,)"
    )


def test_returning_nothing_is_said_in_so_many_words(submit, problem):
    task = submit(
        "def silent(x):\n    x + 1\ndef loud(x):\n    print(x + 1)\n",
        functions={n: Function({}, "number") for n in ("silent", "loud")},
    )

    assert problem(task.silent, 1).message == (
        "`silent` returned None; is a `return` missing?"
    )
    assert problem(task.loud, 1).message == (
        "`loud` returned None; it printed something: hand the result back with `return`"
    )


def test_a_missing_function_is_named_with_the_nearest_one(submit, problem):
    task = submit("def soft_max(x):\n    return x\n")

    missing = problem(task.softmax, 1)

    assert missing.verdict == "failed"
    assert missing.message == (
        "`softmax` is not defined in `task.py`; did you mean `soft_max`?"
    )
    assert problem(task.zzz, 1).message == "`zzz` is not defined in `task.py`"


def test_the_wrong_number_of_arguments_is_a_type_error_at_the_function(submit, problem):
    task = submit("# a comment\ndef f(a, b):\n    return a\n")

    wrong = problem(task.f, 1)

    assert wrong.message == (
        "TypeError: f() missing 1 required positional argument: 'b'"
    )
    assert wrong.line == 2
    with pytest.raises(TypeError):
        task.f(1, 2, 3)


def test_a_name_that_is_no_function_is_a_type_error(submit):
    task = submit("f = 5\n")

    with pytest.raises(TypeError, match="not callable"):
        task.f()


def test_a_dunder_name_is_no_part_of_a_submission(submit):
    with pytest.raises(AttributeError):
        submit("").module.__wrapped__  # noqa: B018


# -- what was changed in place --------------------------------------------------------


def test_changed_arguments_are_reported_by_name(submit):
    task = submit(
        """
        def f(a, b, c=None):
            a[0] = 9.0
            c.append(1)
        """,
        functions={"f": Function({"a": "array", "b": "array", "c": "list"})},
    )

    task.f(np.zeros(2), np.zeros(2), c=[])

    assert task.session.last_mutated == ("a", "c")


def test_changes_are_seen_inside_of_nested_values_and_before_an_exception(submit):
    task = submit("def f(a):\n    a['x'][0].sort()\n    raise ValueError('no')\n")

    with contextlib.suppress(ValueError):
        task.f({"x": [[2, 1]]})

    assert task.session.last_mutated == ("argument 1",)


def test_an_argument_that_was_not_declared_is_named_by_its_place(submit):
    task = submit(
        "def f(a, b):\n    b[0] = 1\n", functions={"f": Function({"a": "list"})}
    )

    task.f([0], [0])

    assert task.session.last_mutated == ("argument 2",)


def test_working_on_a_copy_changes_nothing(submit):
    task = submit(
        """
        import numpy as np
        def f(a):
            a = a.copy()
            a += 1
            return a
        """
    )
    mine = np.zeros(3)

    task.f(mine)

    assert task.session.last_mutated == ()
    assert mine.tolist() == [0, 0, 0]


def test_the_callers_own_array_is_never_touched(submit):
    task = submit("def f(a):\n    a[:] = 7\n")
    mine = np.zeros(3)

    task.f(mine)

    assert mine.tolist() == [0, 0, 0]


def test_an_argument_that_can_no_longer_be_sent_counts_as_changed(submit):
    task = submit("def f(a):\n    a.append(a)\n    return 1\n")

    assert task.f([]) == 1
    assert task.session.last_mutated == ("argument 1",)


# -- objects that stay in the worker ---------------------------------------------------


PERCEPTRON = """
    import numpy as np

    class Perceptron:
        def __init__(self, size, rate=0.1):
            self.w = np.zeros(size)
            self.rate = rate
            self.friend = None

        def train(self, x, y):
            self.w += self.rate * y * x
            return self

        def predict(self, x):
            return float(self.w @ x)

        def meet(self, other):
            self.friend = other
            return other.rate

        def __call__(self, x):
            return self.predict(x)

    def copy_of(p):
        return Perceptron(len(p.w), p.rate)

    def same_one(p):
        return p
"""
SPEC = {
    "Perceptron": Class(
        args={"size": "integer", "rate": "number"},
        attributes={"w": Contract(kind="array", shape=("size",)), "rate": "number"},
        methods={
            "predict": Function({"x": "array"}, "number"),
            "train": Function({"x": "array", "y": "number"}),
            "meet": Function({"other": "any"}, "number"),
        },
    )
}


def test_an_object_is_made_trained_and_asked(submit):
    task = submit(PERCEPTRON, classes=SPEC)

    p = task.Perceptron(2, rate=0.5)
    p.train(np.array([1.0, 2.0]), 1)

    assert p.w.tolist() == [0.5, 1.0]
    assert p.rate == 0.5
    assert p.predict(np.array([1.0, 1.0])) == 1.5
    assert p(np.array([2.0, 0.0])) == 1.0


def test_an_attribute_can_be_set(submit):
    task = submit(PERCEPTRON, classes=SPEC)
    p = task.Perceptron(2)

    p.w = np.array([3.0, 4.0])

    assert p.predict(np.array([1.0, 1.0])) == 7.0


def test_objects_are_equal_if_they_are_one_object(submit):
    task = submit(PERCEPTRON, classes=SPEC)

    p, q = task.Perceptron(2), task.Perceptron(2)

    assert p == task.same_one(p)
    assert p != q
    assert p != task.copy_of(p)
    assert p != 5
    assert len({p, task.same_one(p), q}) == 2


def test_an_object_can_be_an_argument(submit):
    task = submit(PERCEPTRON, classes=SPEC)
    p, q = task.Perceptron(2), task.Perceptron(2, rate=0.75)

    assert p.meet(q) == 0.75
    assert p.friend == q
    assert task.copy_of(q).rate == 0.75


def test_an_object_can_be_an_argument_inside_of_a_list(submit):
    task = submit("class P:\n    pass\ndef count(ps):\n    return len(set(ps))\n",
                  classes={"P": Class()})  # fmt: skip
    p, q = task.P(), task.P()

    assert task.count([p, q, p]) == 2


def test_an_attribute_has_a_contract_too(submit, problem):
    task = submit(PERCEPTRON, classes=SPEC)
    p = task.Perceptron(2)

    p.w = np.zeros(3)

    assert problem(lambda: p.w).message == (
        "`Perceptron.w`: wrong shape: expected (2,), got (3,)"
    )


TABLE = {"TABLE": Contract(kind="dict", keys={"double": "callable"})}


def test_a_declared_value_is_read_and_its_functions_can_be_called(submit):
    task = submit(
        "def double(x):\n    return 2 * x\nTABLE = {'double': double, 'two': 2}\n",
        values=TABLE,
    )

    assert set(task.TABLE) == {"double", "two"}
    assert task.TABLE["double"](np.array([1.5])).tolist() == [3.0]
    assert task.TABLE["two"] == 2


def test_a_declared_value_has_a_contract_and_is_named_where_it_is_missing(
    submit, problem
):
    other = submit("TABLE = {'double': 2}\n", values=TABLE)
    none = submit("TABEL = {}\n", values=TABLE)

    assert problem(lambda: other.TABLE).message == (
        "`TABLE`: ['double']: expected a function, got an int"
    )
    assert problem(lambda: none.TABLE).message == (
        "`TABLE` is not defined in `task.py`; did you mean `TABEL`?"
    )


def test_a_missing_method_or_attribute_is_named(submit, problem):
    task = submit(
        "class P:\n    pass\n",
        classes={"P": Class(methods={"train": Function()})},
    )
    p = task.P()

    assert "`P.train` is not defined" in problem(p.train).message
    assert "`P.w` is not defined" in problem(lambda: p.w).message


def test_what_a_property_raises_is_what_reading_it_raises(submit, problem):
    task = submit(
        "class P:\n    @property\n    def w(self):\n        raise KeyError('gone')\n",
        classes={"P": Class()},
    )
    p = task.P()

    raised = problem(lambda: p.w)

    assert raised.message == "KeyError: 'gone'"
    assert raised.line == 4


def test_an_attribute_that_cannot_be_judged_is_a_failure_of_the_submission(
    submit, problem
):
    task = submit(
        "class P:\n    def __init__(self):\n        self.w = 1 << 9000\n",
        classes={"P": Class()},
    )
    p = task.P()

    assert problem(lambda: p.w).verdict == "failed"


def test_setting_what_cannot_be_set_is_an_error_of_the_submission(submit, problem):
    task = submit(
        "class P:\n    __slots__ = ()\n",
        classes={"P": Class()},
    )
    p = task.P()

    assert problem(setattr, p, "w", 1).message.startswith("AttributeError")


def test_a_class_that_is_a_function_is_said_to_be_none(submit, problem):
    task = submit("def P(size):\n    return size\n", classes={"P": Class()})

    assert problem(task.P, 2).message == (
        "`P(…)` did not make an object; is `P` a class?"
    )


def test_an_attribute_that_a_new_object_lacks_is_named_at_once(submit, problem):
    task = submit("class Perceptron:\n    def __init__(self, size): self.rate = 1\n",
                  classes=SPEC)  # fmt: skip

    assert problem(task.Perceptron, 2).message == (
        "a new `Perceptron` has no attribute `w`"
    )


def test_an_attribute_that_hangs_costs_one_deadline(submit, problem, quick):
    task = submit(
        "class P:\n    @property\n    def w(self):\n        while True: pass\n",
        classes={"P": Class()}, limits=quick,
    )  # fmt: skip
    p = task.P()

    assert problem(lambda: p.w).message == "`P.w` took longer than 0.3 s"
    assert problem(setattr, p, "w", 1).message.startswith("`P.w` gave no answer")


# -- call-backs --------------------------------------------------------------------


CALLS = {"f": Function({"g": Contract(kind="callable", args=("number",))})}


def test_a_function_can_be_given_and_is_called_here(submit):
    task = submit("def f(g):\n    return [g(i) for i in range(3)]\n", functions=CALLS)
    seen: list[object] = []

    def square(x: float) -> float:
        seen.append(x)
        return x * x

    assert task.f(square) == [0, 1, 4]
    assert seen == [0, 1, 2]


def test_two_functions_stay_two(submit):
    task = submit("def f(g, h):\n    return [g(1), h(1), g(2), g is g, g is h]\n")

    assert task.f(lambda x: x + 10, lambda x: x + 20) == [11, 21, 12, True, False]


def test_a_given_function_can_be_wrapped_and_handed_on(submit):
    task = submit(
        """
        import functools
        def apply(g, x, n):
            return x if n == 0 else apply(g, g(x), n - 1)
        def f(g):
            twice = lambda x: g(g(x))
            return apply(twice, 1, 3), functools.reduce(lambda a, _: g(a), range(2), 1)
        """
    )

    assert task.f(lambda x: 2 * x) == (64, 4)


def test_a_given_function_can_come_back(submit):
    task = submit("def f(g):\n    return g\n")

    back = task.f(abs)

    assert back is not None
    assert not isinstance(back, (int, float, str))


def test_a_given_function_may_be_stored_and_called_in_a_later_call(submit):
    task = submit(
        """
        kept = []
        def keep(g):
            kept.append(g)
        def use(x):
            return kept[0](x)
        """
    )

    task.keep(lambda x: x + 1)

    assert task.use(41) == 42


def test_a_function_of_an_earlier_check_is_gone(submit):
    task = submit(
        """
        kept = []
        def keep(g):
            kept.append(g)
        def use(x):
            return kept[0](x)
        """
    )
    task.keep(lambda x: "a hidden function")

    task.session.begin()

    with pytest.raises(TypeError):
        task.use(1)


def test_nothing_of_a_given_function_can_be_seen(submit):
    task = submit(
        """
        def f(g):
            return [
                g.__name__, g.__qualname__, repr(g.__defaults__), g.__doc__ or "",
                *map(str, g.__code__.co_consts), *g.__code__.co_names,
                *[str(c.cell_contents) for c in g.__closure__],
            ]
        """
    )
    secret = 8675309.25

    def hidden_loss(x: float, offset: float = secret) -> float:
        """Add 8675309."""
        return x + offset + secret

    text = " ".join(task.f(hidden_loss))

    assert "8675309" not in text
    assert "hidden_loss" not in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("'text'", "expected one number, got a str of length 4"),
        ("", "expected 1 argument(s), got 0"),
        ("1, 2", "expected 1 argument(s), got 2"),
        ("None", "expected one number, got None"),
    ],
)
def test_arguments_of_a_call_back_are_checked_first(submit, arguments, message):
    task = submit(
        f"""
        def f(g):
            try:
                g({arguments})
            except TypeError as error:
                return str(error)
        """,
        functions=CALLS,
    )
    called: list[object] = []

    assert task.f(called.append) == message
    assert called == []


def test_keyword_arguments_of_a_call_back_are_refused(submit):
    task = submit("def f(g):\n    return g(x=1)\n", functions=CALLS)

    with pytest.raises(TypeError):
        task.f(lambda x: x)


@pytest.mark.parametrize("error", [ValueError, ZeroDivisionError, KeyError, OSError])
def test_what_a_given_function_raises_can_be_caught_by_name(submit, error):
    task = submit(
        f"def f(g):\n    try:\n        g(1)\n"
        f"    except {error.__name__} as e:\n        return str(e)\n"
    )

    def fail(x: float) -> float:
        raise error("the hidden input was 8675309.25")

    assert "8675309" not in task.f(fail)


def test_an_exception_of_a_class_of_ours_arrives_as_a_runtime_error(submit):
    class Ours(Exception):
        pass

    def fail(x: float) -> float:
        raise Ours

    task = submit(
        "def f(g):\n    try:\n        g(1)\n    except RuntimeError:\n        return 7\n"
    )

    assert task.f(fail) == 7


def test_an_exception_of_a_given_function_that_is_not_caught_is_the_submissions(
    submit, problem
):
    task = submit("def f(g):\n    return g(1)\n")

    raised = problem(task.f, lambda x: 1 / 0)

    assert raised.message == (
        "ZeroDivisionError: raised in the function that was given as an argument"
    )
    assert raised.line == 2


@pytest.mark.parametrize(
    "value",
    [object(), {1.5}, 10**5000, np.array([None])],
    ids=["object", "set", "integer", "objects"],
)
def test_a_given_function_that_returns_what_cannot_be_sent_is_an_exception_there(
    submit, value
):
    task = submit(
        "def f(g):\n    try:\n        g(1)\n    except Exception:\n        return 7\n"
    )

    assert task.f(lambda x: value) == 7


def test_a_given_function_that_returns_too_much_is_an_exception_there(submit):
    task = submit(
        "def f(g):\n    try:\n        g(1)\n    except Exception:\n        return 7\n"
    )

    assert task.f(lambda x: np.zeros((9, 1 << 20))) == 7


def test_a_given_function_is_not_given_much_more_than_the_submission_was(submit):
    task = submit(
        """
        def f(g, x):
            try:
                return g(list(range(10_000)))
            except TypeError as error:
                return str(error)
        """
    )

    assert task.f(len, [1, 2]) == "the arguments are larger than those given"
    assert task.f(len, list(range(10_000))) == 10_000


def test_a_given_function_may_be_declared_to_take_more(submit):
    task = submit(
        """
        def f(g, n):
            try:
                return g(list(range(n)))
            except TypeError as error:
                return str(error)
        """,
        functions={"f": Function({"g": Contract(kind="callable", entries=10_000)})},
    )

    assert task.f(len, 10_000) == 10_000
    assert task.f(len, 10_001) == "the arguments are larger than those given"


@pytest.mark.parametrize("given", ["function", "method", "object"])
def test_a_submissions_own_function_is_not_given_back_as_a_function_of_ours(
    submit, given
):
    task = submit(
        "class P:\n    def m(self, x=0):\n        return x\n"
        "def g(x):\n    return x\n"
        "def f(g):\n    return g(1) if callable(g) else 0\n",
        classes={"P": Class(methods={"m": Function()})},
    )

    if given == "object":
        assert task.f(task.P()) == 0
        return
    # The author's mistake, and named as theirs: no problem of the submission.
    with pytest.raises(TypeError, match="cannot be given to a submission") as error:
        task.f(task.g if given == "function" else task.P().m)
    assert problem_of(error.value) is None


def test_a_given_function_is_called_at_most_so_many_times(submit, problem, monkeypatch):
    monkeypatch.setattr(host, "MAX_CALLBACKS", 50)
    task = submit("def f(g, n):\n    for i in range(n):\n        g(i)\n    return n\n")

    assert task.f(abs, 50) == 50
    assert problem(task.f, abs, 51).message == (
        "`f` gave no answer: it called the function that it was given "
        "more than 50 times"
    )


def test_the_limit_of_call_backs_is_ten_thousand(submit, problem, monkeypatch):
    # However slow this machine is today, the count is what ends it.
    monkeypatch.setattr(host, "CALLBACK_S", 60.0)
    task = submit(
        "def f(g):\n    while True:\n        g(1)\n", limits=Limits(call_s=10)
    )

    said = problem(task.f, abs).message
    assert "more than 10,000 times" in said


def test_time_in_a_given_function_is_bounded_and_not_the_submissions(
    submit, problem, monkeypatch
):
    monkeypatch.setattr(host, "CALLBACK_S", 0.5)
    slow = threading.Event()
    task = submit(
        "def f(g, n):\n    for i in range(n):\n        g(i)\n    return n\n",
        limits=Limits(call_s=0.2),
    )

    def wait(x: float) -> float:
        slow.wait(0.15)
        return x

    # Twice 0.15 s of ours is more than the 0.2 s that the submission has.
    assert task.f(wait, 2) == 2
    assert "took more than 0.5 s in all" in problem(task.f, wait, 9).message


def test_a_submission_that_hangs_between_call_backs_is_stopped(submit, problem, quick):
    task = submit("def f(g):\n    g(1)\n    while True: pass\n", limits=quick)

    assert problem(task.f, abs).verdict == "timed_out"


# -- what is printed ------------------------------------------------------------------


def test_what_is_printed_is_kept_and_never_in_the_way(submit):
    task = submit(
        """
        import sys
        print("loading")
        def f():
            print("to output")
            print("to error", file=sys.stderr)
            return 1
        """
    )

    assert task.f() == 1
    assert task.session.printed == "loading\nto output\nto error\n"


def test_output_is_bounded_and_only_the_beginning_kept(submit):
    task = submit(
        "def f():\n    print('a' * 3000 + 'b' * 300_000)\n    return 1\n",
        limits=Limits(output_kib=4),
    )

    assert task.f() == 1
    assert task.session.printed == "a" * 3000 + "b" * 1096


def test_a_flood_of_output_ends_the_call(submit, problem, quick):
    task = submit("def f():\n    while True: print('x' * 65536)\n", limits=quick)

    assert problem(task.f).message == (
        "`f` gave no answer: it printed more than 16 MiB"
    )


def test_output_that_is_no_text_is_shown_as_far_as_it_can_be(submit):
    task = submit("import os\ndef f():\n    os.write(1, b'\\xff\\0ok\\x1b[2J')\n")

    task.f()

    assert task.session.printed == "\ufffd\0ok\x1b[2J"


@pytest.mark.parametrize("closed", ["1", "2", "1, 2", "0, 1, 2"])
def test_closing_its_output_harms_nobody(submit, closed):
    task = submit(
        f"""
        import os
        def f():
            for fd in ({closed},):
                os.close(fd)
            return 1
        def g():
            return 2
        """
    )

    assert task.f() == 1
    assert task.g() == 2


def test_standard_input_is_empty(submit):
    task = submit("import sys\ndef f():\n    return sys.stdin.read()\n")

    assert task.f() == ""
    with pytest.raises(EOFError):
        submit("def f():\n    return input()\n").f()


# -- exceptions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raised", "caught"),
    [
        ("ValueError('no')", ValueError),
        ("KeyError('k')", KeyError),
        ("ZeroDivisionError()", ZeroDivisionError),
        ("StopIteration()", Exception),
        ("AssertionError('no')", AssertionError),
        ("UnicodeDecodeError('utf-8', b'x', 0, 1, 'no')", UnicodeError),
        ("type('Mine', (ValueError,), {})('no')", ValueError),
        ("type('Mine', (type('Base', (LookupError,), {}),), {})('no')", LookupError),
        ("type('Mine', (Exception,), {})('no')", Exception),
        ("ExceptionGroup('g', [ValueError()])", Exception),
        ("np.linalg.LinAlgError('no')", ValueError),
    ],
)
def test_an_exception_crosses_as_the_builtin_that_it_is(submit, raised, caught):
    task = submit(f"import numpy as np\ndef f():\n    raise {raised}\n")

    with pytest.raises(caught) as error:
        task.f()
    assert problem_of(error.value).verdict == "errored"
    assert problem_of(error.value).line == 3


@pytest.mark.parametrize("name", ["SystemExit", "KeyboardInterrupt"])
def test_an_exit_is_not_passed_on(submit, name):
    task = submit(f"def f():\n    raise {name}\n")

    with pytest.raises(SubmissionRaised) as error:
        task.f()
    assert str(error.value) == (f"your code raised {name} instead of returning a value")


@pytest.mark.parametrize("base", ["BaseException", "GeneratorExit", "SystemExit"])
def test_no_exception_gets_past_except_exception(submit, base):
    task = submit(f"class E({base}):\n    pass\ndef f():\n    raise E\n")

    with pytest.raises(SubmissionRaised):
        task.f()


def test_an_exception_called_like_pytests_own_is_an_ordinary_one(submit):
    task = submit(
        """
        class Skipped(Exception):
            pass
        class SkipTest(Exception):
            pass
        def f(kind):
            raise (Skipped if kind else SkipTest)("skip me")
        """
    )

    for kind in (True, False):
        with pytest.raises(Exception, match="skip me") as error:
            task.f(kind)
        assert type(error.value) is Exception
        assert problem_of(error.value).verdict == "errored"


@pytest.mark.parametrize(
    "body",
    [
        "def __str__(self): raise SystemExit",
        "def __str__(self): return 5",
        "def __str__(self): return type('S', (str,), {'__str__': None})('text')",
        "__traceback__ = property(lambda self: 1 / 0)",
        "args = property(lambda self: 1 / 0)",
        "__class__ = float",
    ],
)
def test_a_hostile_exception_is_an_exception_and_nothing_more(submit, body):
    task = submit(f"class E(ValueError):\n    {body}\ndef f():\n    raise E('no')\n")

    with pytest.raises(BaseException) as error:  # noqa: PT011  (its choice)
        task.f()
    assert problem_of(error.value).verdict == "errored"


def test_a_name_chosen_at_run_time_carries_no_input_out(submit, problem):
    task = submit(
        """
        def raises(x):
            raise type(f"Was{x}", (ValueError,), {})(str(x))
        def returns(x):
            return type(f"Was{x}", (), {})()
        def says(x):
            return {str(x): None}
        """,
        functions={
            "returns": Function(returns="array"),
            "says": Function(returns=Contract(kind="dict", values="number")),
        },
    )

    for function in (task.raises, task.returns, task.says):
        assert "8675309" not in problem(function, 8675309).redacted


def test_what_is_not_written_yet_is_said_to_be_so(submit, problem):
    task = submit("def f():\n    raise NotImplementedError\n")

    assert problem(task.f).message == "not written yet"


def test_the_line_is_the_deepest_of_the_learners_own(submit, problem):
    task = submit(
        """
        import numpy as np
        def inner(x):
            return np.linalg.inv(x)
        def f():
            return inner(np.zeros((2, 2)))
        """
    )

    assert problem(task.f).line == 4


def test_recursion_without_end_is_an_error_like_others(submit):
    task = submit("def f():\n    return f()\n")

    with pytest.raises(RecursionError):
        task.f()


# -- loading --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "message", "line"),
    [
        ("x = 1\ndef f(:\n    pass\n", "SyntaxError: invalid syntax", 2),
        ("x = 1\n  y = 2\n", "IndentationError: unexpected indent", 2),
        ("x = 1\n\ny = x / 0\n", "ZeroDivisionError: division by zero", 3),
        ("x = y\n", "NameError: name 'y' is not defined", 1),
        ("x = (\n", "SyntaxError: '(' was never closed", 1),
    ],
)
def test_a_file_that_does_not_load_is_explained_with_its_line(
    submit, source, message, line
):
    loading = submit(source).loading.problem

    assert (loading.verdict, loading.message, loading.line) == (
        "errored", message, line,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "while True: pass\n",
            "running `task.py` from top to bottom took longer than 0.3 s",
        ),
        (
            "import os\nos._exit(0)\n",
            "`task.py` could not be run: it ended Python itself",
        ),
        (
            "raise SystemExit(0)\n",
            "your code raised SystemExit instead of returning a value",
        ),
        (
            "import ctypes\nctypes.string_at(0)\n",
            "`task.py` could not be run: it crashed Python (segmentation fault)",
        ),
        (
            "x = 'x' * (1 << 40)\n",
            "running `task.py` used more than 1 GiB of memory",
        ),
    ],
)
def test_a_file_that_never_finishes_loading_is_explained(
    submit, source, message, quick
):
    assert submit(source, limits=quick).loading.problem.message == message


@pytest.mark.parametrize(
    "source", [b"\0\1\2", b"\xff\xfe\xfd", b"# coding: nonsense\n", b"x = '\xe9'\n"]
)
def test_a_file_that_is_no_text_does_not_load(submit, source):
    assert submit(source).loading.problem.verdict == "errored"


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbfdef f():\n    return 1\n",
        b"def f():\r\n    return 1\r\n",
        b"# coding: latin-1\nx = '\xe9'\ndef f():\n    return 1\n",
        b"if __name__ == '__main__':\n    1 / 0\ndef f():\n    return 1\n",
    ],
    ids=["byte order mark", "carriage returns", "latin-1", "main guard"],
)
def test_a_file_in_an_ordinary_form_loads(submit, source):
    assert submit(source).f() == 1


def test_a_file_that_did_not_load_is_tried_again_by_nobody_elses_worker(submit):
    task = submit("1 / 0\n")

    assert task.session.begin().problem.message == task.loading.problem.message


# -- deadlines ---------------------------------------------------------------------------


def test_cannot_outlast_its_timeout(submit, problem, quick):
    task = submit("def f():\n    while True: pass\n", limits=quick)

    late = problem(task.f)

    assert late.verdict == "timed_out"
    assert late.message == "`f` took longer than 0.3 s"


def test_a_function_that_hung_is_not_tried_again(submit, problem, quick):
    task = submit(
        "def f():\n    while True: pass\ndef g():\n    return 1\n", limits=quick
    )
    problem(task.f)

    task.session.begin()

    again = problem(task.f)
    assert again.verdict == "skipped"
    assert again.message == "`f` did not finish in 0.3 s before"
    assert task.g() == 1


def test_after_a_timeout_the_same_check_gets_no_more_answers(submit, problem, quick):
    task = submit(
        "def f():\n    while True: pass\ndef g():\n    return 1\n", limits=quick
    )
    problem(task.f)

    assert problem(task.g).message == "`g` gave no answer: it stopped running"


def test_a_submission_has_a_deadline_for_all_its_calls(submit, problem):
    task = submit(
        "import time\ndef f():\n    time.sleep(0.2)\n    return 1\n",
        limits=Limits(call_s=0.3, submission_s=0.3),
    )

    assert task.f() == 1
    assert problem(task.f).message == (
        "the whole submission took longer than 0.3 s; `f` was the last"
    )


@pytest.mark.parametrize(
    "body",
    [
        "re.match(r'(a+)+$', 'a' * 40 + 'b')",
        "len(str(7 ** 7 ** 9))",
        "sum(range(10 ** 12))",
        "threading.Event().wait()",
        "time.sleep(1000)",
        "os.read(3, 1)",
        "[signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65)), sum(range(10**12))]",
    ],
)
def test_cannot_outlast_its_timeout_inside_of_c_code(submit, problem, body, quick):
    task = submit(
        f"import os, re, signal, threading, time\ndef f():\n    return {body}\n",
        limits=quick,
    )

    assert problem(task.f).verdict == "timed_out"


# -- sudden ends --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("os._exit(0)", "it ended Python itself"),
        ("os._exit(7)", "it ended Python itself"),
        ("ctypes.string_at(0)", "it crashed Python (segmentation fault)"),
        (
            "ctypes.CDLL(None).unshare(0)",
            "it asked the system for something that no exercise needs",
        ),
        (
            "ctypes.CDLL(None).ptrace(0, 0, 0, 0)",
            "it asked the system for something that no exercise needs",
        ),
    ],
)
def test_the_end_of_a_worker_is_named_in_words(submit, problem, body, words):
    task = submit(f"import ctypes, os\ndef f():\n    {body}\n")

    ended = problem(task.f)

    assert ended.verdict == "errored"
    assert ended.message == f"`f` gave no answer: {words}"


def test_processor_time_is_bounded_by_the_system_too(submit, problem):
    # No deadline of ours is near: the kernel ends it.
    task = submit(
        "def f():\n    while True: pass\n",
        limits=Limits(call_s=10, submission_s=0.5),
    )
    task.session.left_s = 10.0

    assert problem(task.f).message == (
        "`f` gave no answer: it used more than 1 s of processor time"
    )


def test_the_next_check_gets_a_new_worker(submit, problem):
    task = submit("import os\ndef f():\n    os._exit(1)\ndef g():\n    return 1\n")
    problem(task.f)

    assert task.session.begin() is None
    assert task.g() == 1


def test_a_new_worker_has_forgotten_everything(submit):
    task = submit("calls = []\ndef f():\n    calls.append(1)\n    return len(calls)\n")

    assert [task.f(), task.f()] == [1, 2]
    task.session.begin()
    assert task.f() == 3
    task.session.begin(fresh=True)
    assert task.f() == 1


def test_two_submissions_share_nothing(submit):
    one = submit("import numpy as np\nnp.secret = 1\ndef f():\n    return np.secret\n")
    two = submit("import numpy as np\ndef f():\n    return hasattr(np, 'secret')\n")

    assert one.f() == 1
    assert two.f() is False


# -- too much -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "limits", "words"),
    [
        ("np.ones(1 << 30)", Limits(), "`f` used more than 1 GiB of memory"),
        ("np.ones(1 << 27)", Limits(memory_mib=512), ("`f` used more than 512 MiB of "
         "memory")),
        ("bytearray(3 << 30)", Limits(memory_mib=2560), ("`f` used more than 2.5 GiB of "
         "memory")),
    ],
)  # fmt: skip
def test_too_much_memory_is_said_with_the_limit(submit, problem, body, limits, words):
    task = submit(f"import numpy as np\ndef f():\n    {body}\n", limits=limits)

    assert problem(task.f).message == words


def test_memory_taken_bit_by_bit_is_bounded_too(submit, problem):
    task = submit(
        "def f():\n    a = []\n    while True: a.append(bytearray(1 << 22))\n",
        limits=Limits(memory_mib=256, call_s=10),
    )

    assert problem(task.f).message == "`f` used more than 256 MiB of memory"


def test_too_large_a_value_is_said_with_the_limit(submit, problem):
    task = submit(
        "def f():\n    return 'x' * (3 << 20)\n", limits=Limits(returned_mib=2)
    )

    assert problem(task.f).message == (
        "`f` gave no answer: it returned more than 2 MiB"
    )


@pytest.mark.parametrize(
    "value",
    [
        "a = []; a.append(a); return a",
        "return [0] * 300_000",
        "return 1 << 9000",
        "return {1.5: 2}",
        "return {(1, 2): 3}",
        "return {2 ** 61 - 1: 1}",
    ],
)
def test_a_value_that_cannot_be_sent_is_a_failure_and_says_why(submit, problem, value):
    task = submit(f"def f():\n    {value}\n")

    unsendable = problem(task.f)

    assert unsendable.verdict == "failed"
    assert unsendable.message.startswith("`f` returned a value that cannot be judged: ")
    # What of a worker's own words could hold an input is for public checks alone.
    ours = unsendable.message.endswith(("nested too deep", "more than 200,000 items"))
    short = "`f` returned a value that cannot be judged"
    assert unsendable.redacted == (unsendable.message if ours else short)


def test_a_string_out_of_an_array_is_a_string(submit):
    task = submit(
        "import numpy as np\ndef f():\n    return np.array(['relu', 'tanh'])[0]\n",
        functions={"f": Function(returns="string")},
    )

    assert task.f() == "relu"


def test_an_object_that_only_claims_to_be_a_number_is_no_number(submit, problem):
    task = submit(
        "class Lie:\n    __class__ = float\ndef f():\n    return Lie()\n",
        functions={"f": Function(returns="number")},
    )

    lie = problem(task.f)

    assert lie.verdict == "failed"
    assert "expected one number" in lie.message


def test_large_values_cross_both_ways(submit):
    task = submit("def f(a):\n    return a + 1\n")
    large = np.zeros(1 << 20)

    assert task.f(large).sum() == 1 << 20


# -- randomness ----------------------------------------------------------------------------


DRAWS = {
    "random": "random.random()",
    "shuffle": "random.sample(range(10**6), 3)",
    "numpy global": "float(np.random.rand())",
    "numpy normal": "np.random.randn(2)",
    "default_rng": "np.random.default_rng().random()",
    "RandomState": "np.random.RandomState().rand()",
    "SeedSequence": "int(np.random.SeedSequence().entropy % 10**9)",
    "a Random of its own": "random.Random().random()",
    "order of a set": "list({'a', 'b', 'c', 'd', 'e'})",
}


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_unseeded_randomness_is_the_same_for_the_same_seed(submit, draw):
    source = f"import random\nimport numpy as np\ndef f():\n    return {draw}\n"

    first, second = submit(source, seed=1).f(), submit(source, seed=1).f()

    assert np.array_equal(first, second)


@pytest.mark.parametrize(
    "draw", [d for d in DRAWS.values() if "{" not in d], ids=lambda d: d[:24]
)
def test_another_seed_draws_otherwise(submit, draw):
    source = f"import random\nimport numpy as np\ndef f():\n    return {draw}\n"

    first, second = submit(source, seed=1).f(), submit(source, seed=2).f()

    assert not np.array_equal(first, second)


def test_what_a_check_draws_does_not_hang_on_the_checks_before_it(submit):
    task = submit("import numpy as np\ndef f():\n    return np.random.rand()\n")
    task.session.begin("second")
    alone = task.f()

    task.session.begin("first")
    for _ in range(3):
        task.f()
    task.session.begin("second")

    assert task.f() == alone


def test_a_submission_cannot_find_the_seed_that_inputs_follow_from(submit):
    task = submit(
        """
        import gc, sys
        def within(thing, wanted, depth):
            if type(thing) is int:
                return thing == wanted
            if depth and type(thing) is dict:
                return any(within(v, wanted, depth - 1) for v in thing.values())
            if depth and type(thing) in (list, tuple):
                return any(within(v, wanted, depth - 1) for v in thing)
            return False
        def found(high, low):
            frame, frames = sys._getframe().f_back, []
            while frame is not None:
                frames.append(dict(frame.f_locals))
                frame = frame.f_back
            return within(frames + gc.get_objects(), high * 1000 + low, 5)
        def found_if_kept(high, low):
            kept = [{"seed": high * 1000 + low}]
            return found(high, low)
        """,
        seed=867_530_925,
    )

    # Asked in two halves, so that the question is not the answer.
    assert task.found_if_kept(867_530, 925) is True, "the search finds what is there"
    assert task.found(867_530, 925) is False


# -- imports --------------------------------------------------------------------------


IMPORTABLE = [m for m in host.MODULES if not m.startswith(("_", "encodings"))]


def test_every_listed_module_can_be_imported(submit):
    lines = "\n".join(f"import {module}" for module in IMPORTABLE)

    assert submit(lines).loading is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("import scipy", "scipy"),
        ("import scipy.special", "scipy"),
        ("from scipy.special import expit", "scipy"),
        ("import torch as t", "torch"),
        ("import matplotlib.pyplot as plt", "matplotlib"),
        ("import pytest", "pytest"),
        ("import grader", "grader"),
        ("from grader.sandbox import worker", "grader"),
        ("import numpy.nope", "numpy.nope"),
        ("import sqlite3", "sqlite3"),
        ("import task_helpers", "task_helpers"),
        ("__import__('sklearn')", "sklearn"),
    ],
)
def test_any_other_module_is_not_available_and_the_exercise_says_so(submit, line, name):
    loading = submit(f"x = 1\n{line}\n").loading.problem

    assert loading.message == (
        f"ModuleNotFoundError: `{name}` is not available in ex04"
    )
    assert loading.line == 2


def test_a_missing_module_can_be_done_without(submit):
    task = submit(
        """
        try:
            from scipy.special import expit
        except ImportError:
            expit = None
        def f():
            return expit is None
        """
    )

    assert task.f() is True


def test_a_course_may_add_modules():
    with Sandbox(imports=("graphlib", "sqlite3", "no_such_module_here")) as sandbox:
        from grader.sandbox.session import Session

        session = Session(
            sandbox, "ex04", b"import sqlite3\ndef f():\n    return 1\n", "task.py", 0,
            Limits(),
        )  # fmt: skip
        try:
            assert session.begin() is None
            assert session.call("f", Function(), (), {}) == 1
        finally:
            session.close()


@pytest.mark.parametrize(
    "source",
    [
        "from numpy import *\ndef f():\n    return exp(array([0.0])).tolist() == [1.0]\n",
        """
        from dataclasses import dataclass, field
        @dataclass(order=True)
        class P:
            x: int = 0
            ys: list = field(default_factory=list)
        def f():
            return P(1) > P() and repr(P()) == "P(x=0, ys=[])"
        """,
        """
        from __future__ import annotations
        from typing import Callable, NamedTuple, Protocol, get_type_hints
        class P(NamedTuple):
            x: int = 1
        def g(a: P, b: Callable[[int], float]) -> "P":
            return a
        def f():
            return get_type_hints(g)["return"] is P
        """,
        "import numpy.typing as npt\ndef f(x: npt.ArrayLike = ()):\n    return True\n",
        "import enum\nclass A(enum.Enum):\n    B = 1\ndef f():\n    return A(1) is A.B\n",
        (
            "import functools\n@functools.lru_cache\ndef g(x):\n    return x\n"
            "def f():\n    return g(1) == 1\n"
        ),
        "import inspect\ndef f():\n    return 'getsource' in inspect.getsource(f)\n",
        (
            "import traceback\ndef f():\n    try:\n        1 / 0\n    except Exception:\n"
            "        return '1 / 0' in traceback.format_exc()\n"
        ),
        (
            "import warnings\nimport numpy as np\ndef f():\n    warnings.warn('x')\n"
            "    return bool(np.isinf(np.array([1.0]) / 0)[0])\n"
        ),
        "import time\ndef f():\n    return time.strptime('2020', '%Y').tm_year == 2020\n",
        (
            "import datetime as d\ndef f():\n"
            "    return d.datetime.strptime('2020', '%Y').year == 2020\n"
        ),
        (
            "import numpy as np\ndef f():\n"
            "    return np.array2string(np.eye(2)).startswith('[[')\n"
        ),
        "import numpy as np\ndef f():\n    return np.linalg.svd(np.eye(3))[1].tolist() == [1, 1, 1]\n",
        (
            "import numpy as np\ndef f():\n    a = np.random.default_rng(0).normal(size=9)\n"
            "    return len(np.polyfit(a, a, 1)) + len(np.fft.fft(a)) == 11\n"
        ),
        (
            "import numpy as np\ndef f():\n    np.testing.assert_allclose([1.0], [1.0])\n"
            "    return True\n"
        ),
        (
            "import copy, pickle, json\ndef f():\n    a = {'a': [1]}\n"
            "    return copy.deepcopy(a) == pickle.loads(pickle.dumps(a))\n"
        ),
        "import io, csv\ndef f():\n    return list(csv.reader(io.StringIO('a,b'))) != []\n",
        "def f():\n    return eval('1 + 1') == 2 and compile('1', 'x', 'eval') is not None\n",
    ],
    ids=lambda s: " ".join(s.split()[:6]),
)
def test_ordinary_python_works(submit, source):
    assert submit(source).f() is True


THREADS = """
    import threading, time
    def f(n):
        done = []
        threads = [threading.Thread(target=lambda: (time.sleep(0.05), done.append(1)))
                   for _ in range(n)]
        for t in threads: t.start()
        for t in threads: t.join()
        return len(done)
"""


def test_eight_threads_work_and_more_are_refused_in_words(submit, problem):
    task = submit(THREADS)
    if task.session.protection.level != "full":
        pytest.skip("threads are only counted, and so allowed, in a namespace")

    assert task.f(8) == 8
    assert problem(task.f, 100).message == "`f` started more than 8 threads at once"


def test_a_thread_pool_works(submit):
    task = submit(
        """
        from concurrent.futures import ThreadPoolExecutor
        def f():
            with ThreadPoolExecutor(4) as pool:
                return sum(pool.map(abs, range(-10, 0)))
        """
    )
    if task.session.protection.level != "full":
        pytest.skip("threads are only counted, and so allowed, in a namespace")

    assert task.f() == 55


# -- what is recorded ----------------------------------------------------------------------


def test_a_trace_tells_what_each_call_did(submit, problem):
    task = submit(
        """
        def f(a):
            a.append(1)
            return 2
        def g():
            raise KeyError
        def h():
            return {1.5}, [lambda: 0]
        """
    )

    task.f([])
    problem(task.g)
    problem(task.nothing)
    task.h()

    kinds = [(o.kind, o.value, o.mutated) for o in task.session.trace]
    assert kinds[0] == ("value", 2, ("argument 1",))
    assert kinds[1][:2] == ("raised", ["KeyError", ""])
    assert kinds[2][:2] == ("missing", "nothing")
    assert kinds[3][1] == ({"handle": "set"}, [{"handle": "function"}])


def test_the_last_call_is_kept_for_showing(submit):
    task = submit("def f(a, b=0):\n    return a\n")

    task.f(1, b=2)

    assert task.session.last_call == ("f", (1,), {"b": 2})


def test_a_new_check_starts_with_nothing_recorded(submit):
    task = submit("def f(a):\n    print('x')\n    a.append(1)\n")
    task.f([])

    task.session.begin()

    assert task.session.trace == []
    assert task.session.printed == ""
    assert task.session.last_mutated == ()
    assert task.session.last_call is None


def test_a_closed_session_answers_nothing(submit, problem):
    task = submit("def f():\n    return 1\n")
    task.session.close()
    task.session.close()

    assert problem(task.f).message == "`f` gave no answer: it stopped running"


def test_sessions_give_back_every_descriptor(submit):
    def opened() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    def one() -> None:
        task = submit("import os\ndef f():\n    os._exit(0)\n")
        with contextlib.suppress(SubmissionFault):
            task.f()
        task.session.begin()
        task.session.close()

    one()
    before = opened()
    for _ in range(10):
        one()

    assert opened() == before
