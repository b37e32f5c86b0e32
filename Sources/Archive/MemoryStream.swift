internal import CMinizip

/// Bytes in memory that minizip reads and writes as if they were a file.
///
/// minizip knows streams only as C functions over a pointer; this is that pointer's object. It must outlive the
/// archive that was opened over it.
final class MemoryStream {
    private(set) var bytes: [UInt8]
    private var position = 0
    /// Growing stops here and answers as a full disk does.
    private let limit: Int

    init(_ bytes: [UInt8] = [], limit: Int) {
        self.bytes = bytes
        self.limit = limit
    }

    /// The table of functions for `unzOpen2_64` and `zipOpen2_64`.
    var functions: zlib_filefunc64_def {
        zlib_filefunc64_def(
            zopen64_file: { opaque, _, _ in opaque },
            zread_file: { opaque, _, buffer, size in MemoryStream.at(opaque).read(buffer, Int(size)) },
            zwrite_file: { opaque, _, buffer, size in MemoryStream.at(opaque).write(buffer, Int(size)) },
            ztell64_file: { opaque, _ in ZPOS64_T(MemoryStream.at(opaque).position) },
            zseek64_file: { opaque, _, offset, origin in MemoryStream.at(opaque).seek(offset, origin) },
            zclose_file: { _, _ in 0 },
            zerror_file: { _, _ in 0 },
            opaque: Unmanaged.passUnretained(self).toOpaque())
    }

    private static func at(_ opaque: UnsafeMutableRawPointer?) -> MemoryStream {
        guard let opaque else { preconditionFailure("minizip passes on what it was given") }
        return Unmanaged<MemoryStream>.fromOpaque(opaque).takeUnretainedValue()
    }

    private func read(_ buffer: UnsafeMutableRawPointer?, _ size: Int) -> UInt {
        let count = max(0, min(size, bytes.count - position))
        guard count > 0, let buffer else { return 0 }
        bytes.withUnsafeBytes { source in
            buffer.copyMemory(from: source.baseAddress! + position, byteCount: count)
        }
        position += count
        return UInt(count)
    }

    private func write(_ buffer: UnsafeRawPointer?, _ size: Int) -> UInt {
        guard let buffer, size > 0, position + size <= limit else { return 0 }
        let part = UnsafeRawBufferPointer(start: buffer, count: size)
        let overlap = min(size, bytes.count - position)
        bytes.replaceSubrange(position..<position + overlap, with: part)
        position += size
        return UInt(size)
    }

    private func seek(_ offset: ZPOS64_T, _ origin: Int32) -> Int {
        let base =
            switch origin {
            case ZLIB_FILEFUNC_SEEK_CUR: position
            case ZLIB_FILEFUNC_SEEK_END: bytes.count
            default: 0
            }
        guard let distance = Int(exactly: offset), base <= bytes.count, distance <= bytes.count - base else {
            return -1
        }
        position = base + distance
        return 0
    }
}
