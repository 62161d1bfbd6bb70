"""Say what a value is, and whether it is what the exercise declares.

A value that came from a worker is plain data or a `Handle`; a sentence that
this module makes never quotes more of it than its kind, shape and dtype.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np

from grader.discreet import discreet
from grader.drawing import Axes
from grader.model import Contract, Kind
from grader.numeric import MAX_INTEGER, as_numbers
from grader.sandbox.protocol import Handle

MAX_ITEMS = 1000
"""How many items of an iterator a check can see."""

MAX_LENGTH = 99
"""A longer axis is said in words: lengths are the learner's to choose as well."""

Dims = dict[str, Any]
"""Lengths bound so far, by name; ``"..."`` is bound to a tuple of lengths."""


class ContractBroken(Exception):
    """The value is not what the contract declares; the text says how."""


def fit(spec: Contract | Kind, value: object, dims: Dims) -> object:
    """Return `value` in the form that checks see, or say what it is instead.

    Parameters
    ----------
    spec : Contract or str
    value : object
        A plain value as it came from the worker.
    dims : dict
        Lengths bound by the arguments; unbound names are bound here.

    Returns
    -------
    object
        An ndarray for ``array``, a Python number for ``number`` and
        ``integer``, a bool for ``boolean``; else the value itself.

    Raises
    ------
    ContractBroken
    """
    contract = Contract.of(spec)
    if contract.any_of is not None:
        return _fit_any(contract, value, dims)
    fitted = _KINDS[contract.kind](contract, value, dims)
    if contract.finite and not _is_finite(fitted):
        raise ContractBroken(
            "every number must be finite; there is a nan or an infinity"
        )
    return fitted


def bind(args: dict[str, Contract | Kind], given: dict[str, object]) -> Dims:
    """Bind the names of dimensions from the arguments of one call."""
    dims: Dims = {}
    for name, spec in args.items():
        if name not in given:
            continue
        contract, value = Contract.of(spec), given[name]
        if contract.kind == "integer" and isinstance(value, (int, np.integer)):
            dims.setdefault(name, int(value))
        if contract.kind == "array" and contract.shape is not None:
            _bind_shape(contract.shape, value, dims)
    return dims


def _bind_shape(shape: tuple[int | str, ...], value: object, dims: Dims) -> None:
    try:
        actual = np.shape(value)  # type: ignore[call-overload]  # whatever the check passes
    except ValueError:
        return
    names = list(shape)
    if names and names[0] == "...":
        names = names[1:]
        lead = len(actual) - len(names)
        if lead < 0:
            return
        dims.setdefault("...", actual[:lead])
        actual = actual[lead:]
    if len(names) == len(actual):
        for name, length in zip(names, actual, strict=True):
            if isinstance(name, str):
                dims.setdefault(name, length)


def redact(text: str, spec: Contract | Kind, dims: Dims) -> str:
    """Leave numbers out of a sentence of this module that the value may have chosen.

    Parameters
    ----------
    dims : dict
        As before the value was looked at.
    """
    bound = [n if isinstance(n, tuple) else (n,) for n in dims.values()]
    ours = map(int, re.findall(r"\d+", repr(spec)))
    known = *itertools.chain(*bound), *ours, 64, MAX_LENGTH, MAX_ITEMS
    return discreet(text, known)


def describe(value: object) -> str:
    """Name a value's kind: ``a list of 3``, ``an array of shape (2, 2)``."""
    if value is None:
        return "None"
    if isinstance(value, Handle):
        return _KNOWN.get(value.type_name, "an object of another kind")
    if isinstance(value, Axes):
        return "an Axes"
    if isinstance(value, (bool, np.bool_)):
        return "a bool"
    if isinstance(value, np.ndarray):
        return f"an array of shape {shape_words(value.shape)} and dtype {value.dtype}"
    if isinstance(value, (list, tuple, dict, set, str, bytes)):
        name = type(value).__name__
        return f"{_article(name)} {name} of length {_length(len(value))}"
    name = type(value).__name__
    return f"{_article(name)} {name}"


# A type's name is the learner's to choose, at run time too: shown as it comes
# it could carry a hidden input out.
_KNOWN = {
    "array of dtype object": "an array of objects",
    **{
        name: f"a {name}"
        for name in (
            "set", "frozenset", "range", "map", "filter", "zip", "generator",
            "function", "method", "module", "type", "slice", "property", "reversed",
            "bytearray", "memoryview", "dict_keys", "dict_values", "dict_items",
        )
    },
    "builtin_function_or_method": "a built-in function",
    "ufunc": "a NumPy function",
    "enumerate": "an enumerate",
    "ellipsis": "an ellipsis",
    "Axes": "an Axes",
    "Axes3D": "an Axes",
    "Figure": "a Figure",
    "Line2D": "a line",
    "Legend": "a legend",
}  # fmt: skip


