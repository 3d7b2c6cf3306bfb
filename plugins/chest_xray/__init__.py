"""What the chest X-ray plugins share: observations, label tables, uncertainty policies, scoring."""
