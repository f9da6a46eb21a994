-- Leaves a notice for the administrators, unless the same was left within the hour. The oldest give way.
-- KEYS: told, notices   ARGV: seconds to be quiet, now (ms), notice JSON, most notices
if not redis.call('SET', KEYS[1], '1', 'EX', ARGV[1], 'NX') then return 0 end
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[3])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - ARGV[4])
return 1
