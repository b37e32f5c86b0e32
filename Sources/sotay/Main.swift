import Base
import Foundation

@main
enum Main {
    static func main() {
        let app = App(
            arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
        exit(app.run().rawValue)
    }
}
