-- Gives up the right to send, if it is still this sender's.   KEYS: ledger entry   ARGV: holder
if redis.call('HGET', KEYS[1], 'sender') == ARGV[1] then redis.call('HDEL', KEYS[1], 'sender', 'senderUntil') end
