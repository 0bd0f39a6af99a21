package import ByteCoding
import OpenSSL
package import Panel
import Sealing
package import SeasonFixture
package import SessionClient
import TransparencyLog

extension Membership {
  /// The membership of somebody who has joined a season of the fixture.
  package static func of(_ code: Code, in season: SmallSeason, nonce: Digest = .zero) throws -> Membership {
    let enrolment = season.records.first { signed in
      if case .enrolment(let record) = signed.record { record.code == code } else { false }
    }
    let isSupervisor = SeasonKeys.supervisors.contains(code)
    return Membership(
      code: code, role: isSupervisor ? .supervisor : .reviewer, session: season.state.session?.digest ?? .zero,
      server: "127.0.0.1:1", invitation: .zero, signingSeed: try season.keys[code].rawSeed().exposedCopy(),
      tlsKey: [], certificates: [[1], [2]], enrolment: enrolment?.envelope.bytes ?? [], nonce: nonce)
  }
}
