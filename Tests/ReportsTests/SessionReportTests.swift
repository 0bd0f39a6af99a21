import ByteCoding
import Foundation
import FoundationXML
import Panel
import Programme
import Testing

@testable import Reports

struct SessionReportTests {
  private func html(_ fixture: ReportFixture = ReportFixture()) throws -> String {
    let (document, state) = try fixture.make()
    let html = SessionReport(document, state: state).html
    // For looking at: a folder in which the page is left.
    if let folder = ProcessInfo.processInfo.environment["PLUMBLINE_REPORT_OUT"], fixture.seed == 7 {
      try Data(html.utf8).write(to: URL(fileURLWithPath: folder).appendingPathComponent("report.html"))
    }
    return html
  }

  @Test func `The same result gives the same bytes`() throws {
    #expect(try html() == html())
  }
}
