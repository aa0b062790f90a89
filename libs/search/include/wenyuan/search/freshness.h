#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::search {

// What a question says about time.
struct TimeAsked {
  bool current = false;  // what holds now is asked for: 最新, 现行, 目前, latest, current …
  std::vector<int> years;  // that it names, ascending
};
// `now` decides what “this year” is.
TimeAsked ReadTime(std::string_view question, UnixMillis now);

// When what a document says holds, by its tags: valid-from:2024-01-01 (生效日期:, 生效:) and
// valid-until:2024-12-31 (有效期至:, 失效日期:, 失效:). The colon may be full-width; dates are
// 2024-12-31, 2024/12/31, 20241231, 2024.12.31 or 2024年12月31日, a month (2024-12, 2024年12月) or
// a year, which last until their end. Other tags say nothing.
struct Validity {
  std::optional<UnixMillis> from;   // the first millisecond
  std::optional<UnixMillis> until;  // the first millisecond after
};
Validity ValidityOf(const store::Document& document);
// Whether it says that it no longer holds.
bool IsExpired(const store::Document& document, UnixMillis now);
// The last day on which it held ("2024-12-31"); empty when it has not expired.
std::string ExpiredOn(const store::Document& document, UnixMillis now);
// The first day on which it will hold ("2027-06-01"); empty when that has come.
std::string HoldsFrom(const store::Document& document, UnixMillis now);
// Both of a passage that was found: sets Hit::expired_on and Hit::holds_from.
void MarkHolding(Hit& hit, UnixMillis now);

// The date of a document: of its tag date:2024-05-01 (日期:, 发布日期:), else when its newest
// revision came.
UnixMillis DateOf(const store::Document& document);

// Lowers the scores of hits from documents that have expired or do not hold yet, below what is
// valid and as good, and puts them in order again; nothing is left out. When the question asks for
// what is current, newer documents gain up to a tenth; when it names years, so do documents whose
// title, headings or date name one, and expired ones that held then are not lowered. Other
// questions keep the order of their valid hits. Requires hits best first.
void HonourTime(std::string_view question, UnixMillis now, std::vector<Hit>& hits);

}  // namespace wenyuan::search
