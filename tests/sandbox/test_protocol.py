"""The wire carries plain values exactly, and nothing else at all."""

from __future__ import annotations

import collections
import enum
import random
import struct
import tracemalloc
from typing import Any

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from grader.sandbox import protocol
from grader.sandbox.protocol import (
    DTYPES,
    MAX_DEPTH,
    MAX_INT_BYTES,
    MAX_ITEMS,
    CallbackRef,
    Handle,
    WireError,
    decode,
    encode,
)

# The same examples on every machine, and no file of earlier ones.
EXAMPLES = settings(
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)

MIB = 1 << 20


def same(a: Any, b: Any) -> bool:
    """Whether two values have one type and, to the last bit, one content."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return (a.dtype, a.shape, a.tobytes()) == (b.dtype, b.shape, b.tobytes())
    if isinstance(a, np.generic):
        return a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, float):
        return struct.pack("<d", a) == struct.pack("<d", b)
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return same(list(a), list(b)) and same(list(a.values()), list(b.values()))
    return bool(a == b)


ARRAYS = st.sampled_from(DTYPES).flatmap(
    lambda dtype: hnp.arrays(
        dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
    )
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary()
    | ARRAYS
    | ARRAYS.map(np.asfortranarray)
    | ARRAYS.filter(lambda a: a.size > 0).map(lambda a: a.flat[0])
)
KEYS = st.text(max_size=5) | st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=5)
        | st.sets(KEYS, max_size=5)
    ),
    max_leaves=12,
)


# -- what arrives ------------------------------------------------------------------


@EXAMPLES
@given(VALUES)
def test_a_plain_value_arrives_as_it_left(value):
    assert same(decode(encode(value)), value)


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (3, 0, 2), (2, 3, 4), (1,)])
@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_an_array_arrives_bit_for_bit_and_in_its_order(dtype, shape, order):
    rng = np.random.default_rng(0)
    raw = rng.integers(0, 256, (*shape, dtype.itemsize), dtype=np.uint8)
    if dtype.kind == "b":
        raw %= 2
    array = np.asarray(raw.view(dtype).reshape(shape), order=order)

    back = decode(encode(array))

    assert same(back, array)
    assert back.flags.c_contiguous == array.flags.c_contiguous
    assert back.flags.f_contiguous == array.flags.f_contiguous


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_a_scalar_arrives_with_its_dtype(dtype):
    scalar = np.ones((), dtype)[()]

    assert same(decode(encode(scalar)), scalar)


def test_the_payload_of_a_nan_arrives():
    nan = struct.unpack("<d", struct.pack("<Q", 0x7FF8_0000_DEAD_BEEF))[0]
    array = np.array([0x7FF8_0000_0000_0001, 0xFFF8_1234_0000_0000], np.uint64)

    assert same(decode(encode(nan)), nan)
    assert same(decode(encode(array.view(np.float64))), array.view(np.float64))


def test_minus_zero_keeps_its_sign():
    assert same(decode(encode(-0.0)), -0.0)


def test_an_array_that_arrives_belongs_to_its_receiver():
    data = bytearray(encode(np.zeros(3)))

    array = decode(data)
    array += 1
    data[:] = bytes(len(data))

    assert array.flags.owndata
    assert array.tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12.0).reshape(3, 4)[::2, 1:],
        np.arange(12.0)[::-1],
        np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2),
        np.broadcast_to(np.float32(2.5), (3, 2)),
    ],
    ids=["sliced", "reversed", "transposed", "broadcast"],
)
def test_a_view_arrives_as_what_it_shows(array):
    assert same(decode(encode(array)), array)


def test_a_foreign_byte_order_arrives_as_the_native_one():
    foreign = np.array([1.5, -2.0], dtype=">f8")

    back = decode(encode(foreign))

    assert back.dtype == np.dtype("=f8")
    assert back.tolist() == [1.5, -2.0]


def test_a_second_name_of_a_dtype_is_the_same_dtype():
    assert decode(encode(np.array([1, 2], np.longlong))).dtype == np.int64
    assert decode(encode(np.longlong(3))).dtype == np.int64


def test_a_lone_surrogate_becomes_a_replacement_character():
    assert decode(encode("a\ud800b")) == "a\ufffd\ufffd\ufffdb"


# -- values that lie -----------------------------------------------------------------


def lying(base: type, *args: Any) -> Any:
    """An instance of a subclass whose every comparison and conversion lies."""

    def yes(*_: object) -> bool:
        return True

    def raise_(*_: object) -> Any:
        raise RuntimeError("a method of the subclass was called")

    names = [
        "__eq__ __ne__ __lt__ __le__ __gt__ __ge__",
        "__add__ __sub__ __abs__ __float__ __int__ __index__ __pos__ __len__",
        "__iter__ __getitem__ __str__ __repr__ __format__ __bytes__ __bool__",
        "__array__ __array_ufunc__ __array_function__ encode items keys",
        "bit_length to_bytes real imag __contains__ __reduce_ex__ view astype",
    ]
    body = {n: yes if n.endswith("e__") else raise_ for n in " ".join(names).split()}
    return type("Lie", (base,), body | {"__hash__": None})(*args)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (lying(float, 2.5), 2.5),
        (lying(int, -7), -7),
        (lying(complex, 1, 2), 1 + 2j),
        (lying(str, "text"), "text"),
        (lying(bytes, b"raw"), b"raw"),
        (lying(list, [1, 2]), [1, 2]),
        (lying(tuple, (1, 2)), (1, 2)),
        (lying(dict, {"a": 1}), {"a": 1}),
        (lying(set, {"a", 1}), {"a", 1}),
        (frozenset({"a"}), {"a"}),
        ({np.str_("a"), enum.StrEnum("E", {"A": "b"}).A}, {"a", "b"}),
        (lying(np.float64, 2.5), np.float64(2.5)),
        (np.arange(3.0).view(type(lying(np.ndarray, (1,)))), np.arange(3.0)),
        (np.str_("text"), "text"),
        (np.array([[1, 2]]).view(np.matrix), np.array([[1, 2]])),
        (np.ma.array([1, 2], mask=[0, 1]), np.array([1, 2])),
        (enum.IntEnum("E", "A B").B, 2),
        (enum.StrEnum("E", {"A": "a"}).A, "a"),
        (collections.namedtuple("P", "x y")(1, 2), (1, 2)),
        (collections.defaultdict(list, a=1), {"a": 1}),
        (collections.OrderedDict(a=1), {"a": 1}),
    ],
    ids=lambda v: type(v).__mro__[1].__name__,
)
def test_a_subclass_arrives_as_the_plain_value_that_it_holds(value, plain):
    assert same(decode(encode(value)), plain)


def test_a_lie_inside_a_list_is_found_too():
    back = decode(encode([{"a": (lying(float, 2.5),)}]))

    assert same(back, [{"a": (2.5,)}])


@pytest.mark.parametrize(
    "claimed", [float, str, dict, np.ndarray], ids=lambda t: t.__name__
)
def test_an_object_that_only_claims_a_type_is_refused_as_what_it_is(claimed):
    liar = type("Liar", (), {"__class__": claimed})()

    with pytest.raises(WireError):
        encode(liar)


def test_an_object_that_only_claims_a_type_stays_where_it_is():
    liar = type("Liar", (), {"__class__": float})()

    data = encode(liar, lambda value: Handle(1, type(value).__name__))

    assert decode(data, resolve=lambda reference: reference).type_name == "Liar"


# -- what is refused -------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {1.5, 2},
        {(1, 2)},
        {True},
        frozenset({None}),
        range(3),
        len,
        float,
        iter([]),
        bytearray(b"x"),
        memoryview(b"x"),
        Ellipsis,
        np.array([object()], dtype=object),
        np.array([[1], [1, 2]], dtype=object),
        np.array(["text"]),
        np.array([b"raw"]),
        np.array(["2020-01-01"], dtype="datetime64[D]"),
        np.zeros(1, dtype=[("a", float)]),
        np.array([1.0], dtype=np.longdouble),
        np.longdouble(1),
        np.datetime64("2020-01-01"),
    ],
    ids=lambda v: f"{type(v).__name__} {getattr(v, 'dtype', '')}".strip(),
)
def test_what_has_no_plain_form_is_refused(value):
    with pytest.raises(WireError, match="cannot be sent"):
        encode(value)


def test_a_value_is_refused_one_level_below_the_deepest():
    deepest: object = 1
    for _ in range(MAX_DEPTH):
        deepest = [deepest]

    assert same(decode(encode(deepest)), deepest)
    with pytest.raises(WireError, match="nested too deep"):
        encode([deepest])
    with pytest.raises(WireError, match="nested too deep"):
        decode(b"l\1\0\0\0" * (MAX_DEPTH + 1) + b"N")


def test_a_list_that_holds_itself_is_refused():
    circle: list[object] = []
    circle.append(circle)

    with pytest.raises(WireError, match="nested too deep"):
        encode(circle)


def test_a_value_is_refused_one_item_above_the_most():
    most = [None] * (MAX_ITEMS - 1)

    assert decode(encode(most)) == most
    with pytest.raises(WireError, match="more than 200,000 items"):
        encode([*most, None])
    with pytest.raises(WireError, match="more than 200,000 items"):
        decode(b"l" + struct.pack("<I", MAX_ITEMS) + b"N" * MAX_ITEMS)


def test_items_are_counted_through_all_levels():
    half = [None] * (MAX_ITEMS // 2)

    with pytest.raises(WireError, match="more than 200,000 items"):
        encode([half, half])


def test_the_largest_integer_that_is_sent_arrives():
    largest = (1 << (8 * MAX_INT_BYTES - 1)) - 1

    assert decode(encode(largest)) == largest
    assert decode(encode(-largest)) == -largest
    with pytest.raises(WireError, match="an integer of 1025 bytes is too large"):
        encode(largest + 1)
    with pytest.raises(WireError, match="an integer is too large"):
        decode(b"i" + struct.pack("<I", 1025) + bytes(1025))


@pytest.mark.parametrize("key", [None, 1.5, (1,), b"k", True, np.int64(1)], ids=repr)
def test_a_key_that_is_neither_text_nor_a_whole_number_is_refused(key):
    with pytest.raises(WireError, match="must be strings or integers"):
        encode({key: 1})


@pytest.mark.parametrize(
    "key", [None, 1.5, b"k", True, (1,), [1], np.int64(1), np.zeros(2)], ids=repr
)
def test_a_key_of_another_kind_is_refused_on_arrival(key):
    data = b"m\1\0\0\0" + encode(key) + b"N"

    with pytest.raises(WireError, match="neither a string nor small"):
        decode(data)


@pytest.mark.parametrize("key", [2**53, -(2**53), 2**61 - 1, (2**61 - 1) * 7])
def test_keys_that_could_be_made_to_collide_are_refused_on_both_sides(key):
    with pytest.raises(WireError, match="key of a dict is too large"):
        encode({key: 1})
    with pytest.raises(WireError, match="neither a string nor small"):
        decode(b"m\1\0\0\0" + encode(key) + b"N")


@pytest.mark.parametrize("entry", [2**53, (2**61 - 1) * 7, 1.5, None, True])
def test_entries_that_could_be_made_to_collide_are_refused_on_both_sides(entry):
    with pytest.raises(WireError, match="a set cannot be sent"):
        encode({entry})
    with pytest.raises(WireError, match="entry of a set is neither a string nor small"):
        decode(b"e\1\0\0\0" + encode(entry))


def test_equal_sets_are_equal_bytes():
    words = [f"word {i}" for i in range(50)]

    assert encode({*words, 3, 1}) == encode({1, 3, *reversed(words)})


def test_an_array_of_seventeen_dimensions_is_refused():
    with pytest.raises(WireError, match="cannot be sent"):
        encode(np.zeros((1,) * 17))


# -- hostile bytes ---------------------------------------------------------------------


def array_bytes(
    dtype: int = 11,
    order: bytes = b"C",
    shape: tuple[int, ...] = (2,),
    ndim: int | None = None,
    size: int = 16,
    data: bytes = bytes(16),
) -> bytes:
    ndim = len(shape) if ndim is None else ndim
    head = struct.pack(f"<BcB{len(shape)}Q", dtype, order, ndim, *shape)
    return b"a" + head + struct.pack("<I", size) + data


def test_the_bytes_of_an_array_that_tell_the_truth_are_accepted():
    assert decode(array_bytes()).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    "lie",
    [
        {"shape": (3,)},
        {"shape": (1,)},
        {"shape": ()},
        {"shape": (2**63,)},
        {"shape": (2**63, 2)},
        {"shape": (2**32, 2**32)},
        {"shape": (0, 2**63), "size": 0, "data": b""},
        {"shape": (2**63, 0), "size": 0, "data": b""},
        {"shape": (2**64 - 1,)},
        {"shape": (2**26,), "size": 2**29},
        {"ndim": 3, "data": b"\1" * 16},
        {"ndim": 255},
        {"shape": (1,) * 17, "size": 8, "data": bytes(8)},
        {"order": b"K"},
        {"order": b"A"},
        {"order": b"\0"},
        {"dtype": 14},
        {"dtype": 255},
        {"size": 15},
        {"size": 17, "data": bytes(17)},
        {"data": bytes(15)},
        {"data": bytes(17)},
        {"data": b""},
    ],
    ids=repr,
)
def test_an_array_that_lies_about_its_shape_is_refused(lie):
    with pytest.raises(WireError):
        decode(array_bytes(**lie))


def test_a_bool_that_is_neither_0_nor_1_arrives_as_true():
    array = decode(array_bytes(0, shape=(3,), size=3, data=b"\0\2\xff"))
    scalar = decode(b"g\0\x80")

    assert array.view(np.uint8).tolist() == [0, 1, 1]
    assert np.asarray(scalar).view(np.uint8) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"?",
        b"\0",
        b"i",
        b"i\1\0\0",
        b"i\1\0\0\0",
        b"i\xff\xff\xff\xff",
        b"s\xff\xff\xff\xffabc",
        b"b\xff\xff\xff\xffabc",
        b"l\xff\xff\xff\xff",
        b"t\xff\xff\xff\xff",
        b"m\xff\xff\xff\xff",
        b"l\2\0\0\0N",
        b"m\1\0\0\0N",
        b"d" + bytes(7),
        b"c" + bytes(15),
        b"g",
        b"g\x0e",
        b"g\x0b" + bytes(7),
        b"a",
        b"a\0",
        b"h\0\0\0",
        b"h\1\0\0\0\5ab",
        b"NN",
        b"N\0",
    ],
    ids=repr,
)
def test_what_is_not_exactly_one_value_is_refused(data):
    with pytest.raises(WireError):
        decode(data, resolve=lambda reference: reference)


def test_text_that_is_not_utf_8_is_replaced_and_never_an_error():
    assert decode(b"s\2\0\0\0\xff\xfe") == "\ufffd\ufffd"


def test_a_claim_of_size_allocates_nothing():
    claims = [
        *(kind + b"\xff\xff\xff\xff" for kind in (b"s", b"b", b"i", b"l", b"t", b"m")),
        b"l" + struct.pack("<I", MAX_ITEMS - 1),
        b"m" + struct.pack("<I", MAX_ITEMS - 1),
        array_bytes(shape=(2**22,), size=2**25),
        array_bytes(shape=(2**40,), size=2**31),
    ]

    tracemalloc.start()
    try:
        for claim in claims:
            with pytest.raises(WireError):
                decode(claim)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < MIB


@pytest.mark.parametrize(
    "item",
    [b"N", b"l\0\0\0\0", b"m\0\0\0\0", array_bytes(0, shape=(), size=1, data=b"\1")],
    ids=["None", "list", "dict", "array"],
)
def test_even_the_most_items_take_a_bounded_amount_of_memory(item):
    count = MAX_ITEMS // 10
    data = b"l" + struct.pack("<I", count) + item * count

    tracemalloc.start()
    try:
        assert len(decode(data)) == count
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert 10 * peak < 64 * MIB


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Change a valid frame the way a patient attacker would."""
    body = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(body) + 1)
        match rng.randrange(5):
            case 0:
                body[at : at + 1] = rng.randbytes(1)
            case 1:
                body[at : at + 4] = rng.choice(
                    [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0"]
                )
            case 2:
                del body[at : at + rng.randint(1, 9)]
            case 3:
                body[at:at] = rng.choice(b"NTFidcsbltmaghf").to_bytes()
            case 4:
                body[at:at] = bytes(body[at : at + rng.randint(1, 24)])
    return bytes(body)


SEEDS = [
    encode(value, lambda v: CallbackRef(3) if callable(v) else Handle(5, "Model"))
    for value in (
        {"nonce": b"0123456789abcdef", "value": b"d" + bytes(8)},
        {"nonce": bytes(16), "callback": 1, "args": [np.zeros((2, 3))], "kwargs": {}},
        {"error": {"types": ["ValueError"], "message": "no", "line": 3, "own": True}},
        [1, -(2**70), 2.5, 1j, "é", b"\0", None, True, (), {}, {1: [], "a": ({},)}],
        [np.zeros((2, 2), d) for d in DTYPES] + [np.ones((), d)[()] for d in DTYPES],
        np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)),
        [object(), len, [object()]],
    )
]


