"""Models of Qt's views: what the services answered, in the order a view shows it."""
