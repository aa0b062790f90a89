#include "one/package.h"

#include <set>
#include <utility>

#include "one/package_items.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kItemsAt = 68;
constexpr std::size_t kIdBytes = 20;
constexpr std::size_t kMostItems = 2'000'000;
constexpr std::size_t kMostObjects = 1'000'000;  // of all spaces together
constexpr std::size_t kMostRevisions = 1'000;    // that build on each other
constexpr auto kSectionRoot =
    "\xB9\xFA\xDE\x84\xA3\xAA\x0D\x4A\xA3\xA8\x52\x0C\x77\xAC\x70\x73\2\0\0\0"sv;
constexpr std::uint32_t kKeyRole = 3;

enum Item : std::uint32_t {
  kElement = 0x01,
  kBlob = 0x02,
  kExcluded = 0x03,
  kBlobDeclared = 0x05,
  kStorageRoot = 0x07,
  kRevisionRoot = 0x0A,
  kCellManifest = 0x0B,
  kRevisionMapping = 0x0D,
  kCellMapping = 0x0E,
  kData = 0x16,
  kDeclared = 0x18,
  kGroupOfRevision = 0x19,
  kRevision = 0x1A,
  kBlobReference = 0x1C,
};

// Parts of an object are declared apart, and given in the same order.
enum Part : std::uint64_t { kProperties = 1, kFileContent = 2, kKind = 4 };

bool IsNone(const OneId& id) { return id.find_first_not_of('\0') == OneId::npos; }

}  // namespace

class OnePackageReader {
 public:
  explicit OnePackageReader(std::string_view file) : items_(file, kItemsAt) {}

  Result<OneStore> Run() {
    std::size_t count = 0;
    while (const auto item = items_.Next()) {
      if (++count > kMostItems) break;
      Take(*item);
    }
    for (const auto& [cell, manifest] : cells_) {
      OneSpace space = SpaceOf(cell, manifest);
      if (space.roots.contains(kKeyRole)) return OneSectionHasPassword();
      if (!store_.spaces_.emplace(cell, std::move(space)).second) continue;
      // Older versions of a page have names of versions of their own.
      const bool current = cell.substr(0, kIdBytes) == store_.root_.substr(0, kIdBytes);
      if (current) store_.order_.push_back(cell);
    }
    return std::move(store_);
  }

 private:
  struct Declared {
    OneId object;
    std::uint64_t part = 0;
  };
  struct Given {
    std::vector<OneId> objects;
    std::vector<OneId> cells;
    std::string_view data;
    OneId blob;
  };
  struct Group {
    std::vector<Declared> declared;
    std::vector<Given> given;
  };
  struct Revision {
    OneId base;
    std::map<std::uint32_t, OneId> roots;
    std::vector<OneId> groups;
  };

  void Take(const OnePackageItem& item) {
    OnePackageFields in(item.fields);
    switch (item.kind) {
      case kElement:
        element_ = in.Id();
        break;
      case kBlob:
        blobs_[element_] = in.Counted();
        break;
      case kStorageRoot:
        if (in.Id() == kSectionRoot) store_.root_ = in.Cell();
        break;
      case kCellManifest:
        cell_revisions_[element_] = in.Id();
        break;
      case kRevisionMapping: {
        const OneId revision = in.Id();
        revision_elements_[revision] = in.Id();
        break;
      }
      case kCellMapping: {
        OneId cell = in.Cell();
        cells_.emplace_back(std::move(cell), in.Id());
        break;
      }
      case kRevision:
        in.Id();
        revisions_[element_].base = in.Id();
        break;
      case kRevisionRoot: {
        const OneId role = in.Id();
        revisions_[element_].roots[Bytes(role).U32(kIdBytes - 4)] = in.Id();
        break;
      }
      case kGroupOfRevision:
        revisions_[element_].groups.push_back(in.Id());
        break;
      case kDeclared: {
        OneId object = in.Id();
        groups_[element_].declared.push_back({std::move(object), in.Number()});
        break;
      }
      case kBlobDeclared: {
        OneId object = in.Id();
        in.Id();
        groups_[element_].declared.push_back({std::move(object), in.Number()});
        break;
      }
      case kData:
      case kExcluded:
      case kBlobReference:
        groups_[element_].given.push_back(ReadGiven(in, item.kind));
        break;
      default:
        break;
    }
  }

  static Given ReadGiven(OnePackageFields& in, std::uint32_t kind) {
    Given given;
    for (std::uint64_t i = in.Count(); i > 0; --i) given.objects.push_back(in.Id());
    for (std::uint64_t i = in.Count(); i > 0; --i) given.cells.push_back(in.Cell());
    if (kind == kData) given.data = in.Counted();
    if (kind == kBlobReference) given.blob = in.Id();
    return given;
  }

  // The newest revision, then those that it builds on, as far as they have something else.
  OneSpace SpaceOf(const OneId& cell, const OneId& manifest) {
    OneSpace space;
    const auto named = cell_revisions_.find(manifest);
    OneId next = named == cell_revisions_.end() ? manifest : named->second;
    std::set<OneId> seen;
    while (!IsNone(next) && seen.size() < kMostRevisions && seen.insert(next).second) {
      const auto mapped = revision_elements_.find(next);
      const auto revision =
          revisions_.find(mapped == revision_elements_.end() ? next : mapped->second);
      if (revision == revisions_.end()) break;
      space.roots.insert(revision->second.roots.begin(), revision->second.roots.end());
      for (const OneId& group : revision->second.groups) AddGroup(group, cell, space);
      next = revision->second.base;
    }
    return space;
  }

  void AddGroup(const OneId& name, const OneId& cell, OneSpace& space) {
    const auto group = groups_.find(name);
    if (group == groups_.end()) return;
    const auto& [declared, given] = group->second;
    std::unordered_map<OneId, OneObject> added;
    for (std::size_t i = 0; i < declared.size() && i < given.size(); ++i) {
      if (space.objects.contains(declared[i].object) || ++objects_ > kMostObjects) continue;
      OneObject& object = added[declared[i].object];
      object.names = kOneInOrder;
      switch (declared[i].part) {
        case kKind:
          object.kind = Bytes(given[i].data).U32(0);
          break;
        case kProperties:
          object.data = given[i].data;
          object.objects = given[i].objects;
          for (const OneId& one : given[i].cells) {
            // Those of the same space name its versions.
            if (one.substr(kIdBytes) != cell.substr(kIdBytes)) object.spaces.push_back(one);
          }
          break;
        case kFileContent:
          if (const auto blob = blobs_.find(given[i].blob); blob != blobs_.end()) {
            object.content = blob->second;
          }
          break;
        default:
          break;
      }
    }
    space.objects.merge(added);
  }

  OnePackageItems items_;
  OneStore store_;
  OneId element_;  // that the items belong to
  std::vector<std::pair<OneId, OneId>> cells_;
  std::unordered_map<OneId, OneId> cell_revisions_;
  std::unordered_map<OneId, OneId> revision_elements_;
  std::unordered_map<OneId, Revision> revisions_;
  std::unordered_map<OneId, Group> groups_;
  std::unordered_map<OneId, std::string_view> blobs_;
  std::size_t objects_ = 0;
};

Result<OneStore> OpenOnePackage(std::string_view bytes) { return OnePackageReader(bytes).Run(); }

}  // namespace wenyuan::parse
