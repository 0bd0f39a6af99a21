/// Which rule found something. The raw values stand in redaction reports and leak findings: never change one.
package enum RedactionRule: String, Hashable, Sendable, CaseIterable {
  case divisionName = "DIVISION_NAME"
  case formerName = "FORMER_NAME"
  case functionalZone = "FUNCTIONAL_ZONE"
  case latinName = "LATIN_NAME"
  case nickname = "NICKNAME"
  case landmark = "LANDMARK"
  case abbreviation = "ABBREVIATION"
  case declaredName = "DECLARED_NAME"
  case company = "COMPANY"
  case park = "PARK"
  case school = "SCHOOL"
  case person = "PERSON"
  case township = "TOWNSHIP"
  case address = "ADDRESS"
  case phone = "PHONE"
  case email = "EMAIL"
  case url = "URL"
  case socialAccount = "SOCIAL_ACCOUNT"
  case plate = "PLATE"
  case areaCode = "AREA_CODE"
  case postcode = "POSTCODE"
  case divisionCode = "DIVISION_CODE"
  case documentNumber = "DOCUMENT_NUMBER"
  case projectCode = "PROJECT_CODE"
  case creditCode = "CREDIT_CODE"
  case bankAccount = "BANK_ACCOUNT"
  case identityNumber = "IDENTITY_NUMBER"
  case coordinates = "COORDINATES"
  case path = "PATH"
  case disguise = "DISGUISE"
  case encoded = "ENCODED"
  case route = "ROUTE"
  case rank = "RANK"
  case picture = "PICTURE"
}

/// Whom or what a detection names; equal subjects get one placeholder inside a bundle.
enum Subject: Hashable, Sendable {
  /// A division's code.
  case place(String)
  case park(String)
  case company(String)
  case school(String)
  case person(String)
  case nickname(String)
  case landmark(String)
  case township(String)
  case declared(String)
  /// No number: one is like the other.
  case kind(RedactionRule)
  /// Said again in general words.
  case general(String)
}

/// A range of a normalised text that names somebody or something.
struct Detection: Hashable, Sendable {
  let range: Range<Int>
  let rule: RedactionRule
  let subject: Subject
}

/// One kind of identifying text.
protocol Detector: Sendable {
  func detections(in text: NormalizedText, context: DetectionContext) -> [Detection]
}

/// Where a text stands and what is known beside it.
struct DetectionContext: Sendable {
  let applicant: Applicant
  let gazetteer: Gazetteer
  let segmentation = Segmentation()
  /// The heading of a table's column, when the text is a cell: 负责人.
  var label = ""

  /// A name of a place that begins here and reads as one, the longest.
  func place(at index: Int, in codes: [UInt32]) -> Gazetteer.Name? {
    gazetteer.names(at: index, in: codes).first { name in
      guard case .place = name.subject else { return false }
      return reads(name, at: index, in: codes)
    }
  }

  func reads(_ name: Gazetteer.Name, at index: Int, in codes: [UInt32]) -> Bool {
    let cost =
      switch name.strength {
      case .full: Segmentation.NameCost.full
      case .short where applicant.ownCodes.contains(name.divisionCode): Segmentation.NameCost.own
      case .short, .noun: Segmentation.NameCost.other
      }
    return segmentation.reads(index..<index + name.codes.count, in: codes, cost: cost)
  }
}
