"""How often 95 % intervals of cross-validated average precision, and of recall among the 100 highest scores, hold the truth:
the tables of docs/methods.md.

Run: pip install -r requirements-additions.txt && python ranked_coverage.py [data sets, 400]
Data and learner are those of null_coverage.py, with 10 repeats and 200 bootstrap resamples of users. The truth is the mean
figure of fitted models over a population with the same prevalence. Figures are means over repeats. Variances are the mean over
repeats of what drawing users does to one repeat, plus, but for "users alone", (1 + 1/repeats) times that between repeats. "above" and
"below" are how often the whole interval lies on that side of the truth, 2.5 % if all is well.

bootstrap      users drawn with replacement, each class by itself; n / (n - 1) and Student's t of n - 1 degrees of freedom, n retained
users alone    the same without the part between repeats
infinitesimal  the infinitesimal jackknife, by each user's influence, with the same factor and t; MetricIntervals.averagePrecision
jackknife      each user left out in turn, each class by itself, with the same factor and t
Wilson         Wilson's interval of as many trials as the variance stands for, at most the retained users, with the same t; for average
               precision the intervals are on the logit scale
proportion     recall: the variance of one repeat is that of a share of the retained; Decisions
"""

import sys

import numpy as np
from null_coverage import FOLDS, RETAINED, USERS, WEIGHTS, features, firth, logit
from scipy.stats import t as student

REPEATS, RESAMPLES, FRESH, K = 10, 200, 40_000, 100
T = student.ppf(0.975, RETAINED - 1)
FACTOR = np.sqrt(RETAINED / (RETAINED - 1))


def resampled(times, y, scores):
    """Average precision and recall, one of each a row of times, which says how often each user is drawn."""
    order = np.argsort(-scores)
    times, y = times[:, order], y[order]
    reaching = np.cumsum(times, axis=1)
    found = np.cumsum(times * y, axis=1)
    precision = (times[:, y] * found[:, y] / np.maximum(reaching[:, y], 1)).sum(1) / RETAINED
    return precision, (np.clip(K - (reaching - times), 0, times) * y).sum(1) / RETAINED


def of_population(scores, odds):
    order = np.argsort(-scores)
    share = odds[order] / odds.sum()
    reached = RETAINED * np.cumsum(share)
    precision = (share * reached / (reached + (USERS - RETAINED) * np.arange(1, FRESH + 1) / FRESH)).sum()
    return precision, share[: FRESH * K // USERS].sum()


def reaching(y, scores):
    """For each retained user, how many of each class score at least as much, and whether each of them does."""
    of_retained = scores[y][None, :] >= scores[y][:, None]
    lost = np.sort(scores[~y])
    return of_retained, of_retained.sum(1), len(lost) - np.searchsorted(lost, scores[y])


def jackknife(y, scores):
    reach, found, missed = reaching(y, scores)
    rest = np.maximum(found[:, None] - reach, 1)  # column j: without user j
    without = np.where(np.eye(RETAINED, dtype=bool), 0, rest / (rest + missed[:, None])).sum(0) / (RETAINED - 1)
    variance = (RETAINED - 1) / RETAINED * ((without - without.mean()) ** 2).sum()
    losses = scores[~y][:, None] >= scores[y][None, :]
    gains = np.where(missed > 0, found / (found + np.maximum(missed - 1, 0)) - found / (found + missed), 0)
    changes = losses @ gains / RETAINED
    return variance + (1 - 1 / len(changes)) * ((changes - changes.mean()) ** 2).sum()


def infinitesimal(y, scores):
    reach, found, missed = reaching(y, scores)
    squared = (found + missed) ** 2
    of_retained = (found / (found + missed) + (reach * (missed / squared)[:, None]).sum(0)) / RETAINED
    of_lost = (scores[~y][:, None] >= scores[y][None, :]) @ (found / squared) / RETAINED
    return ((of_retained - of_retained.mean()) ** 2).sum() + ((of_lost - of_lost.mean()) ** 2).sum()


def wilson(found, variance):
    """Of as many trials as the variance stands for, with T standard errors to each side."""
    trials = min(RETAINED, found * (1 - found) / variance) if variance > 0 else RETAINED
    if trials == 0:  # nobody is found, and yet some resample finds somebody
        return found, 0, 1
    t = T * FACTOR
    middle, scale = (found + t * t / (2 * trials)), 1 + t * t / trials
    half = t * np.sqrt(found * (1 - found) / trials + t * t / (4 * trials * trials))
    return found, (middle - half) / scale, (middle + half) / scale


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
    precisions, recalls = np.array([resampled(times, y, s) for s in scores]).transpose(1, 2, 0)
    ap, recall = precisions[0].mean(), recalls[0].mean()
    of_users = precisions[1:].var(0, ddof=1).mean()
    of_splits = (1 + 1 / REPEATS) * precisions[0].var(ddof=1)
    found_of_users = recalls[1:].var(0, ddof=1).mean()
    found_of_splits = (1 + 1 / REPEATS) * recalls[0].var(ddof=1)
    fresh = (features(FRESH, rng) - centre) / spread
    truth = (RETAINED / USERS, K / USERS) if scale == 0 else np.mean(
        [of_population(fresh @ b[1:], np.exp(scale * (fresh @ WEIGHTS))) for b in beta[:3]], axis=0)
    return [
        logit(ap, T * FACTOR * np.sqrt(precisions[1:].mean(1).var(ddof=1))),
        logit(ap, T * FACTOR * np.sqrt(of_users + of_splits)),
        logit(ap, T * FACTOR * np.sqrt(np.mean([infinitesimal(y, s) for s in scores]) + of_splits)),
        logit(ap, T * FACTOR * np.sqrt(np.mean([jackknife(y, s) for s in scores]) + of_splits)),
        wilson(recall, found_of_users + found_of_splits),
        wilson(recall, np.mean(recalls[0] * (1 - recalls[0])) / RETAINED + found_of_splits),
    ], truth


NAMES = [
    "average precision: bootstrap, users alone", "average precision: bootstrap", "average precision: infinitesimal",
    "average precision: jackknife", "recall: bootstrap, Wilson", "recall: proportion, Wilson",
]  # fmt: skip

if __name__ == "__main__":
    generator = np.random.default_rng(20250113)
    for scale in 0, 0.3, 0.55, 0.8:
        rows, truths = zip(*(data_set(scale, generator) for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 400)))
        precision, recall = np.mean(truths, axis=0)
        print(f"weights x {scale}: true average precision {precision:.4f}, true recall {recall:.3f}")
        for name, (found, lower, upper) in zip(NAMES, np.array(rows).transpose(1, 2, 0)):
            truth = precision if name.startswith("average") else recall
            print(
                f"  {name:41} mean {found.mean():.4f}  width {(upper - lower).mean():.3f}  widest {(upper - lower).max():.3f}"
                f"  holds {np.mean((lower <= truth) & (truth <= upper)):.1%}  above {np.mean(lower > truth):.1%}"
                f"  below {np.mean(upper < truth):.1%}",
                flush=True,
            )
