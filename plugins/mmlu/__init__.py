"""MMLU: multiple-choice questions in 57 subjects."""
