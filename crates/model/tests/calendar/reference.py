"""Business time computed independently: `reference.json` beside this file.

    python -m venv venv && venv/bin/pip install numpy pandas workalendar
    venv/bin/python reference.py > reference.json

Holidays: workalendar's federal calendar, checked against pandas' `USFederalHolidayCalendar`. Business days: numpy's `busday_count`.
Business hours: every minute of the clock in UTC is asked, one after the other, whether it is worked.
"""

import datetime as dt
import json
import sys
from zoneinfo import ZoneInfo

import numpy as np
from pandas.tseries.holiday import USFederalHolidayCalendar
from workalendar.usa import UnitedStates

UTC = dt.timezone.utc
YEARS = range(2015, 2036)


def observed():
    pandas = {day.date() for day in USFederalHolidayCalendar().holidays("2014-12-31", "2035-12-31")}
    calendar = UnitedStates()
    named = {day for year in YEARS for day, _ in calendar.holidays(year)}
    # workalendar lists a holiday that falls on a weekend beside the day it is observed, and does not hold Juneteenth.
    weekdays = {day for day in named if day.weekday() < 5}
    print("in one of the two only:", sorted(str(day) for day in weekdays ^ pandas), file=sys.stderr)
    return sorted(pandas)


HOLIDAYS = observed()
CLOSED = set(HOLIDAYS)

CALENDARS = {
    "federal": dict(zone="America/New_York", week=[["09:00-17:00"]] * 5 + [[], []], federal=True, exceptions={}),
    "blocks": dict(zone="America/Chicago", week=[["08:00-12:00", "13:00-16:30"]] * 5 + [["10:00-12:00"], []], federal=True,
                   exceptions={"2026-12-24": ["08:00-12:00"], "2026-06-13": [], "2026-07-03": ["09:00-11:00"]}),
    "clock": dict(zone="Europe/Madrid", week=[["00:00-24:00"]] * 7, federal=False, exceptions={}),
    "night": dict(zone="America/New_York", week=[["00:00-06:00", "22:00-24:00"]] * 7, federal=False, exceptions={}),
}