def test_twenty_thousand_hostile_frames_raise_wire_errors_and_nothing_else():
    rng = random.Random(20)
    accepted = 0

    tracemalloc.start()
    try:
        for i in range(20_000):
            if i % 4 == 0:
                data = rng.randbytes(rng.randrange(40))
            elif i % 4 == 1:
                data = rng.choice(b"idcsbltmaghf").to_bytes() + rng.randbytes(60)
            else:
                data = mutated(rng.choice(SEEDS), rng)
            try:
                decode(data, resolve=lambda reference: reference)
            except WireError:
                continue
            accepted += 1
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert accepted > 100, "the mutations are too coarse to get past the first byte"
    assert peak < 2 * MIB


def test_whatever_is_decoded_can_be_encoded_again():
    rng = random.Random(21)
    again = 0
    for _ in range(4_000):
        try:
            value = decode(mutated(rng.choice(SEEDS), rng), resolve=lambda r: r)
        except WireError:
            continue
        again += 1
        assert encode(value)

    assert again > 100


# -- references -----------------------------------------------------------------------


def test_a_reference_arrives_as_what_the_receiver_makes_of_it():
    sent = {"model": Handle(7, "Perceptron"), "loss": CallbackRef(9)}
    known = {7: "an object", 9: "a function"}

    back = decode(encode(sent), resolve=lambda reference: known[reference.id])

    assert back == {"model": "an object", "loss": "a function"}


