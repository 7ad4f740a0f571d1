"""ex8: wrong answers, one misunderstanding each."""
