"""The version, in one place that costs nothing to import."""

VERSION = "1.0.0"
