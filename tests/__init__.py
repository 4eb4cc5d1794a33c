"""What Perennial promises: worked examples, published numbers, laws and pages."""
