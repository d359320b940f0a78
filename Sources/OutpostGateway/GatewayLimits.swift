/// Every limit of the local API, in one place.
package enum GatewayLimits {
    /// The longest request body, bytes.
    package static let largestBody = 64 * 1024
}
