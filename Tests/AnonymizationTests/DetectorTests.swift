import Foundation
import Testing

@testable import Anonymization

struct DetectorTests {
  @Test(arguments: [
    ("Jinan City", "〔本市〕"), ("JINAN", "〔本市〕"), ("Ji'nan", "〔本市〕"), ("Ji Nan", "〔本市〕"), ("J i n a n", "〔本市〕"),
    ("Ｊｉｎａｎ", "〔本市〕"), ("jinangxj", "〔本市〕"), ("Zhangqiu District", "〔某县1〕"), ("Tsingtao", "〔某市1〕"),
    ("Jinan Municipal Bureau", "〔本市〕 Bureau"), ("nanij", "〔本市〕"), ("caoxian", "〔某县1〕"), ("China Made", "China Made"),
    ("MES系统", "MES系统"), ("DCMM贯标", "DCMM贯标"),
  ])
  func latinNames(text: String, expected: String) throws {
    #expect(try Fixtures.redacted(text, for: "370100") == expected)
  }

  @Test(arguments: [
    "濟南市", "济\u{200B}南", "济 南", "济\n南市", "济·南·市", "济-南", "济*南*市", "市南济", "⽇照市", "済南",
    Data("济南市工信局".utf8).base64EncodedString(), "%E6%B5%8E%E5%8D%97", "\\u6d4e\\u5357", "&#x6d4e;&#x5357;",
    "&#27982;&#21335;",
    "0531", "０５３１", "370100", "鲁A", "鲁Ａ·12345", "250001",
  ])
  func disguisedNamesGo(text: String) throws {
    let redacted = try Fixtures.redacted("位于\(text)，", for: text.contains("照") ? "371100" : "370100")
    #expect(redacted.contains("〔") && !redacted.contains(text))
  }

  @Test(arguments: [
    ("支持山东新力源智能装备（集团）有限公司做强", "支持〔企业1〕做强"), ("引进济南润泽纺织股份有限公司", "引进〔企业1〕"),
    ("济南甲乙机械有限公司、章丘丙丁食品有限责任公司等企业", "〔企业1〕、〔企业2〕等企业"), ("由宏图信息技术有限公司牵头", "由〔企业1〕牵头"),
    ("支持华为技术有限公司落户", "支持华为技术有限公司落户"), ("组织山东济南奥诺动力有限公司与浙江大学揭榜", "组织〔企业1〕与浙江大学揭榜"),
    ("培育企业集团3家", "培育企业集团3家"), ("与中国移动通信集团有限公司合作", "与中国移动通信集团有限公司合作"), ("推动产业集团化发展", "推动产业集团化发展"),
  ])
  func companies(text: String, expected: String) throws {
    #expect(try Fixtures.redacted(text) == expected)
  }

  @Test func companiesKeepOneNumberAndTheirShortNameIsLearned() throws {
    let text = "济南润泽纺织股份有限公司扩产。济 南润泽纺织股份有限公司达产，润泽纺织获评先进。"
    #expect(try Fixtures.redacted(text) == "〔企业1〕扩产。〔企业1〕达产，〔企业1〕获评先进。")
  }

  @Test(arguments: [
    ("济南先进制造产业园入驻企业266家", "〔园区1〕入驻企业266家"), ("争创国家级经济技术开发区", "争创国家级经济技术开发区"),
    ("省级以上经济开发区3个", "省级以上经济开发区3个"), ("与青岛科技大学共建", "与〔院校1〕共建"), ("与浙江大学共建", "与浙江大学共建"),
    ("济南市工业和信息化局会同", "〔本市〕工业和信息化局会同"), ("济南市委、济南市政府", "〔本市〕委、〔本市〕政府"),
    ("地址：济南市工业一路747号", "地址：〔地址〕"), ("坐落于人民路12号3楼", "坐落于〔地址〕"), ("章丘区普集镇", "〔某县1〕〔乡镇1〕"),
    ("王凤楼镇、恩城镇", "〔乡镇1〕、〔乡镇2〕"), ("，金翅岭工业园", "，〔园区1〕"), ("，化工产业园", "，化工产业园"),
    ("位于济南市中心城区", "位于〔本市〕中心城区"), ("济南市中区", "〔某县1〕"), ("小城镇建设", "小城镇建设"), ("建设美丽乡镇", "建设美丽乡镇"), ("推进城镇化", "推进城镇化"),
    ("打造特色小镇", "打造特色小镇"),
  ])
  func institutions(text: String, expected: String) throws {
    #expect(try Fixtures.redacted(text) == expected)
  }

