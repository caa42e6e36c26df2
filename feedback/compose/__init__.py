"""Officers put a survey of their own together, and publish it for good."""
