"""Words of questions: cutting text, what words and phrases mean, amounts and times, what is declined."""
