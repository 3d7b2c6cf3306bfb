"""What it costs to evaluate a model: Podium beside lm-evaluation-harness and a bare transformers loop."""
