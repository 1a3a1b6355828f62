"""What ratings show side by side: moves, trends, cards, robustness."""
