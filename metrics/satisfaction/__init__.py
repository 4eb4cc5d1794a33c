"""What customers say when asked: scores, questionnaires, expectations and drivers."""
