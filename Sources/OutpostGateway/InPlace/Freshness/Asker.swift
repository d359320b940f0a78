import OutpostModel
import OutpostStore
import OutpostSync

/// Asks the API now, within the budget, and puts what it says into the cache.
struct Asker {
    enum Question: Hashable {
        /// Bring the list in step.
        case list(Resource)
        case session(Session.ID)
    }

    let orders: RefreshOrders
    let uplink: Uplink
    let cache: Cache
    let clocks: Clocks

    /// - Returns: why there is no answer; nil once the cache is in step.
    func ask(_ question: Question) async -> AskFailure? {
        await withTaskGroup { group in
            group.addTask { await answer(to: question) }
            group.addTask {
                try? await clocks.sleep(GatewayLimits.askingTime)
                let seconds = GatewayLimits.askingTime.components.seconds
                return .failed("no answer within \(seconds) seconds")
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    private func answer(to question: Question) async -> AskFailure? {
        switch question {
        case .list(let resource): await refresh(resource)
        case .session(let id): await read(id)
        }
    }

    private func refresh(_ resource: Resource) async -> AskFailure? {
        var last: RefreshProgress?
        for await progress in orders.place([resource], full: false, isShared: true) {
            last = progress
        }
        guard let last else { return .failed("too many ask at once") }
        return last.done ? nil : .failed(last.failure ?? "it was broken off")
    }

    /// A session that the cache knows is deleted only after the API has said a second time that it is
    /// not there.
    private func read(_ id: Session.ID) async -> AskFailure? {
        let first = await look(id)
        guard case .refused = first, knows(id) else { return first }
        try? await clocks.sleep(Refresher.secondLook)
        let second = await look(id)
        guard case .refused = second else { return second }
        return saved { () throws(StoreFailure) in try cache.delete(id) } ?? second
    }

    private func knows(_ id: Session.ID) -> Bool {
        (try? cache.sessionObject(id)) != nil
    }

    /// Reads one session into the cache.
    private func look(_ id: Session.ID) async -> AskFailure? {
        let turn = try? cache.turn()
        do {
            let session = try await uplink.session(id)
            return saved { () throws(StoreFailure) in
                try cache.save(session, asked: turn, at: clocks.now())
            }
        } catch {
            guard case .rejected = error.kind else { return .failed(error.reason) }
            return .refused(error.refusal ?? RemoteRefusal(status: 500, key: nil, text: nil))
        }
    }

    private func saved(_ change: () throws(StoreFailure) -> Void) -> AskFailure? {
        do {
            try change()
            return nil
        } catch {
            return .failed(error.description)
        }
    }
}
