"""The wire between the trusted process and a worker: plain typed values only.

A frame is a little-endian uint32 length and that many bytes, which encode one
value.  `decode` is a security boundary: it builds nothing but the kinds listed
in `encode`, looks no class up by name, calls nothing that it was sent, and
checks every size before it allocates.

This module runs on both sides, so it imports nothing else of ours.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, Literal

import numpy as np

MAX_DEPTH = 32
MAX_ITEMS = 200_000
MAX_NDIM = 16
MAX_INT_BYTES = 1024
MAX_FRAME = 64 << 20

MAX_TEXT = 4 << 20
"""Bytes of all texts in a value: one that is not ASCII can take four times its room."""

BULKY = 3
"""For how many items more a set or an array counts: so much larger is an empty one."""

# hash(n) is n % (2**61 - 1): larger integer keys can be made to collide, which
# would make building a dict quadratic in the trusted process.
MAX_KEY = 1 << 53

DTYPES: tuple[np.dtype[Any], ...] = tuple(
    np.dtype(code)
    for code in [
        "?",
        "i1",
        "i2",
        "i4",
        "i8",
        "u1",
        "u2",
        "u4",
        "u8",
        "f2",
        "f4",
        "f8",
        "c8",
        "c16",
    ]
)
_INDEX = {dtype: i for i, dtype in enumerate(DTYPES)}

_U32 = struct.Struct("<I")
_F64 = struct.Struct("<d")
_C128 = struct.Struct("<dd")


OUT_OF_MEMORY = 86
CUT_OFF = 87
"""The exit status of a worker that has no memory left to answer with, or no way to."""

PREPARED = 1
"""The id of what the exercise's `prepare` defines, where it has that."""


TOO_DEEP = "the value is nested too deep"
TOO_LONG = f"the value has more than {MAX_TEXT >> 20} MiB of text"
TOO_MANY = f"the value has more than {MAX_ITEMS:,} items"


class WireError(ValueError):
    """The bytes are not a value, or the value cannot be sent."""


class Handle:
    """An object that stays in the worker: a number and the name of its type."""

    __slots__ = ("id", "type_name")

    def __init__(self, id: int, type_name: str) -> None:
        self.id, self.type_name = id, type_name


class CallbackRef:
    """A function that stays in the trusted process."""

    __slots__ = ("id",)

    def __init__(self, id: int) -> None:
        self.id = id


Special = Callable[[object], "Handle | CallbackRef"]
Resolve = Callable[["Handle | CallbackRef"], object]


def encode(value: object, special: Special | None = None) -> bytes:
    """Turn a plain value into bytes.

    Parameters
    ----------
    value : object
        None, bool, int, float, complex, str, bytes, list, tuple, dict (keys
        str or small int), set (of the same), ndarray or NumPy scalar of one of
        `DTYPES`.  A subclass of one of these is sent as the plain value that it
        holds.
    special : callable, optional
        Called with anything else; what it returns is sent in its place.

    Raises
    ------
    WireError
        When the value is too deep, has too many items or no plain form.
    """
    out: list[bytes] = []
    _Encoder(out, special).put(value, 0)
    return b"".join(out)


