-- Asks for the paths of the file BENCH_PATHS in turn and tells the figures in one line of JSON.
local paths = {}
for line in io.lines(os.getenv("BENCH_PATHS")) do
  if #line > 0 then paths[#paths + 1] = line end
end

local thread_number = 0
function setup(thread)
  thread:set("first", thread_number)
  thread_number = thread_number + 1
end

local at = 0
function init(args)
  at = (first or 0) * 7
end

function request()
  at = at + 1
  return wrk.format("GET", paths[(at % #paths) + 1])
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "\nBENCH {\"requests\": %d, \"seconds\": %f, \"p50\": %f, \"p95\": %f, \"errors\": %d}\n",
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
