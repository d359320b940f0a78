import Foundation
import Helena
import OutpostModel
import OutpostSync
import Synchronization

extension Doctor {
    /// Goes it once: asks for the departments, within the budget, through the agent where one runs; for
    /// one session where nothing was ever fetched, and leaves nothing behind.
    ///
    /// Nil where nobody knows where the API is.
    ///
    /// - Parameter silence: why it is not to be asked; nil if it is.
    func way(
        _ silence: String?, _ status: StatusReport?, _ likeness: Likeness.Answer?
    ) async -> Way? {
        guard let (endpoint, proxy) = destination(likeness) else { return nil }
        let (host, port) = proxy.map { ($0.host, $0.port) } ?? (endpoint.host, endpoint.port)
        async let reach = Reach.to(host, port)
        let answer: Answer =
            if let silence {
                Answer(.notAsked(silence))
            } else if let until = status?.budget?.pausedUntil, until.date > now {
                // It would wait for that.
                Answer(.notAsked("nothing is asked before \(until.text)"))
            } else {
                await bounded { await ask() }
            }
        return Way(
            endpoint: endpoint, proxy: proxy, reach: await reach, outcome: answer.outcome,
            clockAhead: answer.clockAhead)
    }

    /// Where the API is: as the settings here say, or else as the agent does.
    private func destination(
        _ likeness: Likeness.Answer?
    ) -> (endpoint: HelenaEndpoint, proxy: HelenaProxy?)? {
        if let known = try? Remotes.destination(settings) { return known }
        guard let endpoint = try? likeness.map({ try HelenaEndpoint($0.baseURL) }) else {
            return nil
        }
        let proxy = try? HelenaProxy.fromEnvironment(settings.environment, for: endpoint)
        return (endpoint, settings.proxy ?? proxy)
    }

    private struct Answer: Sendable {
        let outcome: Way.Outcome
        var clockAhead: TimeInterval?

        init(_ outcome: Way.Outcome, clockAhead: TimeInterval? = nil) {
            self.outcome = outcome
            self.clockAhead = clockAhead
        }
    }

