#include "conflict.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "opposites.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kLongestGap = 14;  // atoms; more is another matter
// So many atoms the same beside a gap, on both sides together.
constexpr std::size_t kAnchor = 4;
constexpr std::size_t kLongestName = 12;
constexpr std::size_t kLongestText = 600;  // atoms looked at
constexpr double kNearlyAll = .7;          // of a statement's atoms

constexpr std::array<std::pair<std::string_view, std::string_view>, 44> kOpposites = {{
    {"增"sv, "减"sv},           {"升"sv, "降"sv},        {"上涨"sv, "下跌"sv},
    {"涨"sv, "跌"sv},           {"高"sv, "低"sv},        {"多"sv, "少"sv},
    {"大"sv, "小"sv},           {"男"sv, "女"sv},        {"东"sv, "西"sv},
    {"南"sv, "北"sv},           {"左"sv, "右"sv},        {"前"sv, "后"sv},
    {"胜"sv, "败"sv},           {"赢"sv, "输"sv},        {"盈利"sv, "亏损"sv},
    {"允许"sv, "禁止"sv},       {"买"sv, "卖"sv},        {"收入"sv, "支出"sv},
    {"最早"sv, "最晚"sv},       {"早"sv, "晚"sv},        {"长"sv, "短"sv},
    {"必须"sv, "不必"sv},       {"同意"sv, "反对"sv},    {"父"sv, "母"sv},
    {"快"sv, "慢"sv},           {"强"sv, "弱"sv},        {"进口"sv, "出口"sv},
    {"资产"sv, "负债"sv},       {"有罪"sv, "无罪"sv},    {"原告"sv, "被告"sv},
    {"increas"sv, "decreas"sv}, {"rose"sv, "fell"sv},    {"rise"sv, "fall"sv},
    {"more"sv, "less"sv},       {"higher"sv, "lower"sv}, {"before"sv, "after"sv},
    {"first"sv, "last"sv},      {"won"sv, "lost"sv},     {"profit"sv, "loss"sv},
    {"gain"sv, "loss"sv},       {"allow"sv, "forbid"sv}, {"asset"sv, "liabil"sv},
    {"up"sv, "down"sv},         {"male"sv, "female"sv},
}};

struct Pair {
  std::size_t text = 0;
  std::size_t statement = 0;
};

struct Sides {
  const TextReading& text;
  const TextReading& statement;
  std::string_view topic;  // spelt
};

bool Same(const Sides& sides, const Atom& there, const Atom& said) {
  if (there.fact >= 0 && said.fact >= 0) {
    return Holds(sides.text.facts[static_cast<std::size_t>(there.fact)],
                 sides.statement.facts[static_cast<std::size_t>(said.fact)]);
  }
  return there.fact < 0 && said.fact < 0 && !said.key.empty() && there.key == said.key;
}

// The pairs that are the same, in both orders; runs weigh more than scattered ones.
std::vector<Pair> Align(const Sides& sides, Atoms there, Atoms said) {
  const std::size_t columns = there.size() + 1;
  std::vector<std::uint32_t> best((said.size() + 1) * columns, 0);
  std::vector<std::uint32_t> run(best.size(), 0);  // that ends here with a match
  for (std::size_t i = 1; i <= said.size(); ++i) {
    for (std::size_t j = 1; j <= there.size(); ++j) {
      const std::size_t at = i * columns + j;
      const std::size_t diagonal = at - columns - 1;
      best[at] = std::max(best[at - 1], best[at - columns]);
      if (!Same(sides, there[j - 1], said[i - 1])) continue;
      run[at] = std::max(best[diagonal] + 2, run[diagonal] == 0 ? 0 : run[diagonal] + 3);
      best[at] = std::max(best[at], run[at]);
    }
  }
  std::vector<Pair> pairs;
  std::size_t i = said.size();
  std::size_t j = there.size();
  bool in_run = false;
  while (i > 0 && j > 0) {
    const std::size_t at = i * columns + j;
    if (run[at] > 0 && (in_run || run[at] == best[at])) {
      pairs.push_back({j - 1, i - 1});
      const std::size_t diagonal = at - columns - 1;
      in_run = run[diagonal] > 0 && run[at] == run[diagonal] + 3;
      --i;
      --j;
    } else if (best[at] == best[at - 1]) {
      --j;
    } else {
      --i;
    }
  }
  std::reverse(pairs.begin(), pairs.end());
  return pairs;
}

