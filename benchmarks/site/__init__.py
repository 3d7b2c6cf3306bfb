"""How long the web site of a large registry takes to build, and how large its pages are."""
