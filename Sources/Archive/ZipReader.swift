internal import CMinizip

/// Reads zip archives in memory. Every entry's checksum is verified.
package enum ZipReader {
    package struct Limits: Sendable {
        package let entries: Int
        /// Bytes of all wanted entries together after inflating.
        package let inflated: Int

        package init(entries: Int, inflated: Int) {
            self.entries = entries
            self.inflated = inflated
        }
    }

    /// Longer names do not occur in the formats that are read here.
    private static let nameLimit = 1024

    /// Whether the bytes begin like a zip archive.
    package static func looksLikeZip(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
    }

    /// The contents of the entries whose names are `wanted`, by name.
    package static func read(
        _ bytes: [UInt8], limits: Limits, wanted: (String) -> Bool
    ) throws(ArchiveFault) -> [String: [UInt8]] {
        guard looksLikeZip(bytes) else {
            throw bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) ? .compoundFile : .notZip
        }
        let stream = MemoryStream(bytes, limit: 0)
        var functions = stream.functions
        guard let file = unzOpen2_64(nil, &functions) else { throw .damaged(entry: "zip") }
        defer {
            unzClose(file)
            withExtendedLifetime(stream) {}
        }
        return try entries(of: file, limits, wanted)
    }

    private static func entries(
        of file: unzFile, _ limits: Limits, _ wanted: (String) -> Bool
    ) throws(ArchiveFault) -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        var names: Set<String> = []
        var rest = limits.inflated
        var state = unzGoToFirstFile(file)
        while state == UNZ_OK {
            guard names.count < limits.entries else { throw .tooManyEntries(limit: limits.entries) }
            let (name, isEncrypted) = try information(of: file)
            guard names.insert(name).inserted else { throw .entryTwice(name) }
            if wanted(name) {
                guard !isEncrypted else { throw .encrypted(entry: name) }
                guard let content = try inflate(file, name, atMost: rest) else {
                    throw .tooLarge(limit: limits.inflated)
                }
                rest -= content.count
                contents[name] = content
            }
            state = unzGoToNextFile(file)
        }
        guard state == UNZ_END_OF_LIST_OF_FILE else { throw .damaged(entry: "zip") }
        return contents
    }

    private static func information(of file: unzFile) throws(ArchiveFault) -> (name: String, isEncrypted: Bool) {
        var info = unz_file_info64()
        var buffer = [CChar](repeating: 0, count: nameLimit + 1)
        let state = unzGetCurrentFileInfo64(file, &info, &buffer, UInt(nameLimit), nil, 0, nil, 0)
        guard state == UNZ_OK, info.size_filename <= nameLimit else { throw .damaged(entry: "zip") }
        let raw = buffer.prefix(Int(info.size_filename)).map { UInt8(bitPattern: $0) }
        return (String(decoding: raw, as: UTF8.self), info.flag & 1 != 0)
    }

    /// Nil when it is longer than `limit`. What the header claims of the size is not believed.
    private static func inflate(_ file: unzFile, _ name: String, atMost limit: Int) throws(ArchiveFault) -> [UInt8]? {
        guard unzOpenCurrentFile(file) == UNZ_OK else { throw .damaged(entry: name) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unzReadCurrentFile(file, &buffer, UInt32(buffer.count))
            guard count >= 0 else {
                unzCloseCurrentFile(file)
                throw .damaged(entry: name)
            }
            if count == 0 { break }
            guard content.count + Int(count) <= limit else {
                unzCloseCurrentFile(file)
                return nil
            }
            content += buffer[..<Int(count)]
        }
        // The checksum is compared on closing.
        guard unzCloseCurrentFile(file) == UNZ_OK else { throw .damaged(entry: name) }
        return content
    }
}
