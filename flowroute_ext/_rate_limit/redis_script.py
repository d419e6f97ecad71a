"""The script by which a Redis counts the attempts of all machines, in one step."""

# A sliding log: the starts that still count, by the time of the Redis, as two machines never have
# the same. All times are whole microseconds, and Lua's numbers are exact for these. Returns for
# how long to wait, which is 0 if the start was counted, and the origin of what is known here.
#
# The origin is the moment at which this Redis was found empty, and its run. It is gone after
# FLUSHALL, and another one after a restart or a failover, of which the losses are unknown. As
# other processes may have been counted before, nothing starts for some time then.
#
# The first correction is about ARGV[9] and ARGV[10], and so on: an attempt, and by how much later
# than now it has arrived, or nothing if it did not start.
SCRIPT = """
local attempts, pause, origin_key = KEYS[1], KEYS[2], KEYS[3]
local limit, period, new_pause = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local attempt, late = ARGV[4], tonumber(ARGV[5])
local known, lost_pause, origin_pause = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

for index = 9, #ARGV, 2 do
    if ARGV[index + 1] == '' then
        redis.call('ZREM', attempts, ARGV[index])
    else
        local arrived = string.format('%d', now + tonumber(ARGV[index + 1]))
        redis.call('ZADD', attempts, 'XX', arrived, ARGV[index])
    end
end

local info = redis.pcall('INFO', 'server')
local run = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or ''
local origin = redis.call('GET', origin_key)
if not origin or string.match(origin, '^%d+/(%w*)$') ~= run then
    origin = string.format('%d', now) .. '/' .. run
end
redis.call('SET', origin_key, origin, 'PX', 86400000)
if known ~= '' and known ~= origin then
    origin_pause = lost_pause
end
local since = tonumber(string.match(origin, '^%d+'))
local free = since <= now and since + origin_pause or 0

-- A refusal stops everything for the longest time that any of the machines was given.
local paused = math.max(redis.call('PTTL', pause), 0) * 1000
if new_pause > paused then
    redis.call('SET', pause, '1', 'PX', math.ceil(new_pause / 1000))
    paused = new_pause
end
paused = math.max(paused, free - now)
if paused > 0 then
    return {paused, origin}
end

-- Starts far in the future are those of a clock that was set back: they count as now.
local latest = string.format('%d', now + 1000000)
for _, name in ipairs(redis.call('ZRANGEBYSCORE', attempts, latest, '+inf')) do
    redis.call('ZADD', attempts, string.format('%d', now), name)
end

redis.call('ZREMRANGEBYSCORE', attempts, '-inf', string.format('%d', now - period))
local count = redis.call('ZCARD', attempts)
if count >= limit then
    local next = redis.call('ZRANGE', attempts, count - limit, count - limit, 'WITHSCORES')
    return {math.max(tonumber(next[2]) + period - now, 1), origin}
end
redis.call('ZADD', attempts, string.format('%d', now + late), attempt)
redis.call('PEXPIRE', attempts, math.ceil((period + late) / 1000))
return {0, origin}
"""
