"""What a report states of credit, and of how business customers are doing beside it."""

from metrics.credit.credit_record import credit_grades
from metrics.credit.operating import crossed, state, states
from metrics.families.credit import GRADES, READS, STANDARD
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records


def _grades(scope: Scope) -> Facts:
    return {"grades": records(credit_grades(scope)), "months": STANDARD.credit_months}


def _operating(scope: Scope) -> Facts:
    """Numbers of customers by the column that says it of most who are sent invoices."""
    column = states(scope)[0]
    rows = crossed(scope, state(column))
    grades = rows.drop(columns="operating")
    return {
        "column": column,
        "grades_best_first": list(GRADES),
        "customers": int(grades.to_numpy().sum()),
        "rows": records(rows.assign(customers=grades.sum(axis=1))),
    }


CREDIT: Area = {
    "credit_grades": Reported(_grades, READS),
    "operating_grades": Reported(_operating, READS, lambda scope: bool(states(scope))),
}