    /// No longer than one request may take, and a little for its turn in the budget.
    private func bounded(_ ask: @escaping @Sendable () async -> Answer) async -> Answer {
        let limit = settings.limits.connectTimeout + settings.limits.answerTimeout + .seconds(10)
        return await withTaskGroup { group in
            group.addTask { await ask() }
            group.addTask {
                try? await ContinuousClock().sleep(for: limit)
                return Answer(.notAsked("no turn in \(limit.components.seconds) seconds"))
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? Answer(.notAsked("nobody asked"))
        }
    }

    private func ask() async -> Answer {
        if workplace.agent == nil, !FileManager.default.fileExists(atPath: workplace.directory.path)
        {
            return await peek()
        }
        return await refresh()
    }

    private func peek() async -> Answer {
        do {
            return try await Remotes.withClient(settings, logger: logger) { remote in
                do throws(RemoteFailure) {
                    _ = try await remote.sessions(SessionPageRequest(pageSize: 1))
                    return Answer(.answered, clockAhead: remote.clockAhead)
                } catch {
                    let outcome: Way.Outcome =
                        switch error.kind {
                        case .keyRefused: .keyRefused(error.reason)
                        case .offline(let cause): .failed(cause, error.reason)
                        case .unavailable, .throttled, .rejected, .unexplained:
                            .failed(nil, error.reason)
                        }
                    return Answer(outcome, clockAhead: remote.clockAhead)
                }
            }
        } catch {
            return Answer(.notAsked("\(error)"))
        }
    }

    private func refresh() async -> Answer {
        let last = Mutex<RefreshProgress?>(nil)
        let listen: @Sendable (RefreshProgress) -> Void = { progress in
            last.withLock { $0 = progress }
        }
        var clockAhead: TimeInterval?
        do {
            if let agent = workplace.agent {
                try await agent.refresh([.departments], full: false, progress: listen)
            } else {
                clockAhead = try await LocalRefresh(settings, logger: logger)
                    .run([.departments], full: false, progress: listen)
            }
        } catch {
            return Answer(.notAsked("\(error)"))
        }
        guard let progress = last.withLock({ $0 }) else {
            return Answer(.notAsked("the agent has too much to do"))
        }
        guard let failure = progress.failure else {
            return Answer(.answered, clockAhead: clockAhead)
        }
        return Answer(
            progress.keyRefused ? .keyRefused(failure) : .failed(progress.cause, failure),
            clockAhead: clockAhead)
    }

    func findings(of way: Way?, _ status: StatusReport?) -> [Finding] {
        guard let way else {
            return [Finding(.api, .unknown, "without a key nobody knows where it is")]
        }
        return [name(way), tcp(way), tls(way), proxy(way), api(way, status)]
    }

    /// The agent's own may come from somewhere else than this shell's.
    private func newKey(_ status: StatusReport?) -> String {
        status?.paused?.next ?? settings.keySource.replacement(installation)
    }

    private func name(_ way: Way) -> Finding {
        if way.reach == .nameUnknown {
            return Finding(
                .name, .wrong, "\(way.peer.host) does not resolve",
                next: OfflineCause.nameUnknown.nextStep)
        }
        return Finding(.name, .fine, "\(way.peer.host) resolves")
    }

    private func tcp(_ way: Way) -> Finding {
        let peer = "\(way.peer.host):\(way.peer.port)"
        return switch way.reach {
        case .connected: Finding(.tcp, .fine, "connected to \(peer)")
        case .nameUnknown: Finding(.tcp, .unknown, "not tried: the name does not resolve")
        case .refused(let why):
            Finding(
                .tcp, .wrong, "\(peer): \(why)",
                next: OfflineCause.refused.nextStep)
        }
    }

    private func tls(_ way: Way) -> Finding {
        guard way.endpoint.isEncrypted else {
            return Finding(.tls, .notice, "the API is spoken to without TLS")
        }
        switch way.cause {
        case .untrusted?:
            return Finding(
                .tls, .wrong, way.reason ?? "", next: OfflineCause.untrusted.nextStep)
        case .certificatePeriod?:
            return Finding(
                .tls, .wrong, way.reason ?? "", next: OfflineCause.certificatePeriod.nextStep)
        case .notTheAPI?, .tooLarge?:
            return Finding(.tls, .fine, "the certificate is accepted")
        default:
            return way.isAnswered
                ? Finding(.tls, .fine, "the certificate is accepted")
                : Finding(.tls, .unknown, "it did not come so far")
        }
    }

    private func proxy(_ way: Way) -> Finding {
        guard let proxy = way.proxy else { return Finding(.proxy, .fine, "none") }
        if way.cause == .proxyRefused {
            return Finding(
                .proxy, .wrong, way.reason ?? "",
                next: OfflineCause.proxyRefused.nextStep)
        }
        return way.isAnswered
            ? Finding(.proxy, .fine, "\(proxy.label) lets us through")
            : Finding(.proxy, .unknown, "\(proxy.label): it did not come so far")
    }

    private func api(_ way: Way, _ status: StatusReport?) -> Finding {
        switch way.outcome {
        case .answered:
            // By the agent's own settings, which may be older than what stands in the file by now.
            return Finding(
                .api, .fine,
                workplace.agent == nil ? "\(way.endpoint.label) answers" : "answers the agent")
        case .keyRefused(let reason):
            return Finding(
                .api, .wrong, reason,
                next: "ask for another key: \(newKey(status)); nothing is lost")
        case .notAsked(let reason):
            return Finding(.api, .unknown, reason)
        case .failed(.notTheAPI?, let reason):
            return Finding(
                .api, .wrong, reason,
                next: OfflineCause.notTheAPI.nextStep)
        case .failed(nil, let reason):
            // It answers, and cannot now.
            return Finding(
                .api, .notice, reason, next: "nothing: it is tried again by itself")
        case .failed(let cause?, let reason):
            let isTold = [.nameUnknown, .refused, .untrusted, .certificatePeriod, .proxyRefused]
                .contains(cause)
            return isTold
                ? Finding(.api, .unknown, "it did not come so far")
                : Finding(.api, .wrong, reason, next: cause.nextStep)
        }
    }
}
