import OutpostModel
import ServiceLifecycle

/// Finds out when the API answers again: while the line is closed, asks it for one session, with
/// pauses that grow. The uplink tells the line how it came out.
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
                let pause = line.connectivity.probePause(jitter: clocks.chance())
                try? await clocks.sleep(pause)
                guard !Task.isCancelled else { return }
                _ = try? await uplink.sessions(SessionPageRequest(pageSize: 1))
            }
        }
    }
}
