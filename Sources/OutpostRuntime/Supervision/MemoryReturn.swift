import Glibc
import OutpostSync
import ServiceLifecycle

/// Gives memory that is free back to the system, once a minute.
///
/// The C library keeps what a burst of requests needed, for each thread apart: after an hour of a
/// fuzzer 14 MiB were in use of the 50 that it held.
struct MemoryReturn: Service {
    let clocks: Clocks

    static let every = Duration.seconds(60)

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await clocks.sleep(Self.every)
                Self.giveBack()
            }
        }
        // A service that ends takes the others with it.
        try? await gracefulShutdown()
    }

    /// Does nothing where the C library is not glibc.
    static func giveBack() {
        _ = trim?(0)
    }

    private typealias Trim = @convention(c) (_ pad: Int) -> CInt

    /// Swift's view of glibc leaves `malloc.h` out.
    private static let trim = dlsym(nil, "malloc_trim").map { unsafeBitCast($0, to: Trim.self) }
}
