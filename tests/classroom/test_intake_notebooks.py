"""Notebooks: what an exercise asks for and all that it needs, told by cell and line."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.classroom.intake import Limits, cell_of
from grader.classroom.intake.nodes import Refused
from grader.classroom.intake.notebooks import Notebooks
from grader.sandbox import notebook as reader
from tests.classroom import classes

EXERCISES = [
    {"id": "ex01", "tags": ["double", "ex01", "ex01_double"], "names": ["double"]},
    {"id": "ex02", "tags": ["ex02"], "names": ["Counter"]},
    {"id": "ex03", "tags": ["ex03"], "names": ["apply_twice", "helper"]},
]


def sources(*cells, only: str = "", exercises=EXERCISES, **more) -> dict[str, str]:
    found = reader.extract(classes.notebook(*cells, **more), exercises, only)
    return {id: text.decode() for id, text in found["sources"].items()}


def kept(*cells, **options) -> list[str]:
    """Give the lines of ex01 that are code."""
    text = sources(*cells, **options).get("ex01", "")
    return [
        line for line in text.splitlines() if line and not line.startswith("# notebook")
    ]


def test_a_cell_that_defines_the_name_is_taken_with_what_it_needs_and_nothing_else():
    found = kept(
        "import numpy as np\nimport torch\nimport matplotlib.pyplot as plt",
        "FACTOR = 2\ndata = np.loadtxt('big.csv')",
        "def scale(x):\n    return np.asarray(x) * FACTOR",
        "def double(x):\n    return scale(x)\n\nprint(double(1))",
        "plt.plot(data)\ntrain(forever)",
    )

    assert found == [
        "import numpy as np",
        "FACTOR = 2",
        "def scale(x):",
        "    return np.asarray(x) * FACTOR",
        "def double(x):",
        "    return scale(x)",
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["from math import *\ndef double(x): return x"], 2),
        (["w = [1]\nw[0] = 2", "def double(x): return w"], 3),
        (["class C: pass\nC.k = 2", "def double(x): return C"], 3),
        (["try:\n    import numba as nb\nexcept ImportError:\n    nb = None",
          "def double(x): return nb"], 5),
        (["@cache\ndef double(x):\n    return x", "from functools import cache"], 4),
        (["a = 1; b = 2", "def double(x): return b"], 2),
        (["for k in range(3):\n    total = k", "def double(x): return total"], 3),
        (["double = lambda x: x"], 1),
        (["def double(x): return 1", "def double(x): return 2"], 2),
        (["x = 1", "def double(x): return x"], 2),
        (["with open('f') as f:\n    print(f)", "def double(x): return x"], 1),
        (["def double(x: Array) -> Array: return x", "Array = list"], 2),
        (["def g(): return h()\ndef h(): return g()", "def double(x): return g()"], 3),
    ],
)  # fmt: skip
def test_what_binds_or_changes_a_needed_name_is_kept_whole(cells, expected):
    assert len(kept(*cells)) == expected


def test_tagged_cells_win_and_are_kept_whole():
    found = sources(
        "import numpy as np\ndef double(x):\n    return 'a draft'",
        ("def double(x):\n    return np.add(x, x)\nassert True", ["EX01", "graded"]),
        ("class Counter:\n    pass", ["ex02"]),
        "def apply_twice(f, x): return f(helper(x))\ndef helper(x): return x",
    )

    assert set(found) == {"ex01", "ex02", "ex03"}
    assert "a draft" not in found["ex01"]
    assert "assert True" in found["ex01"]
    assert "import numpy as np" in found["ex01"]


def test_only_a_whole_exercise_is_told_by_its_names():
    assert set(sources("def helper(x): return x")) == set()
    assert set(sources("def helper(x): return x", only="ex03")) == {"ex03"}


def test_exercises_that_ask_for_the_same_names_are_not_guessed():
    twins = [EXERCISES[0], EXERCISES[0] | {"id": "ex09", "tags": ["ex09"]}]
    cell = "def double(x): return x"

    found = reader.extract(classes.notebook(cell), twins, "")
    assert found["sources"] == {}
    assert found["open"] == [
        "ex01 and ex09 ask for the same names; tag its cells with the exercise's id"
    ]
    assert set(sources((cell, ["ex09"]), exercises=twins)) == {"ex09"}
    assert set(sources(cell, only="ex01", exercises=twins)) == {"ex01"}


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline\ndef double(x): return x",
        "!pip install numpy\ndef double(x): return x",
        "%%time\ndef double(x): return x",
        "files = !ls\ndef double(x): return x",
        "t = %timeit -o f()\ndef double(x): return x",
        "np.dot?\n?np.dot\ndef double(x): return x",
        "def double(x): return x\nfor i in range(3):\n    %timeit double(i)",
        "\n\n%%capture out\ndef double(x): return x",
    ],
)
def test_magics_are_blank_and_the_code_around_them_stays(cell):
    (text,) = sources(cell).values()

    compile(text, "cell", "exec")
    at = cell.split("\n").index("def double(x): return x") + 1
    line = text.split("\n").index("def double(x): return x") + 1
    assert cell_of(text.encode(), line) == (1, at)


def test_a_cell_in_another_language_is_dropped():
    assert sources("%%bash\ndef double(x): return x") == {}
    assert sources("%%html\n<b>", "def double(x): return x") != {}


def test_python_that_looks_like_a_magic_is_python():
    cell = (
        'def double(x):\n    return ("%d"\n    % x)\n'
        'double.note = """\n!important\n%time\n"""'
    )

    assert kept(cell) == cell.split("\n")


def test_a_cell_that_does_not_parse_is_handed_on_with_its_mistake():
    text = sources("import numpy as np", "def double(x)\n    return x", "oops(")["ex01"]

    assert text == "# notebook cell 2\ndef double(x)\n    return x\n"


def test_lines_are_told_by_cell():
    source = sources(
        "import numpy as np", "print(1)\n\nK = 2", "def double(x):\n\n    return x * K"
    )["ex01"].encode()

    lines = source.decode().split("\n")
    assert cell_of(source, lines.index("K = 2") + 1) == (2, 3)
    assert cell_of(source, lines.index("    return x * K") + 1) == (3, 3)
    assert cell_of(source, 1) is None
    assert cell_of(b"x = 1\n", 1) is None


def test_the_older_format_and_texts_in_one_piece_are_read():
    old = {
        "nbformat": 3,
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "code", "input": ["def double(x):\n", "    return x"]}
                ]
            }
        ],
    }
    one = {"cells": [{"cell_type": "code", "source": "def double(x): return x"}]}

    for notebook in (old, one):
        for bom in (b"", b"\xef\xbb\xbf"):
            data = bom + json.dumps(notebook).encode()
            assert reader.extract(data, EXERCISES, "")["sources"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is not valid JSON"),
        (b"\xff\xfe{}", "it is not valid JSON"),
        (b"[]", "it has no cells"),
        (b"{}", "it has no cells"),
        (b'{"worksheets": [1]}', "it has no cells"),
        (b"[" * 200_000, "its JSON is nested too deep"),
        (b'{"cells": [' + b"1," * 6_000 + b"1]}", "it has more than 5,000 cells"),
        (b'{"cells": [1, null, {"cell_type": "code", "source": [1, {}]}]}',
         "no cell defines what an exercise asks for"),
    ],
)  # fmt: skip
def test_what_is_no_notebook_says_why(data, reason, toy, sandbox):
    notebooks = Notebooks(toy.exercises(), sandbox, Limits())

    with pytest.raises(Refused, match=reason):
        notebooks.extract(data, None)


@pytest.mark.parametrize(
    "cell",
    ["x = " + "(" * 50_000, "x = " + "-" * 500_000 + "1", "x = 1\n" * 20_000,
     "def double(x): return x\n" * 20_000 + "\udc80"],
    ids=["parentheses", "minuses", "lines", "surrogate"],
)  # fmt: skip
def test_a_cell_made_to_break_the_parser_breaks_only_its_worker(
    cell, toy, sandbox, comes_to_an_end
):
    notebooks = Notebooks(toy.exercises(), sandbox, Limits())

    with comes_to_an_end(cell[:20], 60):
        for more in ("", "\ndef double(x): return x"):
            with contextlib.suppress(Refused):
                notebooks.extract(classes.notebook(cell + more), None)
        found = notebooks.extract(classes.notebook("def double(x): return x"), None)
    assert set(found.sources) == {"ex01"}


def test_what_is_larger_than_a_source_may_be_is_refused(toy, sandbox):
    notebooks = Notebooks(toy.exercises(), sandbox, Limits())
    cell = "def double(x):\n    " + "# and on\n    " * 100_000 + "return x"

    found = notebooks.extract(classes.notebook(cell), None)

    assert found.sources == {}
    assert found.problems == ["what it holds for ex01: it is larger than 1 MiB"]


def test_a_large_notebook_is_refused_by_its_size(tmp_path, collected):
    file = classes.write(tmp_path / "ann" / "work.ipynb", b"")
    with file.open("r+b") as stream:
        stream.truncate(100 << 20)

    assert collected(tmp_path).reasons == {"work.ipynb": "it is larger than 16 MiB"}


def test_a_notebook_is_collected_judged_and_its_lines_told(
    tmp_path, collected, judged, toy
):
    cells = ["import numpy as np", ("def double(x):\n    return 1 / 0", ["ex01"]),
             "class Counter:\n    pass"]  # fmt: skip
    classes.write(tmp_path / "ann" / "homework.ipynb", classes.notebook(*cells))

    found = collected(tmp_path)

    assert found.taken == {("ann", "ex01"), ("ann", "ex02")}
    assert {s.kind for s in found.submitted} == {"notebook"}
    first = found.submitted[0]
    judgement = judged(toy.exercise("ex01"), first.content.decode())
    where = next(c.where for c in judgement.checks if c.where)
    assert cell_of(first.content, int(where.rpartition(":")[2])) == (2, 2)


def test_a_file_beside_a_notebook_wins_and_the_other_is_named(tmp_path, collected):
    classes.write(tmp_path / "ann/double.py", b"def double(x): return 1\n")
    classes.write(tmp_path / "ann/n.ipynb", classes.notebook("def double(x): return 2"))

    found = collected(tmp_path)

    assert [s.kind for s in found.submitted] == ["file"]
    assert found.reasons == {"n.ipynb": f"ex01 is taken from {tmp_path}/ann/double.py"}


def test_a_notebook_named_after_an_exercise_is_for_that_one(tmp_path, collected):
    cell = "def double(x): return x\nclass Counter: pass"
    classes.write(tmp_path / "ann/ex02 final.ipynb", classes.notebook(cell))
    classes.write(tmp_path / "bob/ex01_double/work.ipynb", classes.notebook(cell))

    found = collected(tmp_path)

    assert ("ann", "ex02") in found.taken
    assert ("ann", "ex01") not in found.taken
    assert found.taken >= {("bob", "ex01")}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "cells",
                    "cell_type",
                    "source",
                    "input",
                    "metadata",
                    "tags",
                    "worksheets",
                    "code",
                    "x",
                ]
            ),
            inside,
            max_size=4,
        )
    ),
    max_leaves=20,
)
PIECES = st.sampled_from(
    [
        "def double(x):",
        "    return x",
        "%time",
        "!ls",
        "x = (",
        "import a as b",
        "; ",
        '"""',
        "@f",
        "\\",
        "\f",
        "\r",
        "\x00",
        "class Counter: pass",
        "    pass",
        "%%time",
        "?",
        "é",
        "",
    ]
)


@settings(max_examples=300, deadline=None)
@given(JSON | st.fixed_dictionaries({"cells": st.lists(st.fixed_dictionaries(
    {"cell_type": st.just("code"), "source": JSON, "metadata": JSON}), max_size=3)}))  # fmt: skip
def test_any_json_is_read_or_refused_in_words(value):
    with contextlib.suppress(reader.NotANotebook):
        reader.extract(json.dumps(value).encode(), EXERCISES, "")


@settings(max_examples=500, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=8).map("\n".join), max_size=4))
def test_whatever_cells_hold_what_parses_alone_parses_together(cells):
    for text in sources(*cells).values():
        if all(reader._statements(c.split("\n")) is not None for c in cells):
            compile(text, "cell", "exec", dont_inherit=True)
