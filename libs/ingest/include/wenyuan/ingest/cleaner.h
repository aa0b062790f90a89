#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/parse/document.h"
#include "wenyuan/text/normalise.h"

namespace wenyuan::ingest {

// Each rule can be switched off; what it did is counted by name for the lineage.
struct CleanRules {
  text::NormaliseRules normalise;
  // Lines among the first or last three of a page that recur (digits as one) on 60 % of at least
  // three pages become kPageHeader: kept and shown, not searched.
  bool repeated_lines = true;
  bool empty_blocks = true;  // dropped
};

// Rule name and how often it changed something, in order of first use.
using CleanReport = std::vector<std::pair<std::string, std::size_t>>;

// Brings a parsed document into the form that is stored, shown and searched. Spans and boxes go
// with their text.
CleanReport Clean(parse::Document& document, const CleanRules& rules);

}  // namespace wenyuan::ingest
