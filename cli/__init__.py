"""The command line: parses, calls the registry or the bots, and renders."""
