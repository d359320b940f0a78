/// The version of Outpost, as `--version`, `status` and the request header say it.
package enum Version {
    package static let current = "0.1.0"
}
