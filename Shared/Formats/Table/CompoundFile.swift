/// Microsoft's compound file, as far as it tells what is in it (MS-CFB).
public enum CompoundFile {
  /// The place where the directory of its streams begins, by the header in its first octets.
  public static func directoryOffset(_ head: [UInt8]) -> Int? {
    guard head.count >= 52, head[30] == 9 || head[30] == 12 else { return nil }
    let sector = (48..<52).reversed().reduce(0) { $0 << 8 | Int(head[$1]) }
    return sector < 1 << 28 ? (sector + 1) << Int(head[30]) : nil
  }

  /// The fault of a file with such a directory: it is a locked workbook, or an old one.
  public static func fault(_ directory: [UInt8]) -> TableFault {
    // Names are in UTF-16.
    let letters = Array("EncryptedPackage".utf8)
    let isLocked = stride(from: 0, to: directory.count, by: 128).contains { entry in
      letters.indices.allSatisfy { place in
        entry + 2 * place < directory.count && directory[entry + 2 * place] == letters[place]
      }
    }
    return isLocked ? .encrypted : .oldExcel
  }
}
