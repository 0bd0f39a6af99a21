/// What belongs to the divisions beside their names: how they are spelt in Latin letters, what they were called before,
/// and the city's numbers.
enum DivisionFacts {
  /// Syllables by short name. Two names that share a spelling share its meaning for us: both are names.
  static let pinyin: [String: String] = table(
    """
    济南=ji nan,历下=li xia,市中=shi zhong,槐荫=huai yin,天桥=tian qiao,历城=li cheng,长清=chang qing,章丘=zhang qiu,\
    济阳=ji yang,莱芜=lai wu,钢城=gang cheng,平阴=ping yin,商河=shang he,青岛=qing dao,市南=shi nan,市北=shi bei,\
    黄岛=huang dao,崂山=lao shan,李沧=li cang,城阳=cheng yang,即墨=ji mo,胶州=jiao zhou,平度=ping du,莱西=lai xi,\
    淄博=zi bo,淄川=zi chuan,张店=zhang dian,博山=bo shan,临淄=lin zi,周村=zhou cun,桓台=huan tai,高青=gao qing,\
    沂源=yi yuan,枣庄=zao zhuang,薛城=xue cheng,峄城=yi cheng,台儿庄=tai er zhuang,山亭=shan ting,滕州=teng zhou,\
    东营=dong ying,河口=he kou,垦利=ken li,利津=li jin,广饶=guang rao,烟台=yan tai,芝罘=zhi fu,福山=fu shan,\
    牟平=mu ping,莱山=lai shan,蓬莱=peng lai,龙口=long kou,莱阳=lai yang,莱州=lai zhou,招远=zhao yuan,栖霞=qi xia,\
    海阳=hai yang,潍坊=wei fang,潍城=wei cheng,寒亭=han ting,坊子=fang zi,奎文=kui wen,临朐=lin qu,昌乐=chang le,\
    青州=qing zhou,诸城=zhu cheng,寿光=shou guang,安丘=an qiu,高密=gao mi,昌邑=chang yi,济宁=ji ning,任城=ren cheng,\
    兖州=yan zhou,微山=wei shan,鱼台=yu tai,金乡=jin xiang,嘉祥=jia xiang,汶上=wen shang,泗水=si shui,梁山=liang shan,\
    曲阜=qu fu,邹城=zou cheng,泰安=tai an,泰山=tai shan,岱岳=dai yue,宁阳=ning yang,东平=dong ping,新泰=xin tai,\
    肥城=fei cheng,威海=wei hai,环翠=huan cui,文登=wen deng,荣成=rong cheng,乳山=ru shan,日照=ri zhao,东港=dong gang,\
    岚山=lan shan,五莲=wu lian,莒县=ju,临沂=lin yi,兰山=lan shan,罗庄=luo zhuang,河东=he dong,沂南=yi nan,\
    郯城=tan cheng,沂水=yi shui,兰陵=lan ling,费县=fei,平邑=ping yi,莒南=ju nan,蒙阴=meng yin,临沭=lin shu,\
    德州=de zhou,德城=de cheng,陵城=ling cheng,宁津=ning jin,庆云=qing yun,临邑=lin yi,齐河=qi he,平原=ping yuan,\
    夏津=xia jin,武城=wu cheng,乐陵=lao ling,禹城=yu cheng,聊城=liao cheng,东昌府=dong chang fu,茌平=chi ping,\
    阳谷=yang gu,莘县=shen,东阿=dong e,冠县=guan,高唐=gao tang,临清=lin qing,滨州=bin zhou,滨城=bin cheng,\
    沾化=zhan hua,惠民=hui min,阳信=yang xin,无棣=wu di,博兴=bo xing,邹平=zou ping,菏泽=he ze,牡丹=mu dan,\
    定陶=ding tao,曹县=cao,单县=shan,成武=cheng wu,巨野=ju ye,郓城=yun cheng,鄄城=juan cheng,东明=dong ming
    """)

  /// Older or foreign spellings, in lower case, by code.
  static let romanised: [(name: String, code: String)] = [
    ("tsinan", "370100"), ("tsingtao", "370200"), ("tsingtau", "370200"), ("kiaochow", "370281"), ("chefoo", "370600"),
    ("yentai", "370600"), ("weihaiwei", "371000"), ("tungying", "370500"), ("tsining", "370800"), ("leling", "371481"),
    ("dezhow", "371400"), ("lintsing", "371581"), ("tengchow", "370614"), ("qufou", "370881"),
  ]

