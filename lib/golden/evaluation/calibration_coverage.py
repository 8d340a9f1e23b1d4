"""How often 95 % intervals of calibration and of net benefit hold the truth: what Calibration and DecisionCurve chose their intervals by.

Run: pip install -r requirements-additions.txt && python calibration_coverage.py [data sets, 400]
Each data set has 3,249 users with the features of null_coverage.py, each of them retained with an own probability, 20 on average.
Firth's logistic regression with an unpenalised intercept is fitted in 10 repeats of stratified 5-fold cross-validation. The truth is
that of the model of all 3,249 users, on 10,000 fresh ones whose probabilities are known; "learner" is its mean over the data sets.

Calibration: the figure's mean over repeats; Student's t for the smaller class; variance for the users, mean over repeats
Fisher            the inverse of Fisher's information
sandwich          the robust one of Huber and White
... + splits      plus (1 + 1/repeats) times the variance between repeats

Net benefit, per 1,000 users
Wilson            recall and specificity go to Wilson's limits together (Interval.propagated), with splits; prevalence is held
influence         Wald's, of the users' influence (Pfeiffer and Gail 2020), with splits; prevalence is drawn, too

weights x 0, 400 data sets
  intercept, Fisher            mean -0.001  learner +0.040  sd 0.002  width 0.994  holds 98.5%  above 1.5%  below 0.0%  learner's 100.0%
  intercept, Fisher + splits   mean -0.001  learner +0.040  sd 0.002  width 0.994  holds 98.5%  above 1.5%  below 0.0%  learner's 100.0%
  intercept, sandwich          mean -0.001  learner +0.040  sd 0.002  width 0.996  holds 98.5%  above 1.5%  below 0.0%  learner's 100.0%
  intercept, sandwich + splits mean -0.001  learner +0.040  sd 0.002  width 0.996  holds 98.5%  above 1.5%  below 0.0%  learner's 100.0%
  slope, Fisher                mean -0.238  learner -0.000  sd 0.615  width 1.795  holds 89.0%  above 3.0%  below 8.0%  learner's 89.0%
  slope, Fisher + splits       mean -0.238  learner -0.000  sd 0.615  width 2.056  holds 94.5%  above 1.5%  below 4.0%  learner's 94.5%
  slope, sandwich              mean -0.238  learner -0.000  sd 0.615  width 1.735  holds 85.0%  above 4.2%  below 10.8%  learner's 85.0%
  slope, sandwich + splits     mean -0.238  learner -0.000  sd 0.615  width 2.005  holds 91.0%  above 3.5%  below 5.5%  learner's 91.0%
  benefit at 0.003, Wilson     mean +2.681  learner +2.774  sd 1.462  width 2.412  holds 95.0%  above 0.5%  below 4.5%
  benefit at 0.003, influence  mean +2.681  learner +2.724  sd 1.462  width 5.630  holds 95.8%  above 0.8%  below 3.5%
  benefit at 0.006, Wilson     mean +0.213  learner +0.276  sd 0.953  width 2.964  holds 98.5%  above 1.2%  below 0.2%
  benefit at 0.006, influence  mean +0.213  learner +0.065  sd 0.953  width 4.214  holds 94.2%  above 0.2%  below 5.5%
  benefit at 0.02, Wilson      mean -0.144  learner -0.108  sd 0.135  width 1.316  holds 99.2%  above 0.8%  below 0.0%
  benefit at 0.02, influence   mean -0.144  learner -0.114  sd 0.135  width 0.213  holds 84.2%  above 0.0%  below 15.8%
  benefit at 0.05, Wilson      mean -0.018  learner -0.009  sd 0.038  width 1.297  holds 100.0%  above 0.0%  below 0.0%
  benefit at 0.05, influence   mean -0.018  learner -0.009  sd 0.038  width 0.044  holds 100.0%  above 0.0%  below 0.0%
weights x 0.3, 400 data sets
  intercept, Fisher            mean -0.001  learner +0.043  sd 0.003  width 0.994  holds 97.8%  above 2.0%  below 0.2%  learner's 100.0%
  intercept, Fisher + splits   mean -0.001  learner +0.043  sd 0.003  width 0.995  holds 97.8%  above 2.0%  below 0.2%  learner's 100.0%
  intercept, sandwich          mean -0.001  learner +0.043  sd 0.003  width 0.996  holds 97.8%  above 2.0%  below 0.2%  learner's 100.0%
  intercept, sandwich + splits mean -0.001  learner +0.043  sd 0.003  width 0.996  holds 97.8%  above 2.0%  below 0.2%  learner's 100.0%
  slope, Fisher                mean +0.293  learner +0.555  sd 0.431  width 1.327  holds 88.2%  above 1.2%  below 10.5%  learner's 94.0%
  slope, Fisher + splits       mean +0.293  learner +0.555  sd 0.431  width 1.479  holds 93.2%  above 1.0%  below 5.8%  learner's 96.2%
  slope, sandwich              mean +0.293  learner +0.555  sd 0.431  width 1.297  holds 88.2%  above 1.8%  below 10.0%  learner's 94.2%
  slope, sandwich + splits     mean +0.293  learner +0.555  sd 0.431  width 1.474  holds 93.0%  above 1.8%  below 5.2%  learner's 96.8%
  benefit at 0.003, Wilson     mean +2.783  learner +2.862  sd 1.357  width 2.467  holds 97.5%  above 0.2%  below 2.2%
  benefit at 0.003, influence  mean +2.783  learner +2.823  sd 1.357  width 5.452  holds 96.2%  above 0.5%  below 3.2%
  benefit at 0.006, Wilson     mean +0.951  learner +1.013  sd 0.955  width 2.889  holds 98.2%  above 1.0%  below 0.8%
  benefit at 0.006, influence  mean +0.951  learner +0.896  sd 0.955  width 4.324  holds 96.0%  above 0.0%  below 4.0%
  benefit at 0.02, Wilson      mean -0.129  learner -0.098  sd 0.308  width 2.104  holds 99.5%  above 0.5%  below 0.0%
  benefit at 0.02, influence   mean -0.129  learner -0.120  sd 0.308  width 1.538  holds 77.0%  above 0.0%  below 23.0%
  benefit at 0.05, Wilson      mean -0.070  learner -0.054  sd 0.109  width 1.356  holds 99.8%  above 0.2%  below 0.0%
  benefit at 0.05, influence   mean -0.070  learner -0.056  sd 0.109  width 0.226  holds 97.5%  above 0.0%  below 2.5%
weights x 0.55, 400 data sets
  intercept, Fisher            mean -0.003  learner +0.031  sd 0.006  width 0.974  holds 99.2%  above 0.5%  below 0.2%  learner's 100.0%
  intercept, Fisher + splits   mean -0.003  learner +0.031  sd 0.006  width 0.975  holds 99.2%  above 0.5%  below 0.2%  learner's 100.0%
  intercept, sandwich          mean -0.003  learner +0.031  sd 0.006  width 0.982  holds 99.2%  above 0.5%  below 0.2%  learner's 100.0%
  intercept, sandwich + splits mean -0.003  learner +0.031  sd 0.006  width 0.984  holds 99.2%  above 0.5%  below 0.2%  learner's 100.0%
  slope, Fisher                mean +0.742  learner +0.830  sd 0.151  width 0.796  holds 92.8%  above 3.0%  below 4.2%  learner's 99.5%
  slope, Fisher + splits       mean +0.742  learner +0.830  sd 0.151  width 0.838  holds 95.2%  above 2.0%  below 2.8%  learner's 99.8%
  slope, sandwich              mean +0.742  learner +0.830  sd 0.151  width 0.780  holds 93.5%  above 2.2%  below 4.2%  learner's 99.0%
  slope, sandwich + splits     mean +0.742  learner +0.830  sd 0.151  width 0.829  holds 94.8%  above 2.0%  below 3.2%  learner's 99.8%
  benefit at 0.003, Wilson     mean +3.476  learner +3.458  sd 1.240  width 2.349  holds 98.2%  above 0.5%  below 1.2%
  benefit at 0.003, influence  mean +3.476  learner +3.398  sd 1.240  width 5.422  holds 97.5%  above 0.2%  below 2.2%
  benefit at 0.006, Wilson     mean +2.258  learner +2.201  sd 1.101  width 2.739  holds 97.5%  above 2.0%  below 0.5%
  benefit at 0.006, influence  mean +2.258  learner +2.119  sd 1.101  width 4.781  holds 97.5%  above 0.2%  below 2.2%
  benefit at 0.02, Wilson      mean +0.608  learner +0.568  sd 0.687  width 2.559  holds 97.8%  above 2.2%  below 0.0%
  benefit at 0.02, influence   mean +0.608  learner +0.512  sd 0.687  width 3.203  holds 93.2%  above 0.5%  below 6.2%
  benefit at 0.05, Wilson      mean +0.076  learner +0.068  sd 0.377  width 2.168  holds 97.8%  above 2.0%  below 0.2%
  benefit at 0.05, influence   mean +0.076  learner +0.044  sd 0.377  width 1.913  holds 83.0%  above 0.2%  below 16.8%
weights x 0.8, 400 data sets
  intercept, Fisher            mean -0.006  learner +0.016  sd 0.009  width 1.002  holds 96.5%  above 3.0%  below 0.5%  learner's 100.0%
  intercept, Fisher + splits   mean -0.006  learner +0.016  sd 0.009  width 1.004  holds 96.5%  above 3.0%  below 0.5%  learner's 100.0%
  intercept, sandwich          mean -0.006  learner +0.016  sd 0.009  width 1.016  holds 96.8%  above 2.8%  below 0.5%  learner's 100.0%
  intercept, sandwich + splits mean -0.006  learner +0.016  sd 0.009  width 1.018  holds 96.8%  above 2.8%  below 0.5%  learner's 100.0%
  slope, Fisher                mean +0.873  learner +0.915  sd 0.054  width 0.599  holds 96.5%  above 1.2%  below 2.2%  learner's 100.0%
  slope, Fisher + splits       mean +0.873  learner +0.915  sd 0.054  width 0.621  holds 97.5%  above 1.2%  below 1.2%  learner's 100.0%
  slope, sandwich              mean +0.873  learner +0.915  sd 0.054  width 0.579  holds 95.0%  above 2.2%  below 2.8%  learner's 100.0%
  slope, sandwich + splits     mean +0.873  learner +0.915  sd 0.054  width 0.606  holds 96.0%  above 1.8%  below 2.2%  learner's 100.0%
  benefit at 0.003, Wilson     mean +4.170  learner +4.170  sd 1.303  width 2.183  holds 97.8%  above 0.2%  below 2.0%
  benefit at 0.003, influence  mean +4.170  learner +4.101  sd 1.303  width 5.467  holds 95.8%  above 0.8%  below 3.5%
  benefit at 0.006, Wilson     mean +3.297  learner +3.306  sd 1.205  width 2.523  holds 99.0%  above 0.2%  below 0.8%
  benefit at 0.006, influence  mean +3.297  learner +3.222  sd 1.205  width 5.107  holds 96.0%  above 0.2%  below 3.8%
  benefit at 0.02, Wilson      mean +1.762  learner +1.758  sd 0.972  width 2.754  holds 97.8%  above 1.5%  below 0.8%
  benefit at 0.02, influence   mean +1.762  learner +1.671  sd 0.972  width 4.202  holds 95.5%  above 0.5%  below 4.0%
  benefit at 0.05, Wilson      mean +0.845  learner +0.819  sd 0.758  width 2.591  holds 97.5%  above 2.2%  below 0.2%
  benefit at 0.05, influence   mean +0.845  learner +0.751  sd 0.758  width 3.245  holds 94.5%  above 0.8%  below 4.8%
"""

