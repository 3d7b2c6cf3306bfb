"""Names of the registry in a question: exact and misspelt ones, series of models, boards, and the reading of a text."""
