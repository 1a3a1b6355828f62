"""The three catalogues say the same things, with the same names in them, and none too many."""

import re
import string
from pathlib import Path

import pytest

import govrank
from inside import CODES, FORMS, LANGUAGES, PLURALS, number_text, words

SOURCE = Path(govrank.__file__).parent
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(SOURCE.rglob("*"))
    if path.suffix in (".py", ".html", ".jinja", ".j2", ".js", ".css") and "languages" not in path.parts
)
KEYS = sorted(words("en").messages)

OF_PROBLEMS = ("problem.", "hint.")  # the code and the wording of a problem follow
OWN = {"value", "cell", "column"}  # every problem has them


def texts(message):
    return message.values() if isinstance(message, dict) else [message]


def names(message):
    return {name for text in texts(message) for _text, name, _spec, _how in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_key_is_missing_or_left_over(lang):
    assert sorted(words(lang).messages) == KEYS


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_a_message_names_the_same_values_in_every_language(lang):
    messages, english = words(lang).messages, words("en").messages

    assert [key for key in KEYS if names(messages[key]) != names(english[key])] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_of_forms_has_those_of_its_language_beside_a_number_and_else_those_of_its_rule(lang):
    plural = PLURALS[words(lang).say("language.plural")][0]
    for key, message in words(lang).messages.items():
        assert isinstance(message, dict) == isinstance(words("en").messages[key], dict), key
        if isinstance(message, dict):
            if key.startswith("number."):
                assert tuple(message) in FORMS, key
            else:
                counted = {"n", "number"} & names(message) or key.startswith("counts.of.")
                assert tuple(message) == (plural if counted else ("single", "several")), key


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_nothing_is_left_untranslated(lang):
    same = {
        key
        for key, message in words(lang).messages.items()
        if message == words("en").messages[key] and re.search(r"[a-z]{4}", re.sub(r"\{.*?\}", "", str(message)))
    }

    assert same == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_is_empty_or_ends_with_a_space_by_accident(lang):
    for key, message in words(lang).messages.items():
        for text in texts(message):
            assert text, key
            assert text == text.strip() or key.startswith(
                ("list.", "rules.", "rating.", "digest.", "move.", "language.")
            ), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_large_number_in_a_message_is_grouped_as_the_language_groups_it(lang):
    digits = re.compile(r"\d[\d\s,.\u202f]*\d{3}(?!\d)")
    found = [
        number
        for message in words(lang).messages.values()
        for text in texts(message)
        for number in digits.findall(text)
    ]
    grouped = [number for number in found if re.search(r"\D", number)]

    assert grouped == [number_text(int(re.sub(r"\D", "", number)), lang) for number in grouped]
    assert number_text(10**12, lang) in grouped


LITERALS = set(re.findall(r"""["']([\w.-]+)(?=["'])""", CODE))
STARTS = set(re.findall(r"""["'`]([\w.-]+\.)(?=\{|["'`] ?[+~])""", CODE))


def put_together(key):
    """Say whether the code holds a key with `{…}` for some of its last words, as in "zone.{zone}"."""
    parts = key.split(".")
    return any(".".join(parts[:at]) + "." in STARTS for at in range(1, len(parts)))


def test_every_message_is_said_somewhere():
    said = [key for key in KEYS if key in LITERALS or put_together(key) or key.startswith(OF_PROBLEMS)]

    assert sorted(set(KEYS) - set(said)) == []


def keys_of(code):
    return [f"{code.said_as or code.name}/{wording}".rstrip("/") for wording in code.wordings]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_wording_that_is_declared_has_its_sentence_and_no_other_has(lang):
    said = [key.removeprefix("problem.") for key in words(lang).messages if key.startswith("problem.")]

    assert sorted(said) == sorted({key for code in CODES.values() for key in keys_of(code)})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_error_says_what_to_do(lang):
    errors = [key for code in CODES.values() if code.severity == "error" for key in keys_of(code)]

    assert [key for key in errors if f"hint.{key}" not in words(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_and_its_hint_name_just_the_arguments_that_are_declared(lang):
    messages = words(lang).messages
    for code in CODES.values():
        for wording, key in zip(code.wordings, keys_of(code), strict=True):
            parts = [messages[f"{part}.{key}"] for part in ("problem", "hint") if f"{part}.{key}" in messages]
            plural = {"n"} if any(isinstance(message, dict) for message in parts) else set()
            assert set().union(*map(names, parts)) - OWN | plural == set(code.takes(wording)), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_many_cells_it_is_said_what_to_do_where_it_is_of_one(lang):
    pairs = [
        (f"hint.{key}", f"hint.{code.name}/{code.for_many(wording)}")
        for code in CODES.values()
        for wording, key in zip(code.wordings, keys_of(code), strict=True)
        if code.for_many(wording) is not None
    ]

    assert len(pairs) > 10
    assert [one for one, many in pairs if one in words(lang) and many not in words(lang)] == []


def test_every_code_that_is_declared_occurs():
    assert [code for code in CODES if CODE.count(f'"{code}"') < 2] == []


def test_every_hint_has_its_problem():
    assert [key for key in KEYS if key.startswith("hint.") and f"problem.{key[5:]}" not in KEYS] == []


def test_the_code_says_no_key_that_is_not_there():
    said = set(re.findall(r'\.say\(\s*"([a-z0-9_.-]+)"', CODE))

    assert said - set(KEYS) == set()


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("en", {1: "one", 0: "other", 2: "other", 11: "other", 21: "other"}),
        (
            "ru",
            {1: "one", 21: "one", 101: "one", 2: "few", 4: "few", 22: "few", 0: "many", 5: "many", 11: "many",
             12: "many", 14: "many", 20: "many", 111: "many", 112: "many"},
        ),
        ("kk", {0: "other", 1: "other", 5: "other"}),
    ],
)  # fmt: skip
def test_plural_forms(lang, forms):
    assert {n: PLURALS[words(lang).say("language.plural")][1](n) for n in forms} == forms


@pytest.mark.parametrize(("n", "form"), [(1, "one"), (2, "few"), (5, "many"), (11, "many"), (21, "one")])
def test_a_number_chooses_the_form_of_its_language(n, form):
    russian = words("ru")

    assert russian.say("count.pages", n=n) == russian.messages["count.pages"][form].format(n=n)


@pytest.mark.parametrize("n", [1, 2, 11, 21, 31, 101])
def test_only_one_name_without_a_number_goes_with_the_singular(n):
    russian = words("ru")
    form = russian.messages["digest.gone"]["single" if n == 1 else "several"]

    assert russian.say("digest.gone", n=n, pages="A, B …") == form.format(pages="A, B …")


def test_a_plural_without_its_number_is_a_mistake_of_ours():
    with pytest.raises((KeyError, TypeError)):
        words("en").say("count.pages", n="5")


def test_braces_in_a_value_are_no_names():
    said = words("en").say("command.no-such-file", path="{x}")

    assert said == words("en").messages["command.no-such-file"].replace("{path}", "{x}")
