-- Takes the words out of a message's entry. What it says of its outcome stays, so that neither a redelivery nor a run
-- that is under way answers it; a card that is still open needs its address to be closed.
-- KEYS: ledger entry   ARGV: now (ms)
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local removed = redis.call('HDEL', KEYS[1], 'reply')
redis.call('HDEL', KEYS[1], 'seen')
local card = redis.call('HGET', KEYS[1], 'card')
if not card or string.find(card, '"state":"closed"', 1, true) then redis.call('HDEL', KEYS[1], 'to') end
if redis.call('HEXISTS', KEYS[1], 'replied') == 0 then redis.call('HSETNX', KEYS[1], 'stopped', ARGV[1]) end
return removed