def test_a_handle_carries_the_name_of_its_type():
    handle = decode(encode(Handle(7, "Ünïcode" * 60)), resolve=lambda r: r)

    assert handle.id == 7
    assert handle.type_name.startswith("Ünïcode" * 10)
    assert len(handle.type_name.encode()) <= 203


def test_an_object_without_a_plain_form_becomes_what_the_sender_makes_of_it():
    stays = object()

    data = encode([1, stays], special=lambda value: Handle(id(value) % 97, "object"))
    back = decode(data, resolve=lambda handle: handle.id)

    assert back == [1, id(stays) % 97]


@pytest.mark.parametrize("reference", [Handle(1, "a"), CallbackRef(1)])
def test_a_reference_is_refused_where_none_is_expected(reference):
    with pytest.raises(WireError, match="a reference where none is allowed"):
        decode(encode(reference))


def test_a_reference_to_nothing_is_an_ordinary_refusal():
    with pytest.raises(WireError, match=r"malformed value \(KeyError\)"):
        decode(encode(Handle(5, "x")), resolve=lambda reference: {}[reference.id])


# -- frames ----------------------------------------------------------------------------


def test_a_frame_is_its_length_and_its_body():
    framed = protocol.frame(b"body")

    assert protocol.frame_length(framed[:4]) == 4
    assert framed[4:] == b"body"


