"""How many people live where, and which region a name means."""
