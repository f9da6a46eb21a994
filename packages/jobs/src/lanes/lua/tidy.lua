-- Finished jobs that are too old go, some at a time.
-- ARGV queue prefix
local now = now_ms()
keep_young(ARGV[1], ARGV[1] .. 'completed', now - COMPLETED_AGE_MS)
keep_young(ARGV[1], ARGV[1] .. 'failed', now - FAILED_AGE_MS)
return 0