def test_a_body_that_is_too_large_is_never_framed(monkeypatch):
    monkeypatch.setattr(protocol, "MAX_FRAME", 8)

    assert protocol.frame(bytes(8))
    with pytest.raises(WireError, match="a value of 9 bytes is too large to send"):
        protocol.frame(bytes(9))


# -- the short forms of a call and of its answer -----------------------------------


def call(**changed: Any) -> dict[str, Any]:
    return {
        "op": "call", "nonce": b"0123456789abcdef", "on": 0, "name": "f",
        "args": [encode(1.5), encode([1, "é"])], "kwargs": {"axis": encode(-1)},
        "attributes": ["w", "b"],
    } | changed  # fmt: skip


@pytest.mark.parametrize(
    "request_",
    [
        call(),
        call(entropy=0),
        call(entropy=(1 << 48) - 1, on=7, name="größe", kwargs={}, attributes=[]),
        call(args=[], kwargs={}, attributes=[]),
        call(args=[encode(i) for i in range(255)]),
        call(args=[encode(i) for i in range(256)]),
        call(kwargs={f"k{i}": b"N" for i in range(300)}),
        call(name="x" * 70_000),
        call(more={"x": 1}),
    ],
    ids=[
        "plain",
        "entropy0",
        "most_entropy",
        "bare",
        "255",
        "256",
        "many",
        "long",
        "more",
    ],
)
def test_a_call_arrives_as_it_was_asked(request_):
    assert protocol.decode_request(protocol.encode_call(request_)) == request_


def test_every_other_request_keeps_its_form():
    other = {"op": "load", "nonce": bytes(16), "file": "a.py", "source": b"x = 1"}
    assert protocol.decode_request(encode(other)) == other


def test_an_answer_that_is_only_a_value_brings_its_nonce_and_the_value():
    data = protocol.encode_value(b"0123456789abcdef", encode([1.0, None]))
    answer = protocol.decode_answer(data)
    assert answer["nonce"] == b"0123456789abcdef"
    assert decode(answer["value"]) == [1.0, None]
    assert set(answer) == {"nonce", "value"}


@pytest.mark.parametrize("size", [0, 1, 16])
def test_an_answer_too_short_for_its_nonce_is_refused(size):
    with pytest.raises(WireError):
        protocol.decode_answer(b"V" + bytes(size)[1:])


def test_the_form_of_a_call_is_no_answer():
    with pytest.raises(WireError):
        protocol.decode_answer(protocol.encode_call(call()))
