#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "one/properties.h"
#include "one/store.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Reads the notes of one page from top to bottom. Each object is read once. One thread at a time.
class OnePage {
 public:
  OnePage(const OneStore& store, const OneSpace& space, DocumentBuilder& out)
      : store_(store), space_(space), out_(out) {}

  // Whether there is anything on it; what OneNote deleted has none.
  [[nodiscard]] bool IsPage() const;
  void Read();

 private:
  struct Place {
    int depth = 0;                // of calls
    std::uint8_t list = 0;        // how deep the item is in lists; 0: not in one
    std::string number;           // of the item, or empty for a bullet
    std::string* cell = nullptr;  // texts go there, where it is a cell's
  };

  [[nodiscard]] const OneObject* Find(const OneId& id) const;
  [[nodiscard]] std::string Title() const;
  void Visit(const OneId& id, const Place& place);
  void VisitAll(const std::vector<OneId>& ids, const Place& place);
  void VisitFromTop(const std::vector<OneId>& ids, const Place& place);
  void ReadElement(const OneProperties& element, Place place);
  void ReadText(const OneProperties& text, const Place& place);
  void ReadTable(const OneProperties& table, const Place& place);
  void ReadImage(const OneProperties& image);
  void ReadFile(const OneProperties& file);
  [[nodiscard]] std::uint8_t HeadingLevel(const OneProperties& text) const;
  std::string NextNumber(std::string_view format, std::uint8_t level);

  const OneStore& store_;
  const OneSpace& space_;
  DocumentBuilder& out_;
  std::set<OneId> seen_;
  std::map<std::uint8_t, unsigned> numbers_;  // by depth of the list
};

}  // namespace wenyuan::parse
