#include "one/store.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "one/nodes.h"
#include "one/package.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kGuidBytes = 16;
constexpr std::size_t kIdBytes = 20;
constexpr std::size_t kVersionAt = 32;  // of what OneDrive hands out
constexpr std::size_t kFormatAt = 48;
constexpr std::size_t kRootListAt = 172;
constexpr std::size_t kMostNodes = 2'000'000;
constexpr std::size_t kMostNames = 1'000'000;
constexpr std::size_t kMostSpaces = 50'000;
constexpr auto kRevisionStore =
    "\x3F\xDD\x9A\x10\x1B\x91\xF5\x49\xA5\xD0\x17\x91\xED\xC8\xAE\xD8"sv;
constexpr auto kPackaged = "\x2F\xE9\x8D\x63\xD4\xA6\xC1\x4B\x9A\x36\xB3\xFC\x25\x11\xA5\xB7"sv;

enum Node : std::uint32_t {
  kRootSpace = 0x004,
  kSpace = 0x008,
  kRevisions = 0x010,
  kRevision4 = 0x01B,
  kRevisionEnd = 0x01C,
  kRevision6 = 0x01E,
  kRevision7 = 0x01F,
  kListNamesStart = 0x021,  // this and those called "list" are in lists of sections only
  kNamesStart = 0x022,
  kName = 0x024,
  kListNameAgain = 0x025,
  kListNamesAgain = 0x026,
  kListObject = 0x02D,
  kListObjectManyTimes = 0x02E,
  kListObjectChanged = 0x041,
  kListObjectChangedManyTimes = 0x042,
  kListRoot = 0x059,
  kRoot = 0x05A,
  kFile = 0x072,
  kLargeFile = 0x073,
  kEncryption = 0x07C,
  kFiles = 0x090,
  kFileContent = 0x094,
  kObject = 0x0A4,
  kObjectManyTimes = 0x0A5,
  kGroup = 0x0B0,
  kFixedObject = 0x0C4,
  kFixedObjectManyTimes = 0x0C5,
};

OneId IdAt(Bytes bytes, std::size_t at) { return OneId(bytes.Sub(at, kIdBytes)); }

bool IsNone(std::string_view id) {
  return std::all_of(id.begin(), id.end(), [](char c) { return c == '\0'; });
}

// "<ifndf>{F91285BC-54A4-…}" as the bytes of that GUID; empty when it is none.
std::string GuidIn(std::string_view text) {
  constexpr std::string_view kPrefix = "<ifndf>{";
  if (!text.starts_with(kPrefix) || text.size() < kPrefix.size() + 36) return {};
  std::string digits;
  for (const char c : text.substr(kPrefix.size(), 36)) {
    if (c != '-') digits += c;
  }
  std::array<char, kGuidBytes> bytes{};
  if (digits.size() != 2 * kGuidBytes) return {};
  constexpr std::array<std::size_t, kGuidBytes> kPlace = {3, 2, 1,  0,  5,  4,  7,  6,
                                                          8, 9, 10, 11, 12, 13, 14, 15};
  for (std::size_t i = 0; i < kGuidBytes; ++i) {
    unsigned value = 0;
    const char* const at = digits.data() + 2 * i;
    if (std::from_chars(at, at + 2, value, 16).ptr != at + 2) return {};
    bytes[kPlace[i]] = static_cast<char>(value);
  }
  return {bytes.data(), bytes.size()};
}

}  // namespace

// Goes through the lists of a file, from the root down.
class OneStoreReader {
 public:
  explicit OneStoreReader(std::string_view file) : file_(file) {}

  Result<OneStore> Run() {
    const Bytes header(file_);
    ForEach({header.U64(kRootListAt), header.U32(kRootListAt + 8)}, [&](const OneNode& node) {
      if (node.kind == kRootSpace) store_.root_ = IdAt(node.body, 0);
      if (node.kind == kSpace) waiting_.emplace_back(IdAt(node.body, 0), node.reference);
      if (node.kind == kFiles) ReadFiles(node.reference);
    });
    if (waiting_.size() > kMostSpaces) waiting_.resize(kMostSpaces);
    for (const auto& [id, list] : waiting_) {
      space_ = &store_.spaces_[id];
      store_.order_.push_back(id);
      ReadSpace(list);
    }
    if (encrypted_) return OneSectionHasPassword();
    return std::move(store_);
  }

 private:
  void ForEach(OneReference list, const std::function<void(const OneNode&)>& take) {
    ForEachOneNode(file_, list, budget_, take);
  }

  void ReadFiles(OneReference list) {
    constexpr std::size_t kSizeAt = 16;
    constexpr std::size_t kContentAt = 36;
    ForEach(list, [&](const OneNode& node) {
      if (node.kind != kFileContent) return;
      const Bytes content = Bytes(file_).View(node.reference.at, node.reference.size);
      files_[std::string(node.body.Sub(0, kGuidBytes))] =
          content.Sub(kContentAt, content.U64(kSizeAt));
    });
  }

  // The last list of revisions is the one that counts.
  void ReadSpace(OneReference list) {
    OneReference revisions;
    ForEach(list, [&](const OneNode& node) {
      if (node.kind == kRevisions) revisions = node.reference;
    });
    bool ours = false;
    ForEach(revisions, [&](const OneNode& node) {
      switch (node.kind) {
        case kRevision4:
        case kRevision6:
          ours = true;
          break;
        case kRevision7:  // of an older version of the page, unless it names none
          ours = IsNone(node.body.Sub(46, kIdBytes));
          break;
        case kRevisionEnd:
          ours = false;
          break;
        case kEncryption:
          encrypted_ = true;
          break;
        case kRoot:
          if (ours) space_->roots[node.body.U32(kIdBytes)] = IdAt(node.body, 0);
          break;
        case kGroup:
          if (ours) ReadGroup(node.reference);
          break;
        default:
          if (ours) ReadListNode(node);
          break;
      }
    });
  }

