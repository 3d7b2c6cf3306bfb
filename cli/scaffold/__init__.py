"""What ``podium plugins new`` writes: a whole plugin for each kind of request, and what makes a package of it.

The modules are used as they stand, with the names in them replaced, so they are styled and typed like all others.
"""
