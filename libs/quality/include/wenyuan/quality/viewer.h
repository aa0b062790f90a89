#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/store/store.h"

namespace wenyuan::quality {

// Shows questions to one asker as if what they may not read did not exist: neither the documents
// that a question expects, nor questions of which nothing would be left, nor their number.
// One thread; as of the rights it was made with.
class Viewer {
 public:
  Viewer(store::Store& store, access::LibraryRights rights)
      : store_(store), rights_(std::move(rights)) {}

  // The document, when it is there, in this library and the asker may read it.
  Result<std::optional<store::Document>> Document(store::DocumentNumber document);
  Result<std::optional<store::Document>> DocumentById(std::string_view id);

  // Without the expected documents that the asker may not see or that are deleted. nullopt when the
  // question expects documents and none is left, but for those who see all documents of the
  // library: they must notice that a question lost its document.
  Result<std::optional<store::Question>> Show(store::Question question);
  Result<std::vector<store::Question>> Show(std::vector<store::Question> questions);

  [[nodiscard]] const access::LibraryRights& rights() const { return rights_; }

 private:
  [[nodiscard]] bool Sees(const store::Document& document) const;

  store::Store& store_;
  const access::LibraryRights rights_;
  std::unordered_map<store::DocumentNumber, std::optional<store::Document>> known_;
};

}  // namespace wenyuan::quality
