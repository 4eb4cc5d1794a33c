"""What a report states of credit, and of how business customers are doing beside it."""

from metrics.credit.business_profile import business_profile
from metrics.credit.credit_record import credit_grades
from metrics.credit.operating import by_profit, crossed, profit_years, state, states
from metrics.families.credit import GRADES, READS, STANDARD
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records
from metrics.statistics.intervals import wilson


def _grades(scope: Scope) -> Facts:
    rows = credit_grades(scope)
    # The last row is of all; the share of customers in each grade is among them.
    customers = rows["customer_count"] / rows["customer_count"].iloc[-1]
    low, high = wilson(customers, rows["customer_count"].iloc[-1])
    told = rows.assign(customer_share=customers, share_low=low, share_high=high)
    return {"grades": records(told), "months": STANDARD.credit_months}


def _firms(scope: Scope) -> Facts:
    return {"industries": records(business_profile(scope))}


def _operating(scope: Scope) -> Facts:
    """Numbers of customers by three years' profit; else by the column that says it of most who are
    sent invoices.
    """
    profits = profit_years(scope)
    columns = list(profits) if profits else states(scope)[:1]
    if not columns:
        raise NotComputableError("no_operating_state")
    rows = crossed(scope, by_profit(*profits) if profits else state(columns[0]))
    grades = rows.drop(columns="operating")
    return {
        "columns": columns,
        "is_by_profit": bool(profits),
        "grades_best_first": list(GRADES),
        "customers": int(grades.to_numpy().sum()),
        "rows": records(rows.assign(customers=grades.sum(axis=1))),
    }


CREDIT: Area = {
    "credit_grades": Reported(_grades, READS),
    "business_profile": Reported(_firms, READS),
    "operating_grades": Reported(_operating, READS),
}
