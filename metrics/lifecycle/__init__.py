"""From prospect to advocate and from new to lost: stages, steps, moves and cohorts."""
