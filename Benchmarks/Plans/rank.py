"""The ranking against NumPy on the same data.

national: 400,000 applications, 5 sheets each of 100,000 reviewers, 5 criteria. small: 16 × 10, with everything and
10,000 bootstrap replicates. The ranks of both programs must be the same number for number.
"""
import statistics
import time

import numpy as np

WEIGHTS = np.array([3000, 2500, 2000, 1500, 1000], dtype=np.int64)


def run(bench):
    program = bench.build("rank-bench")
    figures = {}
    for name, shape in {"national": (400_000, 5, 100_000), "small": (16, 10, 10)}.items():
        folder = bench.work / f"rank-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        reviewers, marks = panel(*shape)
        np.array([shape[0], shape[1], shape[2], 5], dtype=np.int32).tofile(folder / "shape.i32")
        reviewers.astype(np.int32).tofile(folder / "reviewer.i32")
        marks.astype(np.int32).tofile(folder / "marks.i32")
        ours = bench.run(program, name, folder)
        theirs, ranks = (numpy_national if name == "national" else numpy_small)(shape, reviewers, marks)
        if not np.array_equal(np.fromfile(folder / "ranks.i32", dtype=np.int32), ranks):
            raise RuntimeError(f"{name}: the ranks differ from NumPy's")
        for key, value in ours.items():
            figures[f"{name} {key} ms"] = value
        for key, value in theirs.items():
            figures[f"{name} {key} numpy ms"] = value
            figures[f"{name} {key} numpy/ours"] = value / ours[key]
    return {
        "figures": figures,
        "targets": [
            bench.target("national whole ms", figures["national whole ms"], 500),
            bench.target("small whole ms", figures["small whole ms"], 50),
        ],
    }


def panel(applications, sheets, reviewers):
    """Reviewers by shuffled decks, quality + severity + noise; rows in order of application, then reviewer."""
    random = np.random.default_rng(20261124)
    if sheets == reviewers:
        rows = np.tile(np.arange(reviewers), (applications, 1))
    else:
        decks = -(-applications // reviewers)
        rows = np.stack(
            [np.concatenate([random.permutation(reviewers) for _ in range(decks)])[:applications] for _ in range(sheets)],
            axis=1)
        rows.sort(axis=1)
    quality = random.normal(75, 7, (applications, 1, 1))
    severity = random.normal(0, 4, reviewers)[rows][:, :, None]
    marks = np.rint(quality + severity + random.normal(0, 6, (applications, sheets, 5))).clip(0, 100)
    return rows.reshape(-1), marks.astype(np.int32).reshape(-1, 5)


def timed(rounds, body):
    body()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        value = body()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), value


def competition_ranks(values):
    order = np.argsort(-values, kind="stable")
    ordered = values[order]
    first = np.r_[True, ordered[1:] != ordered[:-1]]
    ranks = np.empty(len(values), dtype=np.int32)
    ranks[order] = np.maximum.accumulate(np.where(first, np.arange(1, len(values) + 1), 0))
    return ranks


def numpy_national(shape, reviewers, marks):
    applications, sheets, people = shape
    total_time, totals = timed(5, lambda: marks @ WEIGHTS)
    grid = totals.reshape(applications, sheets).astype(np.int32)
    by_sort = timed(5, lambda: np.sort(grid, axis=1)[:, 1:-1].sum(axis=1))
    by_sum = timed(5, lambda: grid.sum(axis=1) - grid.max(axis=1) - grid.min(axis=1))
    drop_time, sums = min(by_sort, by_sum, key=lambda pair: pair[0])
    rank_time, ranks = timed(5, lambda: competition_ranks(sums))
    points = totals / 10_000
    calibrate_time, _ = timed(1, lambda: ridge(points, reviewers, applications, sheets, people))
    return {"totals": total_time, "drop": drop_time, "rank": rank_time, "calibrate": calibrate_time}, ranks


def ridge(points, reviewers, applications, sheets, people, penalty=1.0):
    """Additive model, qualities eliminated, conjugate gradients with Jacobi's preconditioner."""
    counts = np.bincount(reviewers, minlength=people) + penalty
    inverse = 1 / (counts - np.bincount(reviewers, minlength=people) / sheets)

    def apply(vector):
        means = vector[reviewers].reshape(applications, sheets).mean(axis=1)
        return counts * vector - np.bincount(reviewers, np.repeat(means, sheets), people)

    means = points.reshape(applications, sheets).mean(axis=1)
    residual = np.bincount(reviewers, points - np.repeat(means, sheets), people)
    goal = 1e-10 * np.linalg.norm(residual)
    solution = np.zeros(people)
    direction = inverse * residual
    rho = residual @ direction
    while np.linalg.norm(residual) > goal:
        product = apply(direction)
        step = rho / (direction @ product)
        solution += step * direction
        residual -= step * product
        scaled = inverse * residual
        rho, before = residual @ scaled, rho
        direction = scaled + rho / before * direction
    return solution


def numpy_small(shape, reviewers, marks):
    applications, sheets, _ = shape
    totals = (marks @ WEIGHTS).reshape(applications, sheets)

    def bootstrap():
        random = np.random.default_rng(1)
        drawn = totals[:, random.integers(0, sheets, (10_000, sheets))]
        sums = drawn.sum(axis=2) - drawn.max(axis=2) - drawn.min(axis=2)
        higher = (sums[:, None, :] > sums[None, :, :]).sum(axis=0)
        return (higher < 3).mean(axis=1)

    bootstrap_time, _ = timed(3, bootstrap)
    sums = totals.sum(axis=1) - totals.max(axis=1) - totals.min(axis=1)
    return {"bootstrap": bootstrap_time}, competition_ranks(sums)
