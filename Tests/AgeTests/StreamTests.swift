import Foundation
import Testing

@testable import Age

@Suite struct Streams {
    private static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]

    private func plain(_ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) } }

    private func sealed(_ plain: [UInt8], pieces: Int, to key: AgeIdentity) throws -> [UInt8] {
        var sealing = try AgeSealing(to: [key.recipient], random: CountingBytes().bytes)
        var file = sealing.beginning
        for start in stride(from: 0, to: plain.count, by: pieces) {
            file += sealing.seal(plain[start..<min(start + pieces, plain.count)])
        }
        return file + sealing.finish()
    }

    private func opened(_ file: [UInt8], pieces: Int, with key: AgeIdentity) throws -> [UInt8] {
        let beginning = Array(file.prefix(AgeOpening.beginningLength))
        var opening = try AgeOpening(beginning, with: [key])
        var plain = try opening.open([])
        for start in stride(from: beginning.count, to: file.count, by: pieces) {
            plain += try opening.open(file[start..<min(start + pieces, file.count)])
        }
        return plain + (try opening.finish())
    }

    @Test(arguments: sizes)
    func piecesGiveTheSameFileAsTheWhole(size: Int) throws {
        let key = try identity(7)
        let whole = try Age.seal(plain(size), to: [key.recipient], random: CountingBytes().bytes)
        for pieces in [1_000, 65_536, 70_000, 1 << 20] {
            #expect(try sealed(plain(size), pieces: pieces, to: key) == whole)
            #expect(try opened(whole, pieces: pieces, with: key) == plain(size))
        }
    }

    @Test func cutsFlipsAndAdditionsAreRefused() throws {
        let key = try identity(7)
        let file = try sealed(plain(200_000), pieces: 65_536, to: key)
        for length in [100, file.count - 1, file.count - 16, file.count - 3_500, 66_000, 65_552 * 2 + 200] {
            #expect(throws: AgeError.self) { try opened(Array(file.prefix(length)), pieces: 4096, with: key) }
        }
        for index in [60, 300, 70_000, file.count - 1] {
            var flipped = file
            flipped[index] ^= 1
            #expect(throws: AgeError.self) { try opened(flipped, pieces: 4096, with: key) }
        }
        #expect(throws: AgeError.self) { try opened(file + [0], pieces: 4096, with: key) }
    }
}

/// Both ways with the `age` command line tool, where it is installed (Debian package `age`). It asks for passphrases
/// at a terminal only, so `script` (util-linux) plays one.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/age"))) struct AgeTool {
    private let folder = NSTemporaryDirectory() + "sotay-age-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Runs a line of the shell in the folder with `typed` at its terminal.
    private func shell(_ command: String, typed: String = "") throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ["PATH": "/usr/bin:/bin", "TYPED": typed]
        let play = "(sleep 1; printf '%s\\n' \"$TYPED\"; sleep 1; printf '%s\\n' \"$TYPED\"; sleep 3)"
        process.arguments = [
            "-c", typed.isEmpty ? command : "\(play) | timeout 60 script -qec '\(command)' /dev/null > out.txt",
        ]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    private func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
    }

    private func remove() throws { try FileManager.default.removeItem(atPath: folder) }

    @Test func opensPassphraseFilesOfOurs() throws {
        var sealing = try AgeSealing(passphrase: "mat khau dai lam", random: CountingBytes().bytes)
        let plain = [UInt8](repeating: 65, count: 100_000)
        try write(sealing.beginning + sealing.seal(plain) + sealing.finish(), "ours.age")
        #expect(try shell("age -d -o plain ours.age", typed: "mat khau dai lam") == 0)
        #expect(try read("plain") == plain)
        try remove()
    }

    @Test func writesPassphraseFilesForUs() throws {
        try write(Array("sổ tay".utf8), "plain")
        #expect(try shell("age -p -o theirs.age plain", typed: "mat khau dai lam") == 0)
        let file = try read("theirs.age")
        #expect(try AgeOpening.asksForPassphrase(file))
        var opening = try AgeOpening(file, passphrase: "mat khau dai lam")
        #expect(try opening.open([]) + opening.finish() == Array("sổ tay".utf8))
        #expect(throws: AgeError.wrongPassphrase) { try AgeOpening(file, passphrase: "khac") }
        try remove()
    }
}