import sys

import numpy as np
from null_coverage import FOLDS, USERS, WEIGHTS, features, firth
from scipy.special import expit, logit
from scipy.stats import t as student

EXPECTED, REPEATS, FRESH = 20, 10, 10000
THRESHOLDS = [0.003, 0.006, 0.02, 0.05]
ANGLES = np.linspace(0, np.pi / 2, 201)

population = features(400000, np.random.default_rng(1))
CENTRE, DEVIATION = population.mean(0), population.std(0)


def standardised(count, rng):
    return (features(count, rng) - CENTRE) / DEVIATION


def intercept(offset, events):
    """Where the probabilities of each column add up to the events; Newton's method."""
    at = np.full(offset.shape[1], logit(events / len(offset)))
    for _ in range(50):
        p = expit(at + offset)
        step = (events - p.sum(0)) / (p * (1 - p)).sum(0)
        at = at + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-9:
            break
    return at


def recalibrated(z, y):
    """Intercept with slope 1, slope with an intercept of its own, and both variances of each; y may be a probability."""
    a = intercept(z[:, None], y.sum())[0]
    p = expit(a + z)
    w = p * (1 - p)
    of_intercept = a, 1 / w.sum(), ((y - p) ** 2).sum() / w.sum() ** 2
    b, low, high = 1.0, -400.0, 400.0
    for _ in range(200):
        c = intercept(b * z[:, None], y.sum())[0]
        p = expit(c + b * z)
        w = p * (1 - p)
        from_mean = z - (w * z).sum() / w.sum()
        score, information = ((y - p) * z).sum(), (w * from_mean**2).sum()
        low, high = (b, high) if score > 0 else (low, b)
        after = b + score / information
        after = after if low < after < high else (low + high) / 2
        if abs(after - b) < 1e-8:
            break
        b = after
    return *of_intercept, b, 1 / information, ((y - p) ** 2 * from_mean**2).sum() / information**2


