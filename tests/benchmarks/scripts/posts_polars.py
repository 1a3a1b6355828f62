"""Posts to pages with polars, as short as it can be: nothing is checked. SOURCE … OUT."""

import sys

import polars as pl

*sources, out = sys.argv[1:]
local = pl.col("Date (GMT)").str.to_datetime(time_zone="UTC").dt.convert_time_zone("Asia/Almaty")
posts = pl.concat(pl.read_csv(source) for source in sources).filter(local.dt.strftime("%Y-%m") == "2026-07")
posts = posts.unique("Post ID", keep="last").with_columns(
    interactions=pl.col("Reactions") + pl.col("Comments") + pl.col("Shares")
)
posts.group_by("Facebook Page").agg(pl.len().alias("posts"), pl.col("interactions").sum()).write_csv(out)
