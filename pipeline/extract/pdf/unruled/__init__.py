"""Tables without rulings, or with level ones alone, read by where their words stand."""
