#include "wenyuan/parse_kit/compound_writer.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kSector = 512;
constexpr std::size_t kMiniSector = 64;
constexpr std::size_t kMiniBelow = 4096;
constexpr std::size_t kNumbers = kSector / 4;
constexpr std::size_t kHeaderTableEntries = 109;
constexpr std::uint32_t kFree = 0xFFFFFFFF;
constexpr std::uint32_t kEnd = 0xFFFFFFFE;
constexpr std::uint32_t kTableSector = 0xFFFFFFFD;
constexpr std::uint32_t kMoreTableSector = 0xFFFFFFFC;

void Put(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

std::size_t Sectors(std::size_t bytes, std::size_t sector) { return (bytes + sector - 1) / sector; }

class Writer {
 public:
  std::string Write(const CompoundNode& root) {
    entries_.push_back({&root, 5});
    AddChildren(0);
    std::string mini = PlaceStreams();
    const std::uint32_t mini_start = AddStream(mini);
    entries_[0].start = mini_start;
    entries_[0].size = mini.size();
    const std::uint32_t directory_start = AddStream(Directory());
    std::string mini_table;
    for (const std::uint32_t next : mini_next_) Put(mini_table, next, 4);
    const std::uint32_t mini_table_start = AddStream(mini_table);
    return Finish(directory_start, mini_table_start, Sectors(mini_table.size(), kSector));
  }

 private:
  struct Entry {
    const CompoundNode* node;
    std::uint8_t type;
    std::uint32_t left = kFree;
    std::uint32_t right = kFree;
    std::uint32_t child = kFree;
    std::uint32_t start = kEnd;
    std::uint64_t size = 0;
  };

  // Depth first, without recursion: nested messages may be nested deeply.
  void AddChildren(std::size_t root) {
    std::vector<std::size_t> open = {root};
    while (!open.empty()) {
      const std::size_t parent = open.back();
      open.pop_back();
      std::vector<std::uint32_t> children;
      for (const CompoundNode& child : entries_[parent].node->children) {
        children.push_back(static_cast<std::uint32_t>(entries_.size()));
        if (child.storage) open.push_back(entries_.size());
        entries_.push_back({&child, static_cast<std::uint8_t>(child.storage ? 1 : 2)});
      }
      std::sort(children.begin(), children.end(), [this](std::uint32_t a, std::uint32_t b) {
        const std::string& left = entries_[a].node->name;
        const std::string& right = entries_[b].node->name;
        return std::pair(left.size(), left) < std::pair(right.size(), right);
      });
      entries_[parent].child = Balance(children, 0, children.size());
    }
  }

  std::uint32_t Balance(const std::vector<std::uint32_t>& sorted, std::size_t from,
                        std::size_t to) {
    if (from >= to) return kFree;
    const std::size_t middle = from + (to - from) / 2;
    const std::uint32_t entry = sorted[middle];
    entries_[entry].left = Balance(sorted, from, middle);
    entries_[entry].right = Balance(sorted, middle + 1, to);
    return entry;
  }

  std::string PlaceStreams() {
    std::string mini;
    for (Entry& entry : entries_) {
      if (entry.type != 2) continue;
      const std::string& content = entry.node->content;
      entry.size = content.size();
      if (content.empty()) continue;
      if (content.size() >= kMiniBelow) {
        entry.start = AddStream(content);
        continue;
      }
      entry.start = static_cast<std::uint32_t>(mini_next_.size());
      AddChain(mini_next_, Sectors(content.size(), kMiniSector));
      mini += content;
      mini.resize(Sectors(mini.size(), kMiniSector) * kMiniSector);
    }
    return mini;
  }

  std::uint32_t AddStream(const std::string& content) {
    if (content.empty()) return kEnd;
    const auto start = static_cast<std::uint32_t>(next_.size());
    AddChain(next_, Sectors(content.size(), kSector));
    body_ += content;
    body_.resize(next_.size() * kSector);
    return start;
  }

  static void AddChain(std::vector<std::uint32_t>& next, std::size_t count) {
    for (std::size_t i = 1; i < count; ++i) {
      next.push_back(static_cast<std::uint32_t>(next.size() + 1));
    }
    next.push_back(kEnd);
  }

  std::string Directory() const {
    std::string out;
    for (const Entry& entry : entries_) {
      std::string name = Utf8ToWide(entry.type == 5 ? "Root Entry" : entry.node->name);
      name.resize(std::min<std::size_t>(name.size(), 62));
      const std::size_t length = name.size() + 2;
      name.resize(64);
      out += name;
      Put(out, length, 2);
      Put(out, entry.type, 1);
      Put(out, 1, 1);  // black
      Put(out, entry.left, 4);
      Put(out, entry.right, 4);
      Put(out, entry.child, 4);
      std::string class_id = entry.node->class_id;
      class_id.resize(16);
      out += class_id;
      out.append(20, '\0');
      Put(out, entry.start, 4);
      Put(out, entry.size, 8);
    }
    return out;
  }

  std::string Finish(std::uint32_t directory, std::uint32_t mini_table,
                     std::size_t mini_table_sectors) {
    std::size_t tables = 0;  // the table lists its own sectors and those of the list of them
    std::size_t lists = 0;
    for (;;) {
      const std::size_t wanted = Sectors(next_.size() + tables + lists, kNumbers);
      const std::size_t over = wanted > kHeaderTableEntries ? wanted - kHeaderTableEntries : 0;
      const std::size_t wanted_lists = Sectors(over, kNumbers - 1);
      if (wanted == tables && wanted_lists == lists) break;
      tables = wanted;
      lists = wanted_lists;
    }
    const auto first_table = static_cast<std::uint32_t>(next_.size());
    const auto first_list = static_cast<std::uint32_t>(next_.size() + tables);
    next_.insert(next_.end(), tables, kTableSector);
    next_.insert(next_.end(), lists, kMoreTableSector);
    next_.resize(tables * kNumbers, kFree);
    std::string out = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    out.append(16, '\0');
    Put(out, 0x3E, 2);
    Put(out, 3, 2);
    Put(out, 0xFFFE, 2);
    Put(out, 9, 2);
    Put(out, 6, 2);
    out.append(10, '\0');
    Put(out, tables, 4);
    Put(out, directory, 4);
    Put(out, 0, 4);
    Put(out, kMiniBelow, 4);
    Put(out, mini_table, 4);
    Put(out, mini_table_sectors, 4);
    Put(out, lists == 0 ? kEnd : first_list, 4);
    Put(out, lists, 4);
    std::size_t listed = 0;
    const auto put_table = [&] {
      Put(out, listed < tables ? first_table + listed : kFree, 4);
      ++listed;
    };
    for (std::size_t i = 0; i < kHeaderTableEntries; ++i) put_table();
    out += body_;
    for (const std::uint32_t next : next_) Put(out, next, 4);
    for (std::size_t list = 0; list < lists; ++list) {
      for (std::size_t i = 0; i + 1 < kNumbers; ++i) put_table();
      Put(out, list + 1 < lists ? first_list + list + 1 : kEnd, 4);
    }
    return out;
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> mini_next_;
  std::string body_;
};

}  // namespace

std::string WriteCompoundFile(const CompoundNode& root) { return Writer().Write(root); }

}  // namespace wenyuan::parse
