-- A job completes or fails for good: it leaves its lane, its successor is admitted, a failure's debt is recorded, and
-- the worker is handed its next job, which may be this very successor. It writes what BullMQ's moveToFinished writes
-- for a job without parents, children, deduplication or metrics, which no job on a lane has.
-- KEYS job, settings, backlog, debts
-- ARGV 1-4 queue prefix, job id, lock token, now (epoch ms); 5 completed or failed, 6 attempts made, 7 return value or
-- reason, 8 lane, 9 receipt, 10 lock duration (ms; '' = fetch nothing), then of a failure: code, stack traces, and
-- whether it has used up its attempts
local job, prefix, id, now = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[4])
if redis.call('EXISTS', job) == 0 then return -1 end
-- Whoever has lost the lock changes nothing.
local holder = redis.call('GET', job .. ':lock')
if holder ~= ARGV[3] then return holder and -6 or -2 end
redis.call('DEL', job .. ':lock')
redis.call('SREM', prefix .. 'stalled', id)
if redis.call('LREM', prefix .. 'active', -1, id) == 0 then return -3 end

local ended, events = prefix .. ARGV[5], prefix .. 'events'
if ARGV[5] == 'failed' then
  redis.call('HSET', job, 'atm', ARGV[6], 'failedReason', ARGV[7], 'finishedOn', ARGV[4], 'stacktrace', ARGV[12])
  redis.call('HDEL', job, 'defa')
  redis.call('XADD', events, 'MAXLEN', '~', MAX_EVENTS, '*', 'event', 'failed', 'jobId', id, 'failedReason', ARGV[7],
    'prev', 'active')
  if ARGV[13] == '1' then
    redis.call('XADD', events, '*', 'event', 'retries-exhausted', 'jobId', id, 'attemptsMade', ARGV[6])
  end
  if ARGV[9] ~= '' then owe(KEYS[4], ARGV[9], ARGV[11], ARGV[4]) end
else
  redis.call('HSET', job, 'atm', ARGV[6], 'returnvalue', ARGV[7], 'finishedOn', ARGV[4])
  redis.call('XADD', events, 'MAXLEN', '~', MAX_EVENTS, '*', 'event', 'completed', 'jobId', id, 'returnvalue', ARGV[7],
    'prev', 'active')
end
redis.call('ZADD', ended, now, id)
keep_latest(prefix, ended, ARGV[5] == 'failed' and KEPT_FAILED or KEPT_COMPLETED)

local q = { prefix = prefix, backlog = KEYS[3], settings = KEYS[2], now = now, fetches = ARGV[10] ~= '' }
if ARGV[8] ~= '' then leave(q, ARGV[8], id) end
if q.fetches then return fetch(prefix, now, { token = ARGV[3], lock_ms = ARGV[10] }) end
return 0