  @Test(arguments: [
    ("联系人：何晓丽　电话：0531-85551234", "联系人：〔人员1〕　电话：〔电话〕"), ("局长 张伟强 表示", "局长 〔人员1〕 表示"),
    ("钱娜同志多次召开会议", "〔人员1〕同志多次召开会议"), ("行动，钱娜带队走访", "行动，〔人员1〕带队走访"), ("健全由顾传峰牵头的机制", "健全由〔人员1〕牵头的机制"),
    ("董事长薛丽表示", "董事长〔人员1〕表示"), ("，邵雨桐等11名企业家获评", "，〔人员1〕等11名企业家获评"), ("聘请浙江大学李明华教授", "聘请浙江大学〔人员1〕教授"),
    ("执笔：欧阳修文。", "执笔：〔人员1〕。"), ("王某某负责", "〔人员1〕负责"), ("由付继业牵头", "由〔人员1〕牵头"), ("联系人：何 晓 丽 ", "联系人：〔人员1〕 "),
    ("其中，王晓明、李娜两位同志获评", "其中，〔人员1〕、〔人员2〕两位同志获评"), ("企业负责人刘德华说：", "企业负责人〔人员1〕说："),
    ("李四 (0533)3181234", "〔人员1〕 〔电话〕"), ("执笔人吴磊；", "执笔人〔人员1〕；"), ("由龙头企业牵头", "由龙头企业牵头"), ("由行业协会牵头", "由行业协会牵头"),
    ("董事长高度重视", "董事长高度重视"), ("专班同志", "专班同志"),
    ("由主要负责同志任双组长", "由主要负责同志任双组长"), ("秘书长单位", "秘书长单位"), ("健全由市长牵头的机制", "健全由市长牵头的机制"),
  ])
  func people(text: String, expected: String) throws {
    #expect(try Fixtures.redacted(text, for: "370300") == expected)
  }

  @Test func learnedPeopleAreFoundWhereNothingIntroducesThem() throws {
    let text = "董事长薛丽雯表示赞成。薛丽雯认为应当扩产，薛董事长签字。"
    #expect(try !Fixtures.redacted(text, for: "370300").contains("薛"))
  }

  @Test func aColumnOfNamesIsRedacted() throws {
    #expect(try Fixtures.redacted("柴若谷", for: "370300", label: "负责人") == "〔人员1〕")
    #expect(try Fixtures.redacted("柴若谷", for: "370300", label: "进展") == "柴若谷")
  }

  @Test(arguments: [
    "13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "+86 13812345678", "一三八一二三四五六七八", "0531-85551234",
    "（0531）85551234", "０５３２－８５５５３４８９", "0531 8555 1234", "86-531-85551234", "400-123-4567", "O531-8555l234",
    "电话：85551234",
  ])
  func phonesGo(number: String) throws {
    let redacted = try Fixtures.redacted("联系方式\(number)。", for: "370300")
    #expect(redacted.contains("〔电话〕") && !redacted.contains("1234") && !redacted.contains("８９"))
  }

