"""What stands in each JSON document: its keys, what they hold, and the JSON Schema that is published of it.

Programs rely on the keys: none goes, more may come. One thing has one name in all documents; where an older key is a
second name for it, that key stays and is marked as deprecated. A list that defines things calls them `key` or `name`;
whatever refers to one names it after what it is: `indicator`, `zone`, `league`, `region_key`.

These types cost a result nothing: they describe the plain dictionaries that `documents` builds, which mypy checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from pydantic import Field, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import TypedDict  # typing's own is none to pydantic before Python 3.12

from govrank.analysis.chance import By
from govrank.analysis.compare import State
from govrank.methodology.bands import Direction
from govrank.methodology.models import Missing, PlaceTies, Ties, methodology_schema
from govrank.problems import Severity
from govrank.scoring.matching import Means
from govrank.scoring.zones import IndicatorZone, Verdict

if TYPE_CHECKING:
    from pydantic_core.core_schema import TypedDictSchema

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def says(text: str, least: int | None = None, most: int | None = None, *, deprecated: bool = False) -> object:
    """Return what is published of a key: its meaning and unit, and the least and most of its numbers."""
    return Field(description=text, ge=least, le=most, deprecated=deprecated or None)


IndicatorKey = Annotated[str, says("Key of an indicator, or of a term of an index.")]
Place = Annotated[int, says("Final place in the league; 1 is the best. Equal totals share a place.", 1)]
League = Annotated[str, says("League: the pages that are ranked together. Empty where all pages are one league.")]
PageName = Annotated[str, says("Name of the page; region and platform where it has no name of its own.")]
RegionName = Annotated[str, says("Region as the file writes it, trimmed. Empty where the file has none.")]
RegionKey = Annotated[
    str,
    says("Region as the population table calls it: its key or its name. Editions are matched by it."),
]
Platform = Annotated[str, says("Key of the network, such as `vk`, or its name where it has no key.")]
Total = Annotated[
    float,
    says("What the place goes by: penalty points times weights, fewest first; or an index, highest first."),
]
Zone = Annotated[str, says("Name of the zone in the final table. Empty where the methodology has none.")]
ZoneOnIndicator = Annotated[IndicatorZone, says("Zone on one indicator.")]
NormVerdict = Annotated[
    Verdict | None,
    says("The value against the norm of the page's size. null where no norm applies."),
]
Value = Annotated[float | None, says("In the indicator's unit, unrounded. null where a count is missing.")]
PreviousPlace = Annotated[int, says("Place in the edition before.", 1)]
Sha256 = Annotated[str, says("SHA-256 of the file's bytes, in hexadecimal. Empty where there is no file.")]


class Who(TypedDict):
    """A page, by what it is known by."""

    page: PageName
    region: RegionName
    platform: Platform


class SourceFile(TypedDict):
    """A file that was read."""

    name: Annotated[str, says("Name of the file, without its folders.")]
    sha256: Sha256


class PopulationSource(TypedDict):
    """The population table that the edition was rated by."""

    name: Annotated[
        str | None, says("The packaged table, the file, or the file and its sheet. null where none is used.")
    ]
    date: Annotated[str | None, says("The day that the figures are of, as the table writes it.")]
    source: Annotated[str | None, says("Who published the figures, as the table says.")]
    vintage: Annotated[str | None, says("Which version of the figures it is, as the table says.")]
    sha256: Annotated[str | None, says("SHA-256 of the file that the populations were read from.")]


class Edition(TypedDict):
    """What the rating is of."""

    period: Annotated[str, says("The time measured, such as 2020-07.")]
    title: Annotated[str | None, says("Title of the edition. null where the methodology's is used.")]
    source: Annotated[str | None, says("Where the figures are from. null where nobody said so.")]
    collected: Annotated[str | None, says("When the figures were collected. null where nobody said so.")]
    revision: Annotated[
        int | None, says("1 of the first publication, 2 of its first correction. null where not said.", 1)
    ]
    sources: Annotated[list[SourceFile], says("The files that were read, that of the pages first.")]
    population: PopulationSource
    columns: Annotated[dict[str, str], says("The headings that a mapping named, by the columns that they are.")]
    govrank: Annotated[str, says("Version of govrank.")]


class PreviousEdition(Edition):
    """The edition before."""

    name: Annotated[str | None, says("Name of the file of its pages.")]
    sha256: Annotated[str | None, says("SHA-256 of that file. null where it was a data frame.")]


Sizes = TypedDict(
    "Sizes",
    {
        "from": Annotated[float | None, says("Least size, itself among them. null is no bound.")],
        "to": Annotated[float | None, says("Size from which pages are no more among them. null is no bound.")],
    },
)


class SizeLeague(Sizes):
    """A league of pages of a size."""

    name: Annotated[str, says("Name of the league.")]


class NormBand(Sizes):
    """What is usual for pages of a size."""

    low: Annotated[float | None, says("Values below this are below the norm. null is no bound.")]
    high: Annotated[float | None, says("Values above this are above the norm. null is no bound.")]


class Norm(TypedDict):
    """What is usual of an indicator for pages of a size."""

    indicator: IndicatorKey
    by: Annotated[str, says("The count that is the page's size.")]
    bands: list[NormBand]


ZoneBounds = TypedDict(
    "ZoneBounds",
    {
        "upto": Annotated[str, says("Upper bound, itself in the zone: a share of the worst possible, such as `1/3`.")],
        "from": Annotated[
            float | None, says("Of a scoring by points: the least total in the zone. null of the last zone.")
        ],
    },
    total=False,
)


class ZoneBand(ZoneBounds):
    """A zone of the final table."""

    name: Annotated[str, says("Name of the zone.")]
    color: Annotated[str, says("Colour, as `#rrggbb`.")]
    sign: Annotated[str, says("Sign that stands beside the colour.")]


class Score(TypedDict):
    """A total that is given."""

    score: Annotated[float, says("The total of a page that fails.")]


class Gate(TypedDict):
    """A condition that is looked at before pages are ranked."""

    key: Annotated[str, says("Key of the gate.")]
    condition: Annotated[str, says("When a page fails.")]
    outcome: Annotated[str | Score, says("What becomes of a page that fails: `unranked`, `last`, or a given total.")]


class MethodologyGates(TypedDict, total=False):
    """What only rules with gates say."""

    gates: list[Gate]


class Methodology(MethodologyGates):
    """The rules that the rating was made by."""

    name: Annotated[str, says("Name of the methodology.")]
    version: Annotated[str, says("Version of the methodology.")]
    ties: Annotated[Ties, says("Which place equal values of an indicator get: the best, the worst, the mean, dense.")]
    place_ties: Annotated[PlaceTies, says("`min` leaves out places behind a shared one, `dense` none.")]
    tie_break: Annotated[list[str], says("What divides equal totals, in order: `countback`, keys of indicators.")]
    missing: Annotated[Missing, says("What becomes of a missing value: an error, the worst, or left out.")]
    league: Annotated[str, says("The column, or the count, that divides the pages. Empty where none does.")]
    size_leagues: Annotated[list[SizeLeague], says("The leagues, where the size of a page decides.")]
    formula: Annotated[str, says("How the total is made from the indicators.")]
    source: Annotated[str, says("Where the rules are from.")]
    minimum: Annotated[dict[str, int], says("Counts below which a page is not rated.")]
    scoring: Annotated[str, says("Kind of scoring, such as `rank-sum`.")]
    zones: Annotated[list[ZoneBand], says("The zones, from the best to the worst.")]
    norms: list[Norm]


class Indicator(TypedDict):
    """What is measured of each page."""

    key: IndicatorKey
    label: Annotated[str, says("Its name for readers, in the language asked for.")]
    formula: Annotated[str, says("How it is computed from the counts.")]
    unit: Annotated[str, says("Unit of its values. Empty where they have none.")]
    direction: Annotated[Direction, says("Whether higher or lower values are better.")]
    weight: Annotated[float, says("What its points are multiplied by.")]


class Move(TypedDict):
    """What became of a page since the edition before."""

    state: Annotated[
        State,
        says("`switched` was in another league, `returned` was in an earlier edition but not in the last."),
    ]
    by: Annotated[int | None, says("How many places up; negative is down. null where places cannot be compared.")]
    previous: Annotated[int | None, says("Place in the edition before. null where it was not there.")]
    league_before: NotRequired[Annotated[str, says("Of a page that switched, its league then.")]]


PageMove = Annotated[Move | None, says("Against the edition before. null where none was given.")]
CommonMove = Annotated[
    Move | None,
    says(
        "Move among the pages that both editions have, ranked anew. null where those are all pages, and of a new page."
    ),
]


class ProblemExtras(TypedDict, total=False):
    """What is said of some problems only."""

    alike: Annotated[int, says("How many more cells have the same problem.", 1)]
    file: Annotated[str, says("File that has it, where it is not that of the pages.")]


class Problem(ProblemExtras):
    """What is wrong or odd in a file, and where."""

    code: Annotated[str, says("Stable code, such as `not-whole`.")]
    severity: Annotated[Severity, says("An error forbids the rating, a warning does not.")]
    sheet: Annotated[str | None, says("Sheet of the workbook.")]
    cell: Annotated[str | None, says("Cell, such as D7.")]
    row: Annotated[int | None, says("Row as a spreadsheet numbers it, from 1.")]
    column: Annotated[str | None, says("Column by its canonical name, or else its heading.")]
    value: Annotated[Any, says("What stands there.")]
    message: Annotated[str, says("The problem as a sentence, in the language asked for.")]
    hint: Annotated[str | None, says("What to write instead.")]


class ByChance(TypedDict, total=False):
    """What is said of a move where chance was looked into."""

    move_by_chance: Annotated[bool, says("Whether chance alone may have made the move.")]


class FailedGate(TypedDict, total=False):
    """What is said of a page where the rules have gates."""

    gate: Annotated[str | None, says("Key of the gate that decides. null where the page fails none.")]


class Page(Who, ByChance, FailedGate):
    """A rated page; the list is in the order of the final table."""

    league: League
    place: Place
    region_key: RegionKey
    values: Annotated[dict[str, Value], says("By indicator: its value.")]
    points: Annotated[
        dict[str, float | None],
        says("By indicator: what it gives to the total, which is the place on it, or a term of the index."),
    ]
    total: Total
    zone: Zone
    zones: Annotated[dict[str, ZoneOnIndicator], says("By indicator: the zone on it.")]
    norm: Annotated[dict[str, NormVerdict], says("By indicator that has a norm: the value against it.")]
    move: PageMove
    move_common: CommonMove


class ExcludedPage(Who, FailedGate):
    """A page that is listed but not rated."""

    reason: Annotated[str, says("Why, in the language asked for or in the desk's own words.")]


class AbsentPage(TypedDict):
    """A region without a row on a network that others have."""

    region: RegionName
    platform: Platform


class LeftPage(Who):
    """A page of the edition before that this one does not rate."""

    league: Annotated[str, says("Its league in the edition before.")]
    previous: PreviousPlace


Excluded = Annotated[list[ExcludedPage], says("Pages that are listed but not rated.")]
Left = Annotated[list[LeftPage], says("Pages of the edition before that are not in this one.")]
Forced = Annotated[list[Problem], says("Why the editions are unlike, where `--force` compared them all the same.")]
Warnings = Annotated[list[Problem], says("What is odd.")]


class GateResult(Gate):
    """A gate, and who fails it."""

    label: Annotated[str, says("Its name for readers, in the language asked for.")]
    failed: list[Who]


class GateResults(TypedDict, total=False):
    """What is said of an edition whose rules have gates."""

    passed: Annotated[int, says("How many pages pass every gate.", 0)]
    looked_at: Annotated[int, says("How many pages were looked at.", 0)]
    gates: list[GateResult]


class RatingDocument(GateResults):
    """A rated edition, as `score` and `export` write it."""

    schema: Literal["govrank.rating/1"]
    edition: Edition
    previous: Annotated[
        PreviousEdition | None, says("What the moves are against. null where no edition before was given.")
    ]
    methodology: Methodology
    indicators: Annotated[list[Indicator], says("What is measured, in the order of the methodology.")]
    pages: Annotated[list[Page], says("The rated pages, in the order of the final table.")]
    excluded: Excluded
    absent: Annotated[list[AbsentPage], says("Every region without a page on one of the networks.")]
    left: Left
    forced: Forced
    warnings: Warnings


class ComparedPage(Who, ByChance):
    """A page of the new edition and its move."""

    league: League
    place: Place
    region_key: RegionKey
    matched_by: Annotated[Means | None, says("What says that it is the same page as before. null where it is new.")]
    move: Move
    move_common: CommonMove


class CompareDocument(TypedDict):
    """Two editions side by side, as `compare` writes them."""

    schema: Literal["govrank.movement/1"]
    previous: PreviousEdition
    edition: Edition
    pages: Annotated[list[ComparedPage], says("The pages of the new edition, in the order of its table.")]
    left: Left
    forced: Forced
    warnings: Warnings


class ChangedFigure(Who):
    """A figure that is another one now."""

    count: Annotated[str, says("Column of the figure.")]
    before: Annotated[
        float | str | None,
        says("The figure before; of a page that is left out, a text where its cell held no figure. null without one."),
    ]
    now: Annotated[float | str | None, says("The figure now, likewise.")]
    cell_before: Annotated[
        str, says("Its cell in the old file; of a text file, its row; of several files or sheets, behind their names.")
    ]
    cell: Annotated[
        str, says("Its cell in the new file; of a text file, its row; of several files or sheets, behind their names.")
    ]


class ChangedReason(Who):
    """A page that both versions leave out, for another reason now."""

    before: Annotated[str, says("Why the old version leaves it out.")]
    now: Annotated[str, says("Why the new version does.")]


class MovedPage(Who):
    """A page whose place is another one now, or who is new."""

    league: League
    place: Place
    region_key: RegionKey
    move: Move


class DiffDocument(TypedDict):
    """Two versions of one edition, as `diff` writes them."""

    schema: Literal["govrank.diff/1"]
    previous: PreviousEdition
    edition: Edition
    figures: Annotated[list[ChangedFigure], says("The figures that changed, in the order of the new file.")]
    pages: Annotated[list[MovedPage], says("The pages whose place moved, in the order of the new places.")]
    left: Left
    left_out: Annotated[list[Who], says("Pages that only the new version leaves out.")]
    admitted: Annotated[list[Who], says("Pages that only the old version leaves out.")]
    reasons: Annotated[list[ChangedReason], says("Pages that both leave out, for different reasons.")]
    warnings: Warnings


class Course(Who):
    """One page through the editions."""

    league: Annotated[str, says("The last league that it was in.")]
    place: Annotated[int | None, says("Place by the mean over its editions. null with too few of them.")]
    region_key: RegionKey
    mean: Annotated[
        float,
        says("Mean over its editions of the total, as a share of the worst possible; of an index as it is."),
    ]
    editions: Annotated[int, says("In how many editions the page was.", 1)]
    places: Annotated[list[int | None], says("Place by edition. null where it is absent.")]
    leagues: Annotated[list[str | None], says("League by edition. null where it is absent.")]
    moves: Annotated[list[Move | None], says("Move by edition. null of the first, and where it is absent.")]
    left: Annotated[bool, says("Whether the last edition lacks it.")]


class Renamed(TypedDict):
    """A page that is matched by its region and platform alone, under another name."""

    period: Annotated[str, says("Period of the edition that has the new name.")]
    before: Annotated[str, says("Name of the page in earlier editions.")]
    page: PageName


class TrendDocument(TypedDict):
    """Several editions, oldest first, as `trend` writes them."""

    schema: Literal["govrank.trend/1"]
    editions: Annotated[list[Edition], says("The editions, oldest first.")]
    min_editions: Annotated[int, says("In how many editions a page must be to have a place.", 1)]
    pages: Annotated[list[Course], says("Pages with a place, in its order.")]
    below: Annotated[list[Course], says("Pages in too few editions.")]
    renamed: list[Renamed]
    forced: Forced
    warnings: Warnings


class IndicatorStanding(TypedDict):
    """A page on one indicator."""

    indicator: IndicatorKey
    key: Annotated[str, says("The same as `indicator`.", deprecated=True)]
    value: Value
    place: Annotated[float, says("Place on the indicator; a mean of places where ties are averaged.")]
    points: Annotated[
        float | None, says("What it gives to the total, before the weight. null of an item that does not apply.")
    ]
    weight: Annotated[float, says("What the points are multiplied by.")]
    zone: ZoneOnIndicator
    norm: NormVerdict
    next: Annotated[Value, says("The value to be met for a better place on it. null of the best.")]
    gap: Annotated[float | None, says("How far that is, in the indicator's unit.")]
    beyond: Annotated[bool, says("Whether that value has to be passed, because meeting it gains nothing.")]
    unit: Annotated[str, says("Unit of value, next and gap. Empty where they have none.")]


class Neighbour(TypedDict):
    """A page beside this one in the final table."""

    page: PageName
    platform: Platform
    place: Place
    total: Total


class Step(TypedDict):
    """The smallest change of one count that gains a final place, all other counts unchanged."""

    count: Annotated[str, says("Column of the count.")]
    now: Annotated[float, says("The count as it is.")]
    change: Annotated[float | None, says("How much more; negative is fewer. null where no change does it.")]
    exact: Annotated[str | None, says("The change with every digit.")]
    place: Annotated[int | None, says("The final place then.")]
    searched: Annotated[bool, says("Whether it was looked for: not where the rules rule that out.")]


class Mark(Step):
    """The smallest change of one count that reaches a better zone."""

    zone: Annotated[str, says("Name of the zone then. Empty where no change reaches a better one.")]


class Marks(TypedDict, total=False):
    """What is said where zones begin at totals."""

    marks: Annotated[list[Mark], says("By count: what would reach a better zone.")]
    marks_advice: Annotated[list[Mark], says("Of these what a page can act on, as in advice.")]


class Card(Who, Marks):
    """One page: where its points come from, and what would move it up."""

    schema: Literal["govrank.explanation/1"]
    edition: Edition
    league: League
    region_key: RegionKey
    place: Place
    of: Annotated[int, says("How many pages its league has.", 1)]
    total: Total
    zone: Zone
    indicators: Annotated[list[IndicatorStanding], says("In the order of the methodology.")]
    strengths: Annotated[list[IndicatorKey], says("Indicators that it is best on.")]
    weaknesses: Annotated[list[IndicatorKey], says("Indicators that it is worst on.")]
    above: Annotated[Neighbour | None, says("The page above in the table. null of the first.")]
    below: Annotated[Neighbour | None, says("The page below in the table. null of the last.")]
    steps: Annotated[list[Step], says("By count: what would move the page up.")]
    advice: Annotated[
        list[Step],
        says("What a page can act on, best first: without falls that nobody should seek, such as fewer followers."),
    ]


class Cards(TypedDict):
    """The cards of a page that is on several networks, or of several pages of one name."""

    schema: Literal["govrank.explanations/1"]
    cards: list[Card]


ExplainDocument = Annotated[Card | Cards, says("One card, or several, as `explain` writes them.")]


class PageChance(TypedDict):
    """What chance leaves of a page's place."""

    low: Annotated[int, says("5th percentile of its places over the drawn months, or its own if lower.", 1)]
    median: Annotated[float, says("Median of its places over the drawn months.", 1)]
    high: Annotated[int, says("95th percentile of its places over the drawn months, or its own if higher.", 1)]
    set_low: Annotated[int, says("First place that it may have; the sets of all pages hold together.", 1)]
    set_high: Annotated[int, says("Last place that it may have.", 1)]
    bracket: Annotated[int, says("Number of its bracket from the top: in one, nobody is surely ahead of anybody.", 1)]
    first_share: Annotated[float, says("Share of the drawn months in which it is first.", 0, 1)]
    sets: Annotated[
        dict[str, list[int]], says("By indicator that is a count: first and last place on it that it may have.")
    ]


