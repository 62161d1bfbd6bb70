"""Every kind of small mistake is made, once, and whole files come out."""

from __future__ import annotations

import pytest

from grader.mutants import mutants

SOURCE = b'''
"""A module."""
import numpy as np


def f(x: int | None, flag=True):
    """Say something."""
    if x.ndim != 1 or not flag:
        raise ValueError(f"no {x.ndim + 1}")
    y = np.clip(x.T @ x, 0.5, 2)
    total = y.sum(axis=1, keepdims=True)
    total = total - np.mean(y)
    total += 1
    return np.asarray(total, dtype=float)
'''


@pytest.fixture(scope="module")
def made():
    return mutants(SOURCE)


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("operands_swapped", "x @ x.T"),
        ("transpose_dropped", "x @ x"),
        ("axis_changed", "axis=0"),
        ("axis_dropped", "sum(keepdims=True)"),
        ("keepdims_dropped", "sum(axis=1)"),
        ("constant", "0.55"),
        ("comparison", "x.ndim == 1"),
        ("logic", "and (not flag)"),
        ("sign_removed", "or flag"),
        ("term_removed", "total = total\n"),
        ("in_place", "total -= np.mean(y)"),
        ("function_swapped", "np.sum(y)"),
        ("call_dropped", "y = x.T @ x"),
        ("dtype_dropped", "np.asarray(total)"),
        ("check_removed", "pass"),
        ("condition", "if False:"),
        ("statement_removed", "pass"),
        ("operator", "total -= 1"),
    ],
)
def test_a_mistake_of_this_kind_is_made(made, kind, part):
    assert any(m.kind == kind and part in m.source.decode() + "\n" for m in made)


def test_no_two_are_alike_and_each_says_what_it_changed(made):
    assert len({m.source for m in made}) == len(made)
    assert len({m.id for m in made}) == len(made)
    for mutant in made:
        assert mutant.diff.startswith("-")
        assert mutant.line > 0


def test_annotations_docstrings_and_error_texts_are_left_alone(made):
    for mutant in made:
        text = mutant.source.decode()
        assert "x: int | None" in text
        assert "Say something." in text
        assert "{x.ndim + 1}" in text or mutant.kind == "check_removed"
