/// The vocabulary of findings: stable words that programs may rely on.
package enum FindingCode: String, Hashable, Sendable, CaseIterable {
  case missingForm = "MISSING_FORM"
  case missingNarrative = "MISSING_NARRATIVE"
  case missingLetter = "MISSING_LETTER"
  case missingDeclaration = "MISSING_DECLARATION"
  case approvalNo = "APPROVAL_NO"
  case approvalUnchecked = "APPROVAL_UNCHECKED"
  case approvalBoth = "APPROVAL_BOTH"
  case incidentDeclared = "INCIDENT_DECLARED"
  case incidentBelowThreshold = "INCIDENT_BELOW_THRESHOLD"
  case incidentOutsideWindow = "INCIDENT_OUTSIDE_WINDOW"
  case incidentUnanswered = "INCIDENT_UNANSWERED"
  case quotaExceeded = "QUOTA_EXCEEDED"
  case cellUnit = "CELL_UNIT"
  case cellNotANumber = "CELL_NOT_A_NUMBER"
  case cellEmpty = "CELL_EMPTY"
  case cellOutOfRange = "CELL_OUT_OF_RANGE"
  case cellNormalised = "CELL_NORMALISED"
  case cellNotShown = "CELL_NOT_SHOWN"
  case headerSwapped = "HEADER_SWAPPED"
  case headerMissing = "HEADER_MISSING"
  case extraRow = "EXTRA_ROW"
  case rowOrder = "ROW_ORDER"
  case rowMissing = "ROW_MISSING"
  case duplicateRow = "DUPLICATE_ROW"
  case wrongFormTier = "WRONG_FORM_TIER"
  case wrongFormTrack = "WRONG_FORM_TRACK"
  case narrativeEmpty = "NARRATIVE_EMPTY"
  case narrativeWrongTrack = "NARRATIVE_WRONG_TRACK"
  case narrativeSectionMissing = "NARRATIVE_SECTION_MISSING"
  case narrativeFormNumberDiffers = "NARRATIVE_FORM_NUMBER_DIFFERS"
  case formAsCSV = "FORM_AS_CSV"
  case formIsImage = "FORM_IS_IMAGE"
  case narrativeIsImage = "NARRATIVE_IS_IMAGE"
  case narrativeAsPDF = "NARRATIVE_AS_PDF"
  case formNarrativeApplicantDiffer = "FORM_NARRATIVE_APPLICANT_DIFFER"
  case duplicateForm = "DUPLICATE_FORM"
  case duplicateNarrative = "DUPLICATE_NARRATIVE"
  case duplicateApplication = "DUPLICATE_APPLICATION"
  case letterWithoutStamp = "LETTER_WITHOUT_STAMP"
  case letterWrongUnit = "LETTER_WRONG_UNIT"
  case letterNotReadable = "LETTER_NOT_READABLE"
  case applicantNotADivision = "APPLICANT_NOT_A_DIVISION"
  case applicantUnknown = "APPLICANT_UNKNOWN"
  case unitNotTheCity = "UNIT_NOT_THE_CITY"
  case dateOutOfWindow = "DATE_OUT_OF_WINDOW"
  case fileUnreadable = "FILE_UNREADABLE"
  case fileBomb = "FILE_BOMB"
  case fileEncrypted = "FILE_ENCRYPTED"
  case fileEmpty = "FILE_EMPTY"
  case fileTooLarge = "FILE_TOO_LARGE"
  case legacyDoc = "LEGACY_DOC"
  case macro = "MACRO"
  case externalReference = "EXTERNAL_REFERENCE"
  case xmlDTD = "XML_DTD"
  case typeMismatch = "TYPE_MISMATCH"
  case tableHuge = "TABLE_HUGE"
  case filenameOdd = "FILENAME_ODD"
  case archiveUnreadable = "ARCHIVE_UNREADABLE"
  case archiveBomb = "ARCHIVE_BOMB"
  case archiveEncrypted = "ARCHIVE_ENCRYPTED"
  case archivePathTraversal = "ARCHIVE_PATH_TRAVERSAL"
  case archiveNested = "ARCHIVE_NESTED"
  case archiveDuplicateEntry = "ARCHIVE_DUPLICATE_ENTRY"
  case archiveNameProblem = "ARCHIVE_NAME_PROBLEM"
  case packageTooLarge = "PACKAGE_TOO_LARGE"
}