class CountTest(TypedDict):
    """The pages of a league compared pair by pair on an indicator that is a count."""

    indicator: IndicatorKey
    pairs: Annotated[int, says("How many pairs there are.", 0)]
    sure_pairs: Annotated[int, says("In how many of them one is surely ahead of the other.", 0)]
    may_be_first: Annotated[list[Who], says("Pages that may have the first place on it.")]


class LeagueChance(TypedDict):
    """How much of the places of one league is luck."""

    by: Annotated[By, says("What was drawn: posts within each page, counts as counts, or nothing.")]
    drawn: Annotated[list[str], says("Columns that were drawn as counts.")]
    resampled: Annotated[list[str], says("Columns that were summed up from drawn posts.")]
    few_posts: Annotated[int, says("How many pages have too few posts and were drawn as counts.", 0)]
    may_be_first: Annotated[list[Who], says("Pages that may have the first place.")]
    pairs: Annotated[int, says("How many pairs of pages there are.", 0)]
    sure_pairs: Annotated[int, says("In how many of them one is surely ahead of the other.", 0)]
    brackets: Annotated[list[list[Who]], says("The pages of each bracket, from the top.")]
    tests: list[CountTest]


class FirmPage(Who):
    """A page's place under other admissible weights and rules, and what chance leaves of it."""

    region_key: RegionKey
    place: Place
    low: Annotated[int, says("5th percentile of its places over the draws, or its own if lower.", 1)]
    median: Annotated[float, says("Median of its places over the draws.", 1)]
    high: Annotated[int, says("95th percentile of its places over the draws, or its own if higher.", 1)]
    copeland: Annotated[int, says("Place by pairwise comparisons over the indicators (Copeland).", 1)]
    copeland_score: Annotated[float, says("Pages that it beats less pages that beat it, pair by pair.")]
    chance: PageChance


