"""From a reading to frames: ways of asking ranked by what they explain, conversations, explanations."""
