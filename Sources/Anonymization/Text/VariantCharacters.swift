/// Forms of one character that a reader takes for another: traditional, Japanese and printing variants of the characters
/// in names of places and offices, look-alikes, and letters of other scripts that look Latin.
enum VariantCharacters {
  static let simplified = pairs(
    """
    業业 東东 嚴严 豐丰 臨临 樂乐 鄉乡 書书 於于 雲云 產产 産产 會会 餘余 兒儿 兗兖 蘭兰 興兴 軍军 馮冯 鳳凤 劉刘 區区 \
    華华 單单 廳厅 歷历 曆历 縣县 發发 臺台 檯台 呂吕 吳吴 團团 園园 聖圣 壇坛 墾垦 孫孙 學学 寧宁 寶宝 壽寿 嵐岚 島岛 嶋岛 巖岩 \
    嶽岳 嶧峄 嶗崂 廣广 莊庄 慶庆 廟庙 龐庞 開开 張张 無无 時时 術术 楊杨 棗枣 棲栖 橋桥 夢梦 畢毕 湯汤 滄沧 澤泽 濟济 濱滨 \
    濰潍 靈灵 煙烟 菸烟 環环 電电 碼码 竇窦 紀纪 經经 統统 編编 羅罗 聯联 勝胜 膠胶 蕪芜 榮荣 蔭荫 萊莱 蓮莲 營营 蕭萧 觀观 \
    計计 記记 許许 話话 諸诸 談谈 謝谢 貝贝 財财 責责 費费 賀贺 趙赵 車车 遠远 鄔邬 郵邮 鄒邹 鄭郑 鄆郓 鋼钢 錢钱 鎮镇 \
    長长 門门 閣阁 闕阙 陽阳 陰阴 陳陈 韋韦 項项 顧顾 顏颜 風风 饒饶 館馆 馬马 魚鱼 魯鲁 鮑鲍 黃黄 齊齐 龍龙 國国 \
    濼泺 滎荥 萬万 與与 號号 處处 辦办 務务 員员 記记 領领 導导 資资 機机 報报 協协 濃浓 蘇苏 葉叶 鄧邓 鄺邝 龔龚 \
    盧卢 陸陆 閻阎 聶聂 簡简 譚谭 歐欧 鐘钟 鍾钟 賴赖 薑姜 蔣蒋 賈贾 駱骆 繆缪 勵励 婁娄 應应 騰腾 \
    済济 斉齐 栄荣 沢泽 広广 浜滨 荘庄 竜龙 塩盐 関关 権权 県县 経经 豊丰 歴历 楽乐 亀龟 \
    巿市 曰日 囗口 靑青 淸清 髙高 戶户 囯国 囻国 亰京 凃涂 冨富 峯峰 嵗岁 畧略 羣群 濶阔 臯皋 鉄铁 戸户
    """)

  static let latin = pairs(
    """
    аa еe оo рp сc хx уy іi јj ѕs ԁd һh ӏl ɡg ɑa αa οo νv ιi κk ρp τt υu χx ѡw ɩi ıi \
    Аa Вb Еe Нh Іi Јj Кk Мm Оo Рp Сc Ѕs Тt Хx Уy Αa Βb Εe Ζz Ηh Ιi Κk Μm Νn Οo Ρp Τt Υy Χx
    """)

  private static func pairs(_ text: String) -> [UInt32: UInt32] {
    var table: [UInt32: UInt32] = [:]
    for pair in text.split(separator: " ") {
      let codes = pair.unicodeScalars.map(\.value)
      guard codes.count == 2 else { preconditionFailure("variant table: \(pair)") }
      table[codes[0]] = codes[1]
    }
    return table
  }
}
