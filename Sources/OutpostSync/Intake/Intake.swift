package import Foundation
package import OutpostModel
package import OutpostStore

/// Where transfers come in: checks what was asked for against the cache, and puts it in the outbox.
package struct Intake: Sendable {
    private let finder: Finder

    /// - Parameter cache: nil where there never was one.
    package init(_ cache: Cache?) { finder = Finder(cache) }

    /// The intent that the request stands for, or why it is refused. Stores nothing.
    ///
    /// - Parameter isRepetition: it was accepted before. Then it is only told what is meant, and not
    ///   whether it would still be accepted today.
    package func resolve(
        _ request: TransferRequest, isRepetition: Bool = false
    ) throws(RequestFailure) -> NewIntent {
        let finder = isRepetition ? finder.trusting : finder
        guard TransferRequest.lifetimes.contains(request.lifetime) else {
            throw .malformedLifetime(request.lifetime)
        }
        if let key = request.key { try check(key) }
        let (id, known) = try finder.session(request.session)
        guard request.department != nil || request.user != nil else { throw .noTarget }
        if let session = known?.session, !session.status.isOpen, !isRepetition {
            throw .ended(session.number ?? session.id.text, session.status)
        }
        // Not Optional.map: a closure there would lose the error's type.
        var department: Department?
        if let text = request.department { department = try finder.department(text) }
        var user: User?
        if let text = request.user { user = try finder.user(text, in: department) }
        guard let target = TransferTarget(departmentID: department?.id, userID: user?.id) else {
            throw .noTarget
        }
        return NewIntent(
            id: .random(), sessionID: id, target: target, stopsBot: request.stopsBot,
            ifMoved: request.ifMoved, key: request.key,
            base: (known?.session).map { Intent.Base($0) }, lifetime: request.lifetime,
            joinsEqual: request.joinsEqual)
    }

    /// Checks the request and accepts it: on return it is on disk.
    package func accept(
        _ request: TransferRequest, into outbox: Outbox, at now: Date
    ) async throws(RequestFailure) -> Acceptance {
        // A repetition is answered like the first time, although its session may have ended since, or
        // its user have left the department.
        let isRepetition = try isKnown(request.key, in: outbox)
        let intent = try resolve(request, isRepetition: isRepetition)
        do { return try await outbox.submit(intent, at: now) } catch { throw .outbox(error) }
    }

    private func isKnown(_ key: String?, in outbox: Outbox) throws(RequestFailure) -> Bool {
        guard let key else { return false }
        do { return try outbox.knows(key: key) } catch { throw .outbox(error) }
    }

    private func check(_ key: String) throws(RequestFailure) {
        let isUsable =
            (1...NewIntent.longestKey).contains(key.utf8.count)
            && key.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
        guard isUsable else { throw .malformedKey }
    }
}
