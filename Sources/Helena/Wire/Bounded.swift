/// It had not ended when its time was over.
struct Overdue: Error {}

/// Runs `operation`, but no longer than `limit`; then it is cancelled, and this throws.
///
/// The HTTP library's own deadline ends with the answer's head: a body that drips for ever would
/// hold its caller for ever.
func bounded<Value: Sendable>(
    by limit: Duration, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await bounded(byGrowing: { limit }, operation)
}

/// The same with a limit, counted from the start, that may have grown when it is reached.
func bounded<Value: Sendable>(
    byGrowing limit: @escaping @Sendable () -> Duration,
    _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let start = ContinuousClock.now
    return try await withThrowingTaskGroup(of: Value.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await operation() }
        group.addTask {
            while true {
                let deadline = start + limit()
                guard deadline > .now else { throw Overdue() }
                try await Task.sleep(until: deadline, clock: .continuous)
            }
        }
        guard let first = try await group.next() else { throw CancellationError() }
        return first
    }
}
