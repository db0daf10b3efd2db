"""A linear-chain conditional random field, fitted by L-BFGS: forwards and backwards over all sequences at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

SHRINKAGE, SHRINKAGE_OF_TRANSITIONS = 5.0, 0.1
"""Weights of the squared sizes; chosen by cross-validation."""
MOST_STEPS = 120


class Examples(NamedTuple):
    """Sequences one after the other: a row of features and a label for each item, and each sequence's length."""

    features: csr_matrix
    labels: np.ndarray
    lengths: np.ndarray


class Chain(NamedTuple):
    """What was fitted: a row of label weights for each feature, and from label (row) to label (column)."""

    weights: np.ndarray
    transitions: np.ndarray
    first: np.ndarray
    last: np.ndarray

    @classmethod
    def of_vector(cls, vector: np.ndarray, count: int) -> Chain:
        """The parts of one long vector."""
        edges = len(vector) - count * count - 2 * count
        weights, transitions, first, last = np.split(
            vector, [edges, edges + count * count, edges + count * count + count]
        )
        return cls(weights.reshape(-1, count), transitions.reshape(count, count), first, last)

    def vector(self) -> np.ndarray:
        """All parts in one long vector."""
        return np.concatenate([part.ravel() for part in self])


class _Steps(NamedTuple):
    """The sequences side by side, longest first: at each time, the rows (in Examples) of those still going."""

    rows: tuple[np.ndarray, ...]
    starts: np.ndarray
    ends: np.ndarray


def fitted(examples: Examples, *, label_count: int) -> Chain:
    """The chain that makes the labels likeliest, large weights held against it."""
    steps = _steps(examples.lengths)
    observed = _observed(examples, steps, label_count)
    transposed = examples.features.T.tocsr()

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        chain = Chain.of_vector(vector, label_count)
        log_partition, expected = _expected(chain, examples.features, transposed, steps)
        shrunk = _shrunk(chain)
        agreement = sum(float((part * seen).sum()) for part, seen in zip(chain, observed, strict=True))
        penalty = 0.5 * float((vector * shrunk.vector()).sum())
        return log_partition - agreement + penalty, expected.vector() - observed.vector() + shrunk.vector()

    size = examples.features.shape[1] * label_count + label_count * (label_count + 2)
    options = {"maxiter": MOST_STEPS, "maxcor": 8, "ftol": 1e-7}
    return Chain.of_vector(minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options=options).x, label_count)


def _steps(lengths: np.ndarray) -> _Steps:
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    rows = tuple(starts[: int((lengths > time).sum())] + time for time in range(int(lengths.max())))
    return _Steps(rows, starts, starts + lengths - 1)


def _observed(examples: Examples, steps: _Steps, count: int) -> Chain:
    """How often the labels did go with each feature, label, start and end."""
    labels = np.eye(count)[examples.labels]
    transitions = np.zeros((count, count))
    for rows in steps.rows[1:]:
        np.add.at(transitions, (examples.labels[rows - 1], examples.labels[rows]), 1)
    return Chain(examples.features.T @ labels, transitions, labels[steps.starts].sum(0), labels[steps.ends].sum(0))


def _expected(chain: Chain, features: csr_matrix, transposed: csr_matrix, steps: _Steps) -> tuple[float, Chain]:
    """The logarithm of the sum over all paths, and how often the chain expects what `_observed` counts."""
    scores = features @ chain.weights
    highest = scores.max(1, keepdims=True)
    likely, onward = np.exp(scores - highest), np.exp(chain.transitions)
    forward, scales = _forward(chain, likely, onward, steps)
    log_partition = float(highest.sum() + sum(np.log(scale).sum() for scale in scales))
    chances, transitions = np.empty_like(scores), np.zeros_like(onward)
    behind = np.zeros((0, len(onward)))
    for time in range(len(steps.rows) - 1, -1, -1):
        rows, going = steps.rows[time], len(behind)
        ended = (forward[time][going:] @ np.exp(chain.last))[:, None]
        log_partition += float(np.log(ended).sum())
        here = np.concatenate([behind, np.exp(chain.last) / ended])
        chances[rows] = forward[time] * here
        if time:
            arriving = here * likely[rows] / scales[time]
            transitions += (forward[time - 1][: len(rows)].T @ arriving) * onward
            behind = arriving @ onward.T
    ends = chances[steps.starts].sum(0), chances[steps.ends].sum(0)
    return log_partition, Chain(transposed @ chances, transitions, *ends)


def _forward(
    chain: Chain, likely: np.ndarray, onward: np.ndarray, steps: _Steps
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The chances of each label given what came before, and by what each time's were divided to sum to one."""
    forward: list[np.ndarray] = []
    scales: list[np.ndarray] = []
    for time, rows in enumerate(steps.rows):
        reached = forward[-1][: len(rows)] @ onward if time else np.exp(chain.first)
        here = reached * likely[rows]
        scales.append(here.sum(1, keepdims=True))
        forward.append(here / scales[-1])
    return forward, scales


def _shrunk(chain: Chain) -> Chain:
    transitions = (SHRINKAGE_OF_TRANSITIONS * part for part in chain[1:])
    return Chain(SHRINKAGE * chain.weights, *transitions)
