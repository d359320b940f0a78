/// Waits until what other programs do has come true; half a minute is far more than it needs.
package func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw Trouble("waited in vain until \(what)") }
        try await Task.sleep(for: .milliseconds(20))
    }
}
