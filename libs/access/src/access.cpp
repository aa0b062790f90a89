#include "wenyuan/access/access.h"

#include <algorithm>
#include <limits>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "wenyuan/access/by_reader.h"

namespace wenyuan::access {
namespace {

using index::DocumentSet;
using store::LibraryNumber;
using store::Role;
using store::UserNumber;

// How many askers are remembered; the house has fewer.
constexpr std::size_t kMostRemembered = 10000;
constexpr UserNumber kOperator = std::numeric_limits<UserNumber>::max();

Error NoSuch(std::string_view what, std::string_view what_zh, std::string_view id) {
  return {ErrorCode::kNotFound, "there is no " + std::string(what) + " '" + std::string(id) + "'",
          "没有" + std::string(what_zh) + "“" + std::string(id) + "”"};
}

Error Insufficient(Role role) {
  return {
      ErrorCode::kPermissionDenied,
      "this needs the role '" + std::string(Name(role)) + "' in the library; ask one of its owners",
      "此操作需要在该知识库中具有“" + std::string(Name(role)) + "”角色；请联系知识库所有者"};
}

using Roles = std::unordered_map<LibraryNumber, Role>;

UserNumber NumberOf(const Asker& asker) { return asker.house_operator ? kOperator : asker.user; }

Result<Roles> RolesOf(store::Store& store, UserNumber user) {
  Roles roles;
  if (user == kOperator) return roles;
  const auto account = store.accounts().Get(user);
  if (!account && account.error().code != ErrorCode::kNotFound) return account.error();
  if (!account || account->disabled) return roles;
  WY_TRY(const auto held, store.libraries().RolesOf(user));
  for (const auto& one : held) roles[one.library] = one.role;
  return roles;
}

// What one asker may do, as of one rights epoch. Any thread.
class Rights {
 public:
  Rights(store::Store& store, UserNumber user, std::uint64_t epoch, Roles roles)
      : store_(store), user_(user), epoch_(epoch), roles_(std::move(roles)) {}

  [[nodiscard]] std::uint64_t epoch() const { return epoch_; }

  [[nodiscard]] Role In(LibraryNumber library) const {
    if (user_ == kOperator) return Role::kOwner;
    const auto found = roles_.find(library);
    return found == roles_.end() ? Role::kNone : found->second;
  }

  [[nodiscard]] LibraryRights WithoutDocuments(store::Library library) const {
    LibraryRights rights;
    rights.role = In(library.number);
    rights.all_restricted = rights.role == Role::kOwner;
    if (user_ != kOperator) rights.reader = user_;
    rights.library = std::move(library);
    return rights;
  }

  Result<LibraryRights> Of(store::Library library) const {
    LibraryRights rights = WithoutDocuments(std::move(library));
    WY_TRY(rights.restricted, Restricted(rights.library.number, rights.all_restricted));
    return rights;
  }

  Result<bool> MaySee(const store::Document& document) const {
    const Role role = In(document.library);
    if (role == Role::kNone) return false;
    if (!document.restricted || role == Role::kOwner) return true;
    // Not from all that the asker may read: they would be read anew after each change of rights.
    return store_.libraries().IsReader(document.number, user_);
  }

 private:
  Result<std::shared_ptr<const DocumentSet>> Restricted(LibraryNumber library, bool all) const {
    const std::lock_guard lock(mutex_);
    auto& known = restricted_[library];
    if (!known) {
      auto numbers = all ? store_.libraries().Restricted(library)
                         : store_.libraries().RestrictedFor(library, user_);
      if (!numbers) return numbers.error();
      auto set = std::make_shared<DocumentSet>();
      set->addMany(numbers->size(), numbers->data());
      set->runOptimize();
      known = std::move(set);
    }
    return known;
  }

  store::Store& store_;
  const UserNumber user_;
  const std::uint64_t epoch_;
  const Roles roles_;
  mutable std::mutex mutex_;
  // Loaded when first asked for; guarded by mutex_. Shared with those who were given them.
  mutable std::unordered_map<LibraryNumber, std::shared_ptr<const DocumentSet>> restricted_;
};

// The library, where the asker has at least `role` in it.
Result<store::Library> Allowed(store::Store& store, const Rights& rights, std::string_view id,
                               Role role) {
  auto library = store.libraries().Find(id);
  if (!library && library.error().code != ErrorCode::kNotFound) return library.error();
  if (!library || rights.In(library->number) == Role::kNone) {
    return NoSuch("library", "知识库", id);
  }
  if (rights.In(library->number) < role) return Insufficient(role);
  return library;
}

class StoreAccess final : public Access {
 public:
  explicit StoreAccess(store::Store& store) : store_(store) {}