extension FindingCode {
  /// What a finding of this kind says, and what to do about it.
  struct Text {
    let zh: String
    let en: String
    let adviceZH: String
    let adviceEN: String
  }

  /// How grave it is unless the place says otherwise.
  package var severity: Finding.Severity {
    switch self {
    case .missingForm, .missingNarrative, .missingLetter, .missingDeclaration, .approvalNo, .approvalUnchecked,
      .approvalBoth, .incidentUnanswered, .headerMissing, .rowMissing, .wrongFormTier, .wrongFormTrack,
      .narrativeEmpty, .narrativeWrongTrack, .formIsImage, .narrativeIsImage, .formNarrativeApplicantDiffer,
      .duplicateApplication,
      .letterWithoutStamp, .letterWrongUnit, .applicantUnknown, .unitNotTheCity, .fileUnreadable, .fileBomb,
      .fileEncrypted, .fileEmpty, .fileTooLarge, .legacyDoc, .macro, .xmlDTD, .archiveUnreadable, .archiveBomb,
      .archiveEncrypted, .archivePathTraversal, .archiveNested, .archiveDuplicateEntry, .packageTooLarge:
      .blocks
    case .incidentDeclared, .incidentBelowThreshold, .incidentOutsideWindow, .quotaExceeded, .cellNotANumber,
      .cellEmpty, .cellOutOfRange, .cellNotShown, .duplicateRow, .narrativeSectionMissing,
      .narrativeFormNumberDiffers, .formAsCSV, .narrativeAsPDF, .duplicateForm, .duplicateNarrative,
      .applicantNotADivision,
      .typeMismatch, .tableHuge, .filenameOdd, .archiveNameProblem:
      .decision
    case .cellUnit, .cellNormalised, .headerSwapped, .extraRow, .rowOrder, .letterNotReadable, .dateOutOfWindow,
      .externalReference:
      .information
    }
  }

