"""Texts that are dates, as spreadsheet programs turn figures into them and as people write them."""

import pytest

from inside import is_date_text


@pytest.mark.parametrize(
    "text",
    [
        "01.07.2020", "2020-07-01", "1/7/20", "2020-07-01 00:00:00", "2020-07-01T09:30:00Z", "01.07.2020 9:30",
        "7/1/2020 12:00 AM", "2020-07", "07/2020", "Jul-20", "12-May", "1 July 2020", "July 1, 2020", "3rd March",
        "июл.20", "12.май", "1 июля 2020", "1 июля 2020 г.", "июль 2020 года", "12 сент.", "5 мая", "фев.21",
        "2020 жылғы 1 шілде", "1 шілде 2020 ж.", "12 қыркүйек",
    ],
)  # fmt: skip
def test_a_day_or_a_month_is_a_date(text):
    assert is_date_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "12", "1 234", "3.4", "12.5", "1.234.567", "12k", "12 м", "5 млн", "марта", "July", "май", "12 чел.",
        "1-2", "2020 маяк", "12 марток", "1.2.3.4",
    ],
)  # fmt: skip
def test_a_figure_or_a_word_is_none(text):
    assert not is_date_text(text)
