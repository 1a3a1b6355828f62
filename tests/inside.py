"""Internal names that tests use, found in any module: moving one needs no change in a test.

The types of the JSON documents repeat the names of what they describe; tests mean the latter.
"""

import functools
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import govrank

_ROOT = Path(govrank.__file__).parent
_DEFINED = re.compile(r"^(?:def|class) (\w+)|^(\w+(?:, \w+)*)(?:: [^=\n]+)? = ", re.MULTILINE)
_DOCUMENTS = "govrank.reports.schemas"


@functools.cache
def _homes():
    """Return the modules that define each name."""
    homes = defaultdict(set)
    for path in _ROOT.rglob("*.py"):
        module = ".".join(path.relative_to(_ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
        for found in _DEFINED.finditer(path.read_text(encoding="utf-8")):
            for name in (found[1] or found[2]).split(", "):
                homes[name].add(module)
    return homes


def home(name, room=""):
    """Return the module that defines a name, for a test that sets it; of several, the one in a room, "reports"."""
    homes = {one for one in _homes().get(name, ()) if one.startswith(f"govrank.{room}")}
    homes = homes - {_DOCUMENTS} or homes
    if len(homes) != 1:
        raise AttributeError(f"{name} is defined in {sorted(homes) or 'no module'}")
    return import_module(*homes)


def __getattr__(name):
    return getattr(home(name), name)
