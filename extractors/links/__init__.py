"""What links a number to its meaning: arms, time points, drugs, lists distributed in order."""
