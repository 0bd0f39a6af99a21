package import CanonicalJSON

extension HomeStore {
  /// Reads a document of a closed type.
  ///
  /// - Throws: `ClientError.home` when the document is not of this type; what the store throws.
  package func document<Value: CanonicalCodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value? {
    guard let bytes = try read(name) else { return nil }
    do {
      return try Value(canonicalBytes: bytes, limits: .document)
    } catch {
      throw ClientError(
        .home, zh: "本机文件夹中的“\(name)”无法识别（\(error)）；它可能由较新的版本写成，请使用同一版本的程序",
        en: "\(name) in the home folder cannot be read (\(error)); a newer version may have written it")
    }
  }

  package func save(_ value: some CanonicalCodable, to name: String) throws {
    try write(value.canonicalBytes, to: name)
  }
}
