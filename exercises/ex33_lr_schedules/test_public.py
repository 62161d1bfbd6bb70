"""Public checks: the tables of the task text, powers and angles by hand, refusals."""

import math

import pytest

from grader.checks import close, equal, fresh, needs, points

EPOCHS = (0, 9, 10, 25, 50, 60)


@points(1.5)
@fresh
def test_steps(submission):
    """Step decay halves the rate after every tenth epoch"""
    rates = [submission.step_decay(epoch) for epoch in EPOCHS]
    # 0, 0, 1, 2, 5 and 6 drops
    close(rates, [0.1, 0.1, 0.05, 0.025, 0.1 / 32, 0.1 / 64])


@points(1)
@fresh
def test_powers(submission):
    """Exponential decay multiplies the rate by gamma after every epoch"""
    rates = [submission.exponential(epoch) for epoch in EPOCHS]
    close(rates, [0.1 * math.prod([0.95] * epoch) for epoch in EPOCHS])


@points(1)
@fresh
def test_half_a_wave(submission):
    """Cosine decay falls from lr0 to lr_min over half a wave, and stays there"""
    rates = [submission.cosine(epoch) for epoch in (25, 0, 50, 60)]
    # halfway between 0.1 and 0.001; cos(0) = 1, cos(pi) = -1, past the end
    close(rates, [0.0505, 0.1, 0.001, 0.001])


@points(0.5)
@needs("steps")
def test_other_steps(submission):
    """Step decay uses the start, the drop and the number of epochs it is given"""
    rates = [
        submission.step_decay(epoch, 0.8, 0.25, 4) for epoch in (0, 3, 4, 7, 8, 11)
    ]
    close(rates, [0.8, 0.8, 0.2, 0.2, 0.05, 0.05])


@points(0.5)
@needs("powers")
def test_other_powers(submission):
    """Exponential decay uses the start and the gamma it is given"""
    rates = [submission.exponential(epoch, 0.5, 0.8) for epoch in (0, 1, 2, 3)]
    close(rates, [0.5, 0.4, 0.32, 0.256])


@points(0.5)
@needs("half_a_wave")
def test_other_waves(submission):
    """Cosine decay uses the start, the end and the length it is given"""
    rates = [submission.cosine(epoch, 0.9, 0.1, 60) for epoch in (20, 30, 40, 60, 75)]
    # cosines 1/2, 0, -1/2 and -1
    close(rates, [0.7, 0.5, 0.3, 0.1, 0.1])


@points(0.5)
@needs("half_a_wave")
def test_parts_of_an_epoch(submission):
    """Cosine decay has a rate of its own in the middle of an epoch"""
    # a quarter of the way, 45 degrees: the cosine is the root of 1/2
    close(submission.cosine(12.5), 0.001 + 0.099 * (1 + math.sqrt(0.5)) / 2)


@points(0.5)
@needs("steps", "powers", "half_a_wave")
@fresh
def test_asked_again(submission):
    """Epochs can be asked for twice and in any order"""
    for schedule in (submission.step_decay, submission.exponential, submission.cosine):
        late, early, again = schedule(40), schedule(20), schedule(40)
        equal(again, late)
        equal(early > late, True)


@points(0.5)
@needs("steps", "powers", "half_a_wave")
def test_negative_epochs(submission):
    """A negative epoch is refused with ValueError by all three"""
    for schedule in (submission.step_decay, submission.exponential, submission.cosine):
        with pytest.raises(ValueError):
            schedule(-1)


@points(0.5)
@needs("steps")
def test_every_counts_epochs(submission):
    """An `every` of 0 or below is refused with ValueError, and 1 is accepted"""
    for every in (0, -3):
        with pytest.raises(ValueError):
            submission.step_decay(6, every=every)
    close(submission.step_decay(3, every=1), 0.0125)


@points(0.5)
@needs("powers")
def test_gamma_does_not_grow(submission):
    """A gamma above 1, of 0 or below is refused with ValueError, and 1 is accepted"""
    for gamma in (-0.5, 0.0, 1.25):
        with pytest.raises(ValueError):
            submission.exponential(3, gamma=gamma)
    close(submission.exponential(8, gamma=1.0), 0.1)
