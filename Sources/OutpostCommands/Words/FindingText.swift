import OutpostModel

/// A finding of the doctor's, for people: a line, with what to do at its end.
struct FindingText {
    let finding: Finding

    init(_ finding: Finding) { self.finding = finding }

    func put() {
        let name = finding.check.words.padding(to: 10)
        let line = "\(mark)  \(name) \(finding.detail)"
        Speech.put(finding.next.map { "\(line) → \($0)" } ?? line)
    }

    private var mark: String {
        switch finding.state {
        case .fine: "ok   "
        case .notice: "note "
        case .wrong: "WRONG"
        case .unknown: "?    "
        }
    }
}

extension Finding.Check {
    fileprivate var words: String {
        switch self {
        case .tcp: "TCP"
        case .tls: "TLS"
        case .api: "API"
        default: rawValue
        }
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