  Result<std::vector<LibraryRights>> Libraries(const Asker& asker, Role role) const override {
    WY_TRY(const auto rights, RightsOf(asker));
    WY_TRY(auto libraries, store_.libraries().List());
    std::vector<LibraryRights> allowed;
    for (store::Library& library : libraries) {
      if (rights->In(library.number) < std::max(role, Role::kReader)) continue;
      WY_TRY(auto one, rights->Of(std::move(library)));
      allowed.push_back(std::move(one));
    }
    return allowed;
  }

  Result<LibraryRights> Library(const Asker& asker, std::string_view id, Role role) const override {
    WY_TRY(const auto rights, RightsOf(asker));
    WY_TRY(store::Library library, Allowed(store_, *rights, id, role));
    return rights->Of(std::move(library));
  }

  Result<store::Document> Document(const Asker& asker, std::string_view id,
                                   Role role) const override {
    WY_TRY(const auto rights, RightsOf(asker));
    auto document = store_.documents().Find(id);
    if (!document && document.error().code != ErrorCode::kNotFound) return document.error();
    if (!document) return NoSuch("document", "文档", id);
    WY_TRY(const bool may_see, rights->MaySee(*document));
    if (!may_see) return NoSuch("document", "文档", id);
    if (rights->In(document->library) < role) return Insufficient(role);
    return document;
  }

  Result<void> Administrator(const Asker& asker) const override {
    if (asker.administrator || asker.house_operator) return {};
    return Error{ErrorCode::kPermissionDenied, "only an administrator may do this",
                 "只有管理员可以执行此操作"};
  }

 private:
  Result<std::shared_ptr<const Rights>> RightsOf(const Asker& asker) const {
    const UserNumber user = NumberOf(asker);
    // Read before the rights: if they change meanwhile, what is loaded here counts as old.
    const std::uint64_t epoch = store_.libraries().RightsEpoch();
    {
      const std::lock_guard lock(mutex_);
      const auto known = remembered_.find(user);
      if (known != remembered_.end() && known->second->epoch() == epoch) return known->second;
    }
    WY_TRY(auto roles, RolesOf(store_, user));
    const auto rights = std::make_shared<const Rights>(store_, user, epoch, std::move(roles));
    const std::lock_guard lock(mutex_);
    if (remembered_.size() >= kMostRemembered) remembered_.clear();
    remembered_[user] = rights;
    return rights;
  }

  store::Store& store_;
  mutable std::mutex mutex_;
  // By user. Shared with calls under way when it is replaced. Guarded by mutex_.
  mutable std::unordered_map<UserNumber, std::shared_ptr<const Rights>> remembered_;
};

}  // namespace

std::unique_ptr<Access> MakeAccess(store::Store& store) {
  return std::make_unique<StoreAccess>(store);
}

Result<std::vector<LibraryRights>> LibrariesByReader(store::Store& store, const Asker& asker,
                                                     Role role) {
  WY_TRY(auto roles, RolesOf(store, NumberOf(asker)));
  const Rights rights(store, NumberOf(asker), 0, std::move(roles));
  WY_TRY(auto libraries, store.libraries().List());
  std::vector<LibraryRights> allowed;
  for (store::Library& library : libraries) {
    if (rights.In(library.number) < std::max(role, Role::kReader)) continue;
    allowed.push_back(rights.WithoutDocuments(std::move(library)));
  }
  return allowed;
}

Result<LibraryRights> LibraryByReader(store::Store& store, const Asker& asker, std::string_view id,
                                      Role role) {
  WY_TRY(auto roles, RolesOf(store, NumberOf(asker)));
  const Rights rights(store, NumberOf(asker), 0, std::move(roles));
  WY_TRY(store::Library library, Allowed(store, rights, id, role));
  return rights.WithoutDocuments(std::move(library));
}

}  // namespace wenyuan::access
