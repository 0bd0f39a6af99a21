/// One member as the central directory names it. Sizes are claims until it is read.
package struct ZipEntry: Hashable, Sendable {
  package enum NameEncoding: String, Hashable, Sendable {
    case utf8
    /// No UTF-8 flag, and the bytes are GBK: what Chinese Windows packs.
    case gb18030
    /// Chinese that was packed as characters of another code page, turned back.
    case mended
    /// None of these; the name shows the bytes as hexadecimal.
    case unknown
  }

  /// With `/` between folders whatever the packer wrote.
  package let name: String
  package let nameEncoding: NameEncoding
  package let isEncrypted: Bool
  package let isSymbolicLink: Bool
  package let byteCount: Int
  package let packedByteCount: Int
  let method: Int
  let crc: UInt32
  let localOffset: Int

  package var isDirectory: Bool { name.hasSuffix("/") }

  package var fileName: String { name.split(separator: "/").last.map(String.init) ?? name }

  /// The path leaves its folder, is absolute, or holds what no path should.
  package var isUnsafePath: Bool {
    name.hasPrefix("/") || name.contains("\0") || name.split(separator: "/").contains("..")
      || (name.utf8.count >= 2 && name.utf8.dropFirst().first == UInt8(ascii: ":"))
  }
}
