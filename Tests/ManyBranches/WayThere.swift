import OutpostModel
import OutpostSync

/// The way from a branch to whom it asks: nobody is reached while the line is down, and an answer
/// takes a while, half of it each way.
struct WayThere: Sendable {
    /// When the line is back: for all branches at the same instant.
    let upAt: Duration
    /// The shortest and the longest time until an answer is there.
    let latency: ClosedRange<Double>
    let clocks: Clocks

    /// To the API: 50 to 200 ms.
    static func toTheAPI(_ plan: Plan, _ clocks: Clocks) -> WayThere {
        WayThere(upAt: plan.outage, latency: 0.05...0.2, clocks: clocks)
    }

    /// To a hub of the same company: 5 to 50 ms.
    static func toTheHub(_ plan: Plan, _ clocks: Clocks) -> WayThere {
        WayThere(upAt: plan.outage, latency: 0.005...0.05, clocks: clocks)
    }

    /// Takes the question there, and the answer back.
    func ask<Answer: Sendable>(
        _ serve: () async throws(RemoteFailure) -> Answer
    ) async throws(RemoteFailure) -> Answer {
        guard clocks.uptime() >= upAt else { throw .lineDown }
        let spread = latency.upperBound - latency.lowerBound
        let half = Duration.seconds(latency.lowerBound + spread * clocks.chance()) / 2
        try? await clocks.sleep(half)
        do {
            let answer = try await serve()
            try? await clocks.sleep(half)
            return answer
        } catch {
            try? await clocks.sleep(half)
            throw error
        }
    }
}
