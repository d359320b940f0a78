import ServiceLifecycle

/// Tells people that the line is down once it has been so for a while: nothing need happen on it
/// meanwhile.
package struct Announcer: Service {
    private let line: Line
    private let clocks: Clocks

    package init(_ line: Line, clocks: Clocks) {
        self.line = line
        self.clocks = clocks
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                guard let pause = line.newsPause() else {
                    await line.news.wait()
                    continue
                }
                if pause > .zero {
                    await line.news.wait(atMost: pause, clocks)
                } else {
                    line.tellNews()
                }
            }
        }
    }
}
