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

    /// Asks, and waits for the answer unless the network changes: what left over the old one may
    /// hang until its time limit, long after the new one works.
    private func ask() async {
        line.probeLeaves()
        let wasReplaced = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                _ = try? await uplink.sessions(SessionPageRequest(pageSize: 1))
                return false
            }
            group.addTask {
                await worthReplacing()
                return true
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
        line.probeEnded(wasReplaced: wasReplaced)
    }

    private func worthReplacing() async {
        while !Task.isCancelled {
            guard let patience = line.probePatience() else {
                await line.hurried.wait()
                continue
            }
            guard patience > .zero else { return }
            try? await clocks.sleep(patience)
        }
    }
}
