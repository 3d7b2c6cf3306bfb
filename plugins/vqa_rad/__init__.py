"""VQA-RAD: questions of clinicians about radiology images."""
