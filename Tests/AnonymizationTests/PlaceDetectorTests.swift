import Programme
import Testing

@testable import Anonymization

/// A place's short name is a name in one sentence and an accident in another: both directions, for all 152 divisions.
struct PlaceDetectorTests {
  /// Sentences in which any name put for X is a place.
  static let sentences = [
    "要把根扎在X。", "讲好X工业故事", "建设X软件中心", "举办数字X创新大赛", "X处于山东半岛城市群", "“X制造”品牌价值", "由X虚拟现实产业协会承担",
    "建成X边缘数据中心2个", "走出了一条具有X特色的发展路子", "结果在X日报公开", "X境内", "在X办企业", "推动X高质量发展", "X创新实施改革",
    "组织“X网安-2023”演练", "支持X企业", "X公共数据授权运营平台", "赴X考察", "X的经验", "全省在X召开现场会", "来X投资", "X是全国重要基地",
    "X平台界面", "X日报", "大美X", "表1　X2023年重点工业项目", "撬动X产业发展基金", "深化“X·事好办”服务品牌", "X统计局", "由X牵头",
    "与X、淄博联动", "服务X发展大局", "X城区", "打响X品牌", "X数字工信平台", "叫响X名片", "X市民", "X人民政府", "落户X",
  ]

  @Test(arguments: DivisionTable.shandong.all)
  func ownNamesGo(division: Division) throws {
    for name in Set([division.name, division.shortName]) {
      let text = PlaceDetectorTests.sentences.map { $0.replacing("X", with: name) }.joined(separator: "。\n")
      let redacted = try Fixtures.redacted(text, for: division.code)
      for line in redacted.split(separator: "\n") { #expect(!line.contains(name), "\(line)") }
    }
  }

  @Test(arguments: DivisionTable.shandong.all)
  func othersFullNamesGo(division: Division) throws {
    let applicant = division.code == "370300" ? "370100" : "370300"
    let text = PlaceDetectorTests.sentences.map { $0.replacing("X", with: division.name) }.joined(separator: "。\n")
    let redacted = try Fixtures.redacted(text, for: applicant)
    for line in redacted.split(separator: "\n") { #expect(!line.contains(division.name), "\(line)") }
  }

  @Test(arguments: [
    ("章丘市", "370114"), ("兖州市", "370812"), ("莱芜市", "370116"), ("长岛县", "370614"), ("蓬莱市", "370614"), ("邹平县", "371681"),
    ("胶南", "370211"), ("苍山县", "371324"), ("即墨市", "370215"), ("文登市", "371003"), ("陵县", "371403"), ("茌平县", "371503"),
  ])
  func formerNamesGo(name: String, code: String) throws {
    #expect(try !Fixtures.redacted("原\(name)获评先进", for: code).contains(name))
    #expect(try !Fixtures.redacted("原\(name)获评先进", for: "370300").contains(name))
  }

  /// Each holds the short name of the place with the code, by accident; it stays even when that place applies.
  @Test(arguments: [
    ("山东营商环境持续优化", "370500"), ("对标海滨城市", "371602"), ("地处黄淮海平原地带", "371426"), ("年日照时数较长", "371100"),
    ("严格把控水平度量", "370283"), ("以厚德城管", "371402"), ("依托山东平台型企业", "370923"), ("参照广东港口经验", "371102"),
    ("参考辽宁阳光监管", "370921"), ("四周村镇", "370306"), ("城市中心城区", "370103"), ("城市北部片区", "370203"), ("城市南部片区", "370202"),
    ("培育单项夺冠县域样板", "371525"), ("学习广东佛山、福山模式", "370611"), ("完成人文登记", "371003"), ("对接上海阳光采购", "370687"),
    ("建成武器装备配套", "371723"), ("建立长清单", "370113"), ("建设信任城市", "370811"), ("挖掘消费县域市场潜力", "371325"), ("推广青城阳光政务", "370214"),
    ("泰山产业领军人才工程", "370902"), ("濒临清算的低效企业", "371581"), ("着力提高青年人才占比", "370322"), ("经历城市更新", "370112"),
    ("避免简单县域复制", "371722"), ("长江河口航运", "370503"), ("高密度互连板", "370785"), ("查明东明西暗台账", "371728"),
    ("高新泰达园区经验", "370982"), ("全市中小企业梯度培育", "370402"), ("我市中药产业规模", "370103"), ("全市北部山区", "370203"),
    ("全市南部组团", "370202"), ("推行工商河长制", "370126"), ("华东平台经济", "370923"), ("广东明显改善", "371728"), ("公平度假产品", "370283"),
    ("提高密封性能", "370785"), ("提高唐山产能", "371526"), ("面临清退压力", "371581"), ("创新津贴制度", "371427"),
    ("资金乡村振兴", "370828"), ("基金乡镇覆盖", "370828"), ("优惠民生项目", "371621"), ("实惠民众", "371621"), ("诚信阳光平台", "371622"),
    ("贵阳信用体系", "371622"), ("洛阳谷物", "371521"), ("地域城乡融合", "371482"), ("形成武术特色", "371723"), ("清单县区全覆盖", "371722"),
    ("名单县级审核", "371722"), ("免费县域公交", "371325"), ("经费县级统筹", "371325"), ("中文登录界面", "371003"), ("论文登上国际期刊", "371003"),
    ("光荣成果展", "371082"), ("繁荣成为共识", "371082"), ("沿海阳光工程", "370687"), ("幸福山村", "370611"), ("造福山区群众", "370611"),
    ("幸福山东", "370611"), ("稳定陶瓷产能", "371703"), ("道德城市", "371402"), ("公德城市建设", "371402"), ("重庆云平台", "371423"),
    ("提升公安丘陵地区覆盖", "370784"), ("四周村民", "370306"), ("凝聚城乡力量", "371500"), ("长寿光环", "370783"), ("整齐河道", "371425"),
    ("经济阳光政策", "370115"), ("推动经济南北联动", "370100"), ("打造经济宁静港湾", "370800"), ("保障信息安全", "370900"), ("增长清晰可见", "370113"),
    ("延长清理期限", "370113"), ("炼钢城市", "370117"), ("水平原因分析", "371426"), ("公平原则", "371426"),
    ("利民惠民政策", "371621"), ("华北平原", "371426"), ("重于泰山", "370902"), ("德州扑克", "371400"), ("山东港口整合", "371102"),
    ("山东阿里云合作", "371524"), ("山东明确提出", "371728"), ("山东平均水平", "370923"), ("街坊子女", "370704"),
  ])
  func accidentsStay(phrase: String, code: String) throws {
    let text = "\(phrase)。\n\(phrase)，为后续工作提供支撑。\n持续推进，\(phrase)。"
    #expect(try Fixtures.redacted(text, for: code) == text)
  }

  @Test(arguments: [
    "利用平原地区优势", "落实惠民政策", "架设过街天桥", "在市中心布局", "河东岸的码头", "东港口岸物流", "牡丹花产品",
  ])
  func commonNounsStayWhereTheyAreNobodysName(text: String) throws {
    #expect(try Fixtures.redacted(text, for: "370300") == text)
  }

  @Test(arguments: ["济南市中区", "德州平原县", "济南、平原两地", "东营河口", "平原县"])
  func commonNounsGoBesideAPlace(text: String) throws {
    let redacted = try Fixtures.redacted(text, for: "370300")
    #expect(!redacted.contains("平原") && !redacted.contains("河口") && !redacted.contains("市中"))
  }

  @Test(arguments: [
    ("素有“泉城”之称", "370100", "泉城"), ("讲好岛城故事", "370200", "岛城"), ("以大明湖为中心", "370100", "大明湖"),
    ("素有“某某之乡”之称", "370300", "某某之乡"), ("拥有九龙潭、翠微阁等知名地标", "370300", "翠微阁"), ("依托望海楼等城市名片做强旅游", "370600", "望海楼"),
  ])
  func nicknamesAndLandmarksGo(text: String, code: String, word: String) throws {
    #expect(try !Fixtures.redacted(text, for: code).contains(word))
  }

  @Test func officesAddLocalNames() throws {
    let more = try LocalNames(parsing: "370300|瓷谷|琉璃塔|琉璃集团")
    var redactor = Redactor(
      applicant: try Fixtures.applicant("370300"), localNames: LocalNames.shandong.adding(more), policy: .standard)
    let redacted = redactor.redact(LabelledText("瓷谷、琉璃塔和琉璃集团")).text
    #expect(redacted == "〔别称1〕、〔地标1〕和〔企业1〕")
    #expect(throws: LocalNames.FormatError(line: 2)) { try LocalNames(parsing: "370300|瓷谷||\n3703|a") }
  }
}
