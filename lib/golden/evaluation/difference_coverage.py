"""How often tests and intervals of a difference of two cross-validated AUCs are wrong: the table of
docs/methods.md.

Run: pip install -r requirements-additions.txt && python difference_coverage.py [data sets, 1000; half as many with Firth]
Each data set has 3,249 users, 20 of them retained. Two learners are judged in the same repeats of stratified 5-fold
cross-validation. Those on "means" score by the line from the mean of the lost to that of the retained, on five normal features
each, in which the retained are shifted by the length given: "apart" on five each of their own, "nested" on the first one's five,
and these and five more. Those on "Firth" are logistic regressions on the features of null_coverage.py, the first on all five, the
second on the first of them. The truth is the mean difference of the AUCs of fitted models. A figure is how often the
interval, or the test of the true difference, misses it: 5 % if all is well.

corrected t       Nadeau & Bengio's, mean difference within folds, t of 5 x repeats - 1 degrees of freedom
users             variance: mean over repeats of DeLong's for the difference of placements within folds; here and below with
                  n / (n - 1) and t of n - 1 degrees of freedom for n retained
and splits        the same plus (1 + 1/repeats) times the variance between repeats, as MetricIntervals.auc
pairs             the same, but (c + 1/repeats) times, c = (n - m) / 2 / (m - 1) for m retained a fold: 2.7 here;
                  CrossValidatedAucDifference

means, apart, shifts 0 and 0: true difference +0.000, 1000 data sets
   2 repeats  sd 0.124  corrected t 10.6%  users 15.9%  and splits  9.7%  pairs  7.0%
   4 repeats  sd 0.122  corrected t 14.1%  users 14.0%  and splits  7.5%  pairs  4.3%
  20 repeats  sd 0.119  corrected t 17.4%  users 14.0%  and splits  7.0%  pairs  3.3%
means, apart, shifts 0.8 and 0.8: true difference -0.000, 1000 data sets
   2 repeats  sd 0.100  corrected t  5.3%  users  9.3%  and splits  6.1%  pairs  5.1%
   4 repeats  sd 0.099  corrected t  8.2%  users  8.8%  and splits  6.2%  pairs  4.0%
  20 repeats  sd 0.098  corrected t 10.8%  users  8.9%  and splits  6.3%  pairs  3.2%
means, apart, shifts 1.2 and 0.4: true difference +0.216, 1000 data sets
   2 repeats  sd 0.103  corrected t  7.8%  users 12.6%  and splits  8.9%  pairs  7.0%
   4 repeats  sd 0.102  corrected t  9.8%  users 11.6%  and splits  8.2%  pairs  5.8%
  20 repeats  sd 0.101  corrected t 14.1%  users 11.3%  and splits  8.1%  pairs  5.4%
means, nested, shifts 0 and 0: true difference +0.000, 1000 data sets
   2 repeats  sd 0.070  corrected t  7.9%  users 13.1%  and splits  7.5%  pairs  5.8%
   4 repeats  sd 0.069  corrected t 10.1%  users 12.3%  and splits  5.3%  pairs  3.3%
  20 repeats  sd 0.067  corrected t 12.5%  users 11.2%  and splits  4.5%  pairs  2.0%
means, nested, shifts 0.8 and 0: true difference +0.024, 1000 data sets
   2 repeats  sd 0.036  corrected t  1.9%  users  4.0%  and splits  2.4%  pairs  1.6%
   4 repeats  sd 0.035  corrected t  2.1%  users  4.2%  and splits  1.2%  pairs  0.6%
  20 repeats  sd 0.033  corrected t  2.3%  users  2.7%  and splits  0.6%  pairs  0.3%
means, nested, shifts 0.8 and 0.8: true difference -0.066, 1000 data sets
   2 repeats  sd 0.056  corrected t  6.5%  users 11.8%  and splits  8.5%  pairs  6.5%
   4 repeats  sd 0.056  corrected t  9.3%  users 12.0%  and splits  8.8%  pairs  5.9%
  20 repeats  sd 0.056  corrected t 12.8%  users 11.9%  and splits  7.9%  pairs  4.9%
Firth, weights x 0: true difference -0.000, 500 data sets
   2 repeats  sd 0.092  corrected t  7.8%  users 16.0%  and splits  9.2%  pairs  7.0%
   4 repeats  sd 0.088  corrected t 11.4%  users 14.6%  and splits  6.6%  pairs  3.0%
  20 repeats  sd 0.085  corrected t 14.0%  users 12.8%  and splits  4.0%  pairs  1.8%
Firth, weights x 0.55: true difference +0.013, 500 data sets
   2 repeats  sd 0.041  corrected t  2.2%  users  5.8%  and splits  3.8%  pairs  2.6%
   4 repeats  sd 0.040  corrected t  2.6%  users  3.0%  and splits  1.8%  pairs  0.8%
  20 repeats  sd 0.040  corrected t  2.8%  users  3.2%  and splits  1.6%  pairs  0.6%
"""

import sys

import numpy as np
from null_coverage import FOLDS, FRESH, RETAINED, USERS, WEIGHTS, features, firth, true_auc
from scipy.stats import norm
from scipy.stats import t as student

REPEATS = [2, 4, 20]
A_FOLD = RETAINED / FOLDS


def split(y, rng):
    fold = np.empty((max(REPEATS), USERS), dtype=int)
    for repeat in fold:
        repeat[np.r_[rng.permutation(np.flatnonzero(y)), rng.permutation(np.flatnonzero(~y))]] = np.arange(USERS) % FOLDS
    return fold


