/// A moment on the clock that counts from the machine's start and that nobody can set.
package struct BootMoment: Hashable, Sendable {
    /// Differs after each start of the machine.
    package let bootID: String
    package let elapsed: Duration

    package init(bootID: String, elapsed: Duration) {
        self.bootID = bootID
        self.elapsed = elapsed
    }
}
