"""How often 95 % intervals of cross-validated average precision hold the truth: the figures in Bootstrap's Javadoc.

Run: pip install -r requirements-additions.txt && python ap_coverage.py [data sets, 400]
Data and learner are those of null_coverage.py, with 10 repeats and 200 bootstrap resamples of users, logit intervals. The
truth is the mean average precision of fitted models over a population with the same prevalence. "above" and "below" are how
often the whole interval lies on that side of the truth, 2.5 % if all is well.

one repeat        average precision of the first repeat, bootstrap over users
mean              mean over repeats, bootstrap over users: Bootstrap.logitInterval of a list
mean, splits      variance: mean over repeats of each repeat's own, plus (1 + 1/repeats) times that between repeats:
                  Bootstrap.logitIntervalWithSplits

weights x 0: true average precision 0.0062
  one repeat   mean 0.0074  holds 92.5%  above 1.8%  below 5.8%
  mean         mean 0.0075  holds 92.8%  above 1.5%  below 5.8%
  mean, splits mean 0.0075  holds 98.0%  above 0.2%  below 1.8%
weights x 0.55: true average precision 0.0268
  one repeat   mean 0.0384  holds 87.5%  above 4.5%  below 8.0%
  mean         mean 0.0371  holds 90.8%  above 3.8%  below 5.5%
  mean, splits mean 0.0371  holds 94.8%  above 1.8%  below 3.5%
weights x 0.8: true average precision 0.0968
  one repeat   mean 0.1076  holds 91.5%  above 3.2%  below 5.2%
  mean         mean 0.1073  holds 91.8%  above 3.0%  below 5.2%
  mean, splits mean 0.1073  holds 94.5%  above 2.5%  below 3.0%
"""

import sys

import numpy as np
from null_coverage import FOLDS, RETAINED, USERS, WEIGHTS, features, firth, logit
from scipy.stats import t as student

REPEATS, RESAMPLES, FRESH = 10, 200, 40_000


def average_precision(times, y, scores):
    """One figure a row of times, which says how often each user is drawn."""
    order = np.argsort(-scores)
    times, y = times[:, order], y[order]
    reaching, found = np.cumsum(times, axis=1), np.cumsum(times * y, axis=1)
    return (times[:, y] * found[:, y] / np.maximum(reaching[:, y], 1)).sum(1) / RETAINED


def of_population(scores, odds):
    order = np.argsort(-scores)
    share = odds[order] / odds.sum()
    reached = RETAINED * np.cumsum(share)
    return (share * reached / (reached + (USERS - RETAINED) * np.arange(1, FRESH + 1) / FRESH)).sum()


def data_set(scale, rng):
    x = features(USERS, rng)
    centre, spread = x.mean(0), x.std(0)
    x = (x - centre) / spread
    y = np.zeros(USERS, dtype=bool)
    y[np.argsort(-(scale * (x @ WEIGHTS) + rng.gumbel(size=USERS)))[:RETAINED]] = True
    classes = [np.flatnonzero(y), np.flatnonzero(~y)]
    times = np.ones((1 + RESAMPLES, USERS))
    for rows in classes:
        times[1:, rows] = rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), RESAMPLES)
    fold = np.empty((REPEATS, USERS), dtype=int)
    for repeat in range(REPEATS):
        fold[repeat, np.concatenate([rng.permutation(rows) for rows in classes])] = np.arange(USERS) % FOLDS
    beta = firth(x, y.astype(float), np.concatenate([f != np.arange(FOLDS)[:, None] for f in fold]).T.astype(float))
    own = beta[np.arange(REPEATS)[:, None] * FOLDS + fold]
    scores = own[..., 0] + (own[..., 1:] * x).sum(2)
    figures = np.array([average_precision(times, y, s) for s in scores]).T
    estimate, replicates = figures[0], figures[1:]
    variances = replicates.var(0, ddof=1)
    t = student.ppf(0.975, RETAINED - 1) * np.sqrt(RETAINED / (RETAINED - 1))
    fresh = (features(FRESH, rng) - centre) / spread
    truth = RETAINED / USERS if scale == 0 else np.mean(
        [of_population(fresh @ b[1:], np.exp(scale * (fresh @ WEIGHTS))) for b in beta[:3]])
    return [
        logit(estimate[0], t * np.sqrt(variances[0])),
        logit(estimate.mean(), t * replicates.mean(1).std(ddof=1)),
        logit(estimate.mean(), t * np.sqrt(variances.mean() + (1 + 1 / REPEATS) * estimate.var(ddof=1))),
    ], truth


if __name__ == "__main__":
    generator = np.random.default_rng(20250113)
    for scale in 0, 0.55, 0.8:
        rows, truths = zip(*(data_set(scale, generator) for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 400)))
        truth = np.mean(truths)
        print(f"weights x {scale}: true average precision {truth:.4f}")
        for name, (found, lower, upper) in zip(["one repeat", "mean", "mean, splits"], np.array(rows).transpose(1, 2, 0)):
            print(
                f"  {name:12} mean {found.mean():.4f}  holds {np.mean((lower <= truth) & (truth <= upper)):.1%}"
                f"  above {np.mean(lower > truth):.1%}  below {np.mean(upper < truth):.1%}",
                flush=True,
            )
