"""Two spellings of one name."""

import pytest

from inside import home, look_alike_key, similar_names, without_footnote, without_marks

plain_key = home("plain_key", "text").plain_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Вовлечённость", "вовлеченность", id="case and ё"),
        pytest.param("  Халық \n саны ", "халық саны", id="white space"),
        pytest.param("Халық\u00a0саны", "халық саны", id="a no-break space"),
        pytest.param("Западно–Казахстанская", "западно - казахстанская", id="dashes"),
        pytest.param("Нур\u2011Султан", "нур-султан", id="a no-break hyphen"),
        pytest.param("Жамбыл\u0438\u0306", "жамбылй", id="a letter composed of two signs"),
        pytest.param("ЁЛКА", "елка", id="a capital ё"),
        pytest.param("Атырау", "Аты\u00adрау\u200b", id="signs that nobody sees"),
    ],
)
def test_a_plain_key_does_not_see_the_difference(one, other):
    assert plain_key(one) == plain_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Абай", "Абаи", id="й is not и"),
        pytest.param("Қостанай", "Костанай", id="Kazakh қ is not к"),
        pytest.param("Атырау", "Aтырау", id="a Latin A"),
        pytest.param("posts", "post", id="a letter less"),
    ],
)
def test_a_plain_key_sees_the_difference(one, other):
    assert plain_key(one) != plain_key(other)


@pytest.mark.parametrize("latin", "aceopxABCEHKMOPTX")
def test_a_latin_letter_that_looks_cyrillic_is_the_same_letter(latin):
    cyrillic = dict(zip("aceopxABCEHKMOPTX", "асеорхАВСЕНКМОРТХ", strict=True))[latin]

    assert latin != cyrillic
    assert look_alike_key(f"Ж{latin}ж") == look_alike_key(f"Ж{cyrillic}ж")


@pytest.mark.parametrize(("one", "other"), [("Атырау", "Aтыpаy"), ("ВКО", "BKO"), ("область", "oблaсть")])
def test_a_word_of_mixed_letters_is_the_word_it_looks_like(one, other):
    assert look_alike_key(one) == look_alike_key(other)


@pytest.mark.parametrize(
    ("name", "candidates", "expected"),
    [
        pytest.param("akimat", ["akimats", "wci-2.0"], ["akimats"], id="a letter missing"),
        pytest.param("Атырауская обл", ["Атырауская область", "Абай"], ["Атырауская область"], id="shortened"),
        pytest.param("qqq", ["akimats"], [], id="nothing near"),
        pytest.param("Пoдписчики", ["Подписчики"], ["Подписчики"], id="a Latin o"),
    ],
)
def test_a_mistyped_name_is_answered_with_the_nearest(name, candidates, expected):
    assert similar_names(name, candidates) == expected


def test_the_nearest_name_comes_first_and_there_are_not_too_many():
    names = ["instagrams", "instagram", "instagramm", "instagra"]
    assert similar_names("instagram", names, most=2) == [
        "instagram",
        *similar_names("instagram", names[:1] + names[2:], 1),
    ]


@pytest.mark.parametrize(
    ("text", "marked", "footnoted"),
    [
        ("Омская*", "Омская", "Омская"),
        ("Омская ¹", "Омская", "Омская"),
        ("Омская††", "Омская", "Омская"),
        ("Омская [12]", "Омская", "Омская"),
        ("Омская (*)", "Омская", "Омская"),
        ("Омская 1", "Омская 1", "Омская"),
        ("Омская (1)", "Омская (1)", "Омская"),
        ("Омская обл. 1)", "Омская обл. 1)", "Омская обл"),
        ("Округ 123", "Округ 123", "Округ 123"),
        ("12", "12", "12"),
        ("", "", ""),
    ],
)
def test_a_footnotes_mark_is_no_part_of_a_name_nor_is_a_number_of_a_footnotes(text, marked, footnoted):
    assert (without_marks(text), without_footnote(text)) == (marked, footnoted)


def test_a_text_of_nothing_but_marks_and_spaces_takes_no_longer():
    for hostile in ("*" * 100_000 + "a", "a" + " " * 100_000 + "a", "a" + "[1]" * 50_000 + "a", "1" * 100_000):
        assert without_marks(hostile) == without_footnote(hostile) == hostile
