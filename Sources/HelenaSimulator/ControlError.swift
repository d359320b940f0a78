/// What was wrong with a request to the control address, as a sentence for whoever sent it.
struct ControlError: Error, Equatable {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}
