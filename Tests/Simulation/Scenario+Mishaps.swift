import Foundation
import OutpostModel

extension Scenario {
    func mishap() {
        switch world.numbers.below(100) {
        case 0..<30: toggleLine()
        case 30..<40: toggleKey()
        case 40..<60: toggleDisk()
        case 60..<85: setClock()
        case 85..<95: restartMachine(hasWrongClock: false)
        default: restartMachine(hasWrongClock: true)
        }
    }

    func count(_ mishap: Mishap) {
        world.oracle.ledger.count(.mishap, mishap.rawValue)
        world.note("\(mishap)")
    }

    func toggleLine() {
        world.isLineUp.toggle()
        count(world.isLineUp ? .lineUp : .lineDown)
    }

    func toggleKey() {
        world.isKeyGood.toggle()
        count(world.isKeyGood ? .keyRestored : .keyRevoked)
    }

    /// Full at once, or after a few more writes: in the middle of a transaction, as it may fall.
    func toggleDisk() {
        isDiskFull.toggle()
        Disk.limit(toWrites: isDiskFull ? world.numbers.below(12) : nil)
        count(isDiskFull ? .diskFull : .diskFreed)
    }

    private func setClock() {
        let size: Double
        switch world.numbers.below(3) {
        case 0:
            size = 0.4
            count(.clockDrifts)
        case 1:
            size = 12 * 3_600
            count(.clockStepsHours)
        default:
            size = 5 * 365 * 86_400
            count(.clockStepsYears)
        }
        let step = (world.numbers.fraction() * 2 - 1) * size
        world.hours.setWall(error: world.hours.error + step)
        forgetTimeIfLost()
    }

    private func restartMachine(hasWrongClock: Bool) {
        kill(andMachine: true)
        count(hasWrongClock ? .machineRestartedWithWrongClock : .machineRestarted)
        world.hours.restartMachine()
        if hasWrongClock {
            world.hours.setWall(error: (world.numbers.fraction() * 2 - 1) * 400 * 86_400)
        }
        forgetTimeIfLost()
    }

    func othersAct() {
        let place = world.numbers.below(world.server.chats.count)
        guard world.server.chats[place].status.isOpen else { return }
        let now = world.hours.serverTime
        switch world.numbers.below(10) {
        case 0..<6:
            let user = world.numbers.happens(0.5) ? world.numbers.pick(world.server.users) : nil
            let department = world.numbers.pick(world.server.departments)
            let placement = Placement(departmentID: department, userID: user)
            guard placement != world.server.chats[place].placement else { return }
            count(.colleagueMoves)
            world.server.move(place, to: placement, at: now)
            world.oracle.moved(place, to: placement, at: world.hours.elapsed)
        case 6:
            guard world.numbers.happens(0.3) else { return }
            count(.colleagueCompletes)
            world.server.complete(place, at: now)
        default:
            count(.customerWrites)
            world.server.touch(place, at: now)
        }
    }
}
