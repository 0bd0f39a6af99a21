import ByteCoding
package import Panel
package import Programme

/// The readable report of a sealed session, as one HTML page without script that prints well.
package struct SessionReport: Sendable {
  private let document: ResultDocument
  private let state: SessionState

  package init(_ document: ResultDocument, state: SessionState) {
    self.document = document
    self.state = state
  }

  package var html: String {
    "<!DOCTYPE html>\n<html lang=\"zh-Hans\"><meta charset=\"utf-8\"><title>\(document.session.origin)</title></html>\n"
  }
}