class DroppedIndicator(TypedDict):
    """What leaving out one indicator does."""

    indicator: IndicatorKey
    mean_shift: Annotated[float, says("How many places pages move on average.", 0)]
    leaders: Annotated[list[Who], says("Who would be first.")]


class DecidingPage(TypedDict):
    """A page without which another would be first."""

    without: Who
    leaders: Annotated[list[Who], says("Who would be first.")]


class FirmLeague(TypedDict):
    """How firm the places of one league are."""

    league: League
    chance: LeagueChance
    leaders: Annotated[list[Who], says("Who is first.")]
    pages: Annotated[list[FirmPage], says("In the order of the final table.")]
    dropped: Annotated[list[DroppedIndicator], says("By indicator: the rating without it.")]
    deciding: Annotated[list[DecidingPage], says("Pages without which another would be first.")]
    dominance: Annotated[
        float,
        says(
            "Share of pairs in which one page is as good on all indicators and better on one, or a gate places the "
            "other last.",
            0,
            1,
        ),
    ]


class RobustnessDocument(TypedDict):
    """How firm the places are, as `robustness` writes it."""

    schema: Literal["govrank.robustness/1"]
    edition: Edition
    draws: Annotated[int, says("How many methodologies were drawn.", 1)]
    seed: Annotated[int, says("Seed of the draws: the same seed gives the same figures.")]
    confidence: Annotated[int, says("Of 100 months, in how many the sets of places are meant to hold.", 0, 100)]
    leagues: list[FirmLeague]


