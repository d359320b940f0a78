import Foundation
import Glibc
import OutpostModel
import OutpostStore

extension Doctor {
    /// Less free space than that is told, bytes; and less than that stops work soon.
    private static let (littleSpace, tooLittleSpace) = (256 << 20, 32 << 20)

    func directory() -> Finding {
        let path = workplace.directory.path
        guard let mode = FileModes(of: path)?.mode else {
            return Finding(
                .directory, .notice, "\(path) is not there yet",
                next: "the first `outpost run` or `outpost refresh` makes it")
        }
        guard mode & 0o007 == 0 else {
            return Finding(
                .directory, .wrong,
                "others may use \(path) (mode \(String(mode, radix: 8)))",
                next: "chmod 700 \(path)")
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            return Finding(
                .directory, .wrong, "\(path) cannot be used: \(String(cString: strerror(errno)))",
                next: "run this as its owner, or mend its owner and its modes")
        }
        return Finding(.directory, .fine, "\(path), for its owner only")
    }

    func space() -> Finding {
        var status = statvfs()
        guard statvfs(workplace.directory.path, &status) == 0 else {
            return Finding(.space, .unknown, "the system does not say how much is left")
        }
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        let left = "\(free >> 20) MiB are left on the disk"
        guard free >= Self.littleSpace else {
            return Finding(
                .space, free < Self.tooLittleSpace ? .wrong : .notice, left,
                next: "make room: without it no transfer can be accepted")
        }
        return Finding(.space, .fine, left)
    }

    func outbox() -> Finding {
        do {
            let outbox = try Outbox.openForLookup(in: workplace.directory.path)
            defer { outbox.close() }
            try outbox.check()
            let audit = try outbox.audit()
            guard audit.problems.isEmpty else {
                return Finding(
                    .outbox, .wrong, audit.problems.joined(separator: "; "),
                    next: "`outpost queue audit` tells more; keep the file, and report it")
            }
            return Finding(
                .outbox, .fine, "whole, every one of \(audit.tally.accepted) accepted accounted for"
            )
        } catch StoreFailure.notThere {
            return Finding(.outbox, .fine, "nothing was ever accepted")
        } catch {
            return Finding(.outbox, .wrong, "\(error)", next: Self.outboxAdvice(error))
        }
    }

    private static func outboxAdvice(_ error: any Error) -> String {
        let failure: StoreFailure? =
            if case .store(let failure)? = error as? OutboxFailure { failure } else {
                error as? StoreFailure
            }
        return switch failure {
        case .damaged:
            "stop the agent, then `outpost queue salvage FILE`, or `outpost restore FILE`"
        case .newerVersion: "install the newer version again"
        case .full: "make room on the disk"
        case .busy: "try again; if it stays so, end the program that holds it"
        default: "check its owner and its modes"
        }
    }

    func cache() -> Finding {
        do {
            let cache = try Cache.openForLookup(in: workplace.directory.path)
            defer { cache.close() }
            try cache.check()
            return Finding(.cache, .fine, "whole")
        } catch StoreFailure.notThere {
            return Finding(
                .cache, .notice, "nothing was fetched yet", next: "`outpost refresh`, or wait")
        } catch {
            return Finding(
                .cache, .wrong, "\(error)",
                next: "delete cache.sqlite and start the agent: it is fetched anew")
        }
    }
}
