"""Scorecards as people and other systems read them: pure functions, one small file each."""
