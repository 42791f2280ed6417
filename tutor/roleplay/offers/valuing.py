"""What an amount means for an issue: its value in the unit and the period of that issue."""

from tutor.domain.negotiation import Issue, Unit
from tutor.roleplay.offers.amounts import Amount

_WORK_HOURS = {"hour": 1.0, "day": 8.0, "week": 40.0, "month": 40.0 * 52 / 12, "year": 40.0 * 52}
_CALENDAR_DAYS = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 360.0}
_UNIT_PERIOD = {
    Unit.HOURS: "hour",
    Unit.DAYS: "day",
    Unit.WEEKS: "week",
    Unit.MONTHS: "month",
    Unit.YEARS: "year",
}
_NEIGHBOURS = {
    Unit.HOURS: {"hour", "day"},
    Unit.DAYS: {"hour", "day", "week"},
    Unit.WEEKS: {"day", "week", "month"},
    Unit.MONTHS: {"week", "month", "year"},
    Unit.YEARS: {"month", "year"},
}
"""Which written units an issue counted in a unit understands."""


def measure_of(issue: Issue) -> str:
    """The measure in which people write an amount for an issue."""
    if issue.unit is Unit.MONTH:
        return "date"
    return _UNIT_PERIOD.get(issue.unit, issue.unit.value)


def value_for(amount: Amount, issue: Issue, direction: int, base: float) -> float | None:
    """The value an amount means for an issue, None when its measure or currency does not go with it.

    direction is 1 for more, -1 for less, 0 for a value; base is what a change starts from.
    """
    if amount.measure in ("percent", "share") and issue.whole and not direction:
        part = _worse(amount, issue, 0) / 100 * issue.whole
        counted = issue.unit not in (Unit.MONEY, Unit.PERCENT)
        return round(part / issue.step) * issue.step if counted else round(part, 2)
    if amount.measure == "percent" and issue.unit is Unit.MONEY:
        return _by_share(amount, issue, direction or 1, base)
    if issue.unit is Unit.MONTH:
        return _month(amount, issue, direction, base)
    factor = _factor(amount, issue)
    if factor is None:
        return None
    value = _rounded(_worse(amount, issue, direction) * factor, amount, issue)
    value *= 1.0 if direction else _scale_meant(amount, issue, value)
    if amount.pair and issue.low <= value / 100 <= issue.high < value:
        value /= 100
    return value if not direction else base + direction * value


def _scale_meant(amount: Amount, issue: Issue, value: float) -> float:
    """How many times as much is meant: "4.2" for 4,200 or "1.15" for 1,150,000, where that is in range."""
    bare = issue.unit is Unit.MONEY and amount.decimals and not amount.measure and value < issue.low
    return next((it for it in (1e3, 1e6) if bare and issue.low <= value * it <= issue.high), 1.0)


def _month(amount: Amount, issue: Issue, direction: int, base: float) -> float | None:
    """A month by its name, or so many months earlier or later; a bare number is no month."""
    if amount.measure == "date":
        return _worse(amount, issue, 0)
    return (
        base + direction * _worse(amount, issue, direction)
        if amount.measure == "month" and direction
        else None
    )


_LARGEST_CHANGE = 60.0


def _by_share(amount: Amount, issue: Issue, direction: int, base: float) -> float | None:
    percent = _worse(amount, issue, direction)
    return base * (1 + direction * percent / 100) if percent <= _LARGEST_CHANGE else None


def _worse(amount: Amount, issue: Issue, direction: int) -> float:
    wants_high = issue.counterpart_wants == "high"
    return amount.high if wants_high == (direction >= 0) else amount.low


def _factor(amount: Amount, issue: Issue) -> float | None:
    if amount.currency and (issue.unit is not Unit.MONEY or amount.currency != issue.currency):
        return None
    if amount.measure == "date":
        return None
    if amount.measure == "share":
        return 1.0 if issue.unit is Unit.PERCENT else None
    if amount.measure in ("", "money", "percent"):
        if amount.measure and amount.measure != issue.unit.value:
            return None
        return 1.0 if issue.unit is not Unit.MONEY else _per(amount, issue)
    if issue.unit not in _UNIT_PERIOD or amount.measure not in _understood(issue):
        return None
    return convert(amount.measure, _UNIT_PERIOD[issue.unit], working=bool(issue.per)) * _per_time(
        amount, issue
    )


def _understood(issue: Issue) -> set[str]:
    if issue.unit is Unit.DAYS and issue.per in ("day", "week"):
        return {"hour", "day"}
    return _NEIGHBOURS[issue.unit] | ({"month"} if issue.unit is Unit.DAYS and not issue.per else set())


def _per(amount: Amount, issue: Issue) -> float:
    if not amount.per or not issue.per:
        return 1.0
    return convert(issue.per, amount.per, working=True)


def _per_time(amount: Amount, issue: Issue) -> float:
    return 1.0 if not amount.per or not issue.per else convert(issue.per, amount.per, working=True)


def convert(unit: str, into: str, *, working: bool) -> float:
    """How many of one unit of time go into another: in working time a day is 8 hours, a week 40."""
    lengths = _WORK_HOURS if working or "hour" in (unit, into) else _CALENDAR_DAYS
    return lengths[unit] / lengths[into]


def _rounded(value: float, amount: Amount, issue: Issue) -> float:
    converted = bool(amount.per and issue.per and amount.per != issue.per)
    if converted and issue.unit in _UNIT_PERIOD:
        return round(value / issue.step) * issue.step
    return round(value, 2)
