"""Hidden checks: recorded runs, runs built to be clear of one threshold, laws.

`RUNS` holds real runs of the capstone's network on two moons and two circles,
recorded with three digits: training loss, validation loss and norms at every
layer, and what the rules give for them, worked out with pencil and ruler.
"""

import math

import numpy as np

from grader.checks import equal, law, needs, points

FINE = [0.02, 0.03, 0.05]

RUNS = {
    "fits_two_moons": (
        [
            0.921,
            0.268,
            0.243,
            0.22,
            0.196,
            0.174,
            0.152,
            0.138,
            0.113,
            0.098,
            0.0852,
            0.0747,
            0.0653,
            0.0573,
            0.0507,
            0.0457,
            0.0412,
            0.0379,
            0.0347,
            0.0308,
            0.0287,
        ],
        [
            0.953,
            0.266,
            0.241,
            0.223,
            0.21,
            0.19,
            0.17,
            0.145,
            0.13,
            0.11,
            0.0955,
            0.0868,
            0.0756,
            0.0659,
            0.0572,
            0.054,
            0.0493,
            0.0426,
            0.0426,
            0.0363,
            0.0335,
        ],
        [0.011, 0.0028],
        {"healthy"},
    ),
    "fits_two_circles": (
        [
            0.694,
            0.683,
            0.602,
            0.459,
            0.349,
            0.263,
            0.217,
            0.18,
            0.171,
            0.156,
            0.146,
            0.134,
            0.124,
            0.123,
            0.117,
            0.108,
            0.116,
            0.111,
            0.096,
            0.0918,
            0.105,
        ],
        [
            0.698,
            0.684,
            0.605,
            0.481,
            0.334,
            0.23,
            0.198,
            0.149,
            0.129,
            0.115,
            0.118,
            0.113,
            0.101,
            0.0965,
            0.0942,
            0.0976,
            0.109,
            0.105,
            0.0871,
            0.0825,
            0.101,
        ],
        [0.051, 0.0091],
        {"healthy"},
    ),
    "learning_rate_far_too_small": (
        [
            0.924,
            0.924,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.923,
            0.922,
            0.922,
        ],
        [
            0.92,
            0.92,
            0.92,
            0.92,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
            0.919,
        ],
        [0.04, 0.042],
        {"plateau", "underfitting"},
    ),
    "learning_rate_too_small": (
        [
            0.712,
            0.701,
            0.691,
            0.68,
            0.67,
            0.661,
            0.653,
            0.645,
            0.637,
            0.629,
            0.621,
            0.615,
            0.608,
            0.601,
            0.595,
            0.588,
            0.582,
            0.576,
            0.57,
            0.564,
            0.559,
        ],
        [
            0.717,
            0.706,
            0.696,
            0.685,
            0.675,
            0.666,
            0.658,
            0.65,
            0.642,
            0.634,
            0.627,
            0.62,
            0.614,
            0.607,
            0.601,
            0.595,
            0.589,
            0.583,
            0.578,
            0.573,
            0.568,
        ],
        [0.02, 0.03],
        {"underfitting"},
    ),
    "one_hidden_unit": (
        [
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.692,
        ],
        [
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
            0.694,
        ],
        [0.0099, 0.035],
        {"plateau", "underfitting"},
    ),
    "large_network_on_forty_samples": (
        [
            0.832,
            0.402,
            0.32,
            0.276,
            0.252,
            0.235,
            0.225,
            0.213,
            0.206,
            0.199,
            0.203,
            0.194,
            0.183,
            0.172,
            0.183,
            0.165,
            0.172,
            0.154,
            0.151,
            0.15,
            0.148,
        ],
        [
            0.726,
            0.579,
            0.529,
            0.51,
            0.501,
            0.499,
            0.506,
            0.53,
            0.53,
            0.549,
            0.562,
            0.573,
            0.584,
            0.621,
            0.625,
            0.621,
            0.688,
            0.675,
            0.693,
            0.702,
            0.741,
        ],
        [0.17, 0.091, 0.034],
        {"overfitting"},
    ),
    "learning_rate_too_large": (
        [
            0.688,
            0.538,
            0.314,
            0.297,
            0.324,
            0.185,
            0.312,
            0.107,
            0.164,
            0.111,
            0.07,
            0.104,
            0.144,
            0.0509,
            0.0537,
            0.0532,
            0.0405,
            0.109,
            0.0367,
            0.449,
            0.0565,
        ],
        [
            0.7,
            0.534,
            0.332,
            0.293,
            0.366,
            0.219,
            0.413,
            0.11,
            0.176,
            0.116,
            0.0661,
            0.0752,
            0.145,
            0.0545,
            0.058,
            0.0644,
            0.0431,
            0.0533,
            0.041,
            0.406,
            0.0491,
        ],
        [0.048, 0.013],
        {"oscillating"},
    ),
    "learning_rate_far_too_large": (
        [
            0.777,
            0.634,
            1.05,
            0.583,
            0.734,
            0.368,
            0.772,
            0.379,
            0.498,
            0.5,
            0.671,
            1.21,
            0.71,
            0.453,
            0.424,
            0.339,
            0.451,
            0.931,
            0.345,
            1.34,
            0.573,
        ],
        [
            0.77,
            0.622,
            1.05,
            0.577,
            0.735,
            0.398,
            0.772,
            0.405,
            0.45,
            0.503,
            0.759,
            1.22,
            0.72,
            0.451,
            0.414,
            0.4,
            0.484,
            1.08,
            0.367,
            1.6,
            0.555,
        ],
        [0.017, 0.014, 0.045],
        {"diverged"},
    ),
    "ten_layers_of_sigmoids": (
        [
            0.743,
            0.704,
            0.698,
            0.696,
            0.694,
            0.694,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
        ],
        [
            0.743,
            0.704,
            0.698,
            0.696,
            0.694,
            0.694,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
            0.693,
        ],
        [
            2e-08,
            1.3e-07,
            6.3e-07,
            2.3e-06,
            1.3e-05,
            6.3e-05,
            0.00019,
            0.00083,
            0.0027,
            0.008,
            0.035,
        ],
        {"plateau", "vanishing", "underfitting"},
    ),
    "twelve_layers_of_large_weights": (
        [
            24.9,
            4.33,
            3.78,
            2.7,
            3.42,
            3.24,
            3.46,
            2.81,
            5.41,
            2.88,
            5.14,
            3.39,
            2.55,
            2.83,
            2.99,
            2.53,
            10.8,
            3.02,
            6.43,
            5.37,
            2.9,
        ],
        [
            23.9,
            4.41,
            4.37,
            4.61,
            4.73,
            4.21,
            5.18,
            4.76,
            7.21,
            4.69,
            6.25,
            4.9,
            4.87,
            5.02,
            4.69,
            4.48,
            12.0,
            4.72,
            8.48,
            7.02,
            4.51,
        ],
        [92.0, 42.0, 29.0, 12.0, 5.2, 2.1, 1.4, 0.53, 0.25, 0.11, 0.049, 0.025, 0.021],
        {"exploding", "oscillating"},
    ),
}