class ProblemsDocument(TypedDict):
    """All that is wrong or odd in a file, as `check` writes it."""

    schema: Literal["govrank.problems/1"]
    file: Annotated[str, says("Name of the file.")]
    pages: Annotated[int, says("How many pages could be read. 0 where there is an error.", 0)]
    errors: Annotated[int, says("How many errors, each cell counted.", 0)]
    warnings: Annotated[int, says("How many warnings, each cell counted.", 0)]
    problems: list[Problem]


class RegionEntry(TypedDict):
    """A region and its inhabitants."""

    region_key: RegionKey
    region: Annotated[str, says("Name of the region; of a packaged table the English one.")]
    key: Annotated[str, says("The same as `region_key`.", deprecated=True)]
    name: Annotated[str, says("The same as `region`.", deprecated=True)]
    labels: Annotated[Mapping[str, str] | None, says("By language: its name. null of a table of one's own.")]
    population: Annotated[int, says("Inhabitants.", 1)]
    contains: Annotated[list[str], says("Keys of the regions of the table that are parts of it.")]


class PopulationDocument(TypedDict):
    """A population table, as `population show` writes it."""

    schema: Literal["govrank.population/1"]
    name: Annotated[str, says("Name of the packaged table, or of the file.")]
    date: Annotated[str | None, says("The day that the figures are of, as the table writes it.")]
    source: Annotated[str | None, says("Who published the figures, as the table says.")]
    vintage: Annotated[str | None, says("Which version of the figures it is, as the table says.")]
    sha256: Annotated[str | None, says("SHA-256 of the table's file.")]
    population: Annotated[int, says("Inhabitants of all regions, those inside others counted once.", 1)]
    regions: list[RegionEntry]


