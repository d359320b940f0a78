import Foundation
import Glibc
import OutpostModel
import OutpostStore

extension Doctor {
    func directory() -> Finding {
        let path = workplace.directory.path
        guard FileModes(of: path) != nil else {
            return Finding(
                .directory, .notice, "\(path) is not there yet",
                next: "the agent makes it, or `\(installation.command("refresh"))`")
        }
        let surroundings = Surroundings(workplace.directory)
        if surroundings.isReadOnly {
            return Finding(
                .directory, .wrong, "\(path) is on a disk that is read-only",
                next: Surroundings.readOnlyAdvice)
        }
        if let exposure = surroundings.exposure {
            return Finding(.directory, .wrong, exposure, next: surroundings.chmodAdvice)
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            return Finding(
                .directory, .wrong, "\(path) cannot be used: \(String(cString: strerror(errno)))",
                next: "run this as its owner, or mend its owner and its modes")
        }
        if let stray = surroundings.stray {
            return Finding(.directory, .wrong, stray.what, next: stray.next)
        }
        return Finding(.directory, .fine, "\(path), for its owner only")
    }

    /// For who may look at no file, and whom no agent answers, either.
    func outOfReach() -> [Finding] {
        let path = workplace.directory.path
        guard installation == .service else {
            return [
                Finding(
                    .directory, .wrong,
                    "\(path) cannot be used: \(String(cString: strerror(EACCES)))",
                    next: "run this as its owner, or mend its owner and its modes")
            ]
        }
        guard !workplace.directory.isSocketClosedToUs else {
            return [
                Finding(
                    .directory, .wrong, "\(path) is closed to you, and so is the agent",
                    next: "ask to be put into the group outpost, then log in again; or use sudo")
            ]
        }
        return [
            Finding(
                .directory, .unknown, "\(path) is closed to you: only the agent answers for it",
                next: "`sudo outpost doctor` looks at it"),
            Finding(
                .agent, .wrong, "no agent is running", next: "start it: `\(installation.start)`"),
        ]
    }

    /// For who may use the agent and not its files: what he cannot look at, and who can.
    func filesOutOfReach() -> [Finding] {
        let path = workplace.directory.path
        let next = "`sudo outpost doctor` looks at it too"
        return [
            Finding(
                .directory, .unknown, "\(path) is closed to you: the agent answers for it",
                next: next),
            Finding(.space, .unknown, "only who may look into \(path) can tell", next: next),
            Finding(.outbox, .unknown, "only who may read it can check it", next: next),
            Finding(.cache, .unknown, "only who may read it can check it", next: next),
        ]
    }

    func space() -> Finding {
        guard let free = Surroundings(workplace.directory).freeSpace else {
            return Finding(.space, .unknown, "the system does not say how much is left")
        }
        let left = "\(free >> 20) MiB are left on the disk"
        guard free >= Surroundings.littleSpace else {
            return Finding(
                .space, free < Surroundings.tooLittleSpace ? .wrong : .notice, left,
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
            return Finding(.outbox, .wrong, "\(error)", next: outboxAdvice(error))
        }
    }

    private func outboxAdvice(_ error: any Error) -> String {
        let failure: StoreFailure? =
            if case .store(let failure)? = error as? OutboxFailure { failure } else {
                error as? StoreFailure
            }
        return switch failure {
        case .damaged:
            """
            \(installation.stop), `\(installation.command("queue salvage FILE"))`, move \
            \(Outbox.fileName)* out of \(workplace.directory.path), then \
            `\(installation.command("queue import FILE"))`, or \
            `\(installation.command("restore BACKUP"))`
            """
        case .newerVersion: "install the newer version again"
        default: Self.advice(failure)
        }
    }

    private func cacheAdvice(_ failure: StoreFailure) -> String {
        switch failure {
        case .damaged:
            "`\(installation.command("refresh"))` or the agent sets it aside and fetches all anew"
        case .newerVersion:
            "install the newer version again, or delete \(Cache.fileName)*: it is fetched anew"
        default: Self.advice(failure)
        }
    }

    private static func advice(_ failure: StoreFailure?) -> String {
        switch failure {
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
            return Finding(.cache, .wrong, "\(error)", next: cacheAdvice(error))
        }
    }
}
