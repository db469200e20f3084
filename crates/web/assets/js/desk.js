// The queue: keys, peek, choice of rows.
