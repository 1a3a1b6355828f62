"""The methodologies that come with govrank."""

from __future__ import annotations

from importlib.resources import files

PACKAGED = ("akimats", "akimats-2020", "wci-14.2", "wci-2.0", "bci")
DEFAULT = "akimats"


def packaged_text(name: str) -> str:
    """Return a packaged methodology as its file stands, comments and all."""
    return files("govrank").joinpath("methodologies", f"{name}.toml").read_text(encoding="utf-8")