def _article(name: str) -> str:
    return "an" if name[:1].lower() in "aeiou" else "a"


def shape_words(shape: tuple[int, ...]) -> str:
    """Write a shape as Python does; one that could say too much in words."""
    if len(shape) > 3 or any(n > MAX_LENGTH for n in shape):
        return "another one"
    lengths = ", ".join(map(str, shape))
    return f"({lengths}{',' if len(shape) == 1 else ''})"


def _length(length: int) -> str:
    return str(length) if length <= MAX_LENGTH else f"over {MAX_LENGTH}"


def _wrong(wanted: str, value: object) -> ContractBroken:
    return ContractBroken(f"expected {wanted}, got {describe(value)}")


def _fit_any(contract: Contract, value: object, dims: Dims) -> object:
    assert contract.any_of is not None
    problems = []
    for option in contract.any_of:
        trial = dict(dims)
        try:
            fitted = fit(option, value, trial)
        except ContractBroken as problem:
            problems.append(str(problem))
            continue
        dims.update(trial)
        return fitted
    raise ContractBroken("; or ".join(dict.fromkeys(problems)))


def _any(contract: Contract, value: object, dims: Dims) -> object:
    return value


def _none(contract: Contract, value: object, dims: Dims) -> object:
    if value is not None:
        raise _wrong("None", value)
    return None


def _boolean(contract: Contract, value: object, dims: Dims) -> object:
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype == bool:
        value = value[()]
    if not isinstance(value, (bool, np.bool_)):
        raise _wrong("True or False", value)
    return bool(value)


def _single(value: object, wanted: str) -> Any:
    """Take the one number out of a scalar or 0-d array."""
    if isinstance(value, np.ndarray):
        if value.shape != ():
            raise ContractBroken(
                f"expected {wanted}, got an array of shape {shape_words(value.shape)}"
            )
        value = value[()]
    if isinstance(value, (bool, np.bool_)):
        raise ContractBroken(f"expected {wanted}, got a bool; int(...) makes it 0 or 1")
    if not isinstance(value, (int, float, complex, np.number)):
        raise _wrong(wanted, value)
    return value


def _number(contract: Contract, value: object, dims: Dims) -> object:
    number = _single(value, "one number")
    if isinstance(number, (complex, np.complexfloating)):
        raise _wrong("one real number", value)
    if isinstance(number, (int, np.integer)) and contract.dtype != "float":
        return _whole(number)
    return float(_whole(number) if isinstance(number, int) else number)


def _whole(number: Any) -> int:
    if abs(int(number)) >= MAX_INTEGER:
        raise ContractBroken("the integer is larger than 64 bits hold")
    return int(number)


def _integer(contract: Contract, value: object, dims: Dims) -> object:
    number = _single(value, "one whole number (int)")
    if not isinstance(number, (int, np.integer)):
        raise _wrong("one whole number (int)", value)
    return _whole(number)


def _string(contract: Contract, value: object, dims: Dims) -> object:
    if not isinstance(value, str):
        raise _wrong("a string", value)
    return value


