"""Review: which submissions to read first, a sample drawn in the open, scores that a reviewer changed with reasons."""
