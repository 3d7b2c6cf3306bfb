"""Faces: what was read from the registry as messages. Functions of their arguments, without Discord's connection."""
