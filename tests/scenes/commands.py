"""What the commands print of the examples, and their help."""

from commands import run
from editions import EXAMPLES

JUNE, JULY, MESSY = "june.xlsx", "july.xlsx", "messy.xlsx"
WEIBO = ("methodologies/dongguan.csv", "-m", "methodologies/dongguan.toml")
LEAGUES = ("methodologies/size-leagues.csv", "-m", "methodologies/size-leagues.toml")
WECHAT = ("methodologies/wci-2.0.csv", "-m", "wci-2.0")

PRINTED = (
    ("score", JULY),
    ("score", JULY, "--previous", JUNE, "--digest", "--top", "5"),
    ("score", JULY, "--by", "platform", "--indicators", "--top", "2"),
    ("score", JULY, "--top", "2", "--source", "Popsters", "--collected", "2020-08-03", "--period", "2020-08"),
    ("score", MESSY, "--skip-invalid"),
    ("score", MESSY),
    ("score", *LEAGUES, "--digest"),
    ("score", *WECHAT, "--digest", "--indicators"),
    ("score", JULY, "--previous", JUNE, "-f", "md"),
    ("check", JULY),
    ("check", MESSY),
    ("compare", JUNE, JULY),
    ("compare", JUNE, JULY, "--by", "platform", "-f", "md"),
    ("trend", JUNE, JULY),
    ("trend", JUNE, JULY, "--by", "platform", "-f", "md"),
    ("explain", JULY, "--page", "Акимат Жамбылской области · instagram"),
    ("explain", JULY, "--page", "Акимат Атырауской области · instagram", "-f", "md"),
    ("explain", *LEAGUES, "--page", "Coast"),
    ("robustness", JULY, "--draws", "60"),
    ("robustness", JULY, "--draws", "60", "--by", "platform", "-f", "md"),
    ("robustness", *WECHAT, "--draws", "60"),
    ("methodology", "list"),
    ("methodology", "show", "akimats"),
    ("methodology", "show", "akimats-2020"),
    ("methodology", "show", "bci"),
    ("methodology", "show", "wci-2.0"),
    ("methodology", "show", "methodologies/dongguan-places.toml"),
    ("methodology", "show", "methodologies/size-leagues.toml"),
    ("methodology", "check", "methodologies/kazan.toml"),
    ("population", "list"),
    ("population", "show", "kz-2023"),
    ("population", "check"),
    ("population", "template", "uz-2025-10"),
)
HELP = (
    (),
    *((command,) for command in ("score", "export", "check", "compare", "trend", "explain", "robustness", "template")),
    *(("methodology", *command) for command in ((), ("list",), ("show",), ("check",), ("init",), ("schema",))),
    *(("population", *command) for command in ((), ("list",), ("show",), ("check",), ("template",))),
    ("schema",),
)


def shown(args, *further):
    """Return a command as a person sees it: the line, what it says on standard error and what it prints."""
    ended = run(*args, *further, folder=EXAMPLES)
    yield f"$ govrank {' '.join(args)}"
    yield from ended.err.splitlines()
    yield from ended.out.splitlines()
    if ended.code:
        yield f"(exit code {ended.code})"
    yield ""


def printed(lang):
    for args in PRINTED:
        yield from shown(args, "--lang", lang)


def helped(_lang):
    for args in HELP:
        yield from shown((*args, "--help"))
