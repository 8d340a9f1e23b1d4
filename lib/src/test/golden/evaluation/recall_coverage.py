"""How often 95 % intervals of cross-validated recall among the 100 highest scores hold the truth: the figures in RankedFigures' Javadoc.

Run: pip install -r requirements-additions.txt && python recall_coverage.py [data sets, 400]
Data, learner, repeats and resamples are those of ap_coverage.py. The truth is the mean recall of fitted models over a population with
the same prevalence, among as large a share of it. The variance is the mean over repeats of the bootstrap's for one repeat, plus (1 +
1/repeats) times that between repeats.

logit     the standard error on the logit scale, with Student's t: as for average precision
Wilson    Wilson's interval of as many trials as the variance stands for, recall (1 - recall) / variance, at most the retained users, with
          the same t

weights x 0: true recall 0.031
  logit   mean 0.021  width 0.549  widest 0.999  holds 99.2%  above 0.8%  below 0.0%
  Wilson  mean 0.021  width 0.293  widest 0.472  holds 99.2%  above 0.8%  below 0.0%
weights x 0.3: true recall 0.076
  logit   mean 0.063  width 0.506  widest 1.000  holds 98.5%  above 1.5%  below 0.0%
  Wilson  mean 0.063  width 0.333  widest 0.470  holds 98.5%  above 1.5%  below 0.0%
weights x 0.55: true recall 0.190
  logit   mean 0.177  width 0.430  widest 0.991  holds 99.0%  above 0.8%  below 0.2%
  Wilson  mean 0.177  width 0.382  widest 0.509  holds 98.8%  above 1.0%  below 0.2%
weights x 0.8: true recall 0.381
  logit   mean 0.357  width 0.449  widest 0.520  holds 98.2%  above 1.5%  below 0.2%
  Wilson  mean 0.357  width 0.432  widest 0.499  holds 97.8%  above 1.5%  below 0.8%
"""

import sys

import numpy as np
from ap_coverage import FRESH, REPEATS, RESAMPLES
from null_coverage import FOLDS, RETAINED, USERS, WEIGHTS, features, firth, logit
from scipy.stats import t as student

K = 100


def recall(times, y, scores):
    """One figure a row of times, which says how often each user is drawn; the last place may be shared."""
    order = np.argsort(-scores)
    times, y = times[:, order], y[order]
    reaching = np.cumsum(times, axis=1)
    counted = np.clip(K - (reaching - times), 0, times)
    return (counted * y).sum(1) / RETAINED


def of_population(scores, odds):
    order = np.argsort(-scores)
    return (odds[order] / odds.sum())[: FRESH * K // USERS].sum()


def wilson(found, variance, t):
    trials = RETAINED if found in (0, 1) or variance == 0 else min(RETAINED, found * (1 - found) / variance)
    scale = 1 + t * t / trials
    centre = (found + t * t / (2 * trials)) / scale
    half = t / scale * np.sqrt(found * (1 - found) / trials + t * t / (4 * trials * trials))
    return found, max(0.0, centre - half), min(1.0, centre + half)


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
    figures = np.array([recall(times, y, s) for s in scores]).T
    estimate, replicates = figures[0], figures[1:]
    variance = replicates.var(0, ddof=1).mean() + (1 + 1 / REPEATS) * estimate.var(ddof=1)
    t = student.ppf(0.975, RETAINED - 1) * np.sqrt(RETAINED / (RETAINED - 1))
    fresh = (features(FRESH, rng) - centre) / spread
    truth = np.mean([of_population(fresh @ b[1:], np.exp(scale * (fresh @ WEIGHTS))) for b in beta[:3]])
    mean = estimate.mean()
    none = mean in (0, 1)
    return [
        wilson(mean, 0, t) if none else logit(mean, t * np.sqrt(variance)),
        wilson(mean, variance, t),
    ], truth


if __name__ == "__main__":
    generator = np.random.default_rng(20250131)
    for scale in 0, 0.3, 0.55, 0.8:
        rows, truths = zip(*(data_set(scale, generator) for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 400)))
        truth = np.mean(truths)
        print(f"weights x {scale}: true recall {truth:.3f}")
        for name, (found, lower, upper) in zip(["logit", "Wilson"], np.array(rows).transpose(1, 2, 0)):
            print(
                f"  {name:7} mean {found.mean():.3f}  width {np.mean(upper - lower):.3f}  widest {np.max(upper - lower):.3f}"
                f"  holds {np.mean((lower <= truth) & (truth <= upper)):.1%}  above {np.mean(lower > truth):.1%}"
                f"  below {np.mean(upper < truth):.1%}",
                flush=True,
            )
