/// How faults are called on the control address.
extension Fault {
    var name: String {
        switch self {
        case .lineCut: "line-cut"
        case .neverAnswered: "never-answered"
        case .reset: "reset"
        case .tooManyRequests: "too-many-requests"
        case .internalError: "internal-error"
        case .unexplainedError: "unexplained-error"
        case .unavailable: "unavailable"
        case .errorInOK: "error-in-ok"
        case .refusal: "refusal"
        case .loginPage: "login-page"
        case .delay: "delay"
        case .slowBody: "slow-body"
        case .cutOff: "cut-off"
        case .answerLost: "answer-lost"
        }
    }

    static let names = [
        "line-cut", "never-answered", "reset", "too-many-requests", "internal-error",
        "unexplained-error", "unavailable", "error-in-ok", "refusal", "login-page", "delay",
        "slow-body", "cut-off", "answer-lost",
    ]
}
