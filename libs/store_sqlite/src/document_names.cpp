#include "document_names.h"

#include <unordered_map>

#include "folding.h"

namespace wenyuan::store_sqlite {
namespace {

using store::DocumentNumber;

struct Called {
  std::vector<DocumentNumber> by_whole_name;
  std::vector<DocumentNumber> otherwise;
};

std::string LastPart(const std::string& source_name) {
  const std::size_t slash = source_name.rfind('/');
  return slash == std::string::npos ? source_name : source_name.substr(slash + 1);
}

}  // namespace

Result<std::vector<std::vector<DocumentNumber>>> FindByName(Database& database,
                                                            store::LibraryNumber library,
                                                            const std::vector<std::string>& names) {
  std::unordered_map<std::string, Called> called;
  for (const std::string& name : names) {
    if (!name.empty()) called[Fold(name)];  // many a document has no title
  }
  if (!called.empty()) {
    // What the index document_order holds, so that the table is not read.
    WY_TRY(auto row, database.Query("SELECT number, folded_names FROM document"
                                    " WHERE library=? AND deleted=0",
                                    library));
    for (;;) {
      WY_TRY(const bool more, row.Step());
      if (!more) break;
      const auto number = row.As<DocumentNumber>(0);
      const std::string both = row.Text(1);  // title, line feed, source name
      const std::size_t feed = both.rfind('\n');
      const std::string title = both.substr(0, feed == std::string::npos ? 0 : feed);
      const std::string source = both.substr(feed == std::string::npos ? 0 : feed + 1);
      if (const auto found = called.find(source); found != called.end()) {
        found->second.by_whole_name.push_back(number);
      }
      const std::string last = LastPart(source);
      if (const auto found = called.find(last); found != called.end()) {
        found->second.otherwise.push_back(number);
      }
      if (title == last) continue;
      if (const auto found = called.find(title); found != called.end()) {
        found->second.otherwise.push_back(number);
      }
    }
  }
  std::vector<std::vector<DocumentNumber>> documents;
  for (const std::string& name : names) {
    const Called& one = called[Fold(name)];
    documents.push_back(one.by_whole_name.empty() ? one.otherwise : one.by_whole_name);
  }
  return documents;
}

}  // namespace wenyuan::store_sqlite
