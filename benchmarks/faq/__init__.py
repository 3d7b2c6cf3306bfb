"""How long answers take on a large registry."""
