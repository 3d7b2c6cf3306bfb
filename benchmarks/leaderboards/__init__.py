"""How long the views of a large registry take to read: boards, categories, comparisons, models, lists."""
