-- A message's reply goes as messages, and its card is owed its end; nothing is once the message is forgotten.
-- KEYS: debts, ledger entry   ARGV: the card, when its end is due (ms)
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
redis.call('HSET', KEYS[2], 'card', ARGV[1])
redis.call('ZADD', KEYS[1], ARGV[2], KEYS[2])
return 1
