"""Hidden checks. Oracles: `math.hypot` over all entries, loops, laws of clipping."""

import math

import numpy as np

from grader.checks import close, holds, law, needs, points

SHAPES = {"W1": (3, 2), "b1": (3, 1), "W2": (1, 3), "b2": (1,), "kernel": (2, 2, 2)}


def gradients(rng, norm=None):
    """Return gradients of five parameters, all together as long as asked."""
    grads = {name: rng.normal(size=shape) for name, shape in SHAPES.items()}
    factor = 1.0 if norm is None else norm / length(grads)
    return {name: factor * g for name, g in grads.items()}


def length(grads):
    """Return the length of all entries as one arrow."""
    return math.hypot(*flat(grads))


def flat(grads):
    return np.concatenate([np.ravel(grads[name]) for name in SHAPES])


@points(0.5)
@needs("one_factor_for_all", "norm_before")
def test_any_parameters(submission, rng):
    """Whatever the names and shapes, the norm is that of all entries together"""
    grads = gradients(rng, norm=rng.uniform(4.0, 60.0))
    clipped, norm = submission.clip_by_global_norm(grads, 3.0)
    close(norm, length(grads), rtol=1e-6)
    close(flat(clipped), flat(grads) * 3.0 / length(grads), rtol=1e-6)


@points(0.5)
@needs("one_factor_for_all")
@law("what clipping by norm is for: a shorter step in the same direction")
def test_direction_stays(submission, rng):
    """Clipped gradients are as long as allowed and point in the same direction"""
    grads = gradients(rng, norm=25.0)
    clipped, _ = submission.clip_by_global_norm(grads, 4.0)
    close(length(clipped), 4.0, rtol=1e-6)
    cosine = flat(clipped) @ flat(grads) / (length(clipped) * length(grads))
    close(cosine, 1.0, rtol=0.0, atol=1e-12)


@points(0.5)
@needs("one_factor_for_all", "short_gradients_stay")
def test_limits_of_any_size(submission, rng):
    """Limits far below and far above 1 work as well"""
    grads = gradients(rng, norm=50.0)
    for max_norm, factor in ((0.02, 0.0004), (49.0, 0.98), (51.0, 1.0)):
        clipped, _ = submission.clip_by_global_norm(grads, max_norm)
        close(flat(clipped), factor * flat(grads), rtol=1e-6)


@points(0.5)
@needs("every_entry_by_itself")
def test_values_of_any_parameters(submission, rng):
    """By value, entries inside the limits stay and the others stop at them"""
    grads = gradients(rng, norm=8.0)
    limit = float(rng.uniform(0.4, 2.5))
    clipped = submission.clip_by_value(grads, limit)
    by_hand = []
    for entry in flat(grads):
        inside = abs(entry) <= limit
        by_hand.append(entry if inside else math.copysign(limit, entry))
    close(flat(clipped), by_hand, rtol=1e-6)


@points(0.5)
@needs("nan_is_refused", "infinity_is_refused")
def test_every_gradient_is_looked_at(submission, rng):
    """A single broken entry is enough, in whichever gradient it stands"""
    for name in SHAPES:
        grads = gradients(rng)
        grads[name].flat[-1] = rng.choice([np.nan, np.inf, -np.inf])
        for clip in (submission.clip_by_global_norm, submission.clip_by_value):
            refused = False
            try:
                clip(grads, 100.0)
            except ValueError:
                refused = True
            holds(refused, "a gradient with a broken entry was accepted")
