"""From counts to places: indicators, points, totals, zones."""
