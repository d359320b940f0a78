import Benchmark
import Foundation
import LargeBranch
import OutpostModel
import OutpostStore
import OutpostSync

/// What the parts cost that everything else is made of, in one process: look-ups, accepting, saving a
/// page, reading what the server sent, deciding what comes next.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.throughput, .wallClock],
        timeUnits: .microseconds, warmupIterations: 10, maxDuration: .seconds(2),
        maxIterations: 1_000_000)
    for question in Question.allCases { lookUp(question) }
    accept()
    for kind in SavedPage.allCases { save(kind) }
    readPage()
    decide()
}

private let sessions = 10_000
private let pageSize = 100

private func lookUp(_ question: Question) {
    Benchmark("look-up: \(question.rawValue)") { benchmark, cache in
        let lookups = try question.words(sessions: sessions).map(question.lookup)
        benchmark.startMeasurement()
        blackHole(try lookups[benchmark.currentIteration % lookups.count](cache))
        benchmark.stopMeasurement()
    } setup: {
        let cache = try Cache.open(in: try madeDirectory())
        try LargeBranch(sessions: sessions, now: Date()).fill(cache)
        return cache
    }
}

private func accept() {
    Benchmark("accept: one caller") { benchmark, outbox in
        guard let department = Department.ID(LargeBranch.departmentID(1)),
            let target = TransferTarget(departmentID: department, userID: nil),
            let session = Session.ID(UUID().uuidString)
        else { return benchmark.error("an id is an id") }
        let intent = NewIntent(
            id: .random(), sessionID: session, target: target, base: nil, lifetime: 86_400)
        benchmark.startMeasurement()
        blackHole(try await outbox.submit(intent, at: Date()))
        benchmark.stopMeasurement()
    } setup: {
        try Outbox.open(in: try madeDirectory(), forAgent: true, limit: .max, boot: .system())
    }
}

private enum SavedPage: String, CaseIterable { case new, unchanged }

private func save(_ kind: SavedPage) {
    Benchmark("save: a page of \(pageSize) sessions, \(kind.rawValue)") { benchmark, cache in
        let now = Date()
        let branch = LargeBranch(sessions: .max / 2, now: now)
        let first = kind == .new ? (benchmark.currentIteration + 100) * pageSize : 0
        let page = (first..<first + pageSize).map(branch.session)
        if kind == .unchanged {
            _ = try cache.savePage(page, SessionProgress(walks: 1), at: now)
        }
        benchmark.startMeasurement()
        blackHole(try cache.savePage(page, SessionProgress(walks: 1), at: now))
        benchmark.stopMeasurement()
    } setup: {
        try Cache.open(in: try madeDirectory())
    }
}

private func readPage() {
    Benchmark("read: a page of \(pageSize) sessions as the API sends it") { benchmark, body in
        benchmark.startMeasurement()
        let values = JSONValue(reading: body)?.array ?? []
        blackHole(values.compactMap { $0.object.flatMap { Session(received: $0) } })
        benchmark.stopMeasurement()
    } setup: {
        let branch = LargeBranch(sessions: pageSize, now: Date())
        let objects = (0..<pageSize).map { branch.session($0).object.text }
        return Data("[\(objects.joined(separator: ","))]".utf8)
    }
}

private func decide() {
    let branch = LargeBranch(sessions: pageSize, now: Date(timeIntervalSince1970: 1_800_000_000))
    let page = SessionPage(
        sessions: (0..<pageSize).map(branch.session), unreadable: 0, pageNumber: 1,
        totalItems: 100_000, totalPages: 1_000, hasMore: true)
    Benchmark("decide: which page comes next") { benchmark in
        var itinerary = SessionItinerary(.full, SessionProgress(), SessionRules())
        benchmark.startMeasurement()
        blackHole(itinerary.advance(past: page, at: branch.now))
        blackHole(itinerary.request)
        benchmark.stopMeasurement()
    }
}

/// Thrown away with everything else that the benchmarks made, by who starts them: it sets TMPDIR.
private func madeDirectory() throws -> String {
    let directory = FileManager.default.temporaryDirectory
        .appendingPathComponent("in-process-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    return directory.path
}
