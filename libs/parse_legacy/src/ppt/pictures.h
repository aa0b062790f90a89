#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Where each picture of a presentation starts in its stream "Pictures", in the order of their
// numbers, from the content of the document's record.
std::vector<std::uint32_t> ReadPptPicturePlaces(std::string_view document);

// The pictures that slides show, each at the first slide that does.
class PptPictures {
 public:
  PptPictures(std::string stream, std::vector<std::uint32_t> places)
      : stream_(std::move(stream)), places_(std::move(places)) {}
  void AddSlide(std::string_view slide, DocumentBuilder& out);

 private:
  [[nodiscard]] std::string Read(std::uint32_t number) const;

  std::string stream_;
  std::vector<std::uint32_t> places_;
  std::set<std::uint32_t> shown_;
};

}  // namespace wenyuan::parse
