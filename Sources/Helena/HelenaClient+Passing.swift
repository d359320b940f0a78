import Logging
package import OutpostModel

extension HelenaClient {
    /// Passes a request of another program on, once, and returns its answer whatever it is: as soon
    /// as the head is there, the body to be read as it comes.
    package func pass(_ request: PassedRequest) async throws(RemoteFailure) -> PassedAnswer {
        let answer = try await wire.answer(passing: request)
        logger.debug(
            "The API answered what was passed on",
            metadata: ["method": "\(request.method)", "status": "\(answer.status)"])
        return answer
    }
}
