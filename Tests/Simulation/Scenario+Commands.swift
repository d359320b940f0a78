import Foundation
import OutpostModel
import OutpostStore
import OutpostSync

extension Scenario {
    func command() {
        if !drafts.isEmpty, world.numbers.happens(0.6) { return accept(drafts.removeFirst()) }
        guard world.numbers.happens(0.5), !world.oracle.records.isEmpty else { return draft() }
        let id = someIntent()
        switch world.numbers.below(6) {
        case 0, 1: order(.cancel) { try $0.cancel(id, at: $1).id }
        case 2: order(.hold) { try $0.hold(id, at: $1).id }
        case 3: order(.release) { try $0.release(id, at: $1).id }
        case 4: order(.retry) { try $0.retry(id, force: false, at: $1).id }
        default: force(id)
        }
    }

    /// Mostly one that is still open.
    private func someIntent() -> Intent.ID {
        let open = world.oracle.records.filter { $0.state.isOpen }
        if world.numbers.happens(0.9), !open.isEmpty { return world.numbers.pick(open).id }
        return world.numbers.pick(world.oracle.records).id
    }

    private func force(_ id: Intent.ID) {
        let isDone = order(.retryForced) { try $0.retry(id, force: true, at: $1).id }
        if isDone { world.oracle.forced(id) }
    }

    /// Does what an operator asks for; whether it was done.
    @discardableResult
    private func order(
        _ command: Command, _ body: (Outbox, Date) throws -> Intent.ID
    ) -> Bool {
        guard let outbox = someOutbox(throughAgent: false) else { return false }
        do {
            let id = try body(outbox, world.hours.wall)
            world.oracle.ledger.count(.command, command.rawValue)
            world.note("\(command) \(id.short)")
            return true
        } catch {
            noteRefusal(error)
            return false
        }
    }

    /// `Intake.resolve`: what the cache says of the session becomes the base.
    private func draft() {
        let chat = world.numbers.below(world.server.chats.count)
        let id = world.server.chats[chat].id
        let known = (try? desk.cache.session(id))?.session
        if let known, !known.status.isOpen { return }
        if let old = usedKeys.last, world.numbers.happens(0.1) {
            drafts.append(
                Draft(new: repeating(old), chat: chatOf(old), throughAgent: false, repeats: old.key)
            )
            return
        }
        let isRushed = world.numbers.happens(0.2)
        let new = NewIntent(
            id: Intent.ID(world.numbers.uuid())!, sessionID: id, target: someTarget(),
            ifMoved: world.numbers.pick([.park, .park, .park, .force, .drop]),
            key: world.numbers.happens(0.2) ? "key \(drafts.count) \(world.numbers.next())" : nil,
            base: known.map { Intent.Base($0) },
            lifetime: isRushed ? 60 : world.numbers.pick([3_600, 86_400, 30 * 86_400]))
        drafts.append(
            Draft(
                new: new, chat: chat, throughAgent: world.numbers.happens(0.5), repeats: nil))
    }

    /// The same request again, as a caller makes it who has not heard the answer.
    private func repeating(_ old: NewIntent) -> NewIntent {
        NewIntent(
            id: Intent.ID(world.numbers.uuid())!, sessionID: old.sessionID, target: old.target,
            ifMoved: old.ifMoved, key: broken == .forgetKeys ? nil : old.key, base: old.base,
            lifetime: old.lifetime)
    }

    private func chatOf(_ new: NewIntent) -> Int { world.server.place(of: new.sessionID) ?? 0 }

    private func someTarget() -> TransferTarget {
        let server = world.server
        let department =
            world.numbers.happens(0.05)
            ? server.goneDepartment : world.numbers.pick(server.departments)
        return switch world.numbers.below(3) {
        case 0: .user(world.numbers.pick(server.users), in: department)
        case 1: .user(world.numbers.pick(server.users), in: nil)
        default: .department(department)
        }
    }

    /// `Outbox.submit`
    func accept(_ draft: Draft) {
        guard let outbox = someOutbox(throughAgent: draft.throughAgent) else { return }
        let isTwice = world.oracle.records.contains { $0.id == draft.new.id }
        guard !isTwice else { return }
        if broken == .supersedeSent {
            desk.run("UPDATE intent SET ambiguous = 0 WHERE state = 'queued'")
        }
        do {
            let acceptance = try outbox.accept(draft.new, at: world.hours.wall)
            answer(draft, acceptance)
        } catch {
            noteRefusal(error)
        }
        if draft.throughAgent { agent?.ring() }
    }

    private func answer(_ draft: Draft, _ acceptance: Acceptance) {
        let intent = acceptance.intent
        world.note("accepts \(intent.id.short) for \(draft.chat) to \(intent.target)")
        if let key = draft.repeats {
            world.oracle.ledger.count(.command, Command.acceptUnderKnownKey.rawValue)
            world.oracle.repeated(key, intent)
        }
        if acceptance.isRepetition { return }
        if drafts.contains(where: { $0.chat == draft.chat }) {
            world.oracle.ledger.count(.command, Command.acceptTwiceAtOnce.rawValue)
        }
        world.oracle.ledger.count(.command, Command.accept.rawValue)
        world.oracle.accepted(
            intent, chat: draft.chat, base: draft.new.base?.placement,
            lifetime: .seconds(draft.new.lifetime), at: world.hours.elapsed,
            superseded: acceptance.superseded)
        if draft.new.key != nil { usedKeys.append(draft.new) }
        if broken == .loseAccept, world.oracle.records.count > 2 {
            desk.run("DELETE FROM intent WHERE id = '\(intent.id.text)'")
        }
        if broken == .miscount, world.oracle.records.count > 2 {
            desk.run("UPDATE tally SET count = count + 1 WHERE name = 'accepted'")
        }
    }

    /// The agent's connection, or that of a command: another process, whom nobody tells the agent of.
    private func someOutbox(throughAgent: Bool) -> Outbox? {
        if throughAgent { return agent?.outbox }
        if counter == nil {
            counter = try? openOutbox()
        }
        return counter
    }

    private func noteRefusal(_ error: any Error) {
        guard case OutboxFailure.store(let failure) = error else { return }
        if case .full = failure { count(.commitRefused) }
    }

    /// All is well, and what waits for a person gets one. Whether there was anything to decide.
    func peopleDecide() throws -> Bool {
        let waiting = world.oracle.records.filter { $0.state == .conflict || $0.state == .held }
        for record in waiting {
            let goesOn = world.numbers.happens(0.5)
            switch record.state {
            case .conflict where goesOn: force(record.id)
            case .held where goesOn: order(.release) { try $0.release(record.id, at: $1).id }
            default: order(.cancel) { try $0.cancel(record.id, at: $1).id }
            }
            check()
        }
        return !waiting.isEmpty
    }
}
