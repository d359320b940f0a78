/// The examples that no test can run, each with the reason. A test holds that there are no others.
enum UnrunExamples {
    struct Entry: Sendable {
        let guide: String
        /// The example's first line.
        let name: String
        let reason: String
    }

    static let all = [
        Entry(
            guide: "README", name: "Scripts/demo            # plays the whole story and cleans up",
            reason: "scripts of the repository; they build the programs anew"),
        Entry(
            guide: "README",
            name:
                "Scripts/package                          # on a machine that has Swift; once for all "
                + "branches",
            reason: "makes a package and installs it; `Scripts/package --check` plays that"),
        Entry(
            guide: "README", name: "Scripts/prepare && swift build -c release --product outpost",
            reason: "builds the programs anew, and speaks to the real service"),
        Entry(
            guide: "RunningTwoHundredBranches",
            name: "sudo apt install -y ./outpost_0.1.0_amd64.deb",
            reason: "installs a package; `Scripts/package --check` plays that"),
        Entry(
            guide: "RunningTwoHundredBranches",
            name: "sudo apt install -y -o Dpkg::Options::=--force-confold "
                + "./outpost_0.2.0_amd64.deb",
            reason: "upgrades a package; `Scripts/package --check` plays that"),
        Entry(
            guide: "RunningTwoHundredBranches",
            name: "journalctl -u outpost -o cat --since today "
                + "| grep '^{' | jq -c 'select(.level != \"notice\")'",
            reason: "needs systemd's journal; LogTests holds what the lines are"),
        Entry(
            guide: "RunningTwoHundredBranches", name: "sudo adduser ana outpost",
            reason: "changes the computer's accounts; GroupTests plays what follows"),
        Entry(
            guide: "TheLocalAPI", name: "scrape_configs:",
            reason: "settings of Prometheus' own; MetricsTests holds what it gets"),
    ]

    static func reason(_ example: GuideExample) -> String? {
        all.first { $0.guide == example.guide && $0.name == example.name }?.reason
    }
}
