"""The main tables of results.json as rows of text, for the index of the report and for the README."""

HEADLINE = ["Analysis", "Users", "Retained", "AUC-ROC", "Average precision (prevalence)", "Cost per user (contacting nobody)"]
PUBLISHED = ["Figure", "Published", "Recomputed"]


def interval(value: dict, digits: int = 2, unit: str = "") -> str:
    """Such as `0.86 [0.78, 0.92]`, or `5.5 % [1.8, 15.8]` with the unit ` %` and one digit: a column has the same digits in each row."""
    scale = 100 if unit == " %" else 1
    estimate, lower, upper = (scale * value[part] for part in ("estimate", "lower", "upper"))
    return f"{estimate:.{digits}f}{unit} [{lower:.{digits}f}, {upper:.{digits}f}]"


def headline(results: dict) -> list[list[str]]:
    """One row per analysis; nobody's figures are those that need no model. Rates are in per cent."""
    missing = results["choices"]["costs"]["cost_of_missing"]
    rows = []
    for row in results["headline"]:
        prevalence = row["retained"] / row["users"]
        nobody, share = f"{missing * prevalence:.2f}", f"{100 * prevalence:.1f} %"
        if "auc_roc" in row:
            auc, precision, cost = interval(row["auc_roc"]), interval(row["average_precision"], 1, " %"), interval(row["cost_per_user"])
        elif "planned" in row["analysis"]:
            auc = precision = cost = "too few retained"
        else:
            auc, precision, cost = "0.50", share, nobody
        rows.append([row["analysis"], f"{row['users']:,}", f"{row['retained']:,}", auc, f"{precision} ({share})", f"{cost} ({nobody})"])
    return rows


def published(results: dict) -> list[list[str]]:
    """What the report prints beside what comes out again."""
    return [[row["figure"], row["published"], row["recomputed"]] for row in results["published_beside_ours"]]
