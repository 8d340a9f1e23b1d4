"""The main tables of results.json as rows of text, for the index of the report and for the README."""

HEADLINE = ["Analysis", "Users", "Retained", "AUC-ROC", "Average precision (prevalence)", "Cost per user (contacting nobody)"]
FIGURES = ["auc_roc", "average_precision", "cost_per_user"]
PUBLISHED = ["Figure", "Published", "Recomputed"]


def interval(value: dict, digits: int = 2, unit: str = "") -> str:
    """Such as `0.86 [0.78, 0.92]`, or `5.5 % [1.8, 15.8]` with the unit ` %` and one digit: a column has the same digits in each row."""
    scale = 100 if unit == " %" else 1
    estimate, lower, upper = (scale * value[part] for part in ("estimate", "lower", "upper"))
    return f"{estimate:.{digits}f}{unit} [{lower:.{digits}f}, {upper:.{digits}f}]"


def headline(results: dict) -> list[list[str]]:
    """One row per analysis, with its figures as the notebooks show them."""
    return [[row["analysis"], f"{row['users']:,}", f"{row['retained']:,}", *(row["shown"][figure] for figure in FIGURES)]
            for row in results["headline"]]


def published(results: dict) -> list[list[str]]:
    """What the report prints beside what comes out again."""
    return [[row["figure"], row["published"], row["recomputed"]] for row in results["published_beside_ours"]]
