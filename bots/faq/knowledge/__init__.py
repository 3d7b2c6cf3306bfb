"""What Podium knows by itself: its glossary and its own questions and answers."""
