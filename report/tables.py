"""The main tables of results.json as rows of text, for the index of the report and for the README."""

HEADLINE = ["Analysis", "Users", "Retained", "AUC-ROC", "Average precision (prevalence)", "Cost per user (contacting nobody)"]
PUBLISHED = ["Figure", "Published", "Recomputed"]


def interval(value: dict, digits: int) -> str:
    """Such as `0.860 [0.776, 0.916]`."""
    return "{estimate:.{digits}f} [{lower:.{digits}f}, {upper:.{digits}f}]".format(digits=digits, **value)


def headline(results: dict) -> list[list[str]]:
    """One row per analysis; nobody's figures are those that need no model."""
    missing = results["choices"]["costs"]["cost_of_missing"]
    rows = []
    for row in results["headline"]:
        prevalence = row["retained"] / row["users"]
        if "auc_roc" in row:
            auc, precision = interval(row["auc_roc"], 3), interval(row["average_precision"], 3)
            cost = interval(row["cost_per_user"], 3)
        elif "planned" in row["analysis"]:
            auc = precision = cost = "too few retained"
        else:
            auc, precision, cost = "0.500", f"{prevalence:.3f}", f"{missing * prevalence:.3f}"
        rows.append([row["analysis"], f"{row['users']:,}", f"{row['retained']:,}", auc, f"{precision} ({prevalence:.3f})",
                     f"{cost} ({missing * prevalence:.3f})"])
    return rows


def published(results: dict) -> list[list[str]]:
    """What the report prints beside what comes out again."""
    return [[row["figure"], row["published"], row["recomputed"]] for row in results["published_beside_ours"]]
