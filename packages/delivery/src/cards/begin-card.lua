-- Notes the card that a message is to be answered on before it is asked for, so that whoever comes later knows of it. Only
-- for who holds the job's lock, and while there is nothing to be sent yet; not for a message that is forgotten.
-- KEYS: job lock, ledger entry, whose card it is
-- ARGV: lock token, the card as it was ('' when none), the card, whose it is (JSON), its time to live (s)
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
local card, reply, stopped = unpack(redis.call('HMGET', KEYS[2], 'card', 'reply', 'stopped'))
if reply or stopped or (card or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[2], 'card', ARGV[3])
redis.call('SET', KEYS[3], ARGV[4], 'EX', ARGV[5])
return 1
