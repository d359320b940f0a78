import OutpostModel
import OutpostSync

/// For contrast, what many a script does: one transfer after the other, each tried again after 1 s,
/// then after twice as long each time, up to 5 minutes, whatever the answer was.
struct RetryLoop: Sendable {
    let remote: any Remote
    let sessions: Range<Int>
    let clocks: Clocks

    func run() async {
        for number in sessions {
            var failures = 0
            while !Task.isCancelled, !(await sends(.numbered(number))) {
                failures += 1
                try? await clocks.sleep(Backoff.retry.ceiling(afterFailure: failures))
            }
        }
    }

    private func sends(_ id: Session.ID) async -> Bool {
        let target = TransferTarget.department(Account.departments[1].id)
        return (try? await remote.transfer(id, to: target, stopsBot: false)) != nil
    }
}