bool Follows(const Pair& first, const Pair& second) {
  return second.text == first.text + 1 && second.statement == first.statement + 1;
}

struct Block {
  Pair first;
  std::size_t size = 0;
  std::size_t facts = 0;
};

// How well it holds what is beside it in its place: a number or date by chance stands nowhere.
std::size_t Strength(const Block* block) {
  return block == nullptr ? 0 : block->size + block->facts;
}

// Runs of pairs. A single character between gaps is chance.
std::vector<Block> BlocksOf(const std::vector<Pair>& pairs, Atoms said) {
  std::vector<Block> blocks;
  for (const Pair& pair : pairs) {
    if (!blocks.empty()) {
      Block& last = blocks.back();
      const Pair end{last.first.text + last.size - 1, last.first.statement + last.size - 1};
      if (Follows(end, pair)) {
        ++last.size;
        last.facts += said[pair.statement].fact >= 0 ? 1 : 0;
        continue;
      }
    }
    blocks.push_back({pair, 1, said[pair.statement].fact >= 0 ? std::size_t{1} : 0});
  }
  std::erase_if(blocks, [&](const Block& block) {
    const Atom& atom = said[block.first.statement];
    return block.size == 1 && (atom.han || atom.function);
  });
  return blocks;
}

std::string_view Written(const TextReading& reading, Atoms atoms) {
  if (atoms.empty()) return {};
  return std::string_view(reading.text)
      .substr(atoms.front().begin, atoms.back().end - atoms.front().begin);
}

std::size_t Contents(Atoms atoms) {
  return static_cast<std::size_t>(std::count_if(atoms.begin(), atoms.end(), [](const Atom& atom) {
    return !atom.function && !atom.negates;
  }));
}

bool AreOpposite(Atoms there, Atoms said) {
  return std::any_of(kOpposites.begin(), kOpposites.end(), [&](const auto& pair) {
    const auto& [one, other] = pair;
    const bool said_one = Has(said, one) && !Has(said, other);
    const bool said_other = Has(said, other) && !Has(said, one);
    return (said_one && Has(there, other) && !Has(there, one)) ||
           (said_other && Has(there, one) && !Has(there, other));
  });
}

const Atom* FirstFact(Atoms atoms) {
  const auto found =
      std::find_if(atoms.begin(), atoms.end(), [](const Atom& atom) { return atom.fact >= 0; });
  return found == atoms.end() ? nullptr : &*found;
}

bool HasName(Atoms atoms) {
  return std::any_of(atoms.begin(), atoms.end(), [](const Atom& atom) { return atom.name; });
}

// Whether each name of the statement here is one that all of the text is about.
bool NamesOnly(const Sides& sides, Atoms said) {
  for (std::size_t at = 0; at < said.size(); ++at) {
    if (!said[at].name) continue;
    const std::size_t first = at;
    while (at + 1 < said.size() && said[at + 1].name) ++at;
    const std::string spelt = sides.statement.Spell(said[first].begin, said[at].end);
    if (spelt.empty() || sides.topic.find(spelt) == std::string_view::npos) return false;
  }
  return true;
}

// 克利希广场（法语：Place de Clichy）: how a name is written elsewhere, put in.
bool AddsAForeignName(Atoms there, Atoms said) {
  const bool han = std::any_of(said.begin(), said.end(), [](const Atom& atom) { return atom.han; });
  return han && std::none_of(there.begin(), there.end(),
                             [](const Atom& atom) { return atom.han && atom.name; });
}

// "July" and "July 2018" can be the same day, "15" and "15 km" the same way.
bool CanBoth(const Sides& sides, const Atom& there, const Atom& said) {
  const Fact& one = sides.text.facts[static_cast<std::size_t>(there.fact)];
  const Fact& other = sides.statement.facts[static_cast<std::size_t>(said.fact)];
  if (one.kind != Fact::Kind::kDate || other.kind != Fact::Kind::kDate) return Holds(one, other);
  const auto same = [](int a, int b) { return a == 0 || b == 0 || a == b; };
  return same(one.year, other.year) && same(one.month, other.month) && same(one.day, other.day);
}