def wilson(share, trials, z):
    scale = 1 + z * z / trials
    return (share + z * z / (2 * trials) + z * np.sqrt(share * (1 - share) / trials + z * z / (4 * trials**2))) / scale


def trials(shares, users):
    share = shares.mean()
    variance = (shares * (1 - shares)).mean() / users + (1 + 1 / REPEATS) * shares.var(ddof=1)
    return min(users, share * (1 - share) / variance) if variance > 0 else users


def propagated(recall, specificity, retained, lost, figure, t):
    r, s = recall.mean(), specificity.mean()
    rt, st = trials(recall, retained), trials(specificity, lost)
    estimate = figure(r, s)
    below = figure(wilson(r, rt, -t * np.cos(ANGLES)), wilson(s, st, -t * np.sin(ANGLES)))
    above = figure(wilson(r, rt, t * np.cos(ANGLES)), wilson(s, st, t * np.sin(ANGLES)))
    return estimate, min(estimate, below.min()), max(estimate, above.max())


def models(x, y, members):
    beta = firth(x, y.astype(float), members)
    events = (members * y[:, None]).sum(0)
    for k in range(len(beta)):
        rows = members[:, k] > 0
        beta[k, 0] = intercept((x[rows] @ beta[k, 1:])[:, None], events[k])[0]
    return beta


