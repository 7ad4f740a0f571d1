"""What is true: the differentiation engine, numerical derivatives, and the known programs.

Nothing in here knows how work is judged.
"""
