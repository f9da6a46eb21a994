-- A lane is a list of job ids in order of arrival. Its first `user_concurrency` entries own its slots: they are
-- waiting, active, or pausing between two attempts. All behind them are parked: in BullMQ's delayed set at a score
-- that no clock reaches (and that tells when they arrived), so that no worker holds a slot for them and nobody polls.
-- A lane has no lease: an entry stays as long as its job, whose fate BullMQ's locks and stalled check decide.
-- `q`: { prefix = BullMQ's key prefix, backlog = lanes with parked jobs by first parking, settings = hash,
-- now = epoch ms, fetches = a fetch follows in this script }

-- Makes a parked job that has come to own a slot runnable.
local function release(q, id, arrived)
  redis.call('ZREM', q.prefix .. 'delayed', id)
  if q.now - arrived >= UNPASSED_AFTER_MS then
    redis.call('LPUSH', q.prefix .. 'wait', id)
  else
    -- BullMQ serves `wait` before `prioritized`. The hash keeps priority 0, so that a retry, a hand-back or a
    -- stalled job returns to `wait` and is passed by nobody. Within `prioritized` the first to arrive is the first.
    redis.call('ZADD', q.prefix .. 'prioritized', arrived, id)
  end
  redis.call('XADD', q.prefix .. 'events', 'MAXLEN', '~', MAX_EVENTS, '*', 'event', 'waiting', 'jobId', id, 'prev',
    'delayed')
  -- Where a fetch follows, that one wakes the next worker.
  if not q.fetches then redis.call('ZADD', q.prefix .. 'marker', 0, '0') end
end

-- Releases whoever owns a slot and is still parked; forgets entries whose job is gone. Where a lane has several slots,
-- nobody passes the one before: returns the latest score among those of the backlog that own one, if there are any.
local function admit(q, lane)
  local ids = redis.call('LRANGE', lane, 0, 1)
  if not ids[1] then return end
  local slots = read_slots(q.settings, lane)
  if slots > 1 then ids = redis.call('LRANGE', lane, 0, slots) end
  while true do
    local gone, latest = nil, nil
    for i = 1, math.min(#ids, slots) do
      local score = tonumber(redis.call('ZSCORE', q.prefix .. 'delayed', ids[i]) or '')
      if not score or score >= PARKED_FROM then
        if redis.call('EXISTS', q.prefix .. ids[i]) == 0 then
          gone = ids[i]
          if score then redis.call('ZREM', q.prefix .. 'delayed', gone) end
          break
        end
        if score then release(q, ids[i], math.max(score - PARKED_FROM, (latest or -1) + 1)) end
      end
      if slots > 1 then latest = tonumber(redis.call('ZSCORE', q.prefix .. 'prioritized', ids[i]) or '') or latest end
    end
    if not gone then
      if #ids <= slots then redis.call('ZREM', q.backlog, lane) end
      return latest
    end
    redis.call('LREM', lane, 1, gone)
    ids = redis.call('LRANGE', lane, 0, slots)
  end
end

-- Takes a job out of its lane; the next in line gets its slot.
local function leave(q, lane, id)
  if redis.call('LREM', lane, 1, id) == 1 then admit(q, lane) end
end
