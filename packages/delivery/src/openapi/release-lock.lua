-- Lets go of a lock, if it is still ours.   KEYS: lock   ARGV: its value
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