  @Test(arguments: [
    "总投资1380000万元", "2022—2024年", "拨打12345热线", "增长15.12%", "二〇二四年四月", "新增订单19.0亿元，46个国家", "10.9平方公里",
  ])
  func otherNumbersStay(text: String) throws {
    #expect(try Fixtures.redacted(text, for: "370300") == text)
  }

  @Test(arguments: [
    ("邮箱：abc_gxj@163.example 。", "邮箱：〔邮箱〕 。"), ("abc (at) sina (dot) com", "〔邮箱〕"), ("ａｂｃ＠ｓｉｎａ．ｃｏｍ", "〔邮箱〕"),
    ("平台（https://www.x-data.example/portal?area=1），", "平台（〔网址〕），"), ("见www.gxj.gov.cn。", "见〔网址〕。"),
    ("访问 data.zb.gov.cn/a/b", "访问 〔网址〕"),
    ("服务器10.20.30.40", "服务器〔网址〕"), ("微信：gxj_2023", "微信：〔网络账号〕"), ("车牌鲁C12345", "车牌〔车牌〕"),
    ("鲁C", "〔车牌〕"), ("鲁商集团", "鲁商集团"), ("淄政发〔2023〕12号", "〔文号〕"), ("（济工信发[2022]60号）", "（〔文号〕）"),
    ("根据博政办字（2023）5号文", "根据〔文号〕文"),
    ("国发〔2015〕28号", "国发〔2015〕28号"), ("鲁政发〔2022〕4号", "鲁政发〔2022〕4号"), ("备案号2307-370100-04-01-747368", "备案号〔项目代码〕"),
    ("91370302MA338CDC5X", "〔信用代码〕"), ("身份证370303198001011234", "身份证〔证件号〕"), ("账号6222021603012345678", "账号〔银行账号〕"),
    ("位于东经117°7′，北纬36°38′。", "位于〔坐标〕。"), ("36.7067,117.1818", "〔坐标〕"), ("N36°38′12″ E117°7′", "〔坐标〕"),
    ("占比36.5，117家", "占比36.5，117家"),
    (#"见D:\2024\淄博\申报书（终稿）.docx"#, "见〔文件〕"), ("/home/gxj/a.docx", "〔文件〕"), ("行政区划代码370302", "行政区划代码〔区划代码〕"),
    ("投资370302万元", "投资370302万元"), ("邮政编码255100", "邮政编码〔邮编〕"), ("推出“淄链通”服务平台", "推出“〔名称1〕”服务平台"),
    ("惠企“淄十条”", "惠企“〔名称1〕”"),
    ("济青高速以北", "济青高速以北"), ("淄东铁路", "〔线路〕"),
  ])
  func contactsAndNumbers(text: String, expected: String) throws {
    #expect(try Fixtures.redacted(text, for: "370300") == expected)
  }

  @Test func declaredNamesGoWhereverTheyStand() throws {
    #expect(try Fixtures.redacted("对标海滨城市，和美工程", declared: ["滨城", "和美"]) == "对标海〔名称1〕市，〔名称2〕工程")
  }

  @Test func ranksGoUnderTheStrictPolicyOnly() throws {
    let text = "增速居全省第3位，入选全国百强"
    #expect(try Fixtures.redacted(text, for: "370300") == text)
    #expect(try Fixtures.redacted(text, for: "370300", policy: .strict) == "增速居全省前列，入选全国前列")
  }

  @Test func theNamedPolicyHidesContactDataOnly() throws {
    let text = "淄博市张店区联系人：何晓丽 13812345678"
    #expect(try Fixtures.redacted(text, for: "370303", policy: .named) == "淄博市张店区联系人：何晓丽 〔电话〕")
  }

  @Test func aCountyAndItsCityHaveTheirOwnWords() throws {
    let redacted = try Fixtures.redacted("淄博市张店区与博山区、济南市、淄博市", for: "370303")
    #expect(redacted == "〔所属市〕〔本县〕与〔某县1〕、〔某市1〕、〔所属市〕")
  }
}
