"""What follows from an accepted evaluation: rectification (整改) with dates and proof, and the use of the result."""
