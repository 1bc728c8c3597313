"""What people decided, told by raw positions, to survive another reconstruction."""
