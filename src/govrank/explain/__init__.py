"""Why a page stands where it does, and what would move it up."""
