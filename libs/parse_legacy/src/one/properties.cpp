#include "one/properties.h"

#include <algorithm>
#include <bit>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxDepth = 8;
constexpr std::uint32_t kTypeAt = 26;

enum Type : std::uint32_t {
  kNothing = 1,
  kTruth = 2,
  kOneByte = 3,
  kTwoBytes = 4,
  kFourBytes = 5,
  kEightBytes = 6,
  kBytes = 7,
  kObject = 8,
  kObjects = 9,
  kSpace = 10,
  kSpaces = 11,
  kContext = 12,
  kContexts = 13,
  kSets = 16,
  kSet = 17,
};

// Numbers that the properties take one after the other, in front of them.
struct Names {
  Bytes all;
  std::size_t next = 0;
  std::uint32_t Take() { return all.U32(4 * next++); }
  [[nodiscard]] std::size_t left() const { return all.size() / 4 - std::min(next, all.size() / 4); }
};

}  // namespace

class OneProperties::Reader {
 public:
  Reader(const OneStore& store, const OneObject& object, OneProperties& out)
      : store_(store), object_(object), bytes_(object.data), out_(out) {
    const std::uint32_t head = TakeNames(objects_);
    const bool spaces = (head & 0x80000000U) == 0;
    const std::uint32_t next = spaces ? TakeNames(spaces_) : head;
    if ((next & 0x40000000U) != 0) TakeNames(contexts_);
  }

  // What stands in sets inside of the set is passed over.
  void ReadSet(int depth) {
    const std::size_t count = bytes_.U16(at_);
    const std::size_t numbers = at_ + 2;
    at_ = numbers + 4 * count;
    for (std::size_t i = 0; i < count && at_ <= bytes_.size() && depth < kMaxDepth; ++i) {
      ReadValue(bytes_.U32(numbers + 4 * i), depth);
    }
  }

 private:
  std::uint32_t TakeNames(Names& names) {
    const std::uint32_t head = bytes_.U32(at_);
    const std::size_t count = head & 0xFFFFFFU;
    names.all = bytes_.View(at_ + 4, 4 * count);
    at_ += 4 + 4 * count;
    return head;
  }

  void ReadValue(std::uint32_t property, int depth) {
    switch (property >> kTypeAt & 0x1FU) {
      case kOneByte:
        Keep(property, 1, depth);
        break;
      case kTwoBytes:
        Keep(property, 2, depth);
        break;
      case kFourBytes:
        Keep(property, 4, depth);
        break;
      case kEightBytes:
        Keep(property, 8, depth);
        break;
      case kBytes:
        at_ += 4;
        Keep(property, bytes_.U32(at_ - 4), depth);
        break;
      case kObject:
        KeepIds(property, objects_, 1, depth);
        break;
      case kObjects:
        KeepIds(property, objects_, Count(), depth);
        break;
      case kSpace:
        KeepIds(property, spaces_, 1, depth);
        break;
      case kSpaces:
        KeepIds(property, spaces_, Count(), depth);
        break;
      case kContexts:
        at_ += 4;
        break;
      case kSets: {
        const std::size_t count = Count();
        if (count > 0) at_ += 4;  // the number of the property that each of them is
        for (std::size_t i = 0; i < count && at_ < bytes_.size(); ++i) ReadSet(depth + 1);
        break;
      }
      case kSet:
        ReadSet(depth + 1);
        break;
      default:  // nothing follows
        break;
    }
  }

  std::size_t Count() {
    at_ += 4;
    return bytes_.U32(at_ - 4);
  }

  void Keep(std::uint32_t property, std::size_t size, int depth) {
    if (depth == 0) out_.data_[property] = bytes_.Sub(at_, size);
    at_ += std::min(size, bytes_.size());
  }

  void KeepIds(std::uint32_t property, Names& names, std::size_t count, int depth) {
    for (std::size_t i = 0, most = std::min(count, names.left()); i < most; ++i) {
      OneId id = NextId(names);
      if (depth == 0 && !id.empty()) out_.ids_[property].push_back(std::move(id));
    }
  }

  OneId NextId(Names& names) {
    const std::size_t at = names.next;
    const std::uint32_t compact = names.Take();
    if (object_.names != kOneInOrder) return store_.Resolve(object_.names, compact);
    const auto& ids = &names == &objects_ ? object_.objects : object_.spaces;
    return at < ids.size() ? ids[at] : OneId();
  }

  const OneStore& store_;
  const OneObject& object_;
  Bytes bytes_;
  OneProperties& out_;
  std::size_t at_ = 0;
  Names objects_;
  Names spaces_;
  Names contexts_;
};

OneProperties::OneProperties(const OneStore& store, const OneObject& object) {
  Reader(store, object, *this).ReadSet(0);
}

std::string_view OneProperties::Data(std::uint32_t property) const {
  const auto found = data_.find(property);
  return found == data_.end() ? std::string_view() : found->second;
}

std::string OneProperties::Wide(std::uint32_t property) const {
  std::string text = WideToUtf8(Data(property));
  if (!text.empty() && text.back() == '\0') text.pop_back();
  return text;
}

const std::vector<OneId>& OneProperties::Ids(std::uint32_t property) const {
  static const std::vector<OneId> kNone;
  const auto found = ids_.find(property);
  return found == ids_.end() ? kNone : found->second;
}

float OneProperties::Number(std::uint32_t property) const {
  return std::bit_cast<float>(Bytes(Data(property)).U32(0));
}

}  // namespace wenyuan::parse
