"""Writes what other implementations say of penalised logistic regression, for the tests of FirthLogistic.

    pip install -r requirements-learners.txt
    python firth.py .
"""

import json
import sys
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from firthmodels import FirthLogisticRegression

OUT = Path(sys.argv[1])
LEVEL = 0.9


def events(rng, odds):
    return (rng.uniform(size=len(odds)) < 1 / (1 + np.exp(-odds))).astype(int)


def data():
    rng = np.random.default_rng(23)
    x = np.column_stack([rng.normal(size=80), rng.poisson(2.0, 80), rng.uniform(size=80) < 0.3, rng.lognormal(size=80)])
    yield "small", x, events(rng, x @ [0.9, -0.3, 1.1, 0.2] - 1)
    x = np.column_stack([rng.normal(50, 12, 600), rng.poisson(1.0, 600), rng.lognormal(2, 0.6, 600)])
    yield "eight events", x, (np.argsort(np.argsort(0.05 * x[:, 0] + 0.5 * x[:, 1] + rng.gumbel(size=600))) >= 592) * 1
    x = np.column_stack([rng.normal(size=30), rng.normal(size=30)])
    yield "complete separation", x, (x[:, 0] > 0.4).astype(int)
    x = np.column_stack([np.arange(40) % 4 == 0, rng.normal(size=40)])
    yield "quasi-complete separation", x, ((x[:, 0] == 1) & (np.arange(40) % 8 == 0)).astype(int)


def firth():
    out = []
    for name, x, y in data():
        x = x.astype("float32").astype("float64")
        strict = {"gtol": 1e-5, "xtol": 1e-7, "max_iter": 500}
        model = FirthLogisticRegression(backend="numpy", **strict).fit(x, y).lrt()
        bounds = model.conf_int(alpha=1 - LEVEL, method="pl", tol=1e-9, max_iter=500)
        assert model.converged_ and np.isfinite(model.lrt_pvalues_).all() and np.isfinite(bounds).all(), name
        # Its own standard errors are those of data augmented by the penalty; logistf's and Firth's are of the data.
        design, p = np.column_stack([np.ones(len(y)), x]), model.predict_proba(x)[:, 1]
        covariance = np.linalg.inv((design.T * (p * (1 - p))) @ design)
        offset = x @ model.coef_
        flic = sm.GLM(y, np.ones(len(y)), offset=offset, family=sm.families.Binomial()).fit(tol=1e-12)
        out.append({
            "name": name, "x": x.tolist(), "y": y.tolist(), "level": LEVEL,
            "coefficients": model.coef_.tolist(), "standard_errors": np.sqrt(np.diag(covariance)).tolist(),
            "p": model.lrt_pvalues_[:-1].tolist(), "lower": bounds[:-1, 0].tolist(), "upper": bounds[:-1, 1].tolist(),
            "intercept": float(flic.params[0]), "probabilities": flic.fittedvalues[:20].tolist(),
        })
    (OUT / "firth.json").write_text(json.dumps(out, separators=(",", ":")) + "\n")


def without_penalty():
    rng = np.random.default_rng(29)
    x = np.column_stack([rng.normal(size=1500).round(3), rng.poisson(3.0, 1500)]).astype("float32").astype("float64")
    y = events(rng, x @ [0.7, -0.2] - 0.5)
    fit = sm.Logit(y, sm.add_constant(x)).fit(disp=0, tol=1e-12)
    (OUT / "logit.json").write_text(json.dumps({
        "x": x.astype("float32").astype(str).astype(float).tolist(), "y": y.tolist(),
        "intercept": float(fit.params[0]), "coefficients": fit.params[1:].tolist(),
        "standard_errors": fit.bse.tolist()}, separators=(",", ":")) + "\n")


firth()
without_penalty()
