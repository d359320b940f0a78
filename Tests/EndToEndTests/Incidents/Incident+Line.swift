import Foundation
import HelenaSimulator
import OutpostModel
import Testing
import Wayside

/// What goes wrong on the way to the API.
extension Incident {
    static let expiredKey = Incident(
        testDescription: "an expired key",
        status: .names(cause: "refused the API key", next: "put it into OUTPOST_HELENA_API_KEY"),
        diagnosis: .init(.api, .wrong, "refused the API key", next: "ask for another key"),
        explanation: .names(
            cause: "refuses the API key", next: "put it into OUTPOST_HELENA_API_KEY")
    ) { ask in
        try await suffering { branch in
            await branch.simulator.update { $0.apiKey = "pn_another" }
            return branch
        } _: {
            try await ask($0, $1)
        }
    }

    static let proxy407 = Incident(
        testDescription: "a proxy that answers 407",
        status: .names(cause: "asks for a password", next: "helena.proxy"),
        diagnosis: .init(
            .proxy, .wrong, "asks for a password", next: "helena.proxy"),
        explanation: .names(cause: "asks for a password", next: "helena.proxy"),
        isPossible: ForwardProxy.areInstalled
    ) { ask in
        let account = ForwardProxy.Account(name: "branch", password: "pa55")
        try await RunningProxy.with(.tinyproxy, account: account) { proxy in
            try await suffering { opened in
                var branch = opened
                branch.settings["OUTPOST_HELENA_BASE_URL"] = "https://api.example"
                branch.settings["OUTPOST_HELENA_PROXY"] = proxy.url()
                return branch
            } _: {
                try await ask($0, $1)
            }
        }
    }

    static let captivePortal = Incident(
        testDescription: "a captive portal",
        status: .names(cause: "is not the API", next: "log in to the network with a browser"),
        diagnosis: .init(
            .api, .wrong, "is not the API", next: "log in to the network with a browser"),
        explanation: .names(
            cause: "is not the API", next: "log in to the network with a browser")
    ) { ask in
        try await suffering { branch in
            await branch.simulator.inject(.loginPage)
            return branch
        } _: {
            try await ask($0, $1)
        }
    }

    /// Where there is no network at all, that is what is said of it.
    private static let hasNetwork =
        ((try? String(contentsOfFile: "/proc/net/route", encoding: .utf8)) ?? "")
        .split(separator: "\n").count > 1

    static let nameGone = Incident(
        testDescription: "DNS gone",
        status: .names(
            cause: hasNetwork ? "does not resolve" : "no network",
            next: hasNetwork ? "its DNS" : "goes on by itself"),
        diagnosis: .init(.name, .wrong, "api.invalid does not resolve", next: "its DNS"),
        explanation: .names(
            cause: hasNetwork ? "does not resolve" : "no network",
            next: hasNetwork ? "its DNS" : "by itself")
    ) { ask in
        try await suffering { opened in
            var branch = opened
            branch.settings["OUTPOST_HELENA_BASE_URL"] = "http://api.invalid"
            return branch
        } _: {
            try await ask($0, $1)
        }
    }

    /// The server lives a year ago, by this clock; so its certificate has ended long since.
    static let clockYearOff = Incident(
        testDescription: "a clock that is a year off",
        status: .names(cause: "this computer's clock says", next: "date and time"),
        diagnosis: .init(.tls, .wrong, "this computer's clock says", next: "date and time"),
        explanation: .names(cause: "this computer's clock says", next: "date and time")
    ) { ask in
        try await behind(days: -370 ... -360, ask) { authority, _ in authority }
    }

    static let certificateUnknown = Incident(
        testDescription: "a certificate that nobody vouches for",
        status: .names(cause: "no authority known to this computer", next: "helena.caFile"),
        diagnosis: .init(
            .tls, .wrong, "no authority known to this computer", next: "helena.caFile"),
        explanation: .names(
            cause: "no authority known to this computer", next: "helena.caFile")
    ) { ask in
        try await behind(days: -1...1, ask) { _, folder in
            try await CertificateAuthority(in: folder)
        }
    }

    static let slowAPI = Incident(
        testDescription: "an API that is too slow",
        status: .names(cause: "no whole answer", next: "it goes on by itself"),
        diagnosis: .init(.api, .wrong, "no whole answer", next: "check the line"),
        explanation: .names(cause: "no whole answer", next: "goes out by itself")
    ) { ask in
        try await suffering { opened in
            var branch = opened
            branch.settings["OUTPOST_HELENA_ANSWER_TIMEOUT"] = "1s"
            await branch.simulator.inject(.delay(.seconds(3)))
            return branch
        } _: {
            try await ask($0, $1)
        }
    }

    static let storm429 = Incident(
        testDescription: "a storm of 429",
        status: .names(
            cause: "request limit is used up", next: "it goes on by itself", json: "pausedUntil"),
        diagnosis: .init(.budget, .notice, "the account's limit is used up", next: "wait"),
        explanation: .names(cause: "request limit is used up", next: "it goes on in")
    ) { ask in
        try await suffering { branch in
            await branch.simulator.inject(.tooManyRequests(.seconds(600)))
            return branch
        } _: {
            try await ask($0, $1)
        }
    }

    /// A branch with a copy and a transfer in the queue meets the trouble, and then its agent starts.
    private static func suffering(
        from trouble: (Branch) async throws -> Branch, _ ask: Asking
    ) async throws {
        try await Branch.open { opened in
            #expect(try await opened.outpost("refresh").status == 0)
            let intent = try await opened.transferPendingSession()
            let branch = try await trouble(opened)
            try await branch.withAgent { _ in try await ask(branch, intent.id) }
        }
    }

    /// A branch whose API has a certificate from `issuer`, and which trusts another authority.
    private static func behind(
        days: ClosedRange<Int>, _ ask: Asking,
        issuer: (CertificateAuthority, String) async throws -> CertificateAuthority
    ) async throws {
        try await TemporaryFolder.with { folder in
            let authority = try await CertificateAuthority(in: folder)
            let identity = try await issuer(authority, folder)
                .identity(of: "127.0.0.1", days: days)
            try await Branch.open(identity: identity) { opened in
                var branch = opened
                branch.settings["OUTPOST_HELENA_CA_FILE"] = authority.certificate
                let id = try await branch.transferUnknownSession()
                try await branch.withAgent { _ in try await ask(branch, id) }
            }
        }
    }
}

extension Branch {
    /// By ids alone, as it goes without a copy.
    func transferUnknownSession() async throws -> Intent.ID {
        let accepted = try await outpost(
            "transfer", UUID().uuidString, "--department", UUID().uuidString, "--json")
        #expect(accepted.status == 0, "\(accepted.words)")
        return try accepted.decoded(AcceptanceReport.self).intent.id
    }
}
