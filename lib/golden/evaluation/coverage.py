"""How often 95 % intervals of the AUC and the average precision of given scores hold the truth: the table of docs/methods.md.

Run: pip install -r requirements.txt && python coverage.py
Scores are normal, those of the 20 retained higher by a shift, those of 600 lost not. The truth is that of the population
with the same prevalence. "claims" is how often the whole interval lies above the truth, 2.5 % if all is well. Intervals on the logit
scale have the standard error of a bootstrap or of the infinitesimal jackknife (for an AUC DeLong's), each class by itself, with n / (n - 1)
and Student's t of n - 1 degrees of freedom for the 20 retained.
"""

import numpy as np
from scipy.integrate import quad
from scipy.stats import norm, t

RETAINED, LOST, DATA_SETS, RESAMPLES, LEVEL, NUDGE = 20, 600, 800, 1000, 0.95, 1e-6
TAIL = (1 - LEVEL) / 2


def true_values(shift):
    prevalence = RETAINED / (RETAINED + LOST)

    def weighted_precision(threshold):
        found = prevalence * norm.sf(threshold - shift)
        return norm.pdf(threshold - shift) * found / (found + (1 - prevalence) * norm.sf(threshold))

    return norm.cdf(shift / np.sqrt(2)), quad(weighted_precision, -10, 12, limit=500)[0]


def auc_and_ap(times_retained, times_lost, lost_above):
    """One row a resample; users are in descending order of score, and no two share one."""
    false_positives = np.cumsum(np.insert(times_lost, 0, 0, axis=1), axis=1)[:, lost_above]
    true_positives = np.cumsum(times_retained, axis=1)
    retained = true_positives[:, -1]
    auc = 1 - (times_retained * false_positives).sum(1) / (retained * times_lost.sum(1))
    precision = true_positives / np.maximum(true_positives + false_positives, 1)
    return auc, (times_retained * precision).sum(1) / retained


def acceleration(without_retained, without_lost):
    """BCa's, for two samples: the skewness of the jackknife's influences."""
    influences = [(len(left) - 1) * (left.mean() - left) / len(left) for left in (without_retained, without_lost)]
    squares = sum((u**2).sum() for u in influences)
    return sum((u**3).sum() for u in influences) / (6 * squares**1.5) if squares > 0 else 0


def on_logit_scale(estimate, error):
    half = t.ppf(1 - TAIL, RETAINED - 1) * np.sqrt(RETAINED / (RETAINED - 1)) * error
    return 1 / (1 + np.exp(-(np.log(estimate / (1 - estimate)) + np.array([-half, half]) / (estimate * (1 - estimate)))))


def intervals(estimate, replicates, jackknife, nudged):
    below = np.mean(replicates < estimate) + np.mean(replicates == estimate) / 2
    bias = norm.ppf(np.clip(below, 1 / (RESAMPLES + 1), RESAMPLES / (RESAMPLES + 1)))
    shifted = bias + norm.ppf([TAIL, 1 - TAIL])
    bca = norm.cdf(bias + shifted / (1 - acceleration(*jackknife) * shifted))
    variance = sum((((more - estimate) / NUDGE / len(more)) ** 2).sum() for more in nudged)
    return {
        "percentile": np.quantile(replicates, [TAIL, 1 - TAIL]),
        "BCa": np.quantile(replicates, bca),
        "bootstrap, logit": on_logit_scale(estimate, np.std(replicates, ddof=1)),
        "infinitesimal, logit": on_logit_scale(estimate, np.sqrt(variance)),
    }


def simulate(shift, rng):
    truth = dict(zip(("AUC", "AP"), true_values(shift)))
    held = {}
    for _ in range(DATA_SETS):
        retained = np.sort(rng.normal(shift, 1, RETAINED))[::-1]
        lost = np.sort(rng.normal(0, 1, LOST))[::-1]
        lost_above = np.searchsorted(-lost, -retained)
        draws = [rng.multinomial(n, np.full(n, 1 / n), RESAMPLES) for n in (RETAINED, LOST)]
        alone = [np.ones((1, n), dtype=int) for n in (RETAINED, LOST)]
        dropped = [1 - np.eye(n, dtype=int) for n in (RETAINED, LOST)]
        estimates = auc_and_ap(*alone, lost_above)
        replicates = auc_and_ap(*draws, lost_above)
        without_retained = auc_and_ap(dropped[0], np.repeat(alone[1], RETAINED, 0), lost_above)
        without_lost = auc_and_ap(np.repeat(alone[0], LOST, 0), dropped[1], lost_above)
        more = [1 + NUDGE * (n * np.eye(n) - 1) for n in (RETAINED, LOST)]
        of_retained = auc_and_ap(more[0], np.repeat(alone[1], RETAINED, 0), lost_above)
        of_lost = auc_and_ap(np.repeat(alone[0], LOST, 0), more[1], lost_above)
        for i, metric in enumerate(truth):
            left_out, nudged = (without_retained[i], without_lost[i]), (of_retained[i], of_lost[i])
            made = intervals(estimates[i][0], replicates[i], left_out, nudged)
            for name, (lower, upper) in made.items():
                held.setdefault((metric, name), []).append((lower <= truth[metric] <= upper, lower > truth[metric]))
    for (metric, name), outcomes in held.items():
        holds, claims = np.mean(outcomes, axis=0)
        print(f"true {metric} {truth[metric]:.3f}  {name:20}  holds {holds:.1%}  claims {claims:.1%}", flush=True)


if __name__ == "__main__":
    generator = np.random.default_rng(20250113)
    for auc in 0.5, 0.7, 0.9:
        simulate(np.sqrt(2) * norm.ppf(auc), generator)
