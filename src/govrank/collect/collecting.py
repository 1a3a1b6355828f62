"""From exports to pages: read, matched to pages, counted once, summed up. Only this module knows the order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from govrank.collect.collected import Collected, Note, PageSum, Uncounted
from govrank.collect.counting import deleted_posts, equal_rows, link_numbers, post_keys, replaced_rows
from govrank.collect.exports import WHO, Export, Numbers, first_places, numbered, read_export
from govrank.collect.identity import PageSpellings, group_pages
from govrank.collect.options import CollectOptions
from govrank.collect.summing import SUMMED, Unit, sum_pages
from govrank.collect.times import (
    CLOCK,
    DAY,
    EDGE,
    INSTANT,
    WHOLE_DAY,
    day_text,
    local_seconds,
    seconds_text,
    time_texts,
)
from govrank.large import PlainTexts, joined_texts, taken
from govrank.problems import CommandError, DataError, Problem
from govrank.read.headings import heading_key
from govrank.scoring.pages import BoolArray
from govrank.text.spelling import similar_names
from govrank.validate.registry import Entry, Registry, read_registry

if TYPE_CHECKING:
    import pandas as pd

_SHOWN_ASIDE = ("file", "row", "who")


def collect_posts(paths: Sequence[str], options: CollectOptions) -> Collected:
    """Sum exports with one row a post up to pages.

    Raises:
        DataError: with every problem of every file.
        CommandError: a file or a name does not exist, or times need a time zone and none is given.
    """
    options.columns, options.days, options.zone  # noqa: B018  # a wrong name is said before a file is read
    exports, problems = _read_all(paths, options)
    registry = counts = None
    try:
        registry = None if options.pages is None else read_registry(options.pages, options.decimal)
        if options.followers not in ("last", "max"):
            counts = read_registry(options.followers, options.decimal, followers=True)
    except DataError as error:
        problems += error.problems
    if problems:  # their problems are not about single rows
        raise DataError([*(problem for export in exports for problem in export.problems), *problems])
    return _Collecting(exports, registry, counts, options).collected()


def _read_all(paths: Sequence[str], options: CollectOptions) -> tuple[list[Export], list[Problem]]:
    """Return the exports that can be read, and the problems of the others."""
    exports: list[Export] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            exports.append(read_export(path, options))
        except DataError as error:
            problems += error.problems
    headings = list(dict.fromkeys(text for export in exports for text in export.table.headings if text))
    for column, heading in options.columns.items():
        if exports and heading_key(heading) not in map(heading_key, headings):
            near = similar_names(heading, headings)
            raise CommandError("no-such-heading", heading=heading, name=column, near=near, known=headings)
    return exports, problems


class _Collecting:
    """One run: the rows of all exports in one frame, and the notes on them so far."""

    def __init__(
        self,
        exports: Sequence[Export],
        registry: Registry | None,
        counts: Registry | None,
        options: CollectOptions,
    ) -> None:
        import pandas as pd

        self.exports = exports
        self.options = options
        self.registry = registry
        self.counts = counts
        self.problems = [problem for export in exports for problem in export.problems]
        self.notes: list[Note] = []
        self.uncounted: list[Uncounted] = []
        spellings = pd.concat([export.spellings for export in exports], ignore_index=True)
        numbers = numbered(*(spellings[name].to_numpy() for name in WHO))
        self.spellings: pd.DataFrame = spellings.iloc[first_places(numbers)].reset_index(drop=True)
        frames, before = [], 0
        for at, export in enumerate(exports):
            frames.append(export.posts.assign(file=at, who=numbers[before + export.posts["who"].to_numpy()]))
            before += len(export.spellings)
        self.rows: pd.DataFrame = pd.concat(frames, ignore_index=True)
        platforms = numbered(self.spellings["platform"].to_numpy())[self.rows["who"].to_numpy()]
        ids = joined_texts([taken(export.ids, export.posts["row"].to_numpy()) for export in exports])
        self.rows["number"] = numbered(ids, platforms)
        self.entry_of: dict[int, Entry] = {}
        self.unknown: dict[int, Problem] = {}
        self.equal: dict[int, Problem] = {}
        self.groups: list[PageSpellings] = []

    def _links(self) -> Numbers:
        """Return the numbers of all rows' links, which are asked for twice."""
        if "link" not in self.rows:
            at = zip(self.rows["file"].tolist(), self.rows["row"].tolist(), strict=True)
            self.rows["link"] = link_numbers([self.exports[file].links[row] for file, row in at])
        return self.rows["link"].to_numpy()

    def _texts(self, posts: pd.DataFrame) -> Sequence[str]:
        """Return the texts of posts, which must be in the order of their files."""
        files, rows = posts["file"].to_numpy(), posts["row"].to_numpy()
        return joined_texts([export.texts(rows[files == at]) for at, export in enumerate(self.exports)])

    def collected(self) -> Collected:
        """Run the steps in order."""
        self._set_clock()
        self._tell_pages()
        self._refuse_equal()
        self._leave_out_wrong()
        posts = self._count_once()
        self._say_files(posts)
        inside = self._in_period(posts)
        own = self._drop(posts, inside)
        counted = posts.loc[inside & own, ["file", "row", "code", "local", "kind", *SUMMED]]
        self._say_texts(self._texts(counted))
        units = self._units(posts.loc[inside, "code"])
        given = self._counts_given(units)
        published = posts.loc[own, ["code", "local"]]
        seen = posts.loc[inside, ["code", "local", "who", "followers"]]
        pages = sum_pages(units, published, seen, counted, self.spellings, given, self.options)
        self._say_pages(pages)
        return self._result(units, pages, counted)

    def _set_clock(self) -> None:
        """Put every time on the clock of the period.

        Raises:
            CommandError: `no-timezone`, if times are instants and no time zone is given.
        """
        seconds, kinds = self.rows["seconds"].to_numpy(), self.rows["kind"].to_numpy()
        start, end = self.options.start, self.options.end
        if self.options.zone is None and (instants := kinds == INSTANT).any():
            near = (np.abs(seconds - start) < EDGE) | (np.abs(seconds - end) < EDGE)
            file = self.exports[int(self.rows["file"].to_numpy()[instants][0])].table.source.name
            raise CommandError(
                "no-timezone",
                file=file,
                n=int((near & instants).sum()),
                all=len(seconds),
                period=self.options.period,
                inside=int(((seconds >= start) & (seconds < end)).sum()),
            )
        self.rows["local"] = local_seconds(seconds, kinds, self.options.zone)

    def _tell_pages(self) -> None:
        """Find the page of each row; one that is not in the registry is an error."""
        numbers, files = self.rows["who"].to_numpy(), self.rows["file"].to_numpy()
        codes, groups = group_pages(numbers, self.spellings, files, post_keys(self.rows, self._links))
        if self.registry is not None:
            first_of: dict[int, int] = {}
            meant: list[int] = []
            for code, group in enumerate(groups):
                found = self.registry.find(group.platform, group.ids, group.names)
                meant.append(first_of.setdefault(found[0], code) if len(found) == 1 else code)
                if len(found) == 1:
                    self.entry_of[meant[-1]] = self.registry.entries[found[0]]
                else:
                    self.unknown[code] = self._unknown_page(group, [self.registry.entries[at].label for at in found])
            codes = np.array(meant, dtype=np.int64)[codes]
            for code, target in enumerate(meant):
                groups[target].names += [name for name in groups[code].names if name not in groups[target].names]
        self.rows["code"] = codes
        self.groups = groups

    def _unknown_page(self, group: PageSpellings, found: Sequence[str]) -> Problem:
        export = self.exports[int(self.rows["file"].iloc[group.first])]
        name = next(iter([*group.names, *group.ids]))
        near = list(found) or (self.registry.near(name, group.platform) if self.registry is not None else [])
        wording = "several" if found else "near" if near else ""
        at = int(self.rows["row"].iloc[group.first])
        return export.table.problem("unknown-page", at, export.page_at, "page", wording=wording, page=name, near=near)

    def _refuse_equal(self) -> None:
        """Refuse equal rows without id and link: they may be one post or two."""
        bare = self.rows[~(self.rows["has_id"] | self.rows["has_link"])]
        if bare.empty:
            return
        at_rows, files = self.rows["row"].tolist(), self.rows["file"].tolist()
        for other, at in equal_rows(bare.assign(text=[*self._texts(bare)])):
            table, first = self.exports[files[at]].table, self.exports[files[other]].table
            problem = table.problem(
                "equal-posts", at_rows[at], other=first.source.name, row=int(first.rows[at_rows[other]])
            )
            self.equal.setdefault(other, problem)
            self.equal[at] = problem

    def _leave_out_wrong(self) -> None:
        """Leave wrong rows out if requested.

        Raises:
            DataError: there is an error, and it was not requested.
        """
        self.problems += [*self.unknown.values(), *{id(problem): problem for problem in self.equal.values()}.values()]
        errors = [problem for problem in self.problems if problem.severity == "error"]
        if errors and (not self.options.skip_invalid or any(error.row is None for error in errors)):
            raise DataError(self.problems)
        for export in self.exports:
            table = export.table
            self.uncounted += [
                Uncounted(table.source.name, table.sheet, int(table.rows[at]), "", "", "", "invalid", export.bad[at])
                for at in sorted(export.bad)
            ]
        codes = self.rows["code"].to_numpy()
        unknown = np.flatnonzero(np.isin(codes, [*self.unknown])).tolist() if self.unknown else []
        wrong = {at: self.unknown[int(codes[at])] for at in unknown} | self.equal
        self._set_aside(self.rows, [*wrong], "invalid", [*wrong.values()])
        out = np.zeros(len(self.rows), np.bool_)
        out[[*wrong]] = True
        if self.uncounted:
            self.notes.append(Note("invalid", len(self.uncounted)))
        if self.options.skip_invalid:
            none = self.rows["interactions"].isna().to_numpy() & ~out
            self._set_aside(self.rows, np.flatnonzero(none).tolist(), "no-figure")
            out |= none
            self._note("no-figure", int(none.sum()))
        if out.any():
            self.rows = self.rows[~out].reset_index(drop=True)

    def _note(self, key: str, n: int, **args: object) -> None:
        """Note a number of rows, unless it is 0."""
        if n:
            self.notes.append(Note(key, n, args))

    def _set_aside(
        self, posts: pd.DataFrame, at: Sequence[int], why: str, problems: Sequence[Problem | None] = ()
    ) -> None:
        """List rows, by position, as not counted."""
        rows = posts[[*_SHOWN_ASIDE, "local", "kind"]].iloc[[*at]]
        columns = [rows[name].tolist() for name in _SHOWN_ASIDE]
        columns.append(time_texts(rows["local"].to_numpy(), rows["kind"].to_numpy()))
        names = [page or handle or page_id for _platform, page_id, page, handle, _region in self.spellings.to_numpy()]
        for problem, (file, row, who, time) in zip(
            problems or [None] * len(rows), zip(*columns, strict=True), strict=True
        ):
            export, name = self.exports[file], names[who]
            table, post = export.table, export.ids[row] or export.links[row]
            self.uncounted.append(
                Uncounted(table.source.name, table.sheet, int(table.rows[row]), name, time, post, why, problem)
            )

    def _count_once(self) -> pd.DataFrame:
        """Return each post once, from the last row of the last file."""
        keys = post_keys(self.rows, self._links, self.rows["code"].to_numpy())
        replaced = replaced_rows(keys)
        self.rows["key"] = keys
        posts = self.rows.drop(columns=["number", "seconds", "short_id", "link"], errors="ignore")[~replaced]
        if replaced.any():
            last = posts.loc[posts["key"] >= 0, ["key", *SUMMED]].set_index("key")
            before = self.rows.loc[replaced, ["key", *SUMMED]]
            now = last.loc[before["key"].to_numpy()]
            old, new = (rows[[*SUMMED]].to_numpy(np.float64, na_value=-1) for rows in (before, now))
            changed = int((old != new).any(axis=1).sum())
            self.notes.append(Note("repeated", int(replaced.sum()), {"changed": changed}))
            self._set_aside(self.rows, np.flatnonzero(replaced).tolist(), "repeated")
        return posts.reset_index(drop=True)

    def _say_files(self, posts: pd.DataFrame) -> None:
        """Note what each file holds, and whether it ends before the period does."""
        first: list[Note] = []
        for at, export in enumerate(self.exports):
            rows = self.rows.loc[self.rows["file"] == at, ["local", "kind"]]
            if not len(rows):
                first.append(Note("empty", 0, {"file": export.table.source.name}))
                continue
            low, high = int(rows["local"].min()), int(rows["local"].max())
            text = day_text if (rows["kind"] == WHOLE_DAY).all() else seconds_text
            args = {"file": export.table.source.name, "first": text(low), "last": text(high)}
            first.append(Note("read", len(rows), args))
            if high < self.options.end - DAY:
                self.problems.append(
                    Problem(
                        "ends-early",
                        export.table.source.name,
                        export.table.sheet,
                        args={"last": day_text(high), "end": day_text(self.options.end - DAY)},
                    )
                )
            if export.likes_only:
                self.notes.append(Note("page-likes", len(rows), {"file": export.table.source.name}))
        self.notes = first + self.notes
        if self.options.zone is not None and (posts["kind"] == CLOCK).any():
            self.notes.append(Note("clock", int((posts["kind"] == CLOCK).sum()), {"zone": self.options.timezone}))

    def _in_period(self, posts: pd.DataFrame) -> BoolArray:
        start, end = self.options.start, self.options.end
        local = posts["local"].to_numpy()
        inside = (local >= start) & (local < end)
        timed = posts["kind"].to_numpy() != WHOLE_DAY
        near = timed & ((np.abs(local - start) < EDGE) | (np.abs(local - end) < EDGE))
        self._note("outside", int((~inside).sum()), period=self.options.period)
        if timed.any():
            self.notes.append(Note("edges", int(near.sum()), {"inside": int((near & inside).sum())}))
        self._note("days", int((~timed).sum()))
        return np.asarray(inside)

    def _drop(self, posts: pd.DataFrame, inside: BoolArray) -> BoolArray:
        """Return which posts count at all, and note each excluded kind inside the period."""
        gone = deleted_posts(posts, self.rows)
        kinds = {
            "deleted": (gone, self.options.deleted),
            "reposts": (posts["repost"].to_numpy(), self.options.reposts),
            "sponsored": (posts["sponsored"].to_numpy(), self.options.sponsored),
        }
        out = np.zeros(len(posts), np.bool_)
        for why, (mask, kept) in kinds.items():
            self._note(f"{why}.{kept}", int((mask & inside).sum()))
            if kept == "drop":
                self._set_aside(posts, np.flatnonzero(mask & inside & ~out).tolist(), why)
                out |= mask
        for name in ("coauthors", "hidden"):
            self._note(name, int(posts[name][inside & ~out].sum()))
        return ~out

    def _say_texts(self, texts: Sequence[str]) -> None:
        counts = np.bincount(numbered(texts if isinstance(texts, PlainTexts) else [*filter(None, texts)]))
        again = counts[counts > 1]
        if len(again):
            self._note("texts", int(again.sum()), texts=len(again), most=int(again.max()))

    def _units(self, codes: pd.Series) -> list[Unit]:
        """Return the pages: those of the registry in its order, else those of the period's posts.

        Args:
            codes: of the posts in the period.
        """
        if self.registry is not None:
            code_of = {id(entry): code for code, entry in self.entry_of.items()}
            return [Unit(code_of.get(id(entry)), entry) for entry in self.registry.entries]
        return [Unit(int(code), None) for code in codes.unique()]

    def _counts_given(self, units: Sequence[Unit]) -> dict[int, int | None] | None:
        """Return the followers from a file, by the page's index; None if there is no such file."""
        if self.counts is None:
            return None
        given: dict[int, int | None] = {}
        for at, unit in enumerate(units):
            group = self.groups[unit.code] if unit.code is not None else PageSpellings("")
            platform = unit.entry.platform if unit.entry is not None else group.platform
            ids = [*group.ids, *([unit.entry.id] if unit.entry is not None and unit.entry.id else [])]
            names = [*group.names, *(unit.entry.names if unit.entry is not None else ())]
            found = self.counts.find(platform, ids, names)
            if len(found) == 1:
                given[at] = self.counts.entries[found[0]].followers
        return given

    def _say_pages(self, pages: Sequence[PageSum]) -> None:
        """Note the pages without posts, without followers, or without a sum because a post's count is unknown."""
        self._note("silent", sum(not page.posts and not page.excluded for page in pages))
        if none := [page.page for page in pages if page.followers is None and not page.excluded]:
            self.problems.append(self._of_pages("no-followers", none))
        if gone := [page.page for page in pages if page.figures["interactions"] is None]:
            self.problems.append(self._of_pages("no-interactions", gone))

    def _of_pages(self, code: str, pages: Sequence[str]) -> Problem:
        files = ", ".join(dict.fromkeys(export.table.source.name for export in self.exports))
        return Problem(code, files, args={"n": len(pages), "value": [*pages]})

    def _result(self, units: Sequence[Unit], pages: Sequence[PageSum], counted: pd.DataFrame) -> Collected:
        order = sorted(range(len(pages)), key=lambda at: _page_order(at, pages[at], listed=self.registry is not None))
        place = {units[at].code: to for to, at in enumerate(order)}
        shown = counted[["local", "kind", "interactions"]].assign(place=counted["code"].map(place))
        shown = shown.sort_values(["place", "local"], kind="stable")
        interactions = shown["interactions"].astype(object).where(shown["interactions"].notna(), None).tolist()
        self.notes.insert(0, Note("counted", len(counted), {"pages": len(pages), "period": self.options.period}))
        return Collected(
            options=self.options,
            sources=tuple(export.table.source for export in self.exports),
            pages=tuple(pages[at] for at in order),
            post_pages=shown["place"].tolist(),
            post_seconds=shown["local"].to_numpy(),
            post_kinds=shown["kind"].to_numpy(),
            post_interactions=interactions,
            notes=tuple(self.notes),
            uncounted=tuple(self.uncounted),
            warnings=tuple(problem for problem in self.problems if problem.severity == "warning"),
        )


def _page_order(at: int, page: PageSum, *, listed: bool) -> tuple[object, ...]:
    """Return the sort key of pages: the registry's order, else region, name and network."""
    return (at,) if listed else (page.region, page.page.casefold(), page.platform, page.page, page.url, at)
