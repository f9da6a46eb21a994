-- Takes a message: duplicate, refused, or added with its lane entry and its receipt. Nothing in between.
-- KEYS 1-9 BullMQ's; lane, receipt, job hash, settings
-- ARGV 1-3 BullMQ's; root prefix, queue prefix, backlog, waiting estimate, job id, arrival (epoch ms), windows of the
-- user, the group and all ('' = does not count there), receipt TTL (s), then the receipt's fields and values
-- Every message pays for this script, so each command, key and table in it was weighed.
local lane, receipt, id = KEYS[10], KEYS[11], ARGV[8]
if redis.call('EXISTS', receipt, KEYS[12]) > 0 then return { 'duplicate' } end

local settings = read_settings(KEYS[13])
local slots = slots_of(settings[1])
local length = redis.call('RPUSH', lane, id)
if length > number_of(settings, 2) + slots then
  redis.call('RPOP', lane)
  return { 'refused', 'lane_limit' }
end
local max_waiting = number_of(settings, 3)
if max_waiting > 0 and waits_among_too_many(ARGV[4], ARGV[7], max_waiting) then
  redis.call('RPOP', lane)
  return { 'refused', 'max_waiting' }
end
local full, left_ms = count_in_windows(settings)
-- The day's quota joins here: reserved like a window, its day carried in the job's options.
if full then
  redis.call('RPOP', lane)
  if max_waiting > 0 then redis.call('DECR', ARGV[7]) end
  return { 'refused', full, left_ms }
end

if bullmq(KEYS, ARGV) ~= id then return redis.error_reply('LANE BullMQ did not add the job') end
if length > slots then park(ARGV[5], ARGV[6], lane, id, ARGV[9]) end
redis.call('HSET', receipt, unpack(ARGV, 14))
redis.call('EXPIRE', receipt, ARGV[13])
return { 'added', length - 1 }
