"""What a report states beside the indicators, area by area."""
