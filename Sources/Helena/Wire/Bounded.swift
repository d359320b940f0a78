/// It had not ended when its time was over.
struct Overdue: Error {}

/// Runs `operation`, but no longer than `limit`; then it is cancelled, and this throws.
///
/// The HTTP library's own deadline ends with the answer's head: a body that drips for ever would
/// hold its caller for ever.
func bounded<Value: Sendable>(
    by limit: Duration, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await operation() }
        group.addTask {
            try await Task.sleep(for: limit, clock: .continuous)
            throw Overdue()
        }
        guard let first = try await group.next() else { throw CancellationError() }
        return first
    }
}
