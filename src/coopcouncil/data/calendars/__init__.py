"""Bank holidays of England and Wales: the list that is shipped, and lists as GOV.UK publishes them."""
