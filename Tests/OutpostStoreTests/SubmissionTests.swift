import OutpostModel
import Testing

@testable import OutpostStore

@Suite("accepting for many who ask at once")
struct SubmissionTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// Submits all of them at once; what each was told, in the order of `intents`.
    private func submit(
        _ intents: [NewIntent], to outbox: Outbox
    ) async -> [Result<Acceptance, OutboxFailure>] {
        await withTaskGroup(of: (Int, Result<Acceptance, OutboxFailure>).self) { group in
            for (position, new) in intents.enumerated() {
                group.addTask {
                    do throws(OutboxFailure) {
                        return (position, .success(try await outbox.submit(new, at: Example.noon)))
                    } catch {
                        return (position, .failure(error))
                    }
                }
            }
            var results: [Int: Result<Acceptance, OutboxFailure>] = [:]
            for await (position, result) in group { results[position] = result }
            return intents.indices.compactMap { results[$0] }
        }
    }

    @Test("what each is told is on disk, and nothing is lost", arguments: [true, false])
    func all(forAgent: Bool) async throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: forAgent)
        let intents = (0..<600).map { Example.transfer($0) }
        let results = await submit(intents, to: outbox)
        #expect(try results.map { try $0.get().intent.id } == intents.map(\.id))
        let other = try Outbox.openForLookup(in: folder.path)
        #expect(try other.tally().accepted == 600)
        for result in results {
            let intent = try result.get().intent
            #expect(try other.intent(intent.id) == intent)
        }
    }

    @Test("one that asks alone is answered as accept would")
    func alone() async throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        let first = try await outbox.submit(Example.transfer(1, key: "k"), at: Example.noon)
        let again = try await outbox.submit(Example.transfer(1, key: "k"), at: Example.noon)
        #expect(again.isRepetition)
        #expect(again.intent == first.intent)
        let later = try await outbox.submit(Example.transfer(1, to: 2), at: Example.noon)
        #expect(later.superseded == [first.intent.id])
    }

    @Test("a refusal concerns only the one who is refused")
    func refusals() async throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        let first = try outbox.accept(Example.transfer(1, key: "k"), at: Example.noon).intent
        let intents = (2...60).map { Example.transfer($0, key: $0 == 30 ? "k" : nil) }
        let results = await submit(intents, to: outbox)
        let failures = results.compactMap { result -> OutboxFailure? in
            guard case .failure(let failure) = result else { return nil }
            return failure
        }
        #expect(failures == [.keyReused(key: "k", by: first.id)])
        #expect(try outbox.tally().accepted == 59)
    }

    @Test("together they are accepted up to the limit, and not beyond it")
    func limit() async throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true, limit: 10)
        let results = await submit((0..<30).map { Example.transfer($0) }, to: outbox)
        let accepted = results.filter { (try? $0.get()) != nil }
        #expect(accepted.count == 10)
        #expect(try outbox.tally().accepted == 10)
    }

    @Test("when the disk is full everybody hears it, and nothing is half stored")
    func full() async throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        let pages = try outbox.database.integer("PRAGMA page_count") ?? 0
        try outbox.database.run("PRAGMA max_page_count = \(pages)")
        let results = await submit((0..<200).map { Example.transfer($0) }, to: outbox)
        let accepted = results.filter { (try? $0.get()) != nil }.count
        #expect(accepted < 200)
        #expect(try outbox.tally().accepted == accepted)
        #expect(try outbox.database.integer("SELECT count(*) FROM intent") == accepted)
    }

    @Test("one who asks after the file was closed is told, and does not wait for ever")
    func closed() async throws {
        let outbox = try Outbox.open(in: folder.path, forAgent: true)
        outbox.close()
        await #expect(throws: OutboxFailure.self) {
            try await outbox.submit(Example.transfer(1), at: Example.noon)
        }
    }
}