Places = TypedDict(
    "Places",
    {
        "from": Annotated[int | None, says("Place before the correction. null where it had none.")],
        "to": Annotated[int | None, says("Place since the correction. null where it has none.")],
    },
)


class MovedPlace(Who, Places):
    """A page whose place a correction has changed."""


class ErratumEntry(TypedDict):
    """A correction of a published edition."""

    revision: Annotated[int, says("Number of the revision that it led to.", 2)]
    because: Annotated[str, says("What was corrected.")]
    moved: Annotated[list[MovedPlace], says("The places that it moved.")]


ErrataDocument = Annotated[list[ErratumEntry], says("The corrections of a package, oldest first: its `errata.json`.")]


DOCUMENTS: dict[str, tuple[str, Any]] = {
    "rating": ("govrank.rating/1", RatingDocument),
    "compare": ("govrank.movement/1", CompareDocument),
    "diff": ("govrank.diff/1", DiffDocument),
    "trend": ("govrank.trend/1", TrendDocument),
    "explain": ("govrank.explanation/1", ExplainDocument),
    "robustness": ("govrank.robustness/1", RobustnessDocument),
    "problems": ("govrank.problems/1", ProblemsDocument),
    "population": ("govrank.population/1", PopulationDocument),
    "errata": ("govrank.errata/1", ErrataDocument),
}
"""The documents by what `govrank schema` calls them: what each calls itself under `schema`, and its type."""


class _Closed(GenerateJsonSchema):
    """A schema that allows no other keys, and has no titles that only repeat them."""

    def typed_dict_schema(self, schema: TypedDictSchema) -> dict[str, Any]:
        return super().typed_dict_schema(schema) | {"additionalProperties": False}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002  # pydantic's own
        return False


def document_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document, or of a methodology's file.

    >>> document_schema("trend")["$id"], document_schema("robustness")["properties"]["seed"]["type"]
    ('govrank.trend/1', 'integer')
    """
    if name == "methodology":
        return methodology_schema()
    identity, kind = DOCUMENTS[name]
    schema = TypeAdapter(kind).json_schema(schema_generator=_Closed)
    return {"$schema": DRAFT, "$id": identity} | schema | {"title": f"govrank {name}"}
