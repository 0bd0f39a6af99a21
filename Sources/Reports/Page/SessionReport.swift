import ByteCoding
package import Panel
package import Programme

/// The readable report of a session whose levels are selected: one HTML page without script or anything from outside,
/// Chinese first, that prints on A4. The same document and state give the same bytes.
package struct SessionReport: Sendable {
  private let document: ResultDocument
  private let state: SessionState

  package init(_ document: ResultDocument, state: SessionState) {
    self.document = document
    self.state = state
  }

  package var html: String {
    let levels = document.levels.map { LevelView($0, in: document) }
    let title = Words.title(document.session)
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="zh-Hans">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="referrer" content="no-referrer"/>
      <title>\(title.zh) - 准绳</title>
      <style>
      \(Markup(stringLiteral: Stylesheet.text))
      </style>
      </head>
      <body>
      <a class="skip" href="#main">跳到正文 <span lang="en">Skip to the content</span></a>
      <header>
      \(rehearsalBanner)<h1>\(title.zh)</h1>
      <p class="where"><span lang="en">\(title.en)</span> · \(Words.programme(document.session)) · \
      <span class="code">\(document.session.origin)</span></p>
      </header>
      <main id="main">
      \(FirstPage(document: document, state: state, levels: levels).markup)
      \(contents(levels))
      \(levels.map { LevelSection(level: $0, document: document).markup }.joined())
      \(ReviewersSection(levels: levels, state: state).markup)
      \(RuleSection(document: document).markup)
      \(RecordsSection(document: document, state: state).markup)
      </main>
      <footer>
      \(rehearsalBanner)<p>准绳 Plumbline · 场次码 <span class="code">\(Words.sessionCode(document.digest))</span></p>
      </footer>
      </body>
      </html>

      """
    return page.source
  }

  private var rehearsalBanner: Markup {
    document.session.rehearsal
      ? """
      <p class="rehearsal">演练，不作数 <span lang="en">Rehearsal: counts for nothing</span></p>

      """ : ""
  }

  private func contents(_ levels: [LevelView]) -> Markup {
    let levelEntries: [Markup] = levels.map {
      "<li><a href=\"#level-\($0.terms.id)\">\($0.title.zh) <span lang=\"en\">\($0.title.en)</span></a></li>"
    }
    return """
      <nav class="toc" aria-label="目录 Contents"><ol>
      \(levelEntries.joined())
      <li><a href="#reviewers">评审专家 <span lang="en">Reviewers</span></a></li>
      <li><a href="#rule">计分规则与评分细则 <span lang="en">Rule and rubric</span></a></li>
      <li><a href="#records">记录 <span lang="en">Records</span></a></li>
      </ol></nav>
      """
  }
}
