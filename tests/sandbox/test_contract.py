"""A value is what the exercise declares, or one sentence says what it is instead."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from typing import Any

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from grader.model import Contract
from grader.sandbox.contract import ContractBroken, bind, describe, fit
from grader.sandbox.protocol import DTYPES, Handle

EXAMPLES = settings(
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow],
)


def array(*shape: int | str, dtype: Any = None, finite: bool = False) -> Contract:
    return Contract(kind="array", shape=shape, dtype=dtype, finite=finite)


NO_ARRAY = (
    "expected an array of numbers, got lists that do not make one: of unequal "
    "lengths, or with something else in them"
)


def refusal(spec: Any, value: object, dims: dict[str, Any] | None = None) -> str:
    with pytest.raises(ContractBroken) as caught:
        fit(spec, value, {} if dims is None else dims)
    return str(caught.value)


# -- accepted, in the form that checks see -------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "seen"),
    [
        ("any", None, None),
        ("any", [1, "a"], [1, "a"]),
        ("none", None, None),
        ("boolean", True, True),
        ("boolean", np.False_, False),
        ("boolean", np.array(True), True),
        ("integer", 7, 7),
        ("integer", np.int8(7), 7),
        ("integer", np.array(7), 7),
        ("number", 7, 7),
        ("number", 0.5, 0.5),
        ("number", np.float16(0.5), 0.5),
        ("number", np.uint8(7), 7),
        ("number", np.array(0.5), 0.5),
        ("string", "text", "text"),
        ("list", [1, 2], [1, 2]),
        ("list", (1, 2), [1, 2]),
        ("tuple", (1, 2), (1, 2)),
        ("tuple", [1, 2], (1, 2)),
        ("dict", {"a": 1}, {"a": 1}),
        ("set", {"a", "b"}, {"a", "b"}),
        (Contract(kind="set", each="string"), {"a"}, {"a"}),
        (Contract(kind="set", each="array"), {1, 2}, {1, 2}),
        (Contract(kind="number", dtype="float"), 7, 7.0),
        (Contract(kind="number", dtype="float"), np.int64(7), 7.0),
    ],
    # Each worker of pytest-xdist writes a set in an order of its own.
    ids=lambda v: repr(sorted(v) if type(v) is set else v).partition(" at 0x")[0],
)
def test_a_value_of_the_declared_kind_arrives_in_one_form(kind, value, seen):
    fitted = fit(kind, value, {})

    assert fitted == seen
    assert type(fitted) is type(seen)


@pytest.mark.parametrize(
    "value",
    [[1, 2], (1, 2), np.array([1, 2])],
    ids=lambda v: type(v).__name__,
)
def test_an_array_may_be_given_as_a_list(value):
    fitted = fit(array("n"), value, {})

    assert isinstance(fitted, np.ndarray)
    assert fitted.tolist() == [1, 2]


@pytest.mark.parametrize(
    "value",
    [2, 2.5, np.float32(2.5), np.array(2.5)],
    ids=lambda value: repr(value).partition(" at 0x")[0],
)
def test_an_array_of_no_dimensions_may_be_given_as_a_number(value):
    fitted = fit(array(), value, {})

    assert isinstance(fitted, np.ndarray)
    assert fitted.shape == ()


@pytest.mark.parametrize("value", [len, Handle(1, "function")])
def test_a_function_may_be_ours_or_stay_in_the_worker(value):
    assert fit("callable", value, {}) is value


# -- refused, each in one sentence ---------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("none", 0, "expected None, got an int"),
        ("boolean", 1, "expected True or False, got an int"),
        ("boolean", None, "expected True or False, got None"),
        ("boolean", "yes", "expected True or False, got a str of length 3"),
        (
            "boolean",
            np.array([True]),
            "expected True or False, got an array of shape (1,) and dtype bool",
        ),
        ("integer", True, "expected one whole number (int), got a bool; int(...) makes it 0 or 1"),
        ("integer", 2.0, "expected one whole number (int), got a float"),
        ("integer", None, "expected one whole number (int), got None"),
        (
            "integer",
            np.array([3]),
            "expected one whole number (int), got an array of shape (1,)",
        ),
        ("number", True, "expected one number, got a bool; int(...) makes it 0 or 1"),
        ("number", np.True_, "expected one number, got a bool; int(...) makes it 0 or 1"),
        ("number", np.array(True), "expected one number, got a bool; int(...) makes it 0 or 1"),
        ("number", "0.5", "expected one number, got a str of length 3"),
        ("number", [0.5], "expected one number, got a list of length 1"),
        ("number", None, "expected one number, got None"),
        ("number", 1j, "expected one real number, got a complex"),
        (
            "number",
            np.array(1j),
            "expected one real number, got an array of shape () and dtype complex128",
        ),
        (
            "number",
            np.array([0.5]),
            "expected one number, got an array of shape (1,)",
        ),
        (
            Contract(kind="number", dtype="float"),
            10**400,
            "the integer is larger than 64 bits hold",
        ),
        ("string", b"raw", "expected a string, got a bytes of length 3"),
        ("string", None, "expected a string, got None"),
        ("list", np.array([1]), ("expected a list, got an array of shape (1,) and "
         "dtype int64")),
        ("list", {"a": 1}, "expected a list, got a dict of length 1"),
        ("tuple", "ab", "expected a tuple, got a str of length 2"),
        ("dict", [1], "expected a dict, got a list of length 1"),
        ("callable", 5, "expected a function, got an int"),
        ("array", None, "expected an array, got None"),
        ("array", "text", "expected an array, got a str of length 4"),
        ("array", True, "expected an array, got a bool"),
        ("array", {}, "expected an array, got a dict of length 0"),
        ("array", Handle(1, "set"), "expected an array, got a set"),
        ("array", {1, 2}, "expected an array, got a set of length 2"),
        ("set", ["a"], "expected a set, got a list of length 1"),
        ("set", Handle(1, "set"), "expected a set of strings, got one of something else"),
        (
            Contract(kind="set", each="string"),
            {7},
            "an entry: expected a string, got an int",
        ),
        ("array", Handle(1, "Model"), ("expected an array, got an object of another "
         "kind")),
        (
            "array",
            [[1], [1, 2]],
            NO_ARRAY,
        ),
        ("array", ["a"], NO_ARRAY),
        ("array", [None], NO_ARRAY),
        ("array", [10**30], NO_ARRAY),
        (
            "array",
            [Handle(1, "x")],
            NO_ARRAY,
        ),
        ("array", np.array([True]), "expected an array of dtype number, got bool"),
        ("array", np.array([1j]), "expected an array of dtype number, got complex128"),
        (
            array("n", dtype="float"),
            np.array([1]),
            "expected an array of dtype float, got int64",
        ),
        (
            array("n", dtype="integer"),
            np.array([1.0], np.float32),
            "expected an array of dtype int, got float32",
        ),
        (
            array("n", dtype="boolean"),
            np.array([1], np.uint8),
            "expected an array of dtype bool, got uint8",
        ),
    ],
    ids=lambda v: v if isinstance(v, str) else None,
)  # fmt: skip
def test_a_refusal_says_what_was_expected_and_what_came(kind, value, sentence):
    assert refusal(kind, value) == sentence


@pytest.mark.parametrize(
    ("dtype", "fits", "refused"),
    [
        ("boolean", "?", "i1 u8 f8 c16"),
        ("integer", "i1 i8 u1 u8", "? f2 f8 c16"),
        ("float", "f2 f4 f8", "? i8 u8 c16"),
        ("number", "i1 i8 u1 u8 f2 f8", "? c8 c16"),
        (None, "i8 u8 f8", "? c16"),
    ],
)
def test_a_declared_dtype_is_a_kind_of_number(dtype, fits, refused):
    for code in fits.split():
        assert fit(array("n", dtype=dtype), np.zeros(2, code), {}).dtype == code
    for code in refused.split():
        assert "expected an array of dtype" in refusal(
            array("n", dtype=dtype), np.zeros(2, code)
        )


# -- shapes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "shape", "dims", "sentence"),
    [
        ((4, 1), (4,), {}, "wrong shape: expected (4, 1), got (4,)"),
        (("n", 1), (4,), {"n": 4}, "wrong shape: expected (4, 1), got (4,)"),
        (("n",), (3,), {"n": 4}, "wrong shape: expected (4,), got (3,)"),
        (("n", "n"), (2, 3), {}, "wrong shape: expected (n, n), got (2, 3)"),
        (("n", "k"), (2,), {}, "wrong shape: expected (n, k), got (2,)"),
        ((), (1,), {}, "wrong shape: expected (), got (1,)"),
        (("...", "k"), (), {}, "wrong shape: expected (..., k), got ()"),
        (
            ("...", "k"),
            (2, 3),
            {"...": (), "k": 3},
            "wrong shape: expected (3,), got (2, 3)",
        ),
        (
            ("...", "k"),
            (3, 4),
            {"...": (2,), "k": 4},
            "wrong shape: expected (2, 4), got (3, 4)",
        ),
        (
            ("...",),
            (3,),
            {"...": (3, 2)},
            "wrong shape: expected (3, 2), got (3,)",
        ),
    ],
)
def test_a_wrong_shape_is_said_in_the_lengths_of_this_call(
    wanted, shape, dims, sentence
):
    assert refusal(array(*wanted), np.zeros(shape), dims) == sentence


@pytest.mark.parametrize(
    ("wanted", "shape", "dims"),
    [
        ((2, 3), (2, 3), {}),
        (("n", "n"), (3, 3), {}),
        (("n", "k"), (0, 5), {}),
        (("...", "k"), (5,), {}),
        (("...", "k"), (2, 3, 5), {"k": 5}),
        (("...", "k"), (2, 3, 5), {"...": (2, 3), "k": 5}),
        (("...",), (), {}),
        (("...",), (2, 3), {"...": (2, 3)}),
    ],
)
def test_a_shape_fits_its_names(wanted, shape, dims):
    assert fit(array(*wanted), np.zeros(shape), dims).shape == shape


def test_a_name_that_no_argument_bound_is_bound_by_the_value():
    dims: dict[str, Any] = {}

    fit(array("n", "k"), np.zeros((2, 3)), dims)

    assert dims == {"n": 2, "k": 3}


def test_a_value_that_is_refused_binds_nothing():
    dims: dict[str, Any] = {}

    refusal(array("n", 7), np.zeros((2, 3)), dims)

    assert dims == {}


# -- what arguments bind -------------------------------------------------------------


def test_arguments_bind_the_names_of_their_lengths():
    spec = {
        "X": array("m", "features"),
        "w": array("features"),
        "count": "integer",
        "rate": "number",
        "left_out": array("z"),
    }
    given_ = {"X": np.zeros((5, 2)), "w": [1, 2], "count": np.int64(3), "rate": 7}

    assert bind(spec, given_) == {"m": 5, "features": 2, "count": 3}


def test_the_first_argument_that_binds_a_name_wins():
    spec = {"a": array("n"), "b": array("n")}

    assert bind(spec, {"a": [1, 2], "b": [1, 2, 3]}) == {"n": 2}


def test_dots_bind_all_leading_lengths():
    spec = {"z": array("...", "k")}

    assert bind(spec, {"z": np.zeros((4, 3, 2))}) == {"...": (4, 3), "k": 2}
    assert bind(spec, {"z": np.zeros(2)}) == {"...": (), "k": 2}


@pytest.mark.parametrize(
    "value",
    [np.zeros(3), np.zeros((1, 2, 3)), [[1], [1, 2]], 5, None],
    ids=lambda value: repr(value).partition(" at 0x")[0],
)
def test_an_argument_of_another_shape_binds_nothing(value):
    assert bind({"X": array("m", 2)}, {"X": value}) == {}


def test_too_few_dimensions_for_the_dots_bind_nothing():
    assert bind({"X": array("...", "a", "b")}, {"X": np.zeros(3)}) == {}


# -- made of others ----------------------------------------------------------------------


def test_items_are_checked_one_by_one():
    pair = Contract(kind="tuple", items=("number", array("n")))

    weight, grad = fit(pair, [1, [2.0, 3.0]], {"n": 2})

    assert (weight, grad.tolist()) == (1, [2.0, 3.0])
    assert refusal(pair, (1,)) == "expected 2 items, got a tuple of length 1"
    assert refusal(pair, (1, None)) == "item 1: expected an array, got None"
    assert refusal(pair, (None, [1])) == "item 0: expected one number, got None"


def test_names_are_bound_across_items():
    layers = Contract(kind="tuple", items=(array("n"), array("n")))

    assert (
        refusal(layers, ([1], [1, 2]))
        == "item 1: wrong shape: expected (1,), got (2,)"
    )  # fmt: skip


def test_each_item_has_names_of_its_own():
    rows = Contract(kind="list", each=array("k"))

    assert [len(row) for row in fit(rows, [[1], [1, 2]], {})] == [1, 2]
    assert refusal(rows, [[1], 5.5j]) == "item 1: expected an array, got a complex"


def test_a_bound_name_holds_for_each_item():
    rows = Contract(kind="list", each=array("k"))

    assert (
        refusal(rows, [[1, 2], [1]], {"k": 2})
        == "item 1: wrong shape: expected (2,), got (1,)"
    )  # fmt: skip


def test_a_dict_has_the_declared_keys():
    cache = Contract(kind="dict", keys={"a": "number", "b": array("n")})

    fitted = fit(cache, {"a": np.float64(1), "b": [1, 2], "more": "x"}, {})

    assert type(fitted["a"]) is float
    assert isinstance(fitted["b"], np.ndarray)
    assert fitted["more"] == "x"
    assert refusal(cache, {"a": 1}) == "the dict has no key 'b'"
    assert refusal(cache, {"a": "x", "b": [1]}) == (
        "['a']: expected one number, got a str of length 1"
    )


def test_every_value_of_a_dict_is_checked():
    grads = Contract(kind="dict", values=array("n"))

    fitted = fit(grads, {"w": [1], 2: [1, 2]}, {})

    assert {k: v.tolist() for k, v in fitted.items()} == {"w": [1], 2: [1, 2]}


def test_any_of_several_forms_will_do():
    spec = Contract(any_of=("none", "number", array("n")))

    assert fit(spec, None, {}) is None
    assert fit(spec, 2.5, {}) == 2.5
    assert fit(spec, [1, 2], {"n": 2}).tolist() == [1, 2]
    assert refusal(spec, "x") == (
        "expected None, got a str of length 1; "
        "or expected one number, got a str of length 1; "
        "or expected an array, got a str of length 1"
    )


def test_the_same_refusal_by_several_forms_is_said_once():
    spec = Contract(any_of=("number", Contract(kind="number", finite=True)))

    assert refusal(spec, None) == "expected one number, got None"


def test_a_form_that_does_not_fit_binds_nothing():
    spec = Contract(any_of=(array("n", 2), array("n")))
    dims: dict[str, Any] = {}

    fit(spec, np.zeros(5), dims)

    assert dims == {"n": 5}


def test_contracts_nest():
    spec = Contract(
        kind="list",
        each=Contract(kind="dict", keys={"W": array("n", "k"), "b": array("n", 1)}),
    )
    good = [{"W": np.zeros((3, 2)), "b": np.zeros((3, 1))}]

    assert len(fit(spec, good, {})) == 1
    good[0]["b"] = np.zeros(3)
    assert refusal(spec, good) == (
        "item 0: ['b']: wrong shape: expected (3, 1), got (3,)"
    )


# -- finite ------------------------------------------------------------------------------


NOT_FINITE = "every number must be finite; there is a nan or an infinity"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", float("nan")),
        ("number", -np.inf),
        ("number", np.float32(np.inf)),
        ("array", [1.0, np.nan]),
        ("array", np.array([[np.inf]])),
        ("list", [1.0, np.nan]),
        ("tuple", (np.inf, 1.0)),
    ],
    ids=lambda value: repr(value).partition(" at 0x")[0],
)
def test_a_nan_or_an_infinity_is_refused_where_it_is_not_allowed(kind, value):
    assert refusal(Contract(kind=kind, finite=True), value) == NOT_FINITE
    fit(Contract(kind=kind), value, {})


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", 2**63 - 1),
        ("number", 0.0),
        ("array", []),
        ("string", "nan"),
        ("list", ["a", None]),
        ("any", {"a": 1}),
    ],
    ids=lambda v: str(v)[:12],
)
def test_what_is_finite_or_no_number_is_let_through(kind, value):
    fit(Contract(kind=kind, finite=True), value, {})


# -- hostile values ------------------------------------------------------------------------


SECRETS = st.sampled_from([8675309.25, "8675309", [8675309.25], {"8675309": None}])
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=3)
    | st.binary(max_size=3)
    | st.builds(Handle, st.just(1), st.just("Model"))
    | st.sampled_from(DTYPES).flatmap(
        lambda d: hnp.arrays(d, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0))
    )
    | SECRETS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3) | st.integers(0, 5), inner, max_size=3)
        | st.sets(st.text(max_size=3) | st.integers(0, 5), max_size=3)
    ),
    max_leaves=8,
)
KINDS = [
    "any", "none", "boolean", "integer", "number", "string", "array", "list", "tuple",
    "dict", "set", "callable",
]  # fmt: skip
SPECS = st.builds(
    Contract,
    kind=st.sampled_from(KINDS),
    shape=st.sampled_from([None, (), ("n",), ("n", "n"), ("...", "n"), (2, "k")]),
    dtype=st.sampled_from([None, "boolean", "integer", "float", "number"]),
    finite=st.booleans(),
    each=st.sampled_from([None, "number", "array"]),
    keys=st.sampled_from([None, {"a": "number"}]),
    values=st.sampled_from([None, "array"]),
)


@EXAMPLES
@given(SPECS, PLAIN)
def test_no_value_makes_a_contract_do_anything_but_fit_or_refuse(spec, value):
    with contextlib.suppress(ContractBroken):
        fit(spec, value, {"n": 2})


@pytest.mark.parametrize("kind", ["any", "list", "tuple"])
def test_a_ragged_list_can_be_asked_whether_it_is_finite(kind):
    with contextlib.suppress(ContractBroken):
        fit(Contract(kind=kind, finite=True), [[1.0], [1.0, 2.0]], {})


@EXAMPLES
@given(SPECS, SECRETS)
def test_no_refusal_quotes_a_value(spec, value):
    said = ""
    try:
        fit(spec, value, {"n": 2})
    except ContractBroken as broken:
        said = str(broken)

    assert "8675309" not in said


@pytest.mark.parametrize(
    "spec",
    [
        Contract(kind="dict", values="number"),
        Contract(kind="dict", values=Contract(kind="dict", values="number")),
    ],
)
def test_no_refusal_quotes_a_key_that_the_submission_chose(spec):
    assert "8675309" not in refusal(spec, {"8675309.25": {"8675309.5": None}})


def test_no_refusal_quotes_a_number_hidden_in_a_length():
    long = np.zeros((0, 8_675_309))

    assert "8675309" not in describe(long)
    assert "8675309" not in refusal(array("n"), long)
    assert "8675309" not in refusal("number", long)
    assert "8675309" not in refusal("number", "x" * 8_675_309)


@contextlib.contextmanager
def little_memory() -> Iterator[None]:
    """Let this process have 512 MiB more than it has, and no more."""
    with open("/proc/self/statm") as file:  # noqa: PTH123
        pages = int(file.read().split()[0])
    old, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = pages * resource.getpagesize() + (512 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (old, hard))


@pytest.mark.skipif(
    not hasattr(resource, "RLIMIT_AS"), reason="no limit on address space here"
)
@pytest.mark.parametrize(
    "spec", ["array", Contract(kind="list", finite=True)], ids=["array", "finite list"]
)
def test_one_long_string_among_many_short_ones_takes_little_memory(spec):
    value = ["a" * 4_000_000] + ["b"] * 100_000

    with little_memory(), contextlib.suppress(ContractBroken):
        fit(spec, value, {})


# -- words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None"),
        (True, "a bool"),
        (np.True_, "a bool"),
        (1, "an int"),
        (1.0, "a float"),
        (1j, "a complex"),
        (np.float32(1), "a float32"),
        (np.int8(1), "an int8"),
        (np.uint8(1), "an uint8"),
        ("", "a str of length 0"),
        (b"ab", "a bytes of length 2"),
        ([1], "a list of length 1"),
        ((), "a tuple of length 0"),
        ({1: 2}, "a dict of length 1"),
        (np.zeros((2, 3), "f4"), "an array of shape (2, 3) and dtype float32"),
        (Handle(1, "set"), "a set"),
        (Handle(1, "array of dtype object"), "an array of objects"),
        (Handle(1, "Optimizer 8675309"), "an object of another kind"),
        (Handle(1, ""), "an object of another kind"),
    ],
    ids=lambda value: repr(value).partition(" at 0x")[0],
)
def test_a_kind_is_named_in_a_learners_words(value, words):
    assert describe(value) == words
