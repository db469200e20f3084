// The counter: scan of a card, draft, keys.
