"""What options of the real course's quizzes state as a fact, found out by running it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grader.course import Course
from grader.quiz.reader import quizzes

ROOT = Path(__file__).parent.parent
ITEMS = {item.id: item for quiz in quizzes(Course(ROOT)) for item in quiz.items}

pytestmark = pytest.mark.course


def right(id):
    """The text of the one right option."""
    return next(o.text for o in ITEMS[id].options if o.correct)


def softmax(z):
    e = np.exp(np.asarray(z, dtype=float))
    return e / e.sum()


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))


def test_temperature_numbers():
    scores = np.array([2, 1, 0.5])
    shown = {o.text: o.why for o in ITEMS["q27"].options}

    assert np.allclose(softmax(scores / 5), [0.39, 0.32, 0.29], atol=0.005)
    for T, decimals in (("5", 3), ("1", 3), ("0.5", 3)):
        numbers = ", ".join(f"{p:.{decimals}f}" for p in softmax(scores / float(T)))
        assert f"({numbers})" in shown[T]
    assert f"{softmax(scores / 0.2)[0]:.3f}" in shown["0.2"]
    assert right("q27") == "5"


def test_tanh_is_steeper_only_near_zero():
    z = np.linspace(0, 5, 50001)
    s = sigmoid(z)
    smaller = 1 - np.tanh(z) ** 2 < s * (1 - s)

    assert z[smaller.argmax()] == pytest.approx(1.66, abs=0.005)
    assert smaller[smaller.argmax() :].all()
    assert "above about 1.66" in right("q15")


def test_the_race_of_the_optimisers():
    def slope(w):
        return w * [2.0, 6.0]

    plain = heavy = adam = np.array([4.0, 3.0])
    v, m, s = np.zeros(2), np.zeros(2), np.zeros(2)
    for t in range(1, 21):
        plain = plain - 0.1 * slope(plain)
        v = 0.9 * v - 0.1 * slope(heavy)
        heavy = heavy + v
        m, s = 0.9 * m + 0.1 * slope(adam), 0.999 * s + 0.001 * slope(adam) ** 2
        adam = adam - 0.1 * m / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
    left = [f"{w @ (w * [1, 3]):.{d}f}" for w, d in ((plain, 3), (heavy, 1), (adam, 1))]

    assert left == ["0.002", "3.2", "8.1"]
    assert (
        "gradient descent {}, momentum {}, Adam {}".format(*left) in ITEMS["q82"].stem
    )
    assert "no general ranking" in right("q82")


def first_step_of_adam(g, mean_corrected, square_corrected):
    m, s = 0.1 * g, 0.001 * g**2
    return (
        0.1
        * m
        / (0.1 if mean_corrected else 1)
        / np.sqrt(s / (0.001 if square_corrected else 1))
    )


def test_first_step_of_adam():
    assert first_step_of_adam(500, True, True) == pytest.approx(0.1)
    assert first_step_of_adam(500, False, True) == pytest.approx(0.01)
    assert first_step_of_adam(500, False, False) == pytest.approx(0.316, abs=0.001)
    assert right("q80") == "about 0.1"


def trained_from_zero(activation, slope):
    """Train 2-4-1 from zeros; return the hidden weights and the output weights."""
    X = np.random.default_rng(0).normal(size=(2, 60))
    Y = (X.sum(axis=0, keepdims=True) > 0.3).astype(float)
    W1, b1, W2, b2 = (
        np.zeros((4, 2)),
        np.zeros((4, 1)),
        np.zeros((1, 4)),
        np.zeros((1, 1)),
    )
    for _ in range(200):
        Z1 = W1 @ X + b1
        A1 = activation(Z1)
        dZ2 = (sigmoid(W2 @ A1 + b2) - Y) / X.shape[1]
        dZ1 = W2.T @ dZ2 * slope(Z1)
        W2, b2 = W2 - dZ2 @ A1.T, b2 - dZ2.sum(axis=1, keepdims=True)
        W1, b1 = W1 - dZ1 @ X.T, b1 - dZ1.sum(axis=1, keepdims=True)
    return W1, W2, b2


def test_zero_weights():
    W1, W2, b2 = trained_from_zero(np.tanh, lambda z: 1 - np.tanh(z) ** 2)
    assert not W1.any()
    assert not W2.any()
    assert b2.all()
    assert "only the output bias" in right("q71")

    W1, W2, _ = trained_from_zero(sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z)))
    assert W1.all()
    assert W2.all()
    assert np.ptp(W1, axis=0).max() < 1e-12
    assert "learns" in right("q72")
    assert "equal" in right("q72")


def test_swish_and_leaky_relu():
    z = np.linspace(-8, 8, 160001)
    swish = z * sigmoid(z)
    assert swish.min() == pytest.approx(-0.278, abs=0.001)
    assert z[swish.argmin()] == pytest.approx(-1.28, abs=0.01)
    assert np.gradient(swish, z).max() == pytest.approx(1.1, abs=0.01)

    fits = {
        a: np.array_equal(np.maximum(a * z, z), np.where(z > 0, z, a * z))
        for a in (-0.5, 0.0, 0.01, 0.3, 1.0, 1.5, 2.0)
    }
    assert [a for a, same in fits.items() if same] == [-0.5, 0.0, 0.01, 0.3, 1.0]
    assert right("q19") == "for every alpha up to 1"


def test_a_guard_inside_the_logarithm():
    loss = -(1 * np.log(1 + 1e-8) + 0 * np.log(1 - 1 + 1e-8))

    assert loss < 0
    assert right("q49") == "about -1e-8"


@pytest.mark.parametrize(("units", "most"), [(2, False), (8, True)])
def test_xor_needs_some_units_to_spare(units, most):
    X, Y = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0, 1, 1, 0]])
    solved = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        W1, b1 = rng.normal(size=(units, 2)), np.zeros((units, 1))
        W2, b2 = rng.normal(size=(1, units)), np.zeros((1, 1))
        for _ in range(2000):
            Z1 = W1 @ X + b1
            A1 = np.maximum(Z1, 0)
            P = sigmoid(W2 @ A1 + b2)
            dZ2 = (P - Y) / 4
            dZ1 = W2.T @ dZ2 * (Z1 > 0)
            W2, b2 = W2 - dZ2 @ A1.T, b2 - dZ2.sum(axis=1, keepdims=True)
            W1, b1 = W1 - dZ1 @ X.T, b1 - dZ1.sum(axis=1, keepdims=True)
        solved += bool(((P > 0.5) == Y).all())

    assert (solved >= 15) if most else (1 <= solved <= 10)
    assert "barely enough" in right("q77")


def test_two_relu_units_represent_xor():
    x1, x2 = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])

    made = np.maximum(x1 + x2, 0) - 2 * np.maximum(x1 + x2 - 1, 0)

    assert made.tolist() == [0, 1, 1, 0]


def test_small_weights_say_nothing_about_the_code():
    """Right or wrong, a forward pass with weights of 0.01 prints 0.5000."""
    printed = set()
    for seed in range(20):
        rng = np.random.default_rng(seed)
        for wrong in (False, True):
            A = rng.normal(size=(10, 1))
            for n in (64, 32, 16, 8):
                Z = rng.normal(size=(n, len(A))) * 0.01 @ A
                A = -Z if wrong else np.maximum(Z, 0)
            z = rng.normal(size=(1, 8)) * 0.01 @ A
            printed.add(f"{sigmoid(-z if wrong else z)[0, 0]:.4f}")

    assert printed == {"0.5000"}
    assert right("q44").startswith("almost nothing")


def test_a_standard_deviation_decides_whether_a_signal_survives():
    sizes = {}
    for scale in (0.01 / np.sqrt(2 / 64), 1.0, 2.0):
        rng = np.random.default_rng(0)
        A = rng.normal(size=(64, 100))
        start = A.std()
        for _ in range(10):
            A = np.maximum(rng.normal(size=(64, 64)) * scale * np.sqrt(2 / 64) @ A, 0)
        sizes[scale] = A.std() / start

    dies, keeps, grows = sizes.values()
    assert dies < 1e-8
    assert 0.2 < keeps < 5
    assert grows / keeps == pytest.approx(1024)