def data_set(scale, constant, rng):
    x = standardised(USERS, rng)
    y = rng.random(USERS) < expit(constant + scale * (x @ WEIGHTS))
    retained, lost = np.flatnonzero(y), np.flatnonzero(~y)
    fold = np.empty((REPEATS, USERS), dtype=int)
    for repeat in range(REPEATS):
        fold[repeat, np.r_[rng.permutation(retained), rng.permutation(lost)]] = np.arange(USERS) % FOLDS
    members = np.concatenate([f != np.arange(FOLDS)[:, None] for f in fold]).T.astype(float)
    beta = models(x, y, np.c_[members, np.ones(USERS)])
    own = beta[np.arange(REPEATS)[:, None] * FOLDS + fold]
    scores = own[..., 0] + (own[..., 1:] * x).sum(2)
    figures = np.array([recalibrated(s, y.astype(float)) for s in scores])
    fresh = standardised(FRESH, rng)
    chances = expit(constant + scale * (fresh @ WEIGHTS))
    z = beta[-1, 0] + fresh @ beta[-1, 1:]
    true = recalibrated(z, chances)
    t = student.ppf(0.975, len(retained) - 1) * np.sqrt(len(retained) / (len(retained) - 1))
    rows = []
    for at, truth in (0, true[0]), (3, true[3]):
        mean, splits = figures[:, at].mean(), (1 + 1 / REPEATS) * figures[:, at].var(ddof=1)
        for of_users in figures[:, at + 1].mean(), figures[:, at + 2].mean():
            for variance in of_users, of_users + splits:
                half = t * np.sqrt(variance)
                rows.append((mean, mean - half, mean + half, truth))
    for threshold in THRESHOLDS:
        odds = threshold / (1 - threshold)
        called = scores >= logit(threshold)
        recall, specificity = called[:, y].mean(1), 1 - called[:, ~y].mean(1)
        share = y.mean()

        def benefit(r, s, share=share, odds=odds):
            return 1000 * (share * r - (1 - share) * (1 - s) * odds)

        calls = z >= logit(threshold)
        true_recall = chances[calls].sum() / chances.sum()
        true_specificity = 1 - (1 - chances)[calls].sum() / (1 - chances).sum()
        rows.append((*propagated(recall, specificity, len(retained), len(lost), benefit, t), benefit(true_recall, true_specificity)))
        each = 1000 * called * np.where(y, 1, -odds)
        benefits = each.mean(1)
        half = t * np.sqrt(each.var(1).mean() / USERS + (1 + 1 / REPEATS) * benefits.var(ddof=1))
        mean = benefits.mean()
        rows.append((mean, mean - half, mean + half, 1000 * np.where(calls, chances - (1 - chances) * odds, 0).mean()))
    return rows


