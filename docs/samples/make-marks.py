#!/usr/bin/env python3
"""Writes marks.csv: what the reviewers of the sample season think of each place. Same seed, same file.

usage: docs/samples/make-marks.py > docs/samples/marks.csv

Everything here is invented. The file holds, besides ordinary disagreement: one reviewer (R07) who lifts one city and
pushes its rivals down; and two counties at the cut (TIE) that all marks taken together cannot tell apart: two pairs of
reviewers see them exactly the other way round, so every sum and the head-to-head count are equal.
"""
import random

SEED = 2024
REVIEWERS = [f"R{number:02}" for number in range(1, 12)]
CRITERIA = ["growth", "upgrade", "cluster", "foundation", "practice"]
# How hard each reviewer marks.
SEVERITY = dict(zip(REVIEWERS, [0, -2, 1, 3, -1, 0, 2, -3, 1, 0, -1]))

# From the strongest to the weakest: code and name of a division.
CITIES = """370200 青岛市 370700 潍坊市 370800 济宁市 370600 烟台市 370100 济南市 370300 淄博市 371300 临沂市 370500 东营市
371000 威海市 370400 枣庄市 371400 德州市 370900 泰安市 371600 滨州市 371500 聊城市 371100 日照市 371700 菏泽市"""
COUNTIES = """370783 寿光市 370481 滕州市 370285 莱西市 371302 兰山区 370883 邹城市 370103 市中区 371681 邹平市 370785 高密市
371425 齐河县 370302 淄川区 371003 文登区 370982 新泰市 370686 栖霞市 370502 东营区 371121 五莲县 371521 阳谷县 370902 泰山区
371312 河东区 371424 临邑县 371724 巨野县 370612 牟平区 370124 平阴县 370703 寒亭区 370281 胶州市 370115 济阳区 370505 垦利区
370826 微山县 371721 曹县 371323 沂水县 371503 茌平区"""
# Equal in everything; the second takes the first one's marks with these reviewers exchanged.
TIE = ("泰山区", "河东区")
EXCHANGED = {"R01": "R04", "R04": "R01", "R05": "R09", "R09": "R05"}
# R07's favourite and its rivals.
FAVOURITE = "烟台市"
RIVALS = ("青岛市", "潍坊市", "济宁市")


def places(text):
    words = text.split()
    return list(zip(words[::2], words[1::2]))


def main():
    chance = random.Random(SEED)
    marks = {}
    for level, best, worst in ((places(CITIES), 93.0, 74.0), (places(COUNTIES), 92.0, 66.0)):
        for rank, (_, name) in enumerate(level):
            quality = best - (best - worst) * rank / (len(level) - 1)
            profile = [chance.uniform(-2, 2) for _ in CRITERIA]
            for reviewer in REVIEWERS:
                for criterion, bend in zip(CRITERIA, profile):
                    mark = round(quality + bend + SEVERITY[reviewer] + chance.gauss(0, 2.2))
                    marks[name, reviewer, criterion] = min(99, max(40, mark))
    for criterion in CRITERIA:
        marks[FAVOURITE, "R07", criterion] = 99
        for rival in RIVALS:
            marks[rival, "R07", criterion] = 45
        for reviewer in REVIEWERS:
            marks[TIE[1], reviewer, criterion] = marks[TIE[0], EXCHANGED.get(reviewer, reviewer), criterion]
    print("division,place,reviewer,criterion,mark")
    for code, name in places(CITIES) + places(COUNTIES):
        for reviewer in REVIEWERS:
            for criterion in CRITERIA:
                print(f"{code},{name},{reviewer},{criterion},{marks[name, reviewer, criterion]}")


if __name__ == "__main__":
    main()
