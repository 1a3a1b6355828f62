"""Names in Latin letters, in whichever alphabet: one key for one sound, another for another."""

import pytest

from inside import sound_key


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        pytest.param("Қарағанды", ["Qarag'andy", "Qaraǵandy", "Qarağandy", "Qarağandı", "Karagandy"], id="қ, ғ and ы"),
        pytest.param("Атырау", ["Atyray'", "Atyraý", "Atyrau", "Atırau", "Atyraw"], id="у behind a vowel"),
        pytest.param("Жетісу", ["Jetisy'", "Jetisý", "Jetısu", "Zhetisu", "Žetisu", "Dzhetisu"], id="ж and і"),
        pytest.param("Шығыс", ["Shyg'ys", "Shyǵys", "Şyğys", "Şığıs", "Shyghys"], id="ш"),
        pytest.param("Абай", ["Abai", "Abaı", "Abay", "Abaj"], id="й at the end"),
        pytest.param("Түркістан", ["Tu'rkistan", "Túrkistan", "Türkıstan"], id="ү"),
        pytest.param("Ұлытау", ["Ulytaý", "Ūlytau", "Ulıtau"], id="ұ"),
        pytest.param(
            "Казахстанская", ["Kazakhstanskaya", "Kazahstanskaja", "Qazaqstanskaia"], id="х, and я in Russian"
        ),
        pytest.param("Восточно", ["Vostochno", "Vostočno"], id="ч"),
    ],
)
def test_a_name_has_one_key_in_every_alphabet(cyrillic, latin):
    assert {sound_key(name) for name in latin} == {sound_key(cyrillic)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("СКО", "ЗКО", id="letters"),
        pytest.param("Шу", "Су", id="ш is not с"),
        pytest.param("Абай", "Аба", id="a sound at the end"),
        pytest.param("Жамбыл", "Замбыл", id="ж is not з"),
        pytest.param("Актобе", "Актюбе", id="the Russian name is another"),
    ],
)
def test_other_sounds_have_another_key(one, other):
    assert sound_key(one) != sound_key(other)
