"""The rating with pandas, as short as it can be: nothing is checked. SOURCE POPULATION OUT."""

import sys

import pandas as pd

source, population, out = sys.argv[1:]
read = pd.read_excel if source.endswith("xlsx") else pd.read_csv
data = read(source).merge(pd.read_csv(population), on="region")
data["engaged"] = data.likes + data.comments + data.shares
data["followers_share"] = data.followers * 100 / data.population
data["per_post"] = data.engaged / data.posts
data["engaged_share"] = data.engaged * 100 / data.population
data["er"] = data.engaged * 100 / (data.posts * data.followers)
keys = ["followers", "followers_share", "engaged", "per_post", "engaged_share", "er"]
for key in keys:
    data[key + "_points"] = data[key].rank(ascending=False, method="min").astype(int)
data["total"] = data[[key + "_points" for key in keys]].sum(axis=1)
data["place"] = data.total.rank(method="min").astype(int)
data.sort_values("place").to_csv(out, index=False)
