"""What talks: the FAQ engine behind every place where people ask."""