  /// Names that are no longer official, and everyday names of zones, by today's code.
  static let formerNames: [(name: String, code: String)] = [
    ("莱芜市", "370116"), ("章丘市", "370114"), ("章丘县", "370114"), ("济阳县", "370115"), ("长清县", "370113"),
    ("历城县", "370112"), ("胶南市", "370211"), ("胶南县", "370211"), ("胶南", "370211"), ("四方区", "370203"),
    ("即墨市", "370215"), ("即墨县", "370215"), ("胶县", "370281"), ("西海岸新区", "370211"), ("青岛西海岸新区", "370211"),
    ("滕县", "370481"), ("峄县", "370404"), ("垦利县", "370505"), ("长岛县", "370614"), ("蓬莱市", "370614"),
    ("蓬莱县", "370614"), ("长岛", "370614"), ("福山县", "370611"), ("牟平县", "370612"), ("黄县", "370681"), ("掖县", "370683"),
    ("潍县", "370700"), ("益都县", "370781"), ("益都", "370781"), ("昌潍地区", "370700"), ("昌潍", "370700"), ("兖州市", "370812"),
    ("兖州县", "370812"), ("济宁市中区", "370811"), ("曲阜县", "370881"), ("邹县", "370883"),
    ("泰安县", "370902"), ("文登市", "371003"), ("文登县", "371003"), ("荣成县", "371082"),
    ("乳山县", "371083"), ("日照县", "371100"), ("莱芜地区", "370116"), ("苍山县", "371324"), ("苍山", "371324"),
    ("临沂县", "371302"), ("临沂地区", "371300"), ("陵县", "371403"), ("德州地区", "371400"), ("乐陵县", "371481"),
    ("禹城县", "371482"), ("聊城地区", "371500"), ("聊城县", "371502"), ("茌平县", "371503"), ("临清县", "371581"),
    ("惠民地区", "371600"), ("滨县", "371602"), ("滨州地区", "371600"), ("沾化县", "371603"), ("邹平县", "371681"),
    ("菏泽地区", "371700"), ("菏泽县", "371702"), ("定陶县", "371703"), ("登州府", "370614"),
    ("沂州", "371302"), ("密州", "370782"),
  ]

  /// Telephone area codes, car plates and the first three digits of postcodes, by city.
  static let numbers: [(code: String, areaCodes: [String], plates: String, postcodes: [String])] = [
    ("370100", ["0531", "0634"], "as", ["250", "251", "271"]), ("370200", ["0532"], "bu", ["266"]),
    ("370300", ["0533"], "c", ["255", "256"]), ("370400", ["0632"], "d", ["277"]), ("370500", ["0546"], "e", ["257"]),
    ("370600", ["0535"], "fy", ["264", "265"]), ("370700", ["0536"], "gv", ["261", "262"]),
    ("370800", ["0537"], "h", ["272", "273"]), ("370900", ["0538"], "j", ["271"]), ("371000", ["0631"], "k", ["264"]),
    ("371100", ["0633"], "l", ["276", "262"]), ("371300", ["0539"], "q", ["276"]), ("371400", ["0534"], "n", ["253"]),
    ("371500", ["0635"], "p", ["252"]), ("371600", ["0543"], "m", ["256"]), ("371700", ["0530"], "r", ["274"]),
  ]

  static let areaCodes = Set(numbers.flatMap(\.areaCodes))

  /// The one sign that stands for a city in document numbers and names of roads; a county uses its first character.
  static let citySigns: [String: String] = [
    "370100": "济", "370200": "青", "370300": "淄", "370400": "枣", "370500": "东", "370600": "烟", "370700": "潍",
    "370800": "济", "370900": "泰", "371000": "威", "371100": "日", "371300": "临", "371400": "德", "371500": "聊",
    "371600": "滨", "371700": "菏",
  ]

  private static func table(_ text: String) -> [String: String] {
    var table: [String: String] = [:]
    for pair in text.split(separator: ",") {
      let parts = pair.split(separator: "=")
      guard parts.count == 2 else { preconditionFailure("spelling table: \(pair)") }
      table[String(parts[0])] = String(parts[1])
    }
    return table
  }
}
