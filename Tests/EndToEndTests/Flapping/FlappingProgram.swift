import Caller
import Foundation
import OutpostModel

/// A program that was written for the API: it transfers sessions one after the other, some requests
/// twice, and looks at what it has done.
struct FlappingProgram: Sendable {
    let caller: LocalCaller
    /// That nobody else moves: what it reads of them must be what it did last.
    let own: [String]
    /// That every program moves.
    let shared: [String]
    let departments: [String]
    var dice: Dice

    private(set) var told: [Told] = []
    private(set) var violations: [String] = []
    /// What it asked for last, by session.
    private var last: [String: String] = [:]

    init(
        caller: LocalCaller, own: [String], shared: [String], departments: [String], seed: UInt64
    ) {
        self.caller = caller
        self.own = own
        self.shared = shared
        self.departments = departments
        dice = Dice(seed: seed)
    }

    mutating func work(until end: ContinuousClock.Instant) async throws {
        let clock = ContinuousClock()
        while clock.now < end {
            let session = dice.pick(dice.happens(percent: 80) ? own : shared)
            let department = dice.pick(departments.filter { $0 != last[session] })
            last[session] = department
            let key = dice.happens(percent: 50) ? UUID().uuidString : nil
            let intent = try await transfer(session, to: department, key: key)
            if dice.happens(percent: 30) {
                let again = try await transfer(session, to: department, key: key)
                if key != nil && again != intent {
                    violations.append("\(session): one key, two transfers")
                }
            }
            if own.contains(session) { try await look(at: session) }
            try await clock.sleep(for: dice.milliseconds(20...400))
        }
    }

    private mutating func transfer(
        _ session: String, to department: String, key: String?
    ) async throws -> String? {
        let answer = try await caller.call(
            "PUT", "/chat/v1/session/\(session)/transfer",
            headers: key.map { ["Idempotency-Key": $0] } ?? [:],
            body:
                #"{"type":"DEPARTMENT","newDepartmentId":"\#(department)","newUserId":null}"#)
        // Another program may have sent a shared session elsewhere while this one waited.
        let isReplaced =
            shared.contains(session) && answer.json?["key"]?.string == "OUTPOST_SUPERSEDED"
        guard [200, 202].contains(answer.status) || isReplaced,
            let intent = answer.headers["outpost-intent"]
        else {
            violations.append("\(session): \(answer.status) \(answer.body)")
            return nil
        }
        // A shared session may have been moved on before the answer was written.
        if own.contains(session), answer.json?["departmentId"]?.string != department {
            violations.append("\(session): the answer has it elsewhere: \(answer.body)")
        }
        told.append(
            Told(
                session: session, department: department, status: answer.status, intent: intent))
        return intent
    }

    private mutating func look(at session: String) async throws {
        let answer = try await caller.get("/chat/v2/session/\(session)")
        if answer.status != 200 || answer.json?["departmentId"]?.string != last[session] {
            violations.append("\(session): is not seen where it was sent: \(answer)")
        }
    }
}