def _array(contract: Contract, value: object, dims: Dims) -> object:
    if isinstance(value, (list, tuple)):
        value = _from_sequence(value)
    if isinstance(value, np.number):
        value = np.asarray(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = np.asarray(value)
    if not isinstance(value, np.ndarray):
        raise _wrong("an array", value)
    _check_dtype(contract, value)
    if contract.shape is not None:
        _check_shape(contract.shape, value.shape, dims)
    return value


def _from_sequence(value: list[Any] | tuple[Any, ...]) -> np.ndarray[Any, Any]:
    array = as_numbers(value)
    if array is None:
        raise ContractBroken(
            "expected an array of numbers, got lists that do not make one: of unequal "
            "lengths, or with something else in them"
        )
    return array


_DTYPES = {"boolean": "b", "integer": "iu", "float": "f", "number": "iuf"}


def _check_dtype(contract: Contract, array: np.ndarray[Any, Any]) -> None:
    wanted = contract.dtype or "number"
    if array.dtype.kind not in _DTYPES[wanted]:
        kind = {"boolean": "bool", "integer": "int", "number": "number"}.get(
            wanted, wanted
        )
        raise ContractBroken(f"expected an array of dtype {kind}, got {array.dtype}")


def _check_shape(
    wanted: tuple[int | str, ...], actual: tuple[int, ...], dims: Dims
) -> None:
    trial = dict(dims)
    full = _expected_shape(wanted, len(actual), trial)
    fits = full is not None and len(full) == len(actual)
    if fits:
        assert full is not None
        for want, have in zip(full, actual, strict=True):
            if isinstance(want, str):
                want = trial.setdefault(want, have)
            fits = fits and want == have
    if not fits:
        expected = _shape_words(wanted, dims)
        raise ContractBroken(
            f"wrong shape: expected {expected}, got {shape_words(actual)}"
        )
    dims.update(trial)


def _expected_shape(
    wanted: tuple[int | str, ...], ndim: int, dims: Dims
) -> tuple[int | str, ...] | None:
    if not wanted or wanted[0] != "...":
        return tuple(dims.get(w, w) if isinstance(w, str) else w for w in wanted)
    rest = tuple(dims.get(w, w) if isinstance(w, str) else w for w in wanted[1:])
    lead = dims.get("...")
    if lead is None:
        free = ndim - len(rest)
        if free < 0:
            return None
        return tuple(f"..{i}" for i in range(free)) + rest
    return tuple(lead) + rest


def _shape_words(wanted: tuple[int | str, ...], dims: Dims) -> str:
    parts: list[str] = []
    for name in wanted:
        if name == "..." and "..." in dims:
            parts += [str(n) for n in dims["..."]]
        else:
            parts.append(str(dims.get(name, name) if isinstance(name, str) else name))
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def _sequence(contract: Contract, value: Any, dims: Dims) -> list[object]:
    if contract.items is not None:
        if len(value) != len(contract.items):
            count = len(contract.items)
            raise ContractBroken(f"expected {count} items, got {describe(value)}")
        pairs = zip(contract.items, value, strict=True)
        return [
            _inside(f"item {i}", spec, item, dims)
            for i, (spec, item) in enumerate(pairs)
        ]
    if contract.each is not None:
        return [
            _inside(f"item {i}", contract.each, item, {**dims})
            for i, item in enumerate(value)
        ]
    return list(value)


def _list(contract: Contract, value: object, dims: Dims) -> object:
    if not isinstance(value, (list, tuple)):
        raise _wrong("a list", value)
    return _sequence(contract, value, dims)


def _tuple(contract: Contract, value: object, dims: Dims) -> object:
    if not isinstance(value, (list, tuple)):
        raise _wrong("a tuple", value)
    return tuple(_sequence(contract, value, dims))


def _iterator(contract: Contract, value: object, dims: Dims) -> object:
    # The worker has read it to its end.
    if not isinstance(value, list):
        raise _wrong("an iterator", value)
    if len(value) > MAX_ITEMS:
        raise ContractBroken(f"it does not end after {MAX_ITEMS} items")
    return _sequence(contract, value, dims)


def _dict(contract: Contract, value: object, dims: Dims) -> object:
    if not isinstance(value, dict):
        raise _wrong("a dict", value)
    result = dict(value)
    if contract.keys is not None:
        for key, spec in contract.keys.items():
            if key not in value:
                raise ContractBroken(f"the dict has no key {key!r}")
            result[key] = _inside(f"[{key!r}]", spec, value[key], dims)
    if contract.values is not None:
        for key, item in value.items():
            result[key] = _inside("an entry", contract.values, item, {**dims})
    return result


def _set(contract: Contract, value: object, dims: Dims) -> object:
    if isinstance(value, Handle) and value.type_name in ("set", "frozenset"):
        raise ContractBroken("expected a set of strings, got one of something else")
    if not isinstance(value, set):
        raise _wrong("a set", value)
    if contract.each is not None:
        for entry in value:
            _inside("an entry", contract.each, entry, {**dims})
    return value


def _callable(contract: Contract, value: object, dims: Dims) -> object:
    if not callable(value) and not isinstance(value, Handle):
        raise _wrong("a function", value)
    return value


def _axes(contract: Contract, value: object, dims: Dims) -> object:
    if not isinstance(value, Axes):
        raise _wrong("the Axes that was drawn on", value)
    return value


def _inside(where: str, spec: Contract | Kind, value: object, dims: Dims) -> object:
    try:
        return fit(spec, value, dims)
    except ContractBroken as problem:
        raise ContractBroken(f"{where[:40]}: {problem}") from None


def _is_finite(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_is_finite, value))
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, (float, complex, np.number, np.ndarray)):
        return bool(np.isfinite(value).all())
    return True


_KINDS = {
    "any": _any,
    "none": _none,
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "string": _string,
    "array": _array,
    "list": _list,
    "tuple": _tuple,
    "dict": _dict,
    "set": _set,
    "callable": _callable,
    "axes": _axes,
    "iterator": _iterator,
}
