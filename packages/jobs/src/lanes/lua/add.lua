-- Takes a message: duplicate, refused, or added with its lane entry and its receipt. Nothing in between.
-- KEYS lane, receipt, job, settings
-- ARGV 1-4 root prefix, queue prefix, backlog, waiting estimate ('' = may always wait); 5-9 job id, name, data, options, arrival (epoch ms);
-- 10-13 counters of the user's day and the windows of the user, the group and all ('' = does not count there);
-- 14 serial (s; '' = leave it), 15 receipt TTL (s), then the receipt's fields and values
-- Every message pays for this script, so each command, key and table in it was weighed. What it writes for BullMQ is
-- what BullMQ's own addStandardJob and moveToDelayed write, but for `added` events, which nobody reads.
local lane, receipt, prefix, id = KEYS[1], KEYS[2], ARGV[2], ARGV[5]
if redis.call('EXISTS', receipt, KEYS[3]) > 0 then return { 'duplicate' } end

local settings = read_settings(KEYS[4])
local slots = ARGV[14] == '' and slots_of(settings[1], lane) or 1
local length = redis.call('RPUSH', lane, id)
if length > number_of(settings, 2) + slots then
  redis.call('RPOP', lane)
  return { 'refused', 'lane_limit' }
end
local max_waiting = ARGV[4] == '' and 0 or number_of(settings, 3)
if max_waiting > 0 and waits_among_too_many(ARGV[1], ARGV[4], max_waiting) then
  redis.call('RPOP', lane)
  return { 'refused', 'max_waiting' }
end
local full, left_ms, left_today = count_in_windows(settings, 10)
if full then
  redis.call('RPOP', lane)
  if max_waiting > 0 then redis.call('DECR', ARGV[4]) end
  return { 'refused', full, left_ms }
end

redis.call('HSET', KEYS[3], 'name', ARGV[6], 'data', ARGV[7], 'opts', ARGV[8], 'timestamp', ARGV[9], 'delay', 0,
  'priority', 0)
if ARGV[14] ~= '' then redis.call('SET', (string.gsub(lane, ':lane:', ':serial:', 1)), 1, 'EX', ARGV[14]) end
if length > slots then
  redis.call('ZADD', prefix .. 'delayed', PARKED_FROM + ARGV[9], id)
  redis.call('ZADD', ARGV[3], 'NX', ARGV[9], lane)
else
  local arrived = tonumber(ARGV[9])
  local before = slots > 1 and length > 1
    and admit({ prefix = prefix, backlog = ARGV[3], settings = KEYS[4], now = arrived }, lane)
  if before then
    redis.call('ZADD', prefix .. 'prioritized', math.max(arrived, before + 1), id)
  else
    redis.call('LPUSH', prefix .. 'wait', id)
  end
  redis.call('ZADD', prefix .. 'marker', 0, '0')
  redis.call('XADD', prefix .. 'events', 'MAXLEN', '~', MAX_EVENTS, '*', 'event', 'waiting', 'jobId', id)
end
-- The day's reservation: only what was counted is ever given back. The answer may tell what is left.
if left_today then
  redis.call('HSET', receipt, 'quota', ARGV[10], 'left', left_today, unpack(ARGV, 16))
else
  redis.call('HSET', receipt, unpack(ARGV, 16))
end
redis.call('EXPIRE', receipt, ARGV[15])
return { 'added', length - 1 }
