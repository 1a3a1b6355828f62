"""From posts to pages: exports with one row a post, counted once and summed up."""
