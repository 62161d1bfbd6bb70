"""Read a training run and say what is wrong with it."""

from collections.abc import Sequence


def diagnose(
    train_loss: Sequence[float],
    val_loss: Sequence[float],
    grad_norms: Sequence[float] | None,
) -> set[str]:
    """Name everything that the rules of the task find in a run.

    Parameters
    ----------
    train_loss : sequence of float, length n
        Loss on the training samples, one number per epoch.
    val_loss : sequence of float, length n
        Loss on the validation samples, one number per epoch.
    grad_norms : sequence of float, or None
        Norm of the loss gradient with respect to the weights of each layer, the
        first layer first; None if it was not recorded.

    Returns
    -------
    set of str
        Some of 'diverged', 'oscillating', 'underfitting', 'plateau',
        'overfitting', 'vanishing' and 'exploding'; or 'healthy' alone.

    Raises
    ------
    ValueError
        If the curves differ in length or are empty.
    """
    raise NotImplementedError("write diagnose")
