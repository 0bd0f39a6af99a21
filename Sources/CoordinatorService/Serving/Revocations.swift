/// Certificates that are admitted no more, by serial number.
package actor Revocations {
  private var serials: Set<[UInt8]>

  package init(_ serials: Set<[UInt8]> = []) {
    self.serials = serials
  }

  package func add(_ serial: [UInt8]) { serials.insert(serial) }

  package func contains(_ serial: [UInt8]) -> Bool { serials.contains(serial) }

  package var all: Set<[UInt8]> { serials }
}