def placements(scores, y, fold):
    """Of each repeat: of retained users among the lost of their fold, and of lost users among the retained of theirs."""
    found = []
    for s, f in zip(scores, fold):
        wins = np.sign(s[y][:, None] - s[~y]) / 2 + 0.5
        same = f[y][:, None] == f[~y]
        found.append([(wins * same).sum(axis) / same.sum(axis) for axis in (1, 0)])
    return found


def misses(first, second, y, fold, truth):
    differences = [
        [a - b for a, b in zip(*both)] for both in zip(placements(first, y, fold), placements(second, y, fold))
    ]
    of_users = [r.var() / len(r) + l.var() / len(l) for r, l in differences]
    of_repeats = np.array([r.mean() for r, _ in differences])
    of_folds = np.array([[r[f[y] == k].mean() for k in range(FOLDS)] for (r, _), f in zip(differences, fold)])
    row = []
    for count in REPEATS:
        estimate, folds = of_repeats[:count].mean(), of_folds[:count].ravel()
        users, between = np.mean(of_users[:count]), of_repeats[:count].var(ddof=1)
        t = student.ppf(0.975, RETAINED - 1) * np.sqrt(RETAINED / (RETAINED - 1))
        pairs = (RETAINED - A_FOLD) / 2 / (A_FOLD - 1)
        halves = [
            student.ppf(0.975, len(folds) - 1) * np.sqrt((1 / len(folds) + 1 / (FOLDS - 1)) * folds.var(ddof=1)),
            t * np.sqrt(users),
            t * np.sqrt(users + (1 + 1 / count) * between),
            t * np.sqrt(users + (pairs + 1 / count) * between),
        ]
        row.append([abs(estimate - truth) > half for half in halves] + [estimate])
    return row


def means(shifts, nested):
    def data_set(rng):
        y = np.arange(USERS) < RETAINED
        own = [np.full(5, shift / np.sqrt(5)) for shift in shifts]
        x = [rng.normal(size=(USERS, 5)) + y[:, None] * shift for shift in own]
        if nested:
            x[1], own[1] = np.hstack(x), np.concatenate(own)
        fold = split(y, rng)
        scores, truths = [], []
        for values, shift in zip(x, own):
            found = np.empty(fold.shape)
            aucs = []
            for repeat in range(len(fold)):
                for k in range(FOLDS):
                    train, test = fold[repeat] != k, fold[repeat] == k
                    line = values[train & y].mean(0) - values[train & ~y].mean(0)
                    found[repeat, test] = values[test] @ line
                    aucs.append(norm.cdf(line @ shift / np.linalg.norm(line) / np.sqrt(2)))
            scores.append(found)
            truths.append(np.mean(aucs))
        return *scores, y, fold, truths[0] - truths[1]

    return data_set


def logistic(scale):
    def data_set(rng):
        x = features(USERS, rng)
        centre, spread = x.mean(0), x.std(0)
        x = (x - centre) / spread
        y = np.zeros(USERS, dtype=bool)
        y[np.argsort(-(scale * (x @ WEIGHTS) + rng.gumbel(size=USERS)))[:RETAINED]] = True
        fold = split(y, rng)
        members = np.concatenate([f != np.arange(FOLDS)[:, None] for f in fold]).T.astype(float)
        fresh = (features(FRESH, rng) - centre) / spread
        odds = np.exp(scale * (fresh @ WEIGHTS))
        scores, truths = [], []
        for columns in 5, 1:
            beta = firth(x[:, :columns], y.astype(float), members)
            own = beta[np.arange(len(fold))[:, None] * FOLDS + fold]
            scores.append(own[..., 0] + (own[..., 1:] * x[:, :columns]).sum(2))
            truths.append(np.mean([true_auc(fresh[:, :columns] @ b[1:], odds) for b in beta[:3]]))
        return *scores, y, fold, truths[0] - truths[1]

    return data_set


def simulate(name, data_set, count, rng):
    made = [data_set(rng) for _ in range(count)]
    truth = np.mean([each[-1] for each in made])
    rows = np.array([misses(*each[:-1], truth) for each in made])
    print(f"{name}: true difference {truth:+.3f}, {count} data sets")
    for repeats, row in zip(REPEATS, rows.transpose(1, 2, 0)):
        print(
            f"  {repeats:2} repeats  sd {row[-1].std():.3f}  corrected t {row[0].mean():5.1%}  users {row[1].mean():5.1%}"
            f"  and splits {row[2].mean():5.1%}  pairs {row[3].mean():5.1%}",
            flush=True,
        )


if __name__ == "__main__":
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    generator = np.random.default_rng(20250113)
    simulate("means, apart, shifts 0 and 0", means((0, 0), False), sets, generator)
    simulate("means, apart, shifts 0.8 and 0.8", means((0.8, 0.8), False), sets, generator)
    simulate("means, apart, shifts 1.2 and 0.4", means((1.2, 0.4), False), sets, generator)
    simulate("means, nested, shifts 0 and 0", means((0, 0), True), sets, generator)
    simulate("means, nested, shifts 0.8 and 0", means((0.8, 0), True), sets, generator)
    simulate("means, nested, shifts 0.8 and 0.8", means((0.8, 0.8), True), sets, generator)
    simulate("Firth, weights x 0", logistic(0), sets // 2, generator)
    simulate("Firth, weights x 0.55", logistic(0.55), sets // 2, generator)