KINDS = ["Fisher", "Fisher + splits", "sandwich", "sandwich + splits"]
NAMES = [f"{figure}, {kind}" for figure in ("intercept", "slope") for kind in KINDS] + [
    f"benefit at {threshold}, {kind}" for threshold in THRESHOLDS for kind in ("Wilson", "influence")
]

if __name__ == "__main__":
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    generator = np.random.default_rng(20250214)
    np.seterr(divide="ignore", invalid="ignore")
    people = (population - CENTRE) / DEVIATION
    for scale in [float(s) for s in sys.argv[2:]] or [0, 0.3, 0.55, 0.8]:
        constant = intercept(scale * (people @ WEIGHTS)[:, None], len(people) * EXPECTED / USERS)[0]
        table = np.array([data_set(scale, constant, generator) for _ in range(sets)])
        print(f"weights x {scale}, {sets} data sets")
        for name, (mean, lower, upper, truth) in zip(NAMES, table.transpose(1, 2, 0)):
            learner = truth.mean()
            of_learner = f"  learner's {np.mean((lower <= learner) & (learner <= upper)):.1%}"
            print(
                f"  {name:28} mean {mean.mean():+.3f}  learner {learner:+.3f}  sd {mean.std():.3f}  width {np.median(upper - lower):.3f}"
                f"  holds {np.mean((lower <= truth) & (truth <= upper)):.1%}  above {np.mean(lower > truth):.1%}"
                f"  below {np.mean(upper < truth):.1%}" + ("" if "benefit" in name else of_learner),
                flush=True,
            )
