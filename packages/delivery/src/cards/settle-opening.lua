-- A card that was asked for is there, or will not be. Only for who holds the job's lock: another run may be asking for it.
-- KEYS: job lock, ledger entry   ARGV: lock token, the card as it was, the card
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('HGET', KEYS[2], 'card') ~= ARGV[2] then return 0 end
return redis.call('HSET', KEYS[2], 'card', ARGV[3])
