/// The outline that a narrative (申报书) follows.
package struct TemplateDefinition: Hashable, Sendable {
  package struct Section: Hashable, Sendable {
    /// `A1`, `A2.3`
    package let id: String
    package let heading: String
    /// 1 for 一、; 2 for （一）.
    package let depth: Int
    /// The statement on incidents stands here (近三年是否发生…).
    package let isDeclaration: Bool
  }

  /// `annex2` or `annex3`
  package let id: String
  package let title: String
  package let track: String
  package let sections: [Section]

  package func section(_ id: String) -> Section? { sections.first { $0.id == id } }
}
