"""ex10: wrong answers, one misunderstanding each.

Each changes one thing about the model solution.
"""
