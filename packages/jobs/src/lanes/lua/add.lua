-- Takes a message: duplicate, refused, or added with its lane entry and its receipt. Nothing in between.
-- KEYS 1-9 BullMQ's; lane, backlog, settings, receipt, job hash, user, group and global window
-- ARGV 1-3 BullMQ's; root prefix, queue prefix, job id, counts ('1'), in a group ('1'), receipt TTL (s), then the
-- receipt's fields and values
local lane, receipt, job = KEYS[10], KEYS[13], KEYS[14]
if redis.call('EXISTS', receipt, job) > 0 then return { 'duplicate' } end

local settings = read_settings(KEYS[12])
local q = queue(ARGV[5], KEYS[11], KEYS[12])
if settings.max_waiting > 0 and waiting_in_all(ARGV[4]) >= settings.max_waiting then
  return { 'refused', 'max_waiting' }
end
if lane_is_full(q, lane, settings) then return { 'refused', 'lane_limit' } end

local windows = {}
if ARGV[7] == '1' then
  windows[1] = { 'user_minute', KEYS[15] }
  if ARGV[8] == '1' then windows[2] = { 'group_minute', KEYS[16] } end
  windows[#windows + 1] = { 'global_minute', KEYS[17] }
end
for _, window in ipairs(windows) do
  local left = full_for(window[2], settings[window[1]])
  if left then return { 'refused', window[1], left } end
end
-- The day's quota joins here: looked at before, and reserved with the windows below; its day goes into the job hash.

local added = bullmq(KEYS, ARGV)
if added ~= ARGV[6] then return redis.error_reply('LANE BullMQ did not add the job') end
redis.call('HSET', job, 'lane', lane, 'receipt', receipt, 'at', now_ms())
local ahead = enter(q, lane, ARGV[6], settings.user_concurrency)
for _, window in ipairs(windows) do count_in(window[2], settings[window[1]]) end
redis.call('HSET', receipt, unpack(ARGV, 10))
redis.call('EXPIRE', receipt, ARGV[9])
return { 'added', ahead }
