"""Rounds (年度任务): a year's evaluation as a task with dates, for bureaus anywhere below its organisation."""
