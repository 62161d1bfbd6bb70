"""Arguments that the code may keep: passed again, they are the same objects."""

from __future__ import annotations

import numpy as np
import pytest

from grader.model import Class, Contract, Function

ARRAYS = Contract(kind="dict", values="array")
KEEPER = {
    "Keeper": Class(
        attributes={"kept": ARRAYS},
        methods={"note": Function({"params": ARRAYS}, "none", keeps=("params",))},
    )
}
ALIAS = """
class Keeper:
    kept = None
    def note(self, params):
        self.kept = self.kept or {kept}
"""


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        ("params", [2.0, 5.0]),
        ("dict(params)", [2.0, 5.0]),
        ("params.copy()", [2.0, 5.0]),
        ("{k: v.copy() for k, v in params.items()}", [1.0, 4.0]),
    ],
)
def test_what_is_kept_of_an_argument_changes_with_it(submit, kept, left):
    task = submit(ALIAS.replace("{kept}", kept), classes=KEEPER)
    keeper, params = task.Keeper(), {"w": np.array([1.0, 4.0])}

    keeper.note(params)
    params["w"] += 1.0
    keeper.note(params)

    assert keeper.kept["w"].tolist() == left


@pytest.mark.parametrize("now", [[3.0], [[3.0]]])
def test_a_new_array_in_the_same_dict_leaves_the_old_one_as_it_was(submit, now):
    task = submit(
        """
        class Keeper:
            first = kept = None
            def note(self, params):
                self.first = self.first or (params, params["w"])
                self.kept = {"dict": self.first[0]["w"], "array": self.first[1]}
        """,
        classes=KEEPER,
    )
    keeper, params = task.Keeper(), {"w": np.array([1.0])}

    keeper.note(params)
    params["w"] = np.array(now)
    keeper.note(params=params)

    assert keeper.kept["array"].tolist() == [1.0]
    assert keeper.kept["dict"].tolist() == now


def test_an_array_without_a_dict_is_kept_as_well(submit):
    task = submit(
        "kept = []\ndef note(x):\n    kept.append(x)\n    return [k[0] for k in kept]\n",
        functions={"note": Function({"x": "array"}, keeps=("x",))},
    )
    x = np.array([1.0, 4.0])

    task.note(x)
    x += 1.0

    assert task.note(x) == [2.0, 2.0]
    assert task.note(x.copy()) == [2.0, 2.0, 2.0]


def test_what_is_no_array_is_passed_as_ever(submit):
    task = submit(
        "def note(x):\n    return [str(v) for v in x.values()]\n",
        functions={"note": Function({"x": "dict"}, keeps=("x",))},
    )
    x = {"a": 1.5, "b": "c", "d": [2]}

    assert task.note(x) == task.note(x) == ["1.5", "c", "[2]"]


def test_another_dict_is_another_object(submit):
    task = submit(ALIAS.replace("{kept}", "params"), classes=KEEPER)
    keeper = task.Keeper()

    keeper.note({"w": np.array([1.0])})
    keeper.note({"w": np.array([2.0])})

    assert keeper.kept["w"].tolist() == [1.0]


def test_what_the_code_does_to_its_argument_is_undone_before_the_next_call(submit):
    task = submit(
        """
        class Keeper:
            kept = None
            def note(self, params):
                self.kept = {k: v.copy() for k, v in params.items()}
                params["w"].flags.writeable = False
                params["new"] = params["w"] + 1
        """,
        classes=KEEPER,
    )
    keeper, params = task.Keeper(), {"w": np.array([1.0])}

    keeper.note(params)
    assert task.session.last_mutated == ("params",)
    params["w"] += 1.0
    keeper.note(params)

    assert {k: v.tolist() for k, v in keeper.kept.items()} == {"w": [2.0]}
    assert list(params) == ["w"]
