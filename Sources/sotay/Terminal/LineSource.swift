/// Where typed lines come from: the terminal, a pipe, or a test's list.
protocol LineSource: AnyObject {
    /// The next line without its line end, cleaned by ``TypedLine``; nil at the end of the input, which is not the
    /// same as an empty line.
    func next() throws(LineFault) -> String?
}

/// Why no line could be read.
enum LineFault: Error, Hashable {
    /// `errno` of read(2).
    case unreadable(Int32)
    /// A line over ``LineReader/lineLimit`` bytes: a file on standard input, not somebody typing.
    case tooLong
}
