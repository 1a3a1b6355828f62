"""What is said of posts that were summed up: what was read, what counts and what does not, and why."""

from pathlib import Path
from tempfile import TemporaryDirectory

from commands import run
from files import csv_bytes, write
from scenes.written import texts_of_book

HEADER = [
    "page",
    "network",
    "id",
    "Post created",
    "text",
    "likes",
    "views",
    "forwarded_from",
    "is_ad",
    "coauthors",
    "link",
]
EARLIER = [
    HEADER,
    ["A", "vk", "100000000001", "2026-07-01 10:00:00", "a", 11, 90, "", 0, "", ""],
    ["A", "vk", "100000000002", "2026-07-02 10:00:00", "b", 12, 80, "", 0, "", ""],
    ["A", "vk", "100000000003", "2026-07-03 10:00:00", "b", 13, 70, "a channel", 0, "", ""],
    ["A", "vk", "100000000004", "2026-08-02 10:00:00", "c", 14, 60, "", 0, "", ""],
]
LATER = [
    HEADER,
    ["A", "vk", "100000000001", "2026-07-01 10:00:00", "a", 21, 99, "", 0, "", ""],
    ["A", "vk", "100000000003", "2026-07-03 10:00:00", "b", 23, 77, "a channel", 0, "", ""],
    ["A", "vk", "100000000005", "2026-07-31 22:00:00", "b", -1, 55, "", 0, "", ""],
    ["B", "vk", "100000000006", "2026-07-15", "d", 16, 44, "", 1, "A", ""],
    ["C", "vk", "100000000007", "2026-07-16 10:00:00", "e", "12k", 33, "", 0, "", ""],
]
REGISTRY = [
    ["region", "network", "page", "url", "population", "excluded"],
    *(["Абай", "vk", page, f"https://vk.com/{page}", 600, "closed" if page == "B" else ""] for page in "ABCD"),
]
PAGE_LIKES = [
    ["Page Name", "Facebook Id", "Likes at Posting", "Created", "Likes", "likes_hidden", "URL"],
    ["A", "1001", 900, "2026-07-01 10:00:00 EDT", "", "yes", "https://www.facebook.com/1001/posts/7"],
]
NAMELESS = [
    ["Ссылка на пост", "Дата публикации", "Лайки"],
    ["https://vk.com/A/7", "2026-07-01 10:00:00", 11],
]
CHOICES = {
    "all is kept": (),
    "all is dropped": ("--reposts", "drop", "--sponsored", "drop", "--deleted", "drop"),
}


def notes(lang):
    """Return what `collect` says of two exports, and the texts of the workbooks that it makes of them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, rows in (("earlier", EARLIER), ("later", LATER), ("none", [HEADER]), ("likes", PAGE_LIKES)):
            write(folder, f"{file}.csv", csv_bytes(rows))
        write(folder, "pages.csv", csv_bytes(REGISTRY))
        common = ("--period", "2026-07", "--timezone", "Asia/Almaty", "--lang", lang, "-o", "pages.xlsx")
        for title, options in CHOICES.items():
            files = ("earlier.csv", "later.csv", "none.csv", "--pages", "pages.csv", "--skip-invalid")
            yield f"# {title}"
            yield from run("collect", *files, *common, *options, folder=folder).lines
            yield from texts_of_book((folder / "pages.xlsx").read_bytes(), set())
        yield "# no column of pages"
        write(folder, "nameless.csv", csv_bytes(NAMELESS))
        yield from run("collect", "nameless.csv", *common, folder=folder).lines
        yield "# likes in place of followers"
        yield from run("collect", "likes.csv", *common, folder=folder).lines
        yield from texts_of_book((folder / "pages.xlsx").read_bytes(), set())
