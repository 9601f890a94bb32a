"""What would a city do? A pretend one, to try everything on."""
