"""What is measured beside its peers; see the pages in docs."""
