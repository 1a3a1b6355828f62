"""What a person sees: tables in words, and how a terminal shows them."""
