"""How what people wait for grows with the registry."""
