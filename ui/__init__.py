"""What pages share: the view, the words, the charts, the parts."""
