"""The numbers of a picture: what is drawn is checked, whoever sends it."""

from __future__ import annotations

import json
import math

import pytest

from grader.pictures import (
    MAX_CURVES,
    MAX_GRID,
    MAX_LABEL,
    MAX_LENGTH,
    MAX_POINTS,
    NoPicture,
    fit,
)

NAN, INF = math.nan, math.inf


def curves(**more: object) -> dict[str, object]:
    return {"x": [0.0, 1.0, 2.0], "curves": {"f": [1.0, 2.0, 3.0]}} | more


def regions(**more: object) -> dict[str, object]:
    value = [[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]]
    return {"x1": [0.0, 1.0], "x2": [0.0, 1.0, 2.0], "value": value} | more


def series(*numbers: object, label: object = "loss") -> dict[str, object]:
    return {"series": {label: list(numbers)}}


def test_what_is_right_comes_back():
    points = [[0.5, 0.5, 1], (1, 2, 0.0)]

    assert fit("curves", curves()) == curves()
    assert fit("series", series(3, 2.5)) == series(3.0, 2.5)
    assert fit("regions", regions()) == regions(points=[])
    assert fit("regions", regions(points=points))["points"] == [
        [0.5, 0.5, 1],
        [1.0, 2.0, 0],
    ]


def test_the_largest_picture_is_let_through_and_stays_small():
    x = [i / 7 for i in range(MAX_LENGTH)]
    every = {f"{i}" * MAX_LABEL: [-v * 1e-7 for v in x] for i in range(MAX_CURVES)}
    ticks = [i / 7 for i in range(MAX_GRID)]
    grid = [[-v / 3e9 for v in ticks] for _ in ticks]
    points = [[1 / 3, 2 / 3, 9]] * MAX_POINTS

    large = fit("curves", {"x": x, "curves": every})
    wide = fit("regions", {"x1": ticks, "x2": ticks, "value": grid, "points": points})

    assert len(json.dumps(large)) < 60_000
    assert len(json.dumps(wide)) < 60_000


def test_what_has_no_place_is_a_gap():
    given = [1.0, NAN, INF, -INF, None, 10**400, 1e300, 2.0]
    gaps = [1.0, None, None, None, None, None, None, 2.0]

    assert fit("series", series(*given)) == series(*gaps)
    assert fit("regions", regions(value=[[NAN, 1.0]] * 3))["value"][0] == [None, 1.0]


def test_below_zero_is_a_gap_on_a_logarithmic_axis_only():
    given = series(1.0, 0.0, -1.0, 1e-200)

    assert fit("series", given) == series(1.0, 0.0, -1.0, 0.0)
    assert fit("series", given, ("y",)) == series(1.0, None, None, None)
    assert fit("curves", curves(), ("y",)) == curves()
    with pytest.raises(NoPicture, match="x holds a number that has no place"):
        fit("curves", curves(), ("x",))


def test_as_many_digits_are_kept_as_can_be_seen():
    assert fit("series", series(math.pi, -math.pi * 1e-20, 1e20 / 3)) == series(
        3.14159, -3.14159e-20, 3.33333e19
    )
    assert fit("regions", regions(value=[[math.pi, 0.0]] * 3))["value"][0][0] == 3.142


class Number(float):
    """Says something else each time it is asked."""


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("curves", None, "the data must be a dict, not None"),
        ("curves", [1, 2], "the data must be a dict, not a list"),
        ("curves", series(1.0), "must be a dict of curves, x"),
        ("curves", curves(more=1), "must be a dict of curves, x"),
        ("regions", curves(), "must be a dict of value, x1, x2"),
        ("regions", regions(mor=1), "must be a dict of value, x1, x2"),
        ("series", {"series": []}, "series must be a dict, not a list"),
        ("series", {"series": {}}, "series has 0 entries; 1 to 8 fit"),
        ("series", {"series": dict.fromkeys("abcdefghi", (1,))}, "has 9 entries"),
        ("series", series(), "no number in it that can be drawn"),
        ("series", series(NAN, INF), "no number in it that can be drawn"),
        ("regions", regions(value=[[None, NAN]] * 3), "no number in it"),
        ("series", series(1.0, True), "'loss' holds True or False where a number"),
        ("series", series("1"), "'loss' holds a text where a number belongs"),
        ("series", series(1j), "'loss' holds a complex number where a number"),
        ("series", series([1.0]), "'loss' holds a list where a number belongs"),
        ("series", series(object()), "'loss' holds something else where a number"),
        ("series", series(Number(1.0)), "'loss' holds something else where a number"),
        ("series", {"series": {"loss": "12"}}, "'loss' must be a list, not a text"),
        ("series", series(*[1.0] * 401), "'loss' has 401 entries; at most 400 fit"),
        ("series", series(1.0, label="a" * 41), "a label has 41 characters"),
        ("series", series(1.0, label=" "), "a text of printable characters"),
        ("series", series(1.0, label=3), "a text of printable characters"),
        ("series", series(1.0, label="a\x1b[31m"), "a text of printable characters"),
        ("series", series(1.0, label="a\u202eb"), "a text of printable characters"),
        ("series", series(1.0, label="a\ud800"), "a text of printable characters"),
        ("curves", curves(x=[0.0, 1.0]), "'f' has 3 numbers where 2 are needed"),
        ("curves", curves(x=[0.0, 2.0, 1.0]), "x does not rise"),
        ("curves", curves(x=[0.0, 1.0, 1.0]), "x does not rise"),
        ("curves", curves(x=[0.0, 1.0, NAN]), "x holds a number that has no place"),
        ("curves", curves(x=[0.0, 1.0, None]), "x holds a number that has no place"),
        ("curves", curves(x=[False, True, 2]), "x holds True or False"),
        ("curves", {"x": [0], "curves": {"f": [0]}}, "x needs at least 2 numbers"),
        ("regions", regions(x1=list(range(61))), "x1 has 61 entries; at most 60 fit"),
        ("regions", regions(x2=[0.0, 1.0]), "value has 3 rows for 2 entries of x2"),
        ("regions", regions(value=[[0.0]] * 3), "has 1 numbers where 2 are needed"),
        ("regions", regions(value=[0.0] * 3), "a row of value must be a list"),
        ("regions", regions(points=[[1, 2]]), "a point must be [x1, x2, class]"),
        ("regions", regions(points=[[1, NAN, 1]]), "a point lies nowhere"),
        ("regions", regions(points=[[1, 2, 0.5]]), "must be a whole number from 0 to 9"),
        ("regions", regions(points=[[1, 2, 10]]), "must be a whole number from 0 to 9"),
        ("regions", regions(points=[[1, 2, NAN]]), "must be a whole number from 0"),
        ("regions", regions(points=[[1, 2, True]]), "a point holds True or False"),
        ("regions", regions(points=[[1, 2, "<b>"]]), "a point holds a text"),
        ("regions", regions(points=[[0, 0, 0]] * 401), "points has 401 entries"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_one_printable_sentence(kind, value, said):
    with pytest.raises(NoPicture) as caught:
        fit(kind, value)

    assert said in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200