def minutes(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def blocks(calendar, day):
    if day.isoformat() in calendar["exceptions"]:
        return calendar["exceptions"][day.isoformat()]
    if calendar["federal"] and day in CLOSED:
        return []
    return calendar["week"][day.weekday()]


def is_worked(calendar, moment):
    local = moment.astimezone(ZoneInfo(calendar["zone"]))
    minute = local.hour * 60 + local.minute
    return any(minutes(a) <= minute < minutes(b) for a, b in (block.split("-") for block in blocks(calendar, local.date())))


def is_paused(pauses, moment):
    return any(a <= moment < b for a, b in pauses)


def worked(calendar, opened, done, pauses):
    count, moment = 0, opened
    while moment < done:
        count += is_worked(calendar, moment) and not is_paused(pauses, moment)
        moment += dt.timedelta(minutes=1)
    return count


def due_after(calendar, opened, minutes_left, pauses):
    moment = opened
    while minutes_left:
        minutes_left -= is_worked(calendar, moment) and not is_paused(pauses, moment)
        moment += dt.timedelta(minutes=1)
    return moment


def business_days(calendar, first, last):
    span = [first + dt.timedelta(days=n) for n in range(-400, 800)]
    closed = [day for day in span if not blocks(calendar, day)]
    return int(np.busday_count(first, last, weekmask="1111111", holidays=np.array(closed, dtype="datetime64[D]")))


def days_without(calendar, opened, done, pauses):
    zone = ZoneInfo(calendar["zone"])
    on = lambda moment: moment.astimezone(zone).date()
    free, total = set(), 0
    for a, b in pauses:
        day = max(on(a), on(opened))
        while day < min(on(b), on(done)):
            free.add(day)
            day += dt.timedelta(days=1)
    day = on(opened)
    while day < on(done):
        total += day not in free and business_days(calendar, day, day + dt.timedelta(days=1))
        day += dt.timedelta(days=1)
    return total


CASES = [
    ("friday afternoon", "federal", "2026-03-06T16:30", "2026-03-09T09:30", []),
    ("clocks go forward at the weekend", "federal", "2026-03-06T12:00", "2026-03-10T12:00", []),
    ("clocks go back", "federal", "2026-10-30T12:00", "2026-11-03T12:00", []),
    ("clocks go forward while worked", "clock", "2026-03-28T12:00", "2026-03-29T12:00", []),
    ("clocks go back while worked", "clock", "2026-10-24T12:00", "2026-10-25T12:00", []),
    ("night of the spring change", "night", "2026-03-07T20:00", "2026-03-09T00:00", []),
    ("night of the autumn change", "night", "2026-10-31T20:00", "2026-11-02T00:00", []),
    ("holiday on a saturday", "federal", "2026-07-02T10:00", "2026-07-06T10:00", []),
    ("holiday on a sunday", "federal", "2027-07-02T10:00", "2027-07-07T10:00", []),
    ("new year on a saturday closes the friday of the old year", "federal", "2021-12-30T15:00", "2022-01-03T11:00", []),
    ("juneteenth before it was one", "federal", "2020-06-18T15:00", "2020-06-22T10:00", []),
    ("juneteenth", "federal", "2023-06-16T15:00", "2023-06-20T10:00", []),
    ("opened at night", "federal", "2026-05-04T22:15", "2026-05-05T10:00", []),
    ("opened and closed on a sunday", "federal", "2026-05-03T10:00", "2026-05-03T12:00", []),
    ("several blocks and a lunch", "blocks", "2026-06-11T11:45", "2026-06-12T13:20", []),
    ("saturday morning closed by an exception", "blocks", "2026-06-12T15:00", "2026-06-15T09:00", []),
    ("an exception opens a holiday", "blocks", "2026-07-02T16:00", "2026-07-06T09:00", []),
    ("half a day before a holiday", "blocks", "2026-12-23T16:00", "2026-12-28T09:00", []),
    ("paused over a weekend", "federal", "2026-05-07T10:00", "2026-05-13T15:00", [("2026-05-08T15:00", "2026-05-11T11:00")]),
    ("paused within a day", "federal", "2026-05-07T10:00", "2026-05-08T15:00", [("2026-05-07T11:00", "2026-05-07T14:30")]),
    ("pauses that overlap and touch", "federal", "2026-05-04T09:00", "2026-05-15T17:00",
     [("2026-05-06T12:00", "2026-05-08T12:00"), ("2026-05-05T10:00", "2026-05-06T13:00"), ("2026-05-08T12:00", "2026-05-11T09:15")]),
    ("paused before it was opened", "federal", "2026-05-07T10:00", "2026-05-08T15:00", [("2026-05-06T11:00", "2026-05-07T12:30")]),
    ("a year", "blocks", "2026-01-05T09:30", "2026-12-30T11:11", []),
]
TIMES = [1, 30, 60, 8 * 60, 40 * 60]
DAYS = [0, 1, 5, 20]


def main():
    cases = []
    for name, kind, opened, done, pauses in CASES:
        calendar = CALENDARS[kind]
        zone = ZoneInfo(calendar["zone"])
        at = lambda text: dt.datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
        told = lambda moment: moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        start, end, waits = at(opened), at(done), [(at(a), at(b)) for a, b in pauses]
        last_days = {}
        for amount in DAYS:
            last = start.astimezone(zone).date()
            while True:
                following = last + dt.timedelta(days=1)
                noon = dt.datetime.combine(following, dt.time(12), zone).astimezone(UTC)
                if days_without(calendar, start, noon, waits) > amount:
                    break
                last = following
            last_days[str(amount)] = last.isoformat()
        cases.append({
            "name": name, "calendar": kind, "opened": told(start), "done": told(end),
            "pauses": [[told(a), told(b)] for a, b in waits],
            "business_minutes": worked(calendar, start, end, waits),
            "business_days": days_without(calendar, start, end, waits),
            "due_after_business_minutes": {str(amount): told(due_after(calendar, start, amount, waits)) for amount in TIMES},
            "last_business_day": last_days,
        })
    print(json.dumps({"federal_holidays": [day.isoformat() for day in HOLIDAYS], "calendars": CALENDARS, "cases": cases}, indent=1))


main()
