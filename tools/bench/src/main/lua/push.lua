-- For wrk: posts the lines of the file BODIES one after another; each thread starts at a random line.
local bodies, at = {}, 0

function init(args)
  for line in io.lines(os.getenv("BODIES")) do
    bodies[#bodies + 1] = wrk.format("POST", os.getenv("URLPATH"), { ["Content-Type"] = "application/json" }, line)
  end
  at = math.random(#bodies)
end

function request()
  at = at % #bodies + 1
  return bodies[at]
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.status + errors.read + errors.write + errors.connect + errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, failed,
    latency:percentile(50), latency:percentile(99)))
end