def all_found(submission, runs):
    """Diagnose several runs before anything is compared."""
    found = [submission.diagnose(train, val, norms) for train, val, norms, _ in runs]
    for got, (*_, expected) in zip(found, runs, strict=True):
        equal(got, expected)


def falling(n, end, start=1.0):
    """Return a curve that falls by the same share in every epoch."""
    return np.geomspace(start, end, n).tolist()


def recorded(*names):
    return [RUNS[name] for name in names]


@points(0.25)
@needs("healthy")
@law("real runs, beside the built ones")
def test_recorded_good_runs(submission):
    """Recorded runs that went well"""
    all_found(submission, recorded("fits_two_moons", "fits_two_circles"))


@points(0.5)
@needs("still_falling", "stuck", "overfitting")
@law("real runs, beside the built ones")
def test_recorded_sizes(submission):
    """Recorded runs of networks and steps that are too small, or too large a network"""
    names = (
        "large_network_on_forty_samples",
        "learning_rate_far_too_small",
        "learning_rate_too_small",
        "one_hidden_unit",
    )
    all_found(submission, recorded(*names))


@points(0.5)
@needs("oscillating", "rising", "vanishing", "exploding")
@law("real runs, beside the built ones")
def test_recorded_trouble(submission):
    """Recorded runs with too large a learning rate, and of very deep networks"""
    names = (
        "learning_rate_too_large",
        "learning_rate_far_too_large",
        "ten_layers_of_sigmoids",
        "twelve_layers_of_large_weights",
    )
    all_found(submission, recorded(*names))


