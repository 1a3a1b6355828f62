"""Times as tools write them: read in one way or not at all."""

import datetime as dt

import pytest

from inside import CLOCK, INSTANT, WHOLE_DAY, local_seconds, read_times, seconds_of_day, time_zone

UTC = dt.UTC


def at(*parts):
    return int(dt.datetime(*parts, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("cell", "seconds", "kind"),
    [
        ("2021-07-06 16:45:20 EDT", at(2021, 7, 6, 20, 45, 20), INSTANT),
        ("2021-07-06 16:45:20 BRT", at(2021, 7, 6, 19, 45, 20), INSTANT),
        ("2021-07-06T16:45:20Z", at(2021, 7, 6, 16, 45, 20), INSTANT),
        ("2021-07-06T16:45:20.999Z", at(2021, 7, 6, 16, 45, 20), INSTANT),
        ("2021-07-06T16:45:20+0530", at(2021, 7, 6, 11, 15, 20), INSTANT),
        ("2021-07-06 16:45 UTC+6", at(2021, 7, 6, 10, 45), INSTANT),
        ("2021-07-06 16:45:20", at(2021, 7, 6, 16, 45, 20), CLOCK),
        ("2021/7/6 6:05", at(2021, 7, 6, 6, 5), CLOCK),
        ("25.07.2021 16:45", at(2021, 7, 25, 16, 45), CLOCK),
        ("7/25/2021 12:05 AM", at(2021, 7, 25, 0, 5), CLOCK),
        ("Jul 5, 2021 12:30 PM", at(2021, 7, 5, 12, 30), CLOCK),
        ("5 июля 2021, 16:45", at(2021, 7, 5, 16, 45), CLOCK),
        ("5 шілде 2021", at(2021, 7, 5), WHOLE_DAY),
        ("2021-07-06", at(2021, 7, 6), WHOLE_DAY),
        ("1625589920", at(2021, 7, 6, 16, 45, 20), INSTANT),
        ("1625589920123", at(2021, 7, 6, 16, 45, 20), INSTANT),
        (dt.datetime(2021, 7, 6, 16, 45, 20), at(2021, 7, 6, 16, 45, 20), CLOCK),
        (dt.date(2021, 7, 6), at(2021, 7, 6), WHOLE_DAY),
    ],
)
def test_a_time_is_read(cell, seconds, kind):
    times = read_times([cell, ""])

    assert (int(times.seconds[0]), int(times.kinds[0])) == (seconds, kind)
    assert (times.missing, times.wrong, times.unsure) == ((1,), (), ())


@pytest.mark.parametrize(
    ("cell", "wording"),
    [
        ("2021-02-29 10:00:00", ""),
        ("2021-07-06 24:00:00", ""),
        ("2021-07-06 13:00 PM", ""),
        ("2021-07-06 10:00:00 XYZ", "zone"),
        ("2021-07-06 10:00 +15:00", "zone"),
        ("yesterday", ""),
        ("20210706", ""),
        (44383.5, ""),
        (True, ""),
    ],
)
def test_what_is_no_time_is_refused(cell, wording):
    times = read_times(["2021-07-06 10:00:00", cell])

    assert [(i, error.code, error.wording) for i, error in times.wrong] == [(1, "not-a-time", wording)]


@pytest.mark.parametrize(
    ("cells", "order", "unsure"),
    [
        (["03/04/2026", "05/04/2026"], None, (0, 1)),
        (["03/04/2026", "25/04/2026"], None, ()),
        (["03/04/2026", "04/25/2026", "25/04/2026"], None, (0,)),
        (["03/04/2026", "25.04.2026", "03.04.2026", "25-04-2026"], None, (0,)),
        (["03.04.2026", "05.04.2026"], None, (0, 1)),
        (["03/04/26", "2026-04-03"], None, (0,)),
        (["03/04/26", "2026-04-03"], "dmy", ()),
    ],
)
def test_a_date_that_could_be_two_is_unsure_unless_others_show_the_order(cells, order, unsure):
    assert read_times(cells, order).unsure == unsure


def test_many_times_of_few_zones_are_read_as_one_by_one():
    words = ["EDT", "", "Z", "+05:00"]
    cells = [f"2021-07-{day:02} 10:00:{day:02} {words[day % 4]}".strip() for day in range(1, 31)]
    together = read_times(cells)
    single = [read_times([cell, "2021-07-01"]) for cell in cells]

    assert together.seconds.tolist() == [int(times.seconds[0]) for times in single]
    assert together.kinds.tolist() == [int(times.kinds[0]) for times in single]


def test_a_heading_puts_its_zone_on_times_without_one():
    times = read_times(["2021-07-06 10:00:00", "2021-07-06 10:00"], zone=0)

    assert times.kinds.tolist() == [INSTANT, INSTANT]


def test_an_instant_is_shown_by_the_clock_of_its_day():
    times = read_times(["2024-02-29 17:30:00 UTC", "2024-03-01 18:00:00 UTC"])
    local = local_seconds(times.seconds, times.kinds, time_zone("Asia/Almaty"))

    # Almaty went from UTC+6 to UTC+5 on 1 March 2024
    assert local.tolist() == [at(2024, 2, 29, 23, 30), at(2024, 3, 1, 23)]


@pytest.mark.parametrize(
    ("cell", "seconds"), [("18:02:45", 64965), ("6:05 PM", 65100), (dt.time(1, 2, 3), 3723), ("-", None)]
)
def test_a_time_of_day_is_read(cell, seconds):
    assert seconds_of_day(cell) == seconds
