-- Keeps what people have seen of an answer that broke off. Only for who holds the job's lock, and while it is wanted and the
-- message not forgotten.
-- KEYS: job lock, ledger entry   ARGV: lock token, the text
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
if redis.call('HEXISTS', KEYS[2], 'stopped') == 1 then return 0 end
return redis.call('HSET', KEYS[2], 'seen', ARGV[2])
