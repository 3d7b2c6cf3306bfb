"""The Discord bot under load."""
