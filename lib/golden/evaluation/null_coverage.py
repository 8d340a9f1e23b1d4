"""How often 95 % intervals of a cross-validated AUC hold the truth: the table of docs/methods.md.

Run: pip install -r requirements-additions.txt && python null_coverage.py [data sets, 750; twice as many without a signal]
Each data set has 3,249 users, 20 of them retained, with skewed and correlated features (logs of rounded lognormals, one of
yes and no). Firth's logistic regression is fitted in 20 repeats of stratified 5-fold cross-validation. The retained are drawn
with odds that grow with the features, or at random ("null"). The truth is the mean AUC of models fitted on 4 of 5 users, judged
on 6,000 fresh ones: what this learner gets from samples of this size. Without a signal it is 0.5.

Standard errors over users are those of averaged placements, which is what a bootstrap of users with fixed scores converges
to; all intervals but "corrected t" are made on the logit scale with t of 19 degrees of freedom, as MetricIntervals.auc does.

one repeat        pooled scores of the first repeat, bootstrap over users
pooled            mean over repeats of pooled AUCs, bootstrap over users
within folds      mean over repeats of AUCs within folds, bootstrap over users
corrected t       mean of the 100 AUCs within folds, Nadeau & Bengio's variance, t of 99 degrees of freedom
pooled, splits    as "pooled", variance: mean over repeats of each repeat's own, plus that between repeats
within, splits    as "within folds", variance: mean over repeats of each repeat's own when pooled, plus that between repeats
                  of the AUC within folds: MetricIntervals.auc

5 features, weights x 0: true AUC 0.500, 1500 data sets
  one repeat      bias -0.009  sd 0.086  width 0.262  holds 87.3%  above 4.5%  below 8.2%
  pooled          bias -0.009  sd 0.078  width 0.235  holds 86.1%  above 3.5%  below 10.3%
  pooled, splits  bias -0.009  sd 0.078  width 0.304  holds 95.7%  above 2.3%  below 2.0%
  within folds    bias +0.002  sd 0.080  width 0.230  holds 84.5%  above 6.1%  below 9.3%
  within, splits  bias +0.002  sd 0.080  width 0.306  holds 95.3%  above 3.1%  below 1.6%
  corrected t     bias +0.002  sd 0.080  width 0.241  holds 84.9%  above 6.9%  below 8.2%
3 features, weights x 0: true AUC 0.500, 1500 data sets
  one repeat      bias -0.013  sd 0.090  width 0.261  holds 85.2%  above 3.4%  below 11.4%
  pooled          bias -0.013  sd 0.082  width 0.231  holds 81.5%  above 3.1%  below 15.5%
  pooled, splits  bias -0.013  sd 0.082  width 0.303  holds 95.3%  above 1.8%  below 2.9%
  within folds    bias -0.001  sd 0.085  width 0.226  holds 80.4%  above 5.0%  below 14.6%
  within, splits  bias -0.001  sd 0.085  width 0.306  holds 94.2%  above 3.3%  below 2.5%
  corrected t     bias -0.001  sd 0.085  width 0.239  holds 81.6%  above 6.6%  below 11.8%
1 features, weights x 0: true AUC 0.500, 1500 data sets
  one repeat      bias -0.019  sd 0.081  width 0.260  holds 89.3%  above 1.2%  below 9.5%
  pooled          bias -0.019  sd 0.071  width 0.209  holds 74.3%  above 1.2%  below 24.5%
  pooled, splits  bias -0.019  sd 0.071  width 0.305  holds 98.9%  above 1.1%  below 0.0%
  within folds    bias -0.002  sd 0.076  width 0.195  holds 71.5%  above 3.4%  below 25.1%
  within, splits  bias -0.002  sd 0.076  width 0.312  holds 97.5%  above 2.5%  below 0.0%
  corrected t     bias -0.002  sd 0.076  width 0.236  holds 80.4%  above 4.7%  below 14.9%
5 features, weights x 0.3: true AUC 0.596, 750 data sets
  one repeat      bias -0.010  sd 0.088  width 0.270  holds 89.1%  above 3.1%  below 7.9%
  pooled          bias -0.012  sd 0.084  width 0.255  holds 87.3%  above 3.1%  below 9.6%
  pooled, splits  bias -0.012  sd 0.084  width 0.299  holds 93.9%  above 1.7%  below 4.4%
  within folds    bias +0.000  sd 0.084  width 0.246  holds 87.7%  above 4.7%  below 7.6%
  within, splits  bias +0.000  sd 0.084  width 0.299  holds 94.0%  above 2.4%  below 3.6%
  corrected t     bias +0.000  sd 0.084  width 0.252  holds 85.5%  above 7.1%  below 7.5%
5 features, weights x 0.55: true AUC 0.734, 750 data sets
  one repeat      bias -0.010  sd 0.068  width 0.248  holds 91.9%  above 3.3%  below 4.8%
  pooled          bias -0.011  sd 0.066  width 0.244  holds 92.4%  above 2.8%  below 4.8%
  pooled, splits  bias -0.011  sd 0.066  width 0.261  holds 94.5%  above 2.4%  below 3.1%
  within folds    bias -0.000  sd 0.064  width 0.232  holds 92.4%  above 3.9%  below 3.7%
  within, splits  bias -0.000  sd 0.064  width 0.260  holds 95.2%  above 2.8%  below 2.0%
  corrected t     bias -0.000  sd 0.064  width 0.230  holds 90.9%  above 5.7%  below 3.3%
5 features, weights x 0.8: true AUC 0.848, 750 data sets
  one repeat      bias -0.012  sd 0.051  width 0.203  holds 92.0%  above 3.7%  below 4.3%
  pooled          bias -0.012  sd 0.050  width 0.201  holds 92.3%  above 3.5%  below 4.3%
  pooled, splits  bias -0.012  sd 0.050  width 0.209  holds 93.3%  above 3.1%  below 3.6%
  within folds    bias -0.004  sd 0.048  width 0.188  holds 91.9%  above 4.5%  below 3.6%
  within, splits  bias -0.004  sd 0.048  width 0.208  holds 94.5%  above 3.3%  below 2.1%
  corrected t     bias -0.004  sd 0.048  width 0.181  holds 90.7%  above 7.9%  below 1.5%
1 features, weights x 0.7: true AUC 0.705, 750 data sets
  one repeat      bias -0.013  sd 0.066  width 0.258  holds 95.5%  above 1.5%  below 3.1%
  pooled          bias -0.013  sd 0.064  width 0.255  holds 94.0%  above 2.1%  below 3.9%
  pooled, splits  bias -0.013  sd 0.064  width 0.261  holds 94.5%  above 2.0%  below 3.5%
  within folds    bias +0.001  sd 0.062  width 0.240  holds 94.1%  above 2.9%  below 2.9%
  within, splits  bias +0.001  sd 0.062  width 0.260  holds 95.9%  above 2.3%  below 1.9%
  corrected t     bias +0.001  sd 0.062  width 0.237  holds 91.6%  above 5.7%  below 2.7%
"""

