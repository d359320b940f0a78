import Foundation
import OutpostSync

extension Moment {
    /// So many seconds after noon, when everything began.
    static func after(_ seconds: Double) -> Moment {
        Moment(uptime: .seconds(seconds), wall: noon.addingTimeInterval(seconds))
    }
}
