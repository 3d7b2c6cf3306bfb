"""CheXpert: chest X-rays labelled by radiologists."""