import sys

import numpy as np
from scipy.stats import t as student

USERS, RETAINED, REPEATS, FOLDS, FRESH, LEVEL = 3249, 20, 20, 5, 6000, 0.95
LOCATION = np.array([0.5, 1.0, 1.5, -0.5, 0.0])
SPREAD = np.array([1.0, 1.5, 2.0, 1.2, 1.0])
WEIGHTS = np.array([1.0, 0.7, -0.3, 0.4, 0.2])


def features(count, rng):
    latent = 0.6 * rng.normal(size=(count, 1)) + 0.8 * rng.normal(
        size=(count, 5)
    )
    values = np.log1p(np.floor(np.exp(LOCATION + SPREAD * latent)))
    values[:, 4] = latent[:, 4] > 1
    return values


def firth(x, y, members, iterations=15):
    """Coefficients of one fit a column of members (0 or 1 a user), by Fisher scoring; y is 0 or 1 a user."""
    design = np.c_[np.ones(len(x)), x]
    first, second = np.triu_indices(design.shape[1])
    products = design[:, first] * design[:, second]
    twice = np.where(first == second, 1.0, 2.0)
    beta = np.zeros((members.shape[1], design.shape[1]))
    beta[:, 0] = np.log(y.mean() / (1 - y.mean()))
    for _ in range(iterations):
        p = 1 / (1 + np.exp(-(design @ beta.T)))
        weights = p * (1 - p) * members
        information = np.zeros((len(beta), design.shape[1], design.shape[1]))
        information[:, first, second] = information[:, second, first] = weights.T @ products
        covariance = np.linalg.inv(information)
        leverage = weights * (products @ (covariance[:, first, second] * twice).T)
        score = ((y[:, None] - p) * members + leverage * (0.5 - p)).T @ design
        step = np.einsum("bij,bj->bi", covariance, score)
        beta += step * np.minimum(1, 3 / np.maximum(np.abs(step).max(1, keepdims=True), 1e-12))
        if np.abs(step).max() < 1e-4:
            break
    return beta


