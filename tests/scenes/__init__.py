"""govrank's messages to people: each scene gives everything of one kind in a language, as one snapshot."""

from collections.abc import Callable
from dataclasses import dataclass

from scenes import assessments, collected, commands, digests, files, problems, published, reports, rules, written


@dataclass(frozen=True)
class Scene:
    """What one snapshot holds: its text in a language, and the ending of its file."""

    name: str
    text: Callable[[str], str]
    form: str = "txt"
    langs: tuple[str, ...] = ()  # all, where none is named

    def said_in(self, lang):
        return not self.langs or lang in self.langs


def of_lines(lines):
    """Return a scene's text from the lines that a function gives in a language."""
    return lambda lang: "".join(f"{line}\n" for line in lines(lang))


SCENES = (
    Scene("problems", of_lines(problems.problems)),
    Scene("reasons", of_lines(problems.reasons)),
    Scene("errors", of_lines(problems.errors)),
    Scene("forms", of_lines(problems.forms)),
    Scene("files", of_lines(files.spoiled)),
    Scene("rules", of_lines(rules.wrong)),
    Scene("methodologies", of_lines(rules.in_words)),
    Scene("assessments", of_lines(assessments.in_words)),
    Scene("digests", of_lines(digests.small)),
    Scene("reports", of_lines(reports.small)),
    Scene("commands", of_lines(commands.printed)),
    Scene("trends", of_lines(written.trends)),
    Scene("pages", of_lines(written.pages)),
    Scene("workbooks", of_lines(written.workbooks)),
    Scene("written", of_lines(written.said_of_files)),
    Scene("packages", of_lines(published.packages)),
    Scene("versions", of_lines(published.versions)),
    Scene("settings", of_lines(written.of_a_folder)),
    Scene("collected", of_lines(collected.notes)),
    Scene("help", of_lines(commands.helped), langs=("en",)),
    Scene("july", digests.july("md"), "md"),
    Scene("july", digests.july("html"), "html"),
)
