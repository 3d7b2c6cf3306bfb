"""MedQA (USMLE, four options) as a plugin of Podium."""