def variance(of_retained, of_lost):
    return of_retained.var() / len(of_retained) + of_lost.var() / len(of_lost)


def true_auc(scores, odds):
    """Of fresh users who are retained with these odds, all of them small."""
    distinct, place = np.unique(scores, return_inverse=True)
    users = np.bincount(place)
    below = (np.cumsum(users) - users / 2) / len(scores)
    return (odds * below[place]).sum() / odds.sum()


def data_set(columns, scale, rng):
    x = features(USERS, rng)[:, :columns]
    centre, spread = x.mean(0), x.std(0)
    x = (x - centre) / spread
    weights = scale * WEIGHTS[:columns]
    y = np.zeros(USERS, dtype=bool)
    y[np.argsort(-(x @ weights + rng.gumbel(size=USERS)))[:RETAINED]] = True
    retained, lost = np.flatnonzero(y), np.flatnonzero(~y)
    fold = np.empty((REPEATS, USERS), dtype=int)
    for repeat in range(REPEATS):
        fold[repeat, np.r_[rng.permutation(retained), rng.permutation(lost)]] = np.arange(USERS) % FOLDS
    members = np.concatenate([f != np.arange(FOLDS)[:, None] for f in fold]).T.astype(float)
    beta = firth(x, y.astype(float), members)
    own = beta[np.arange(REPEATS)[:, None] * FOLDS + fold]
    scores = own[..., 0] + (own[..., 1:] * x).sum(2)

    ahead = scores[:, retained][:, :, None] - scores[:, lost][:, None, :]
    wins = (ahead > 0) + 0.5 * (ahead == 0)
    same = fold[:, retained][:, :, None] == fold[:, lost][:, None, :]
    inside = wins * same
    pooled = wins.mean(2), wins.mean(1)
    within = inside.sum(2) / same.sum(2), inside.sum(1) / same.sum(1)
    folds = np.array([w[f == k].mean() for w, f in zip(within[0], fold[:, retained]) for k in range(FOLDS)])

    t = student.ppf((1 + LEVEL) / 2, RETAINED - 1) * np.sqrt(RETAINED / (RETAINED - 1))
    of_users = [variance(r, l) for r, l in zip(*pooled)]
    row = [logit(pooled[0][0].mean(), t * np.sqrt(of_users[0]))]
    for placements in pooled, within:
        auc = placements[0].mean(1)
        row.append(logit(auc.mean(), t * np.sqrt(variance(*(p.mean(0) for p in placements)))))
        row.append(logit(auc.mean(), t * np.sqrt(np.mean(of_users) + (1 + 1 / REPEATS) * auc.var(ddof=1))))
    half = student.ppf((1 + LEVEL) / 2, len(folds) - 1) * np.sqrt((1 / len(folds) + 1 / (FOLDS - 1)) * folds.var(ddof=1))
    row.append((folds.mean(), folds.mean() - half, folds.mean() + half))

    fresh = (features(FRESH, rng)[:, :columns] - centre) / spread
    odds = np.exp(fresh @ weights)
    return row, np.mean([true_auc(fresh @ b[1:], odds) for b in beta[:3]])


def logit(auc, half):
    if not 0 < auc < 1:
        return auc, auc, auc
    middle, half = np.log(auc / (1 - auc)), half / (auc * (1 - auc))
    return auc, 1 / (1 + np.exp(half - middle)), 1 / (1 + np.exp(-half - middle))


NAMES = ["one repeat", "pooled", "pooled, splits", "within folds", "within, splits", "corrected t"]


def simulate(columns, scale, count, rng):
    rows, truths = zip(*(data_set(columns, scale, rng) for _ in range(count)))
    rows, truth = np.array(rows), np.mean(truths)
    print(f"{columns} features, weights x {scale}: true AUC {truth:.3f}, {count} data sets")
    for name, (auc, lower, upper) in zip(NAMES, rows.transpose(1, 2, 0)):
        print(
            f"  {name:15} bias {auc.mean() - truth:+.3f}  sd {auc.std():.3f}  width {(upper - lower).mean():.3f}"
            f"  holds {np.mean((lower <= truth) & (truth <= upper)):.1%}  above {np.mean(lower > truth):.1%}"
            f"  below {np.mean(upper < truth):.1%}",
            flush=True,
        )


if __name__ == "__main__":
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else 750
    generator = np.random.default_rng(20250113)
    for columns, scale in (5, 0), (3, 0), (1, 0), (5, 0.3), (5, 0.55), (5, 0.8), (1, 0.7):
        simulate(columns, scale, sets if scale else 2 * sets, generator)
