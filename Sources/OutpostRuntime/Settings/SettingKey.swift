/// Every setting: its name in the YAML file, and, through it, in the environment.
///
/// `helena.baseURL` in the file is `OUTPOST_HELENA_BASE_URL` in the environment: a word boundary or
/// a dot becomes an underscore. This is the one place where settings are documented.
package enum SettingKey: String, CaseIterable, Sendable {
    /// Where the API is. Without it the key decides: `test_…` and `staging_…` are sent to those
    /// hosts, any other to production.
    case baseURL = "helena.baseURL"
    /// A file that holds the API key and nothing else.
    case apiKeyFile = "helena.apiKeyFile"
    /// A forward proxy, `http://user:password@host:port`. Without it HTTPS_PROXY and NO_PROXY decide.
    case proxy = "helena.proxy"
    /// A PEM file of certificates to trust besides the system's.
    case caFile = "helena.caFile"
    /// How long a connection may take to come about. 10s
    case connectTimeout = "helena.connectTimeout"
    /// How long a whole answer may take. 30s
    case answerTimeout = "helena.answerTimeout"
    /// Where the two databases are. In the environment: OUTPOST_DATA_DIR.
    case dataDirectory = "data.dir"
    /// How often the departments are fetched; while nothing changes, up to four times as rarely. 5m
    case refreshDepartments = "refresh.departments"
    /// The same of the users. 5m
    case refreshUsers = "refresh.users"
    /// The same of sessions that changed. 30s
    case refreshSessions = "refresh.sessions"
    /// How often all sessions are fetched, to find those that are gone. 6h
    case refreshFull = "refresh.full"
    /// How long ended sessions stay in the cache. 30d
    case scope = "cache.scope"
    /// What of sessions is kept: minimal (ids, numbers, states, times), contacts (also the contact, with
    /// name and phone) or full (also what customers write). contacts
    case keep = "cache.keep"
    /// How long a transfer may wait for its delivery. 24h
    case expiresIn = "transfer.expiresIn"
    /// How many transfers may be open at once. 100000
    case outboxLimit = "outbox.limit"
    /// The part of the account's request limits that this agent may use, above 0 and up to 1. 0.5
    case budgetShare = "budget.share"
    /// What the account may ask in 5 seconds, where its contract differs. 200
    case budgetFiveSecondLimit = "budget.fiveSecondLimit"
    /// What the account may ask in 5 minutes, where its contract differs. 1000
    case budgetFiveMinuteLimit = "budget.fiveMinuteLimit"
    /// How long the line must be away before people hear of it, in the log and the events. 10s
    case damping = "connectivity.damping"
    /// Where the local API listens on TCP, besides the socket in the data directory; 0: nowhere. 7373
    case gatewayPort = "gateway.port"
    /// On which address of this computer it listens. 127.0.0.1
    case gatewayHost = "gateway.host"
    /// true: that address may be one that other computers can reach. false
    case gatewayBeyond = "gateway.listenBeyondThisMachine"
    /// Where the agent's socket is, if not in the data directory: then its directory and its group decide
    /// who may use the agent. Its mode is 0660.
    case gatewaySocket = "gateway.socket"
    /// Names besides localhost by which programs may call it, with commas between them.
    case gatewayNames = "gateway.names"
    /// How long a program that transfers in place of the API waits for the delivery; 0: not at all. 5s
    case gatewayWait = "gateway.wait"
    /// Which requests for the API that we do not answer are passed on to it: all, reads or none. all
    case gatewayPassThrough = "gateway.passThrough"
    /// trace, debug, info, notice, warning, error or critical. notice
    case logLevel = "log.level"

    /// Its name in the environment.
    package var variable: String {
        // Without a regular expression, which every command would pay for before it begins.
        var name = "OUTPOST_"
        var last: Character = "."
        for letter in rawValue {
            if letter.isUppercase, last.isLowercase { name += "_" }
            name += letter == "." ? "_" : letter.uppercased()
            last = letter
        }
        return name
    }
}