// What stands for a name that was said before ("the company", 该公司, 他), or says nothing; not
// what is a name with such a word in it.
bool IsGeneral(Atoms atoms) {
  constexpr std::array kGeneral = {
      "公司"sv,    "集团"sv,   "医院"sv,  "法院"sv,    "被告"sv,   "患者"sv,  "被告人"sv,
      "本公司"sv,  "企业"sv,   "本院"sv,  "被害人"sv,  "双方"sv,   "后者"sv,  "前者"sv,
      "compani"sv, "hospit"sv, "court"sv, "patient"sv, "defend"sv, "group"sv, "firm"sv};
  constexpr std::array kPronouns = {"该"sv,  "其"sv,  "这"sv,   "此"sv,    "他"sv,  "她"sv,
                                    "它"sv,  "the"sv, "this"sv, "that"sv,  "its"sv, "he"sv,
                                    "she"sv, "it"sv,  "they"sv, "their"sv, "his"sv, "her"sv};
  const bool pronoun = std::any_of(atoms.begin(), atoms.end(), [&](const Atom& atom) {
    return std::find(kPronouns.begin(), kPronouns.end(), atom.key) != kPronouns.end();
  });
  std::string contents;
  for (const Atom& atom : atoms) {
    if (!atom.function) contents += atom.key;
  }
  return pronoun || contents.empty() ||
         std::find(kGeneral.begin(), kGeneral.end(), contents) != kGeneral.end();
}

std::optional<Conflict> InGap(const Sides& sides, Atoms there, Atoms said) {
  const auto conflict = [&](Conflict::Kind kind) {
    return Conflict{kind, std::string(Written(sides.statement, said)),
                    std::string(Written(sides.text, there))};
  };
  if (there.size() > kLongestGap || said.size() > kLongestGap) return std::nullopt;
  const bool denied = Negations(there) % 2 != Negations(said) % 2;
  if (denied && Contents(there) <= 3 && Contents(said) <= 3) {
    return conflict(Conflict::Kind::kOpposite);
  }
  if (there.empty() || said.empty()) return std::nullopt;
  const Atom* fact_there = FirstFact(there);
  const Atom* fact_said = FirstFact(said);
  if (fact_there != nullptr && fact_said != nullptr && !CanBoth(sides, *fact_there, *fact_said)) {
    return conflict(Conflict::Kind::kOther);
  }
  const bool short_ones = Contents(there) <= kLongestName && Contents(said) <= kLongestName;
  if (HasName(there) && HasName(said)) return conflict(Conflict::Kind::kOther);
  const bool known = HasName(said) ? NamesOnly(sides, said) : AddsAForeignName(there, said);
  if (short_ones && !known && (HasName(there) || HasName(said)) && !IsGeneral(there) &&
      !IsGeneral(said)) {
    return conflict(Conflict::Kind::kOther);
  }
  if (AreOpposite(there, said)) return conflict(Conflict::Kind::kOpposite);
  return std::nullopt;
}

// Atoms of the statement, and of the text, that the blocks lay beside each other.
struct Matched {
  std::vector<bool> said;
  std::vector<bool> there;
  std::size_t count = 0;
};

Matched MatchedBy(const std::vector<Block>& blocks, Atoms there, Atoms said) {
  Matched matched{std::vector<bool>(said.size()), std::vector<bool>(there.size())};
  for (const Block& block : blocks) {
    for (std::size_t at = 0; at < block.size; ++at) {
      matched.said[block.first.statement + at] = true;
      matched.there[block.first.text + at] = true;
      ++matched.count;
    }
  }
  return matched;
}

// The word before or behind [at, end) that says something; facts count as one word.
std::string_view Neighbour(Atoms atoms, std::size_t at, std::size_t end, bool behind) {
  std::size_t i = behind ? end : at;
  for (;;) {
    if (behind ? i >= atoms.size() : i == 0) return {};
    const Atom& atom = atoms[behind ? i++ : --i];
    if (atom.fact >= 0) return "#";
    if (!atom.function) return atom.key;
  }
}

bool AreOfAKind(const Sides& sides, const Atom& one, const Atom& other) {
  if (one.fact < 0 || other.fact < 0) return one.fact < 0 && other.fact < 0 && other.name;
  const Fact& fact = sides.statement.facts[static_cast<std::size_t>(one.fact)];
  const Fact& another = sides.statement.facts[static_cast<std::size_t>(other.fact)];
  return fact.kind == another.kind && fact.dimension == another.dimension;
}

