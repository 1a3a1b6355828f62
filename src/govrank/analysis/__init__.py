"""What ratings say beside each other: moves, courses, cards, firmness."""
