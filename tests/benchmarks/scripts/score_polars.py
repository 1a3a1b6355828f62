"""The rating with polars, as short as it can be: nothing is checked. SOURCE POPULATION OUT."""

import sys

import polars as pl

source, population, out = sys.argv[1:]
data = pl.read_csv(source).join(pl.read_csv(population), on="region")
followers, posts, people = pl.col("followers"), pl.col("posts"), pl.col("population")
engaged = pl.col("likes") + pl.col("comments") + pl.col("shares")
data = data.with_columns(
    followers_share=followers * 100 / people,
    engaged=engaged,
    per_post=engaged / posts,
    engaged_share=engaged * 100 / people,
    er=engaged * 100 / (posts * followers),
)
keys = ["followers", "followers_share", "engaged", "per_post", "engaged_share", "er"]
data = data.with_columns(pl.col(key).rank("min", descending=True).alias(f"{key}_points") for key in keys)
data = data.with_columns(total=pl.sum_horizontal(f"{key}_points" for key in keys))
data.with_columns(place=pl.col("total").rank("min")).sort("place").write_csv(out)