// Whether the atoms [at, at + length) of the statement, which stand at `from` in the text, changed
// places with another of their kind, and took no word beside them along.
bool Exchanged(const Sides& sides, const std::vector<Block>& blocks, Atoms there, Atoms said,
               std::size_t at, std::size_t from, std::size_t length) {
  for (const Block& block : blocks) {
    for (std::size_t i = 0; i < block.size; ++i) {
      const std::size_t other = block.first.statement + i;
      if (!AreOfAKind(sides, said[at], said[other])) continue;
      if ((at < other) == (from < block.first.text + i)) continue;
      const auto along = [&](bool behind) {
        const std::string_view one = Neighbour(said, at, at + length, behind);
        return !one.empty() && one != "#" && one == Neighbour(there, from, from + length, behind) &&
               one != Neighbour(said, other, other + 1, behind);
      };
      const bool inside_words = said[at].han;
      if (!along(false) && (inside_words || !along(true))) return true;
    }
  }
  return false;
}

// A number or name that stands elsewhere in the same words: "5 to 10" for "10 to 5".
std::optional<Conflict> FindMoved(const Sides& sides, const std::vector<Block>& blocks, Atoms there,
                                  Atoms said) {
  const Matched matched = MatchedBy(blocks, there, said);
  if (static_cast<double>(matched.count) < kNearlyAll * static_cast<double>(said.size())) {
    return std::nullopt;
  }
  for (std::size_t at = 0; at < said.size(); ++at) {
    if (matched.said[at] || (said[at].fact < 0 && !said[at].name)) continue;
    std::size_t length = 1;
    while (said[at].fact < 0 && at + length < said.size() && said[at + length].name &&
           !matched.said[at + length] && said[at + length].fact < 0) {
      ++length;
    }
    for (std::size_t from = 0; from + length <= there.size(); ++from) {
      bool same = true;
      for (std::size_t i = 0; i < length && same; ++i) {
        same = !matched.there[from + i] && Same(sides, there[from + i], said[at + i]);
      }
      if (!same || !Exchanged(sides, blocks, there, said, at, from, length)) continue;
      const Atoms moved = said.subspan(at, length);
      return Conflict{Conflict::Kind::kMoved, std::string(Written(sides.statement, moved)), {}};
    }
    at += length - 1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Conflict> FindConflict(const TextReading& text, const TextReading& statement,
                                     std::string_view topic) {
  const Sides sides{text, statement, topic};
  if (OnlyTheStatementDenies(text, statement) || DirectionsDiffer(text, statement))
    return Conflict{Conflict::Kind::kOpposite, {}, {}};
  const Atoms there = Atoms(text.atoms).first(std::min(text.atoms.size(), kLongestText));
  const Atoms said = Atoms(statement.atoms).first(std::min(statement.atoms.size(), kLongestText));
  const std::vector<Block> blocks = BlocksOf(Align(sides, there, said), said);
  for (std::size_t next = 0; next <= blocks.size(); ++next) {
    const bool head = next == 0;
    const bool tail = next == blocks.size();
    if (blocks.empty()) break;
    const Block* before = head ? nullptr : &blocks[next - 1];
    const Block* behind = tail ? nullptr : &blocks[next];
    if (Strength(before) + Strength(behind) < kAnchor) {
      continue;
    }
    const std::size_t said_from = head ? 0 : before->first.statement + before->size;
    const std::size_t said_to = tail ? said.size() : behind->first.statement;
    std::size_t there_from = head ? 0 : before->first.text + before->size;
    std::size_t there_to = tail ? there.size() : behind->first.text;
    // At an end of the statement, as much of the text as that is long.
    const std::size_t length = said_to - said_from;
    const bool denied = there_to > 0 && there[there_to - 1].negates;
    if (head) there_from = there_to - std::min(there_to, length + (denied && length == 0 ? 1 : 0));
    if (tail) there_to = std::min(there_to, there_from + length);
    if (auto conflict = InGap(sides, there.subspan(there_from, there_to - there_from),
                              said.subspan(said_from, said_to - said_from))) {
      return conflict;
    }
  }
  return FindMoved(sides, blocks, there, said);
}

}  // namespace wenyuan::answer