@points(0.25)
@needs("overfitting", "stuck")
@law("the second condition of the rule, in a run of another shape")
def test_setback(submission):
    """After a setback on both curves the run is not overfitting"""
    train = [*falling(12, 0.3), 0.5, 0.65, *[0.75] * 6]
    val = [x + 0.05 for x in train]
    equal(submission.diagnose(train, val, FINE), {"underfitting", "plateau"})


@points(0.25)
@needs("overfitting", "still_falling")
@law("two rules that are often taken for opposites")
def test_overfitting_and_more(submission):
    """A run can overfit and be poor on the training samples, too"""
    train, val = falling(20, 0.6), [*falling(8, 0.8), *np.linspace(0.8, 1.3, 12)]
    equal(submission.diagnose(train, val, FINE), {"underfitting", "overfitting"})


@points(0.5)
@needs("nan", "healthy")
def test_not_finite_anywhere(submission, rng):
    """One number that is not finite is enough, in any list and anywhere in it"""
    train, val = falling(20, 0.1), falling(20, 0.12)
    runs = []
    for curve in (0, 1):
        for what in (math.nan, math.inf):
            run = [list(train), list(val), FINE, {"diverged"}]
            run[curve][int(rng.integers(5, 15))] = what
            runs.append(run)
    for what in (math.nan, math.inf, -math.inf):
        runs.append([train, val, [0.1, what, 0.2], {"diverged"}])
    all_found(submission, runs)


@points(0.25)
@needs("vanishing", "exploding")
def test_signal(submission):
    """No signal at all has vanished; a single layer has nothing to compare"""
    train, val = falling(20, 0.1), falling(20, 0.12)
    runs = [(train, val, [0.0, 0.0, 0.0], {"vanishing"})]
    runs += [(train, val, [0.0, 0.0, 0.3], {"vanishing"})]
    runs += [(train, val, [0.4], {"healthy"}), (train, val, [0.0], {"vanishing"})]
    runs += [(train, val, [0.0013, 5.0, 1.0], {"healthy"})]
    runs += [(train, val, [0.0007, 0.0, 1.0], {"vanishing"})]
    runs += [(train, val, [800.0, 0.0, 1.0], {"healthy"})]
    runs += [(train, val, [1200.0, 0.0, 1.0], {"exploding"})]
    runs += [(train, val, [1.0, 1000.0], {"healthy"})]
    runs += [(train, val, [1000.0, 1.0], {"healthy"})]
    runs += [(train, val, [1.0, 1000.5], {"vanishing"})]
    runs += [(train, val, [1000.5, 1.0], {"exploding"})]
    all_found(submission, runs)


@points(0.25)
@needs("other_units", "stuck", "oscillating")
@law("a ratio has no unit")
def test_any_unit(submission, rng):
    """A diagnosis does not depend on the unit of the loss"""
    factor = float(np.exp(rng.uniform(-12, 12)))
    jumps = [1.0, 0.6, 0.9, 0.5, 0.8, 0.4, 0.7, 0.35, 0.6, 0.3, 0.5, 0.2, 0.3]
    runs = []
    for curve, expected in (
        (jumps, {"oscillating"}),
        ([0.7] * 12, {"underfitting", "plateau"}),
        (falling(12, 1.5), {"diverged"}),
        (falling(12, 0.7), {"underfitting"}),
    ):
        scaled = [x * factor for x in curve]
        runs.append((scaled, scaled, None, expected))
    all_found(submission, runs)


def level(start, middle, end, n=40):
    """Return a curve whose three windows have these means, one epoch apart."""
    curve = np.full(n, middle)
    curve[:4], curve[-4:] = start, end
    curve[[0, -4]] *= 1.2
    curve[[1, -3]] *= 0.8
    return curve.tolist()


