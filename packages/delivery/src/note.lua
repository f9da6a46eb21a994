-- Adds to what is known of a message, while anything is: an entry that has ended since must not come back without its end.
-- KEYS: ledger entry   ARGV: field, value, field, value …
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV))
return 1
