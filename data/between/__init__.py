"""What holds between files: the customers that both know, rows that came before, next month's."""
