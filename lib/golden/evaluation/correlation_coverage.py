"""How often intervals of the difference of two point-biserial correlations hold the truth: the table of docs/methods.md.

Run: pip install -r requirements-additions.txt && python correlation_coverage.py [data sets, 1000]
Each data set has 3,249 users, 23 of them retained, and two skewed columns, logs of rounded lognormals that go together; the
retained are drawn with odds that grow with the columns by the weights given. The truth is the difference of the columns' correlations
with retention over two million users at the same prevalence. The level is 98.75 %, for four differences that hold together at 95 %.

percentile     of 500 resamples, retained and lost users drawn with replacement, each from their own
further out    the same, taken further out for 23 retained users, as Hesterberg does: n / (n - 1) and Student's t
standard error of these resamples, with the same factor and t on each side
jackknife      the standard error by leaving each user out in turn, each class by itself, with the same factor and t
infinitesimal  that of the infinitesimal jackknife, by each user's influence, with the same factor and t; Correlation.difference
"""

import sys

import numpy as np
from scipy.stats import norm
from scipy.stats import t as student

USERS, RETAINED, RESAMPLES, LEVEL = 3249, 23, 500, 1 - 0.05 / 4
Z = student.ppf((1 + LEVEL) / 2, RETAINED - 1) * np.sqrt(RETAINED / (RETAINED - 1))


def columns(count, rng):
    shared = rng.normal(size=count)
    latent = 0.7 * shared + np.sqrt(1 - 0.49) * rng.normal(size=(2, count))
    return np.log1p(np.floor(np.exp(np.array([[1.5], [0.0]]) + np.array([[2.0], [1.5]]) * latent)))


def correlation(n, y, x, xx, xy):
    """From sums; y of 0 or 1."""
    return (n * xy - x * y) / np.sqrt((n * y - y * y) * (n * xx - x * x))


def difference(sums):
    n, y = sums[:2]
    return correlation(n, y, *sums[2:5]) - correlation(n, y, *sums[5:])


def products(x, y):
    return np.array([np.ones(len(y)), y, *(v for c in x for v in (c, c * c, c * y))])


def influences(y, x):
    a, b = (y - y.mean()) / y.std(), (x - x.mean()) / x.std()
    return a * b - (a * b).mean() * (a * a + b * b) / 2


def data_set(weights, rng):
    x = columns(USERS, rng)
    y = np.zeros(USERS)
    y[np.argsort(-(weights @ x + rng.gumbel(size=USERS)))[:RETAINED]] = 1
    of = products(x, y)
    estimate = difference(of.sum(1))
    classes = [np.flatnonzero(y == c) for c in (1, 0)]
    sums = sum(of[:, rows] @ rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), RESAMPLES).T for rows in classes)
    replicates = difference(sums)
    without = difference(of.sum(1)[:, None] - of)
    error = np.sqrt(sum((1 - 1 / len(rows)) * ((without[rows] - without[rows].mean()) ** 2).sum() for rows in classes))
    influence = np.subtract(*(influences(y, c) for c in x)) / USERS
    error_of_influence = np.sqrt(sum(((influence[rows] - influence[rows].mean()) ** 2).sum() for rows in classes))
    tail = (1 - LEVEL) / 2
    limits = [np.quantile(replicates, [p, 1 - p]) for p in (tail, norm.cdf(-Z))]
    return [*limits, *(estimate + Z * e * np.array([-1, 1]) for e in (replicates.std(ddof=1), error, error_of_influence))]


def truth(weights, rng):
    x = columns(2_000_000, rng)
    odds = np.exp(weights @ x)
    retained = odds / odds.sum()
    p = RETAINED / USERS
    # Retained are a small share of the population; the lost are taken for all of it.
    found = []
    for c in x:
        mean = p * (retained @ c) + (1 - p) * c.mean()
        spread = np.sqrt(p * (retained @ (c - mean) ** 2) + (1 - p) * ((c - mean) ** 2).mean())
        found.append(np.sqrt(p * (1 - p)) * (retained @ c - c.mean()) / spread)
    return found[0] - found[1]


NAMES = "percentile", "further out", "standard error", "jackknife", "infinitesimal"

if __name__ == "__main__":
    generator = np.random.default_rng(20250113)
    for weights in (0, 0), (0.3, 0.3), (0.6, 0.0), (0.0, 0.9):
        true = truth(np.array(weights), generator)
        made = [data_set(np.array(weights), generator) for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)]
        print(f"weights {weights}: true difference {true:+.4f}")
        for name, (lower, upper) in zip(NAMES, np.array(made).transpose(1, 2, 0)):
            print(
                f"  {name:15} width {(upper - lower).mean():.4f}  holds {np.mean((lower <= true) & (true <= upper)):.1%}"
                f"  above {np.mean(lower > true):.1%}  below {np.mean(upper < true):.1%}",
                flush=True,
            )