@points(0.25)
@needs("rising", "stuck", "healthy")
@law("every threshold from both sides")
def test_thresholds_of_the_training_curve(submission):
    """The end of the training curve is compared with its start and its middle"""
    flat = [1.0] * 40
    stuck = {"underfitting", "plateau"}
    runs = [
        (level(1.0, 1.0, 1.13), flat, None, {"diverged"}),
        (level(1.0, 1.0, 1.07), flat, None, stuck),
        (level(1.0, 0.9, 0.53), flat, None, {"underfitting"}),
        (level(1.0, 0.9, 0.47), flat, None, {"healthy"}),
        (level(1.0, 0.7, 0.7 * 0.995), flat, None, stuck),
        (level(1.0, 0.7, 0.7 * 0.98), flat, None, {"underfitting"}),
        ([1.0] * 20 + [0.8] * 3 + [0.7] * 17, flat, None, {"underfitting"}),
        ([1.0] * 19 + [0.9] + [0.7] * 20, flat, None, stuck),
        ([0.0] * 40, flat, None, {"healthy"}),
        ([120.0] + [100.0] * 6 + [99.0], flat[:8], None, {"underfitting"}),
    ]
    all_found(submission, runs)


@points(0.25)
@needs("overfitting", "one_unlucky_epoch", "one_lucky_epoch")
def test_thresholds_of_the_validation_curve(submission):
    """The end of the validation curve is compared with its best window"""
    train = falling(40, 0.02)
    rest = [0.4] * 16
    runs = [
        (train, [*falling(20, 0.4), *rest, *[0.45] * 4], None, {"overfitting"}),
        (train, [*falling(20, 0.4), *rest, *[0.43] * 4], None, {"healthy"}),
        # The best window of four; single epochs within it, and the last one, differ.
        (train, [*falling(20, 0.5), *[0.3, 0.5] * 8, 0.4, 0.42, 0.44, 0.46], None,
         {"healthy"}),
        (train, [*falling(20, 0.5), *[0.3, 0.5] * 8, 0.5, 0.48, 0.46, 0.4], None,
         {"overfitting"}),
    ]  # fmt: skip
    up_again = [*falling(30, 0.1), *[0.12] * 10]
    runs.append((up_again, [*falling(30, 0.4), *[0.6] * 10], None, {"healthy"}))
    runs.append((up_again, [*falling(20, 0.4), *[0.6] * 20], None, {"overfitting"}))
    # All learned when the validation loss turns up: no longer falling.
    learned = [*falling(20, 0.1), *[0.1] * 20]
    runs.append((learned, [*falling(26, 0.4), *[0.6] * 14], None, {"healthy"}))
    # Windows of one: the last epoch counts, and exactly a tenth more is not enough.
    runs.append((falling(19, 0.1), [0.5, *[0.4] * 17, 0.46], None, {"overfitting"}))
    runs.append((falling(9, 0.1), [12.0, *[10.0] * 7, 11.0], None, {"healthy"}))
    all_found(submission, runs)


@points(0.25)
@needs("overfitting")
def test_earliest_of_equal_windows(submission):
    """Where several windows are the best, the earliest counts"""
    train = [1.0, 0.8, 0.6, 0.5, 0.4, 0.3, 0.3, 0.35, 0.35, *[0.4] * 3]
    val = [1.0, 0.8, 0.5, *[0.6] * 3, 0.5, *[0.6] * 5]
    equal(submission.diagnose(train, val, None), {"overfitting"})


@points(0.25)
@needs("oscillating", "one_setback", "trembling")
def test_thresholds_of_jumps(submission):
    """A jump is more than a tenth, and a quarter of the steps must be jumps"""
    pieces = ([1.0, 1.13, 0.6, 0.3], [1.0, 1.07, 0.6, 0.3], [1.0, 1.13, 0.7, 0.4, 0.2])
    runs = []
    for piece, expected in zip(
        pieces, ({"oscillating"}, {"healthy"}, {"healthy"}), strict=True
    ):
        train = [x * piece[-1] ** i for i in range(6) for x in piece]
        train.append(train[-1])
        runs.append((train, train, None, expected))
    runs.append(([1.0, 0.5, 0.6, 0.3, 0.2], [0.5] * 5, None, {"oscillating"}))
    all_found(submission, runs)


@points(0.25)
@needs("healthy", "overfitting")
@law("the task allows arrays; what reads lists well may still stumble over them")
def test_arrays(submission, rng):
    """Arrays do as well as lists"""
    train = np.geomspace(float(rng.uniform(0.8, 3.0)), 0.05, 30)
    val = np.concatenate([np.geomspace(1.0, 0.4, 12), np.linspace(0.4, 0.9, 18)])
    equal(submission.diagnose(train, val, np.array(FINE)), {"overfitting"})
    equal(submission.diagnose(train, train.copy(), None), {"healthy"})
