import OutpostModel
import ServiceLifecycle

/// Finds out when the API answers again: while the line is closed, asks it for one session, with
/// pauses that grow, and at once when the network changes. The uplink tells the line how it came
/// out.
package struct Probe: Service {
    private let uplink: any Remote
    private let line: Line
    private let clocks: Clocks

    package init(_ uplink: any Remote, line: Line, clocks: Clocks) {
        self.uplink = uplink
        self.line = line
        self.clocks = clocks
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                guard !line.isOpen else {
                    await line.closed.wait()
                    continue
                }
                let pause = line.probePause()
                if pause > .zero {
                    await line.hurried.wait(atMost: pause, clocks)
                } else {
                    await ask()
                }
            }
        }
    }

    private enum Turn { case ended, anotherIsDue }

    /// Asks, and once more when the network changes before the answer: what left over the old
    /// network may hang until its time limit, long after the new one works.
    ///
    /// The older one goes on alongside: a client that shares its attempts to connect would let the
    /// newer one wait for the one that hangs.
    private func ask() async {
        await withTaskGroup(of: Turn.self) { group in
            var underWay = 0
            var turn = Turn.anotherIsDue
            repeat {
                switch turn {
                case .ended:
                    underWay -= 1
                case .anotherIsDue:
                    line.probeLeaves()
                    underWay += 1
                    group.addTask { await request() }
                    group.addTask { await becomesDue() }
                }
                guard underWay > 0, !line.isOpen, let next = await group.next() else { break }
                turn = next
            } while !Task.isCancelled
            group.cancelAll()
        }
        line.probeEnded()
    }

    private func request() async -> Turn {
        _ = try? await uplink.sessions(SessionPageRequest(pageSize: 1))
        return .ended
    }

    private func becomesDue() async -> Turn {
        while !Task.isCancelled {
            guard let patience = line.probePatience() else {
                await line.hurried.wait()
                continue
            }
            guard patience > .zero else { break }
            try? await clocks.sleep(patience)
        }
        return .anotherIsDue
    }
}
