package import OutpostModel
import Synchronization

/// Passes requests of other programs on to the API: within the budget, after everything of our own,
/// and only so many at once.
package struct Passage: Sendable {
    /// How many may be under way, their bodies included.
    package static let most = 32

    private let remote: any Passing
    private let line: Line
    private let meter: Meter
    private let clocks: Clocks
    private let patience: Duration
    private let slots: Slots

    /// - Parameter patience: how long a request may wait for its turn.
    package init(
        _ remote: any Passing, line: Line, meter: Meter, clocks: Clocks, patience: Duration
    ) {
        self.remote = remote
        self.line = line
        self.meter = meter
        self.clocks = clocks
        self.patience = patience
        slots = Slots(Self.most)
    }

    package func pass(_ request: PassedRequest) async throws(PassageFailure) -> PassedAnswer {
        guard let slot = slots.take() else { throw .tooMany }
        guard await hasTurn() else { throw .noTurn }
        let isBroken = Flag()
        let body = request.body.map { body in
            ByteStream(body, whenBroken: { isBroken.raise() })
        }
        let leftAt = clocks.uptime()
        do {
            let answer = try await remote.pass(request.with(body))
            meter.finish(1, clocks)
            hear(answer)
            // The slot is free when the body was read, or nobody is there any more to read it.
            return answer.with(
                ByteStream(answer.body) { piece in withExtendedLifetime(slot) { piece } })
        } catch {
            meter.finish(1, after: error, clocks)
            // A program that breaks off what it sends says nothing about the line.
            guard !isBroken.isRaised else { throw .sender }
            if !Task.isCancelled { line.hear(error, leftAt: leftAt) }
            throw .remote(error)
        }
    }

    private func hasTurn() async -> Bool {
        await withTaskGroup { group in
            group.addTask { await meter.take(.passThrough, clocks) }
            group.addTask {
                try? await clocks.sleep(patience)
                return false
            }
            let isFirst = await group.next() ?? false
            group.cancelAll()
            // It may have come at this very moment.
            if !isFirst, await group.next() == true { meter.giveBack(1, clocks) }
            return isFirst
        }
    }

    /// What the answer says of the line. A refusal may be about the program's request: our own ones
    /// find out whether the key still holds.
    private func hear(_ answer: PassedAnswer) {
        if answer.status == 429 {
            meter.close(for: answer.pause, clocks)
        } else if answer.isTheAPIs {
            line.hear(nil)
        }
    }
}

/// Why a request was not passed on, or brought no answer.
package enum PassageFailure: Error, Hashable, Sendable {
    /// Too many are under way.
    case tooMany
    /// The share of the account's limits is used up.
    case noTurn
    /// The request's body broke off, or became too long.
    case sender
    case remote(RemoteFailure)
}

/// Raised once, by whoever comes first.
private final class Flag: Sendable {
    private let raised = Atomic(false)

    var isRaised: Bool { raised.load(ordering: .acquiring) }

    func raise() { raised.store(true, ordering: .releasing) }
}
