-- What wrk sends, as its arguments after `--` say, and one line of JSON of what came of it.
--
--   reads PATH…                            each path in its turn
--   anew PATH…                             the same, with the letters of its beginning written large or
--                                          small: to us the same path, and no answer that we gave before
--   transfers RUN SESSIONS DEPARTMENTS     transfers of the sessions in that file in their turn, each
--                                          with a new Idempotency-Key that begins with RUN

local requests, count = {}, 0
local sessions, departments, run = {}, {}, ""

local function lines(path)
    local found = {}
    for line in io.lines(path) do found[#found + 1] = line end
    return found
end

local function read()
    count = count + 1
    return requests[(count - 1) % #requests + 1]
end

local function letters(path, number)
    local start, rest = path:match("^(/%a+/%a%d/%a+)(.*)$")
    return start:gsub("%a", function(letter)
        local large = number % 2 == 1
        number = math.floor(number / 2)
        return large and letter:upper() or letter
    end) .. rest
end

local function readAnew()
    count = count + 1
    local path = requests[(count - 1) % #requests + 1]
    return wrk.format("GET", letters(path, math.floor((count - 1) / #requests)))
end

local function transfer()
    local round = math.floor(count / #sessions)
    local session = sessions[count % #sessions + 1]
    local department = departments[round % #departments + 1]
    count = count + 1
    wrk.headers["Idempotency-Key"] = run .. "-" .. count
    return wrk.format("PUT", "/chat/v1/session/" .. session .. "/transfer", nil,
        '{"type":"DEPARTMENT","newDepartmentId":"' .. department .. '","newUserId":null}')
end

function init(arguments)
    if arguments[1] == "reads" then
        for at = 2, #arguments do requests[#requests + 1] = wrk.format("GET", arguments[at]) end
        request = read
    elseif arguments[1] == "anew" then
        for at = 2, #arguments do requests[#requests + 1] = arguments[at] end
        request = readAnew
    else
        run, sessions, departments = arguments[2], lines(arguments[3]), lines(arguments[4])
        wrk.headers["Content-Type"] = "application/json"
        request = transfer
    end
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"seconds":%.6f,"p99":%.3f,"refused":%d,"broken":%d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(99) / 1e3, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end