  var text: Text {
    switch self {
    case .missingForm:
      Text(
        zh: "缺少推荐表", en: "The recommendation form is missing",
        adviceZH: "按附件4—7填写推荐表（.docx 或 .xlsx）后补交。",
        adviceEN: "Fill in annex 4 to 7 as .docx or .xlsx and hand it in.")
    case .missingNarrative:
      Text(
        zh: "缺少申报书", en: "The narrative is missing",
        adviceZH: "按附件2或附件3撰写申报书（.docx）后补交。",
        adviceEN: "Write the narrative after annex 2 or 3 as .docx and hand it in.")
    case .missingLetter:
      Text(
        zh: "缺少推荐函", en: "The letter of recommendation is missing",
        adviceZH: "补交设区市工业和信息化局盖章的推荐函。",
        adviceEN: "Hand in the letter sealed by the city bureau.")
    case .missingDeclaration:
      Text(
        zh: "缺少材料真实性、合规性声明", en: "The declaration of truth and compliance is missing",
        adviceZH: "补交盖章的真实性、合规性声明。",
        adviceEN: "Hand in the sealed declaration.")
    case .approvalNo:
      Text(
        zh: "“是否报请设区市政府同意”选了“否”", en: "The form says that the city government has not consented",
        adviceZH: "经设区市人民政府同意后重新填报。",
        adviceEN: "Obtain the consent of the city government and hand in again.")
    case .approvalUnchecked:
      Text(
        zh: "“是否报请设区市政府同意”未勾选", en: "The question on the city government's consent is not answered",
        adviceZH: "勾选“是”或“否”后补正。",
        adviceEN: "Tick yes or no and hand in again.")
    case .approvalBoth:
      Text(
        zh: "“是否报请设区市政府同意”同时勾选了“是”和“否”", en: "The question on the city government's consent is answered both ways",
        adviceZH: "只保留一个勾选后补正。",
        adviceEN: "Keep one tick and hand in again.")
    case .incidentDeclared:
      Text(
        zh: "申报书称近三年发生过事故或事件", en: "The narrative states an incident in the last three years",
        adviceZH: "由省厅对照第六条、第七条核定是否符合基本条件。",
        adviceEN: "Decide whether it bars under articles 6 and 7.")
    case .incidentBelowThreshold:
      Text(
        zh: "申报书称发生过重大以下等级的事故", en: "The narrative states an incident below the grades that bar",
        adviceZH: "核实事故等级；较大及以下不在否决范围。",
        adviceEN: "Check the grade; a grade below major does not bar.")
    case .incidentOutsideWindow:
      Text(
        zh: "申报书所述事故不在近三年内", en: "The incident stated is older than three years",
        adviceZH: "核实发生时间。",
        adviceEN: "Check the date.")
    case .incidentUnanswered:
      Text(
        zh: "申报书未说明近三年是否发生事故", en: "The narrative does not say whether an incident happened",
        adviceZH: "在“其他说明事项”中明确填写“未发生”或如实说明。",
        adviceEN: "State it in the last section: none, or what happened.")
    case .quotaExceeded:
      Text(
        zh: "推荐的县（市、区）超过所辖总数的五分之一", en: "More counties are recommended than one fifth allows",
        adviceZH: "由推荐单位择优减少，或由省厅记录理由后同意。",
        adviceEN: "The unit withdraws some, or an exception is recorded with its reason.")
    case .cellUnit:
      Text(
        zh: "单元格中带有单位，已去掉后读数", en: "The cell holds a unit; the number was read without it",
        adviceZH: "请核对读出的数值。",
        adviceEN: "Check the value that was read.")
    case .cellNotANumber:
      Text(
        zh: "单元格不是一个数", en: "The cell is not a number",
        adviceZH: "填写一个数；确无数据的说明原因。",
        adviceEN: "Write one number, or say why there is none.")
    case .cellEmpty:
      Text(
        zh: "单元格为空（空白不等于0）", en: "The cell is empty (blank is not 0)",
        adviceZH: "补填数值；确为零的填“0”。",
        adviceEN: "Fill it in; write 0 where it is zero.")
    case .cellOutOfRange:
      Text(
        zh: "数值超出该指标可能的范围", en: "The value is outside what the indicator can be",
        adviceZH: "核对数值和单位。",
        adviceEN: "Check the value and its unit.")
    case .cellNormalised:
      Text(
        zh: "数字写法已规范（全角、分隔符或负号）", en: "The number was read after normalising its signs",
        adviceZH: "请核对读出的数值。",
        adviceEN: "Check the value that was read.")
    case .cellNotShown:
      Text(
        zh: "公式单元格没有保存计算结果", en: "The cell holds a formula without its stored result",
        adviceZH: "用 WPS 或 Word 打开、保存后再提交，或填写数值。",
        adviceEN: "Open and save it again, or write the value.")
    case .headerSwapped:
      Text(
        zh: "年份列的次序与表样相反，已按列名读取", en: "The year columns stand in the other order; they were read by their names",
        adviceZH: "请核对两年的数值。",
        adviceEN: "Check the values of both years.")
    case .headerMissing:
      Text(
        zh: "推荐表中找不到年份列", en: "The form has no year columns",
        adviceZH: "使用表样中的年份列名后补正。",
        adviceEN: "Use the year columns of the printed form.")
    case .extraRow:
      Text(
        zh: "推荐表中有表样以外的行，未采用", en: "The form has rows that the printed form has not; they were left out",
        adviceZH: "无需处理；如属误填请删除。",
        adviceEN: "Nothing to do; delete it if it is a mistake.")
    case .rowOrder:
      Text(
        zh: "推荐表行序与表样不同，已按指标名读取", en: "The rows stand in another order; they were read by their labels",
        adviceZH: "请核对数值。",
        adviceEN: "Check the values.")
    case .rowMissing:
      Text(
        zh: "推荐表缺少指标行", en: "The form lacks a row",
        adviceZH: "按表样补齐该指标。",
        adviceEN: "Add the row of the printed form.")
    case .duplicateRow:
      Text(
        zh: "同一指标出现两次且数值不同", en: "A row stands twice with different values",
        adviceZH: "只保留一行。",
        adviceEN: "Keep one of them.")
    case .wrongFormTier:
      Text(
        zh: "推荐表的级别不对（市用附件4、6，县用附件5、7）", en: "The form is for the other level (cities: annexes 4, 6; counties: 5, 7)",
        adviceZH: "换用对应级别的推荐表。",
        adviceEN: "Use the form of the applicant's level.")
    case .wrongFormTrack:
      Text(
        zh: "推荐表与申报方向不符", en: "The form is for the other track",
        adviceZH: "换用对应方向的推荐表。",
        adviceEN: "Use the form of the track applied for.")
    case .narrativeEmpty:
      Text(
        zh: "申报书没有正文", en: "The narrative has no text",
        adviceZH: "重新提交有正文的申报书。",
        adviceEN: "Hand in the narrative with its text.")
    case .narrativeWrongTrack:
      Text(
        zh: "申报书与申报方向不符", en: "The narrative follows the template of the other track",
        adviceZH: "换用对应方向的申报书模板。",
        adviceEN: "Use the template of the track applied for.")
    case .narrativeSectionMissing:
      Text(
        zh: "申报书缺少模板规定的部分", en: "The narrative lacks a section of the template",
        adviceZH: "按模板补写。",
        adviceEN: "Write the section.")
    case .narrativeFormNumberDiffers:
      Text(
        zh: "申报书与推荐表的数值不一致", en: "The narrative states another value than the form",
        adviceZH: "核实后统一两处数值。",
        adviceEN: "Make both the same.")
    case .formAsCSV:
      Text(
        zh: "推荐表为 .csv，没有盖章和勾选框", en: "The form is a .csv file, without seal and tick box",
        adviceZH: "请提交 .docx 或 .xlsx 推荐表。",
        adviceEN: "Hand in the form as .docx or .xlsx.")
    case .formIsImage:
      Text(
        zh: "推荐表是图片或扫描件，无法读数", en: "The form is a picture or a scan: its numbers cannot be read",
        adviceZH: "提交可编辑的 .docx 或 .xlsx 推荐表，扫描件作为附件。",
        adviceEN: "Hand in an editable .docx or .xlsx; keep the scan as an attachment.")
    case .narrativeAsPDF:
      Text(
        zh: "申报书为 PDF，已按文字层读取，表格未还原", en: "The narrative is a PDF: its text was read, its tables were not",
        adviceZH: "请提交可编辑的 .docx 申报书。",
        adviceEN: "Hand in an editable .docx.")
    case .narrativeIsImage:
      Text(
        zh: "申报书是图片或扫描件，无法读取正文", en: "The narrative is a picture or a scan: its text cannot be read",
        adviceZH: "提交可编辑的 .docx 申报书，扫描件作为附件。",
        adviceEN: "Hand in an editable .docx; keep the scan as an attachment.")
    case .formNarrativeApplicantDiffer:
      Text(
        zh: "推荐表与申报书的申报单位不一致", en: "The form and the narrative name different applicants",
        adviceZH: "核实申报单位后重新提交。",
        adviceEN: "Check who applies and hand in again.")
    case .duplicateForm:
      Text(
        zh: "材料中有两份推荐表", en: "There are two recommendation forms",
        adviceZH: "由推荐单位说明以哪一份为准。",
        adviceEN: "Say which one counts.")
    case .duplicateNarrative:
      Text(
        zh: "材料中有两份申报书", en: "There are two narratives",
        adviceZH: "由推荐单位说明以哪一份为准。",
        adviceEN: "Say which one counts.")
    case .duplicateApplication:
      Text(
        zh: "同一地方在同一方向提交了两份申报", en: "The same place applies twice for the same track",
        adviceZH: "由推荐单位说明以哪一份为准，撤回另一份。",
        adviceEN: "Withdraw one of them.")
    case .letterWithoutStamp:
      Text(
        zh: "推荐函未见印章", en: "The letter shows no seal",
        adviceZH: "补交盖章的推荐函。",
        adviceEN: "Hand in the sealed letter.")
    case .letterWrongUnit:
      Text(
        zh: "推荐函不是所在设区市工业和信息化局出具的", en: "The letter is from another unit than the city's bureau",
        adviceZH: "由所在设区市工业和信息化局出具推荐函。",
        adviceEN: "Hand in the letter of the right bureau.")
    case .letterNotReadable:
      Text(
        zh: "推荐函未能自动检查单位和印章", en: "Unit and seal of the letter could not be checked by the program",
        adviceZH: "人工核对。",
        adviceEN: "Check it by eye.")
    case .applicantNotADivision:
      Text(
        zh: "申报单位不是法定行政区划（功能区）", en: "The applicant is not a statutory division but a functional zone",
        adviceZH: "由省厅决定是否受理，并指定按哪一级参评。",
        adviceEN: "Decide whether to admit it and at which level.")
    case .applicantUnknown:
      Text(
        zh: "不能确定申报单位", en: "The applicant cannot be identified",
        adviceZH: "在推荐表中写明市、县（市、区）全称和推荐单位。",
        adviceEN: "Write the full name and the recommending unit in the form.")
    case .unitNotTheCity:
      Text(
        zh: "推荐单位不是所在设区市工业和信息化局", en: "The recommending unit is not the bureau of the applicant's city",
        adviceZH: "由所在设区市工业和信息化局推荐。",
        adviceEN: "The bureau of the city recommends.")
    case .dateOutOfWindow:
      Text(
        zh: "填报日期不在受理期内", en: "The date of filling lies outside the time of the round",
        adviceZH: "核对日期。",
        adviceEN: "Check the date.")
    case .fileUnreadable:
      Text(
        zh: "文件损坏，无法读取", en: "The file is damaged and cannot be read",
        adviceZH: "用 WPS 或 Word 打开检查，另存为 .docx 后重新提交。",
        adviceEN: "Open it, save it as .docx and hand it in again.")
    case .fileBomb:
      Text(
        zh: "文件解压后过大，已拒收", en: "The file unpacks to more than is allowed",
        adviceZH: "检查文件来源，另存后重新提交。",
        adviceEN: "Check where the file comes from; save it anew and hand it in.")
    case .fileEncrypted:
      Text(
        zh: "文件设有密码", en: "The file is protected by a password",
        adviceZH: "取消密码后重新提交。",
        adviceEN: "Remove the password and hand it in again.")
    case .fileEmpty:
      Text(
        zh: "文件是空的（0字节）", en: "The file is empty (0 bytes)",
        adviceZH: "重新提交该文件。",
        adviceEN: "Hand it in again.")
    case .fileTooLarge:
      Text(
        zh: "文件过大", en: "The file is too large",
        adviceZH: "压缩图片或删减附件后重新提交。",
        adviceEN: "Make it smaller and hand it in again.")
    case .legacyDoc:
      Text(
        zh: "文件是旧格式（.doc、.xls 或 .wps）", en: "The file is of an old format (.doc, .xls or .wps)",
        adviceZH: "用 WPS 另存为 .docx 或 .xlsx 后重新提交。",
        adviceEN: "Save it as .docx or .xlsx and hand it in again.")
    case .macro:
      Text(
        zh: "文件带有宏", en: "The file carries macros",
        adviceZH: "另存为不带宏的 .docx 或 .xlsx 后重新提交。",
        adviceEN: "Save it as .docx or .xlsx without macros and hand it in again.")
    case .externalReference:
      Text(
        zh: "文件引用了外部内容，未读取", en: "The file refers to content outside; it was not fetched",
        adviceZH: "把引用的内容放进文件，或删除引用。",
        adviceEN: "Embed what it refers to, or remove it.")
    case .xmlDTD:
      Text(
        zh: "文件中有不应出现的 XML 文档类型声明，已拒收",
        en: "A part of the file declares a document type, which no office program writes",
        adviceZH: "用 WPS 或 Word 打开、另存为 .docx 后重新提交。",
        adviceEN: "Open it, save it as .docx and hand it in again.")
    case .typeMismatch:
      Text(
        zh: "文件内容与扩展名不符", en: "The content of the file is not what its name says",
        adviceZH: "核对文件，改用正确的扩展名后重新提交。",
        adviceEN: "Check the file and give it the right extension.")
    case .tableHuge:
      Text(
        zh: "表格行数过多", en: "A table has too many rows",
        adviceZH: "大表请作为佐证材料另附，正文只保留汇总。",
        adviceEN: "Attach large tables as evidence; keep the summary in the text.")
    case .filenameOdd:
      Text(
        zh: "文件名含有不可见或误导性字符", en: "The file name holds invisible or misleading characters",
        adviceZH: "改用普通文件名后重新提交。",
        adviceEN: "Give it a plain name.")
    case .archiveUnreadable:
      Text(
        zh: "压缩包损坏，无法读取", en: "The archive is damaged and cannot be read",
        adviceZH: "重新打包（.zip）后提交。",
        adviceEN: "Pack it again as .zip and hand it in.")
    case .archiveBomb:
      Text(
        zh: "压缩包解压后过大，已拒收", en: "The archive unpacks to more than is allowed",
        adviceZH: "检查压缩包来源，重新打包后提交。",
        adviceEN: "Check where it comes from; pack it again and hand it in.")
    case .archiveEncrypted:
      Text(
        zh: "压缩包设有密码", en: "The archive is protected by a password",
        adviceZH: "取消密码后重新打包提交。",
        adviceEN: "Pack it without a password.")
    case .archivePathTraversal:
      Text(
        zh: "压缩包内的文件路径越界", en: "A path in the archive leaves its folder",
        adviceZH: "重新打包后提交。",
        adviceEN: "Pack it again and hand it in.")
    case .archiveNested:
      Text(
        zh: "压缩包内还有压缩包，未展开", en: "There is an archive inside the archive; it was not unpacked",
        adviceZH: "解开内层压缩包，重新打包后提交。",
        adviceEN: "Unpack the inner one and pack again.")
    case .archiveDuplicateEntry:
      Text(
        zh: "压缩包内有同名文件", en: "Two files in the archive have the same name",
        adviceZH: "重新打包后提交。",
        adviceEN: "Pack it again and hand it in.")
    case .archiveNameProblem:
      Text(
        zh: "压缩包内的文件名无法辨认", en: "A name in the archive cannot be read",
        adviceZH: "改名后重新打包提交。",
        adviceEN: "Rename it and pack again.")
    case .packageTooLarge:
      Text(
        zh: "材料文件过多或总量过大", en: "There are too many files or bytes",
        adviceZH: "删减佐证材料后重新提交。",
        adviceEN: "Leave out some of the evidence.")
    }
  }
}
