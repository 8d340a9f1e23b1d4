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
    at = np.full(offset.shape[1], logit(events.mean() / len(offset)) if np.ndim(events) else logit(events / len(offset)))
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
    f"net benefit at {threshold}, {kind}" for threshold in THRESHOLDS for kind in ("Wilson", "influence")
]

if __name__ == "__main__":
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    generator = np.random.default_rng(20250214)
    people = (population - CENTRE) / DEVIATION
    for scale in [float(s) for s in sys.argv[2:]] or [0, 0.3, 0.55, 0.8]:
        constant = intercept(scale * (people @ WEIGHTS)[:, None], len(people) * EXPECTED / USERS)[0]
        table = np.array([data_set(scale, constant, generator) for _ in range(sets)])
        print(f"weights x {scale}, {sets} data sets")
        for name, (mean, lower, upper, truth) in zip(NAMES, table.transpose(1, 2, 0)):
            learner = truth.mean()
            print(
                f"  {name:32} mean {mean.mean():+.3f}  learner {learner:+.3f}  sd {mean.std():.3f}  width {np.median(upper - lower):.3f}"
                f"  holds {np.mean((lower <= truth) & (truth <= upper)):.1%}  above {np.mean(lower > truth):.1%}"
                f"  below {np.mean(upper < truth):.1%}  learner's {np.mean((lower <= learner) & (learner <= upper)):.1%}",
                flush=True,
            )
