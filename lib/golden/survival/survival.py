"""Writes what lifelines and, of strata, statsmodels make of a few seeded cases, for the tests of retention.survival.

Run: pip install -r requirements.txt && python survival.py
Every case is one JSON file beside this script.
"""

import json
import warnings
from pathlib import Path

import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from statsmodels.duration.survfunc import survdiff

OUT = Path(__file__).resolve().parent
LEVELS = [0.95, 0.8]


def cases():
    """Name, days, events and the group of each subject."""
    rng = np.random.default_rng(20250113)

    # Newcomers and others, all watched from a day of January to one day in February; minutes as the file has them.
    group = rng.choice(["before", "wave"], 400, p=[0.55, 0.45])
    waits = np.round(rng.exponential(np.where(group == "wave", 120, 60)) * 1440) / 1440
    watched = np.round(rng.uniform(28, 58, 400) * 1440) / 1440
    yield "two_groups", np.minimum(waits, watched), waits <= watched, group

    group = rng.choice(["a", "b", "c"], 240)
    days = np.ceil(rng.weibull(0.8, 240) * np.select([group == "a", group == "b"], [8, 10], 14))
    yield "tied_days", np.minimum(days, 20), (days <= 20) & (rng.random(240) < 0.7), group

    # Most are never seen again: their silence begins on the day they came.
    days = np.where(rng.random(150) < 0.8, 0.0, np.round(rng.uniform(0, 30, 150), 2))
    yield "events_at_zero", days, rng.random(150) < 0.9, rng.choice(["a", "b", "c", "d"], 150)

    yield "all_censored", np.array([3.0, 1.0, 4.0, 1.0, 5.0]), np.zeros(5, dtype=bool), np.array(list("abaab"))

    yield "all_events", np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0]), np.ones(6, dtype=bool), np.array(list("abaabb"))

    yield "down_to_one_half", np.array([1.0, 2.0, 3.0, 4.0]), np.array([1, 1, 0, 0], dtype=bool), np.array(list("abab"))

    # Nobody of the third group is at risk when the first event comes.
    yield ("left_too_early", np.array([2.0, 3.0, 5.0, 2.0, 4.0, 6.0, 0.5, 1.0]),
           np.array([1, 0, 1, 1, 1, 0, 0, 0], dtype=bool), np.array(list("aaabbbcc")))

    # So many and so far apart that the p-value is tiny.
    group = np.repeat(["before", "wave"], [700, 600])
    days = np.ceil(2 * rng.exponential(np.where(group == "wave", 15, 60))) / 2
    yield "far_apart", np.minimum(days, 40), days <= 40, group


def stratified_cases():
    """Name, days, events, the group and the stratum of each subject."""
    rng = np.random.default_rng(20250120)

    # Who came in an early week is watched for longer, and more often of one cohort; the last week has one cohort alone.
    week = rng.choice(4, 500, p=[0.1, 0.6, 0.2, 0.1])
    group = np.where((rng.random(500) < 0.3 - 0.05 * week) & (week < 3), "before", "wave")
    waits = np.round(rng.exponential(np.where(group == "before", 60, 90) + 20 * week) * 1440) / 1440
    watched = 28 - 7 * week + np.round(rng.uniform(0, 3, 500) * 1440) / 1440
    yield "two_cohorts_by_week", np.minimum(waits, watched), waits <= watched, group, week

    week = rng.choice(3, 300)
    group = np.where(week == 2, rng.choice(["a", "b"], 300), rng.choice(["a", "b", "c"], 300))
    days = np.ceil(rng.weibull(0.8, 300) * (6 + 4 * week + 3 * (group == "c")))
    yield "three_groups_by_week", np.minimum(days, 15), days <= 15, group, week


def curve(days, events, level):
    fitter = KaplanMeierFitter(alpha=1 - level).fit(days, events)
    table = fitter.event_table
    return {
        "level": level,
        "days": [float(day) for day in table.index],
        "at_risk": table["at_risk"].astype(int).tolist(),
        "events": table["observed"].astype(int).tolist(),
        "censored": table["censored"].astype(int).tolist(),
        "survival": fitter.survival_function_.iloc[:, 0].tolist(),
        "lower": fitter.confidence_interval_.iloc[:, 0].tolist(),
        "upper": fitter.confidence_interval_.iloc[:, 1].tolist(),
    }


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for name, days, events, group in cases():
        test = multivariate_logrank_test(days, group, events)
        golden = {
            "subjects": {"days": days.tolist(), "events": events.astype(int).tolist(), "group": group.tolist()},
            "curves": [curve(days, events, level) for level in LEVELS],
            "log_rank": {
                "statistic": float(test.test_statistic),
                "degrees_of_freedom": int(test.degrees_of_freedom),
                "p": float(test.p_value),
            },
        }
        (OUT / f"{name}.json").write_text(json.dumps(golden) + "\n")
    for name, days, events, group, stratum in stratified_cases():
        statistic, p = survdiff(days, events.astype(int), group, strata=stratum)
        golden = {
            "subjects": {"days": days.tolist(), "events": events.astype(int).tolist(), "group": group.tolist(),
                         "stratum": stratum.tolist()},
            "log_rank": {
                "statistic": float(statistic),
                "degrees_of_freedom": len(set(group)) - 1,
                "p": float(p),
            },
        }
        (OUT / f"{name}.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
