"""Pages of those who decide, and the register."""
