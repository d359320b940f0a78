import OutpostModel
import Testing

@testable import OutpostStore

/// A batch waits a little for those who were answered just now.
@Suite("gathering for a common commit", .timeLimit(.minutes(1)))
struct GatheringTests {
    private let submissions = Submissions(longestPatience: .seconds(6_000))
    private let clock = ContinuousClock()

    /// Somebody asks, and has the answer once the batch is taken.
    private func ask(_ session: Int, _ others: Submissions? = nil) async {
        _ = await withCheckedContinuation { answer in
            (others ?? submissions).add(
                Submissions.Entry(
                    new: Example.transfer(session), now: Example.noon, answer: answer))
        }
    }

    /// The next batch answered, and how many were in it.
    private func take(_ others: Submissions? = nil) -> Int {
        let batch = (others ?? submissions).take()
        for entry in batch {
            entry.answer.resume(returning: .failure(.tooMany(open: 0, limit: 0)))
        }
        return batch.count
    }

    private func waiting(_ count: Int) async throws {
        while submissions.count < count { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test("it goes as soon as all who are likely to come are there")
    func complete() async throws {
        // A tenth of that is longer than this test may take.
        submissions.answered(3, after: .seconds(6_000))
        async let first: Void = ask(1)
        try await waiting(1)
        async let size = Task.detached { take() }.value
        async let second: Void = ask(2)
        async let third: Void = ask(3)
        #expect(await size == 3)
        _ = await (first, second, third)
    }

    @Test("it waits a tenth of the last commit's time, and no longer")
    func patience() async throws {
        submissions.answered(2, after: .seconds(2))
        async let first: Void = ask(1)
        try await waiting(1)
        let start = clock.now
        #expect(take() == 1)
        #expect(clock.now - start >= .milliseconds(200))
        await first
        // What was waited for then is not waited for now.
        submissions.answered(1, after: .seconds(6_000))
        async let late: Void = ask(2)
        try await waiting(1)
        #expect(take() == 1)
        await late
    }

    @Test("who is alone waits for nobody, nor does who comes long after the others")
    func alone() async throws {
        async let first: Void = ask(1)
        try await waiting(1)
        #expect(take() == 1)
        await first
        submissions.answered(1, after: .seconds(6_000))
        async let second: Void = ask(2)
        try await waiting(1)
        #expect(take() == 1)
        await second
        submissions.answered(64, after: .milliseconds(1))
        try await Task.sleep(for: .milliseconds(5))
        async let third: Void = ask(3)
        try await waiting(1)
        #expect(take() == 1)
        await third
    }

    @Test("however slow a disk was, nobody is kept for long")
    func slowDisk() async throws {
        let submissions = Submissions()
        submissions.answered(2, after: .seconds(6_000))
        let asked = Task { await ask(1, submissions) }
        while submissions.count < 1 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(take(submissions) == 1)
        await asked.value
    }

    @Test("nobody to answer, nothing to wait for")
    func empty() {
        submissions.answered(64, after: .seconds(6_000))
        #expect(take() == 0)
    }
}