  // The list of a notebook's sections has its objects in the list of revisions itself, and takes
  // names over from the revision before.
  void ReadListNode(const OneNode& node) {
    const auto data = [&] { return Bytes(file_).Sub(node.reference.at, node.reference.size); };
    switch (node.kind) {
      case kListNamesStart:
        store_.names_.emplace_back();
        break;
      case kName:
        AddName(node.body);
        break;
      case kListNameAgain:
        TakeNames(node.body.U32(0), 1, node.body.U32(4));
        break;
      case kListNamesAgain:
        TakeNames(node.body.U32(0), node.body.U32(4), node.body.U32(8));
        break;
      case kListObject:
      case kListObjectManyTimes: {
        constexpr std::uint32_t kPropertySet = 0x00020000;
        Add(node, kPropertySet | (node.body.U16(4) & 0x3FFU), data(), {});
        break;
      }
      case kListObjectChanged:
      case kListObjectChangedManyTimes: {
        const auto object = space_->objects.find(Resolve(node.body.U32(0)));
        if (object == space_->objects.end()) break;
        object->second.data = data();
        object->second.names = store_.names_.size() - 1;
        break;
      }
      case kListRoot:
        space_->roots[node.body.U32(4)] = Resolve(node.body.U32(0));
        break;
      default:
        break;
    }
  }

  [[nodiscard]] OneId Resolve(std::uint32_t compact) const {
    return store_.names_.empty() ? OneId() : store_.Resolve(store_.names_.size() - 1, compact);
  }

  void AddName(Bytes body) {
    if (store_.names_.empty() || ++names_ > kMostNames) return;
    store_.names_.back()[body.U32(0)] = body.Sub(4, kGuidBytes);
  }

  void TakeNames(std::uint32_t from, std::uint32_t count, std::uint32_t to) {
    if (store_.names_.size() < 2) return;
    const auto& before = store_.names_[store_.names_.size() - 2];
    for (std::uint32_t i = 0; i < count && ++names_ <= kMostNames; ++i) {
      const auto name = before.find(from + i);
      if (name != before.end()) store_.names_.back()[to + i] = name->second;
    }
  }

  void ReadGroup(OneReference list) {
    store_.names_.emplace_back();
    ForEach(list, [&](const OneNode& node) {
      switch (node.kind) {
        case kNamesStart:
          store_.names_.emplace_back();
          break;
        case kName:
          AddName(node.body);
          break;
        case kObject:
        case kObjectManyTimes:
        case kFixedObject:
        case kFixedObjectManyTimes:
          Add(node, node.body.U32(4), Bytes(file_).Sub(node.reference.at, node.reference.size), {});
          break;
        case kFile:
          Add(node, node.body.U32(4), {}, ContentOf(node.body, 9));
          break;
        case kLargeFile:
          Add(node, node.body.U32(4), {}, ContentOf(node.body, 12));
          break;
        default:
          break;
      }
    });
  }

  std::string_view ContentOf(Bytes body, std::size_t at) const {
    const std::string name = GuidIn(WideToUtf8(body.Sub(at + 4, std::size_t{body.U32(at)} * 2)));
    const auto found = files_.find(name);
    return found == files_.end() ? std::string_view() : found->second;
  }

  void Add(const OneNode& node, std::uint32_t kind, std::string_view data,
           std::string_view content) {
    OneId id = Resolve(node.body.U32(0));
    if (!id.empty()) {
      space_->objects[std::move(id)] = {kind, data, store_.names_.size() - 1, content};
    }
  }

  std::string_view file_;
  OneStore store_;
  std::size_t budget_ = kMostNodes;
  std::size_t names_ = 0;
  bool encrypted_ = false;
  std::vector<std::pair<OneId, OneReference>> waiting_;
  OneSpace* space_ = nullptr;
  std::unordered_map<std::string, std::string_view> files_;  // by GUID
};

Error OneSectionHasPassword() {
  return UnsupportedFile("OneNote",
                         {"the section has a password; remove it in OneNote and import it "
                          "again",
                          "该分区设有密码，请在 OneNote 中取消密码后重新导入"});
}

Result<OneStore> OneStore::Open(std::string_view bytes) {
  const std::string_view format = Bytes(bytes).Sub(kFormatAt, kGuidBytes);
  const bool versioned =
      format == kRevisionStore && !IsNone(Bytes(bytes).Sub(kVersionAt, kGuidBytes));
  if (format == kPackaged || versioned) return OpenOnePackage(bytes);
  if (format != kRevisionStore) {
    return BrokenFile("OneNote", {"its head is damaged; get a whole copy of the file",
                                  "文件头已损坏，请重新获取完整的文件"});
  }
  return OneStoreReader(bytes).Run();
}

const OneSpace* OneStore::Space(const OneId& id) const {
  const auto found = spaces_.find(id);
  return found == spaces_.end() ? nullptr : &found->second;
}

OneId OneStore::Resolve(std::size_t names, std::uint32_t compact) const {
  if (names >= names_.size()) return {};
  const auto found = names_[names].find(compact >> 8U);
  if (found == names_[names].end() || found->second.size() != kGuidBytes) return {};
  OneId id = found->second;
  id.append({static_cast<char>(compact & 0xFFU), '\0', '\0', '\0'});
  return id;
}

}  // namespace wenyuan::parse