class _Encoder:
    __slots__ = ("left", "out", "special", "text")

    def __init__(self, out: list[bytes], special: Special | None) -> None:
        self.out, self.special, self.left = out, special, MAX_ITEMS
        self.text = MAX_TEXT

    def put(self, value: object, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise WireError(TOO_DEEP)
        self.left -= 1
        if self.left < 0:
            raise WireError(TOO_MANY)
        put = _PUT.get(type(value))
        if put is None:
            # By its real type: `isinstance` believes what a value says it is.
            real = type(value).__mro__
            put = next((_PUT[t] for t in _BASES if t in real), None)
        if put is None:
            self._other(value)
        else:
            put(self, value, depth)

    def _none(self, value: None, depth: int) -> None:
        self.out.append(b"N")

    def _bool(self, value: bool, depth: int) -> None:
        self.out.append(b"T" if value else b"F")

    def _int(self, value: int, depth: int) -> None:
        value = int.__pos__(value)
        size = (value.bit_length() + 8) // 8
        if size > MAX_INT_BYTES:
            raise WireError(f"an integer of {size} bytes is too large to send")
        data = value.to_bytes(size, "little", signed=True)
        self.out.append(b"i" + _U32.pack(size) + data)

    def _float(self, value: float, depth: int) -> None:
        self.out.append(b"d" + _F64.pack(float.__pos__(value)))

    def _complex(self, value: complex, depth: int) -> None:
        value = complex.__pos__(value)
        self.out.append(b"c" + _C128.pack(value.real, value.imag))

    def _str(self, value: str, depth: int) -> None:
        data = str.encode(value, "utf-8", "surrogatepass")
        self.text -= len(data)
        if self.text < 0:
            raise WireError(TOO_LONG)
        self.out.append(b"s" + _U32.pack(len(data)) + data)

    def _bytes(self, value: bytes, depth: int) -> None:
        data = b"".join((bytes.__getitem__(value, slice(None)),))
        self.out.append(b"b" + _U32.pack(len(data)) + data)

    def _list(self, value: list[object], depth: int) -> None:
        self.out.append(b"l" + _U32.pack(list.__len__(value)))
        for item in list.__iter__(value):
            self.put(item, depth + 1)

    def _tuple(self, value: tuple[object, ...], depth: int) -> None:
        self.out.append(b"t" + _U32.pack(tuple.__len__(value)))
        for item in tuple.__iter__(value):
            self.put(item, depth + 1)

    def _dict(self, value: dict[object, object], depth: int) -> None:
        items = list(dict.items(value))
        self.out.append(b"m" + _U32.pack(len(items)))
        for key, item in items:
            if type(key) is str and key in _WORDS and depth < MAX_DEPTH:
                self.left -= 1
                self.out.append(_WORDS[key])
            elif type(key) is not str and type(key) is not int:
                raise WireError("the keys of a dict must be strings or integers")
            elif type(key) is int and abs(key) >= MAX_KEY:
                raise WireError("an integer key of a dict is too large to send")
            else:
                self.put(key, depth + 1)
            self.put(item, depth + 1)

    def _set(self, value: set[object] | frozenset[object], depth: int) -> None:
        base = set if set in type(value).__mro__ else frozenset
        items: list[Any] = [
            str.__str__(item) if str in type(item).__mro__ else item
            for item in base.__iter__(value)  # type: ignore[arg-type]  # it is of that base
        ]
        if not all(map(_is_key, items)):
            self._other(value)
            return
        self.left -= BULKY
        # In one order, so that equal sets are equal bytes.
        items.sort(key=lambda item: (type(item) is int, item))
        self.out.append(b"e" + _U32.pack(len(items)))
        for item in items:
            self.put(item, depth + 1)

    def _array(self, value: np.ndarray[Any, Any], depth: int) -> None:
        array = np.ndarray.view(value, np.ndarray)
        self.left -= BULKY
        if array.dtype not in _INDEX and array.dtype.newbyteorder("=") in _INDEX:
            array = array.astype(array.dtype.newbyteorder("="))
        index = _INDEX.get(array.dtype)
        if index is None or array.ndim > MAX_NDIM:
            self._other(array)
            return
        fortran = array.flags.f_contiguous and not array.flags.c_contiguous
        order = "F" if fortran else "C"
        head = struct.pack(
            f"<BcB{array.ndim}Q", index, order.encode(), array.ndim, *array.shape
        )
        data = array.tobytes(order)  # type: ignore[arg-type]  # "F" or "C"
        self.out.append(b"a" + head + _U32.pack(len(data)))
        self.out.append(data)

    def _scalar(self, value: np.generic, depth: int) -> None:
        if isinstance(value, (np.str_, np.bytes_)):
            self.put(value.item(), depth)
            return
        index = _INDEX.get(value.dtype)
        if index is None:
            self._other(value)
            return
        plain = np.asarray(value, dtype=DTYPES[index])
        self.out.append(b"g" + bytes([index]) + plain.tobytes())

    def _reference(self, value: Handle | CallbackRef, depth: int) -> None:
        if isinstance(value, Handle):
            name = value.type_name.encode("utf-8", "replace")[:200]
            self.out.append(b"h" + _U32.pack(value.id) + bytes([len(name)]) + name)
        else:
            self.out.append(b"f" + _U32.pack(value.id))

    def _other(self, value: object) -> None:
        if self.special is None:
            raise WireError(f"a {type(value).__name__} cannot be sent")
        self._reference(self.special(value), 0)


def _is_key(value: object) -> bool:
    return type(value) is str or (type(value) is int and abs(value) < MAX_KEY)


# The keys of nearly every message, encoded once.
_WORDS = {
    word: b"s" + _U32.pack(len(word)) + word.encode()
    for word in (
        "nonce", "op", "on", "name", "args", "kwargs", "attributes", "entropy",
        "mutated", "lacks", "value",
    )
}  # fmt: skip

_WORDS_BACK = {raw[5:]: word for word, raw in _WORDS.items()}

_PUT: dict[type, Callable[[_Encoder, Any, int], None]] = {
    type(None): _Encoder._none,
    bool: _Encoder._bool,
    int: _Encoder._int,
    float: _Encoder._float,
    complex: _Encoder._complex,
    str: _Encoder._str,
    bytes: _Encoder._bytes,
    list: _Encoder._list,
    tuple: _Encoder._tuple,
    dict: _Encoder._dict,
    set: _Encoder._set,
    frozenset: _Encoder._set,
    np.ndarray: _Encoder._array,
    np.generic: _Encoder._scalar,
    Handle: _Encoder._reference,
    CallbackRef: _Encoder._reference,
}
# NumPy scalars first: np.float64 is also a float, and is sent as what it is.
_BASES = (
    np.generic, np.ndarray, float, int, complex, str, bytes, list, tuple, dict, set,
    frozenset,
)  # fmt: skip


def arrays_in(value: object) -> list[np.ndarray[Any, Any]]:
    """List the arrays of an argument: itself, or the entries of a dict or list."""
    entries = [value]
    if isinstance(value, (dict, list)):
        entries = list(value.values() if isinstance(value, dict) else value)
    return [v for v in entries if isinstance(v, np.ndarray)]


def decode(data: bytes | memoryview, resolve: Resolve | None = None) -> Any:
    """Turn hostile bytes into a plain value.

    Parameters
    ----------
    data : bytes-like
        One whole encoded value, nothing before or behind it.
    resolve : callable, optional
        Turns a `Handle` or `CallbackRef` into what stands for it here; without
        one they are an error.

    Raises
    ------
    WireError
        For whatever is not exactly one value within the limits.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        # `bytes` would take a number for a length, and make that many zeros.
        raise WireError("an encoded value is bytes")
    reader = _Decoder(bytes(data), resolve)
    try:
        value = reader.value(0)
    except WireError:
        raise
    except Exception as error:
        # The checks below should leave nothing to raise; a hostile frame that
        # finds a gap must still be an ordinary refusal.
        raise WireError(f"malformed value ({type(error).__name__})") from error
    if reader.position != reader.size:
        raise WireError("bytes left over behind the value")
    return value


class _Decoder:
    __slots__ = ("data", "left", "position", "resolve", "size", "text")

    def __init__(self, data: bytes, resolve: Resolve | None) -> None:
        self.data, self.size, self.resolve = data, len(data), resolve
        self.position, self.left, self.text = 0, MAX_ITEMS, MAX_TEXT

    def skip(self, count: int) -> int:
        """Go past some bytes, which are there; give where they begin."""
        start = self.position
        if count > self.size - start:
            raise WireError("the value is cut short")
        self.position = start + count
        return start

    def take(self, count: int) -> bytes:
        start = self.skip(count)
        return self.data[start : self.position]

    def u32(self) -> int:
        number: int = _U32.unpack_from(self.data, self.skip(4))[0]
        return number

    def count(self) -> int:
        count = self.u32()
        if count > self.left:
            raise WireError(TOO_MANY)
        return count

    def value(self, depth: int) -> object:
        if depth > MAX_DEPTH:
            raise WireError(TOO_DEEP)
        self.left -= 1
        if self.left < 0:
            raise WireError(TOO_MANY)
        start = self.position
        if start >= self.size:
            raise WireError("the value is cut short")
        self.position = start + 1
        get = _GET.get(self.data[start])
        if get is None:
            raise WireError("unknown kind of value")
        return get(self, depth)

    def _none(self, depth: int) -> None:
        return None

    def _true(self, depth: int) -> bool:
        return True

    def _false(self, depth: int) -> bool:
        return False

    def _int(self, depth: int) -> int:
        size = self.u32()
        if size > MAX_INT_BYTES:
            raise WireError("an integer is too large")
        return int.from_bytes(self.take(size), "little", signed=True)

    def _float(self, depth: int) -> float:
        number: float = _F64.unpack_from(self.data, self.skip(8))[0]
        return number

    def _complex(self, depth: int) -> complex:
        return complex(*_C128.unpack_from(self.data, self.skip(16)))

    def _str(self, depth: int) -> str:
        raw = self._bytes(depth)
        self.text -= len(raw)
        if self.text < 0:
            raise WireError(TOO_LONG)
        return _WORDS_BACK.get(raw) or raw.decode("utf-8", "replace")

    def _bytes(self, depth: int) -> bytes:
        # `take(u32())`, without the calls: most of a message is this.
        start = self.position + 4
        if start <= self.size:
            end: int = start + _U32.unpack_from(self.data, start - 4)[0]
            if end <= self.size:
                self.position = end
                return self.data[start:end]
        raise WireError("the value is cut short")

    def _list(self, depth: int) -> list[object]:
        return [self.value(depth + 1) for _ in range(self.count())]

    def _tuple(self, depth: int) -> tuple[object, ...]:
        return tuple(self._list(depth))

    def _dict(self, depth: int) -> dict[object, object]:
        result: dict[object, object] = {}
        for _ in range(self.count()):
            key = self._key(depth, "a key of a dict")
            result[key] = self.value(depth + 1)
        return result

    def _set(self, depth: int) -> set[object]:
        self.left -= BULKY
        return {self._key(depth, "an entry of a set") for _ in range(self.count())}

    def _key(self, depth: int, what: str) -> object:
        key = self.value(depth + 1)
        if not _is_key(key):
            raise WireError(f"{what} is neither a string nor small")
        return key

    def _dtype(self, index: int) -> np.dtype[Any]:
        if index >= len(DTYPES):
            raise WireError("unknown dtype")
        return DTYPES[index]

    def _array(self, depth: int) -> np.ndarray[Any, Any]:
        self.left -= BULKY
        index, order, ndim = self.take(3)
        dtype = self._dtype(index)
        if order not in _LAYOUTS or ndim > MAX_NDIM:
            raise WireError("malformed array")
        shape: tuple[int, ...] = struct.unpack(f"<{ndim}Q", self.take(8 * ndim))
        size = extent = dtype.itemsize
        for length in shape:
            size *= length
            # A zero among huge lengths has size 0, and NumPy still refuses it.
            extent *= max(length, 1)
        if extent > MAX_FRAME or size != self.u32():
            raise WireError("the array's bytes do not fit its shape")
        start = self.skip(size)
        layout = _LAYOUTS[order]
        if not size:
            return np.empty(shape, dtype, layout)  # there may be no byte to read
        if dtype.kind == "b":
            # A byte that is neither 0 nor 1 is no bool; normalise it.
            raw = np.ndarray(shape, np.uint8, self.data, start, order=layout)
            flags = np.empty(shape, dtype, layout)
            np.not_equal(raw, 0, out=flags)
            return flags
        there: np.ndarray[Any, Any] = np.ndarray(
            shape, dtype, self.data, start, order=layout
        )
        return there.copy(layout)

    def _scalar(self, depth: int) -> np.generic:
        dtype = self._dtype(self.data[self.skip(1)])
        raw = self.take(dtype.itemsize)
        if dtype.kind == "b":
            return np.bool_(raw[0] != 0)
        scalar: np.generic = np.frombuffer(raw, dtype)[0]
        return scalar

    def _handle(self, depth: int) -> object:
        id = self.u32()
        length = self.data[self.skip(1)]
        name = self.take(length).decode("utf-8", "replace")
        return self._resolved(Handle(id, name))

    def _callback(self, depth: int) -> object:
        return self._resolved(CallbackRef(self.u32()))

    def _resolved(self, reference: Handle | CallbackRef) -> object:
        if self.resolve is None:
            raise WireError("a reference where none is allowed")
        return self.resolve(reference)


_LAYOUTS: dict[int, Literal["C", "F"]] = {ord("C"): "C", ord("F"): "F"}

_GET: dict[int, Callable[[_Decoder, int], object]] = {
    ord("N"): _Decoder._none,
    ord("T"): _Decoder._true,
    ord("F"): _Decoder._false,
    ord("i"): _Decoder._int,
    ord("d"): _Decoder._float,
    ord("c"): _Decoder._complex,
    ord("s"): _Decoder._str,
    ord("b"): _Decoder._bytes,
    ord("l"): _Decoder._list,
    ord("t"): _Decoder._tuple,
    ord("m"): _Decoder._dict,
    ord("e"): _Decoder._set,
    ord("a"): _Decoder._array,
    ord("g"): _Decoder._scalar,
    ord("h"): _Decoder._handle,
    ord("f"): _Decoder._callback,
}


# -- the two messages that judging is made of --------------------------------------
#
# Nearly every message asks for a call or brings a value.  These have a form of their
# own, which takes a fifth of the time of a dict.  Its first byte is no kind of value.

_CALL, _VALUE = b"C", b"V"
_CALL_KEYS = frozenset(
    ("op", "nonce", "entropy", "on", "name", "args", "kwargs", "attributes")
)
_HEAD = struct.Struct("<c16sQIHBBB")
NONCE = 16
"""Bytes of the number that an answer must repeat."""


def encode_call(request: dict[str, Any]) -> bytes:
    """Encode a request; a call that is not out of the ordinary in its short form."""
    if not request.keys() <= _CALL_KEYS:
        return encode(request)
    name = request["name"].encode()
    args, kwargs = request["args"], request["kwargs"]
    attributes = request.get("attributes", [])
    counts = len(args), len(kwargs), len(attributes)
    texts = [k.encode() for k in (*kwargs, *attributes)]
    if max(*counts, 0) > 255 or max(map(len, (name, *texts))) > 0xFFFF:
        return encode(request)
    # 0 stands for no entropy, which has 48 bits.
    entropy = request.get("entropy", -1) + 1
    nonce = request["nonce"]
    parts = [_HEAD.pack(_CALL, nonce, entropy, request["on"], len(name), *counts), name]
    for body in (*args, *kwargs.values()):
        parts += (_U32.pack(len(body)), body)
    for text in texts:
        parts += (_U32.pack(len(text)), text)
    return b"".join(parts)


def encode_value(nonce: bytes, body: bytes) -> bytes:
    """Encode the answer to a call that gave a value and changed nothing."""
    return _VALUE + nonce + body


def decode_answer(data: bytes, resolve: Resolve | None = None) -> Any:
    """Turn the hostile bytes of one answer into what a dict would have held.

    Raises
    ------
    WireError
        For whatever is not exactly one answer within the limits.
    """
    if data[:1] == _VALUE and len(data) > NONCE:
        return {"nonce": data[1 : NONCE + 1], "value": data[NONCE + 1 :]}
    return decode(data, resolve)


def decode_request(data: bytes, resolve: Resolve | None = None) -> Any:
    """Turn the bytes of one request into a dict; they come from the trusted side.

    Raises
    ------
    WireError
        For whatever is not exactly one request within the limits.
    """
    if data[:1] != _CALL:
        return decode(data, resolve)
    try:
        return _decoded_call(data)
    except (struct.error, UnicodeDecodeError) as error:
        raise WireError(f"malformed request ({type(error).__name__})") from error


def _decoded_call(data: bytes) -> dict[str, Any]:
    _, nonce, entropy, on, length, *counts = _HEAD.unpack_from(data)
    reader = _Decoder(data, None)
    reader.position = _HEAD.size
    request: dict[str, Any] = {"op": "call", "nonce": nonce, "on": on}
    request["name"] = reader.take(length).decode()
    if entropy:
        request["entropy"] = entropy - 1
    args, kwargs, texts = ([reader._bytes(0) for _ in range(n)] for n in
                           (counts[0], counts[1], counts[1] + counts[2]))  # fmt: skip
    words = [text.decode() for text in texts]
    request["args"] = args
    request["kwargs"] = dict(zip(words, kwargs, strict=False))
    request["attributes"] = words[len(kwargs) :]
    if reader.position != reader.size:
        raise WireError("bytes left over behind the message")
    return request


def frame(body: bytes) -> bytes:
    """Put the length in front of an encoded value."""
    if len(body) > MAX_FRAME:
        raise WireError(f"a value of {len(body)} bytes is too large to send")
    return _U32.pack(len(body)) + body


def frame_length(head: bytes | bytearray) -> int:
    """Read the four bytes in front of a frame."""
    return int(_U32.unpack(head)[0])
