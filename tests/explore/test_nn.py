"""The network of the explorers gives the numbers that NumPy gives."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.explore import oracle

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENGINE = ROOT / "exercises" / "explorers" / "nn.js"

HIDDEN = ("linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish")
ENDS = (
    *((f, "mse") for f in (*HIDDEN, "softmax")),
    ("sigmoid", "bce"), ("softmax", "bce"), ("softmax", "cce"), ("sigmoid", "cce"),
)  # fmt: skip
OPTIMIZERS = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
RTOL = 1e-9


@pytest.fixture(scope="module")
def ask() -> Callable[[list[dict[str, Any]]], list[Any]]:
    """Have Node compute cases with nn.js."""
    node = shutil.which("node")
    if node is None:
        if os.environ.get("LEARN_NEEDS_BROWSER") == "1":
            pytest.fail("needs node")
        pytest.skip("needs node")

    def asked(cases: list[dict[str, Any]]) -> list[Any]:
        done = subprocess.run(
            [node, str(HERE / "answer.js"), str(ENGINE)],
            input=json.dumps(cases), capture_output=True, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    return asked


def near(got: Any, want: Any) -> bool:
    """Compare entries to 1e-9; what cancels to nearly 0, beside the largest entry."""
    want = np.asarray(want)
    scale = np.abs(want).max(initial=0.0)
    return np.allclose(np.array(got), want, rtol=RTOL, atol=1e-13 * scale + 1e-300)


def alike(got: Any, want: Any) -> bool:
    return all(near(g, w) for g, w in zip(got, want, strict=True))


def network(rng: np.random.Generator, hidden: str, end: str, kind: str, size: float):
    """Make a network and its data; labels are one-hot, and mse also gets numbers."""
    sizes = [*rng.integers(1, 5, rng.integers(2, 5)), rng.integers(2, 5)]
    m = int(rng.integers(1, 6))
    names = [hidden] * (len(sizes) - 2) + [end]
    layers = [
        [(rng.normal(size=(b, a)) * size).tolist(), rng.normal(size=b).tolist(), f]
        for a, b, f in zip(sizes, sizes[1:], names, strict=False)
    ]
    labels = np.eye(sizes[-1])[:, rng.integers(0, sizes[-1], m)]
    if kind == "mse":
        labels = labels + rng.normal(size=labels.shape)
    return {
        "kind": "network", "X": rng.normal(size=(sizes[0], m)).tolist(),
        "Y": labels.tolist(), "layers": layers, "loss": kind,
    }  # fmt: skip


def test_networks_go_forward_and_back_as_in_numpy(ask):
    rng = np.random.default_rng(9)
    cases = [
        network(rng, hidden, end, kind, 1.0)
        for (end, kind), hidden, _ in itertools.product(ENDS, HIDDEN, range(4))
    ]
    assert len(cases) == 336
    for case, got in zip(cases, ask(cases), strict=True):
        want = oracle.through(case)
        for name in ("Z", "A", "dW", "db", "dZ"):
            assert alike(got[name], want[name]), (name, case)
        assert np.allclose(got["loss"], want["loss"], rtol=RTOL, atol=0), case
        assert near(got["dX"], want["dX"]), case


@pytest.mark.parametrize(("end", "kind"), [("sigmoid", "bce"), ("softmax", "cce")])
def test_certain_networks_keep_finite_losses_and_their_gradients(ask, end, kind):
    rng = np.random.default_rng(5)
    cases = [network(rng, "tanh", end, kind, 900.0) for _ in range(30)]
    for case, got in zip(cases, ask(cases), strict=True):
        want = oracle.through(case)
        assert np.isfinite(got["loss"])
        assert np.allclose(got["loss"], want["loss"], rtol=RTOL, atol=0)
        assert alike(got["dW"], want["dW"])


def test_gradients_are_the_slopes_of_the_loss(ask):
    """Central differences of nn.js's own loss: no formula of ours is in this."""
    rng, h = np.random.default_rng(2), 1e-6
    for end, kind in ENDS:
        case = network(rng, "swish", end, kind, 0.7)
        places = [
            (n, i, j)
            for n, (w, _, _) in enumerate(case["layers"])
            for i in range(len(w))
            for j in range(len(w[0]))
        ]
        moved = []
        for (n, i, j), sign in itertools.product(places, (1, -1)):
            other = json.loads(json.dumps(case))
            other["layers"][n][0][i][j] += sign * h
            moved.append(other)
        here, *around = ask([case, *moved])
        values = [r["loss"] for r in around]
        for (n, i, j), up, down in zip(places, values[::2], values[1::2], strict=True):
            slope = (up - down) / (2 * h)
            if end in ("relu", "leaky_relu"):  # a kink may lie between the two
                continue
            assert slope == pytest.approx(here["dW"][n][i][j], rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("name", HIDDEN)
def test_activations_and_slopes_are_as_in_numpy_far_out_too(ask, name):
    z = np.concatenate(
        [np.linspace(-7, 7, 29), [1e-9, -1e-9, 30.0, -30.0, 300.0, -300.0]]
    )
    (got,) = ask([{"kind": "activation", "name": name, "z": z.tolist()}])
    assert np.allclose(got["f"], oracle.activate(name, z), rtol=RTOL, atol=1e-300)
    assert np.allclose(got["slope"], oracle.slope(name, z), rtol=1e-9, atol=1e-300)


def test_optimizers_take_numpy_s_steps(ask):
    rng = np.random.default_rng(4)
    cases = []
    for name, _ in itertools.product(OPTIMIZERS, range(25)):
        options = {
            "lr": float(rng.uniform(0.001, 0.5)), "momentum": float(rng.uniform(0, 0.99)),
            "decay": float(rng.uniform(0.5, 0.99)), "beta1": float(rng.uniform(0.5, 0.99)),
            "beta2": float(rng.uniform(0.9, 0.999)), "eps": 1e-8,
        }  # fmt: skip
        grads = rng.normal(size=(rng.integers(1, 30), 3)) * 10 ** rng.uniform(-4, 2)
        cases.append({
            "kind": "optimizer", "name": name, "options": options,
            "p": rng.normal(size=3).tolist(), "grads": grads.tolist(),
        })  # fmt: skip
    assert len(cases) == 150
    for case, got in zip(cases, ask(cases), strict=True):
        want = oracle.descend(
            case["name"], np.array(case["p"]), list(np.array(case["grads"])), case["options"]
        )  # fmt: skip
        assert np.allclose(got, want, rtol=RTOL, atol=1e-12), case["name"]


def test_the_seed_decides_the_numbers(ask):
    seeds = (0, 1, 7, 2**31, 2**32 - 1)
    got = ask([{"kind": "rng", "seed": s, "count": 50} for s in seeds])
    assert got == [oracle.mulberry32(s, 50) for s in seeds]


@pytest.mark.parametrize(
    ("init", "spread"),
    [("xavier", np.sqrt(2 / 120)), ("he", np.sqrt(2 / 80)), ("small", 0.01), ("normal", 1)],
)  # fmt: skip
def test_first_weights_spread_as_their_rule_says(ask, init, spread):
    cases = [
        {"kind": "weights", "sizes": [80, 40], "options": {"init": init, "seed": seed}}
        for seed in range(10)
    ]
    weights = np.array([layers[0][0] for layers in ask(cases)])
    n = weights.size
    assert abs(weights.std() / spread - 1) < 5 / np.sqrt(2 * n)
    assert abs(weights.mean()) < 5 * spread / np.sqrt(n)


def test_zeros_are_zeros_and_biases_begin_there(ask):
    (layers,) = ask(
        [{"kind": "weights", "sizes": [3, 4, 2], "options": {"init": "zeros"}}]
    )
    assert all(not np.any(w) and not np.any(b) for w, b, _ in layers)
    assert [f for _, _, f in layers] == ["relu", "sigmoid"]


@pytest.mark.parametrize("name", ["linear", "moons", "circles", "xor"])
def test_the_points_of_a_dataset_come_in_two_equal_classes_by_its_seed(ask, name):
    def one(**options: Any) -> dict[str, Any]:
        return {"kind": "dataset", "name": name, "options": options}

    a, again, other, quiet = ask([one(seed=1), one(seed=1), one(seed=2), one(noise=0)])
    assert a == again
    assert a != other
    assert sum(a["Y"][0]) == 50
    (x, y), (labels,) = np.array(quiet["X"]), np.array(quiet["Y"])
    radius = np.hypot(x, y)
    right = {
        "linear": 0.6 * x + 0.8 * y > 0,
        "moons": np.abs(np.hypot(x - 0.5, y - 0.25) - 1) < 1e-9,
        "circles": radius < 0.75,
        "xor": x * y < 0,
    }[name]
    assert np.array_equal(right, labels == 1)


def test_parameters_are_counted(ask):
    shapes = ([3, 4, 4, 2], [2, 1], [5, 12, 12, 3])
    assert ask([{"kind": "count", "sizes": s} for s in shapes]) == [46, 3, 267]
