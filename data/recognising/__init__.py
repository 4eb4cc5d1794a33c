"""What a file is and what each of its columns means, by headers and by values."""
