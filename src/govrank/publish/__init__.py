"""An edition as a package that others can check, and the check."""
