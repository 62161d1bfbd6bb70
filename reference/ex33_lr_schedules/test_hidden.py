"""Hidden checks. Oracles: walks epoch by epoch, laws of powers and waves."""

import math

import numpy as np
import pytest

from grader.checks import close, holds, law, needs, points


@points(0.5)
@needs("other_steps")
def test_step_by_step(submission, rng):
    """Walking epoch by epoch and dropping in time gives the same as step decay"""
    lr0, drop = float(rng.uniform(0.2, 2.0)), float(rng.uniform(0.2, 0.9))
    every = int(rng.integers(2, 7))
    rate, walked, asked = lr0, [], []
    for epoch in range(4 * every + 1):
        if epoch and epoch % every == 0:
            rate = rate * drop
        walked.append(rate)
        asked.append(submission.step_decay(epoch, lr0, drop, every))
    close(asked, walked)


@points(0.5)
@needs("other_powers")
def test_same_share_every_epoch(submission, rng):
    """With exponential decay every epoch keeps the same share of the one before"""
    lr0, gamma = float(rng.uniform(0.2, 2.0)), float(rng.uniform(0.5, 0.99))
    rates = np.array([submission.exponential(e, lr0, gamma) for e in range(12)])
    close(rates[0], lr0)
    close(rates[1:] / rates[:-1], np.full(11, gamma))


@points(0.5)
@needs("other_waves", "parts_of_an_epoch")
def test_wave_by_half_angles(submission, rng):
    """The wave is the square of a cosine of half the angle, and lies even"""
    lr_min, lr0 = sorted(rng.uniform(0.01, 2.0, size=2).tolist())
    total = int(rng.integers(7, 40))
    for epoch in (1, 0.3 * total, total - 2, total - 0.25):
        rate = submission.cosine(epoch, lr0, lr_min, total)
        share = math.cos(math.pi * epoch / (2 * total)) ** 2
        close(rate, lr_min + (lr0 - lr_min) * share)
        mirrored = submission.cosine(total - epoch, lr0, lr_min, total)
        close(rate + mirrored, lr0 + lr_min)


@points(0.5)
@needs("other_waves")
@law("what a schedule is for: no epoch has a larger rate than the one before")
def test_never_rises(submission, rng):
    """No schedule ever rises, and cosine decay stays at its end"""
    lr0, total = float(rng.uniform(0.5, 2.0)), int(rng.integers(5, 20))
    epochs = range(3 * total)
    rates = [
        [submission.step_decay(epoch, lr0, 0.6, 3) for epoch in epochs],
        [submission.exponential(epoch, lr0, 0.9) for epoch in epochs],
        [submission.cosine(epoch, lr0, 0.2, total) for epoch in epochs],
    ]
    holds(np.all(np.diff(rates) <= 1e-12), "a rate is larger than the one before")
    close(rates[2][total:], np.full(2 * total, 0.2))


@points(0.5)
@needs("negative_epochs")
@law("any epoch before the first one, not only the one right before it")
def test_no_epoch_before_the_first(submission, rng):
    """Whatever negative number the epoch is, it is refused with ValueError"""
    for epoch in (-int(rng.integers(2, 60)), -float(rng.uniform(0.01, 0.9))):
        with pytest.raises(ValueError):
            submission.cosine(epoch)
    with pytest.raises(ValueError):
        submission.step_decay(-int(rng.integers(2, 60)))
    with pytest.raises(ValueError):
        submission.exponential(-int(rng.integers(2, 60)))
