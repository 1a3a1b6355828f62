"""A population table in words: aligned lines, in the language's names, with the sum of all below."""

from rich.cells import cell_len

from govrank import PopulationTable
from inside import Region, population_table, population_text
from said import rows_of, said, words


def lines(*regions, date="2023-01-01", lang="en"):
    table = PopulationTable("small", date, {region.key: region for region in regions})
    return population_text(table, words(lang))


def test_columns_are_aligned_and_the_sum_stands_below():
    title, east, west, total = lines(Region("e", "East", 1_234_567), Region("nw", "North-West", 89))

    assert title == "small, 2023-01-01"
    assert rows_of(f"{east}\n{west}") == [["e", "East", "1,234,567"], ["nw", "North-West", "89"]]
    assert total.split("  ")[-1].strip() == "1,234,656"
    assert said("population.total") in total
    assert len(total) == len(east)


def test_a_region_has_its_name_in_the_language_and_else_the_tables():
    labels = {"en": "East", "ru": "Восток", "kk": "Шығыс"}
    text = lines(Region("e", "ВКО", 1000, labels=labels), Region("w", "Запад", 2), date=None, lang="kk")
    assert [line.split() for line in text[:3]] == [["small"], ["e", "Шығыс", "1", "000"], ["w", "Запад", "2"]]


def test_letters_of_double_width_and_control_codes_keep_the_columns():
    east, far, total = lines(Region("e", "東京", 5), Region("f", "\x1bFar", 7))[1:]
    assert (east.split(), far.split(), total.split()[-1]) == (["e", "東京", "5"], ["f", "␛Far", "7"], "12")
    assert len({cell_len(line) for line in (east, far, total)}) == 1


def test_the_packaged_sum_is_that_of_the_regions():
    table = population_table("kz-2023")
    *regions, total = population_text(table, words("en"))[1:]
    assert len(regions) == len(table.regions) == 20
    assert (
        sum(int(line.split()[-1].replace(",", "")) for line in regions)
        == int(total.split()[-1].replace(",", ""))
        == sum(region.population for region in table.regions.values())
    )
