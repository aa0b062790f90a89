#include "running_lines.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "wenyuan/parse/line_shape.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kFewestPages = 3;
constexpr std::size_t kDepth = 3;           // lines from the edge of a page's text
constexpr float kShare = 0.4F;              // of the pages; left and right pages may differ
constexpr std::size_t kFewestCounting = 4;  // pages whose numbers count with them
constexpr std::size_t kFewestInARow = 5;    // pages of one chapter with its name
constexpr float kTitleSize = 1.2F;          // of the usual size of a running line
constexpr int kHeightStep = 8;              // points
constexpr int kAnywhere = 1'000'000;        // in place of a height
constexpr int kCounting = 10'000'000;
constexpr std::size_t kLongestNumber = 5;

// The line with its numbers as '#', and roughly where it stands.
using Key = std::pair<std::string, int>;

// A page number may stand anywhere, as long as it counts with the pages.
bool IsPageNumber(const std::string& text) {
  return !text.empty() && text.size() <= kLongestNumber &&
         text.find_first_not_of("0123456789") == std::string::npos;
}

Key KeyOf(const TextLine& line, bool at_top, const LaidOutPage& page) {
  if (IsPageNumber(line.text)) {
    return {"#", kCounting + std::stoi(line.text) - static_cast<int>(page.number)};
  }
  std::string text = parse::LineShape(line.text);
  // Numbers alone must stand in one place; words may follow the text of each page.
  const bool has_words = std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0xC3;
  });
  if (has_words) return {std::move(text), at_top ? kAnywhere : -1 - kAnywhere};
  const float from_edge = at_top ? line.box.top : page.height - line.box.bottom;
  const int step = static_cast<int>(std::lround(from_edge / kHeightStep));
  return {std::move(text), at_top ? step : -1 - step};
}

// A line that may run, and its page.
struct Place {
  PageItem* item = nullptr;
  std::uint32_t page = 0;
};

// But for the title that they repeat: it is larger than most of them.
void MarkRunning(std::span<const Place> places) {
  std::vector<float> sizes;
  for (const Place& place : places) sizes.push_back(place.item->line.size);
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  for (const Place& place : places) {
    place.item->line.running = place.item->line.size <= kTitleSize * *middle;
  }
}

// The name of a chapter stands on the pages of that chapter only.
void MarkChapterNames(std::span<const Place> places) {
  for (std::size_t begin = 0; begin < places.size();) {
    std::size_t end = begin + 1;
    while (end < places.size() && places[end].page <= places[end - 1].page + 1) ++end;
    if (places[end - 1].page - places[begin].page + 1 >= kFewestInARow) {
      MarkRunning(places.subspan(begin, end - begin));
    }
    begin = end;
  }
}

struct Candidate {
  PageItem* item = nullptr;
  bool at_top = false;
};

std::vector<Candidate> CandidatesOf(LaidOutPage& page) {
  std::vector<PageItem*> lines;
  for (PageItem& item : page.items) {
    if (!item.is_table && !item.line.turned) lines.push_back(&item);
  }
  std::sort(lines.begin(), lines.end(),
            [](const PageItem* a, const PageItem* b) { return a->line.box.top < b->line.box.top; });
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Box& box = lines[i]->line.box;
    const bool top = i < kDepth && box.middle_y() < page.height / 2;
    const bool bottom = i + kDepth >= lines.size() && !top;
    if (top || bottom) candidates.push_back({lines[i], top});
  }
  return candidates;
}

// Whether most pages have nothing else than running lines.
bool NothingElseOnMost(const std::vector<LaidOutPage>& pages) {
  std::size_t bare = 0;
  for (const LaidOutPage& page : pages) {
    const bool all = std::all_of(page.items.begin(), page.items.end(), [](const PageItem& item) {
      return !item.is_table && item.line.running;
    });
    bare += all && !page.items.empty() ? 1 : 0;
  }
  return bare * 2 > pages.size();
}

// Where most pages would have nothing left they are forms, one a page, whose numbers are what they
// say: only what is the same on all of them runs, and that is read once, where it stands first.
void KeepWhatFormsSay(std::vector<LaidOutPage>& pages, std::size_t enough) {
  if (!NothingElseOnMost(pages)) return;
  std::map<std::string, std::size_t> same;
  for (const LaidOutPage& page : pages) {
    for (const PageItem& item : page.items) ++same[item.line.text];
  }
  for (LaidOutPage& page : pages) {
    for (PageItem& item : page.items) {
      const std::string& text = item.line.text;
      const bool runs = (same[text] >= enough && &page != pages.data()) ||
                        parse::IsPageNumberShape(parse::LineShape(text));
      item.line.running = item.line.running && runs;
    }
  }
}

}  // namespace

void MarkRunningLines(std::vector<LaidOutPage>& pages) {
  if (pages.size() < kFewestPages) return;
  std::map<Key, std::vector<Place>> found;
  for (LaidOutPage& page : pages) {
    for (const Candidate& candidate : CandidatesOf(page)) {
      found[KeyOf(candidate.item->line, candidate.at_top, page)].push_back(
          {candidate.item, page.number});
    }
  }
  const auto enough =
      std::max(static_cast<float>(kFewestPages), kShare * static_cast<float>(pages.size()));
  for (auto& [key, items] : found) {
    // A neighbouring step counts: a line may stand on the border of two.
    std::size_t count = items.size();
    const bool has_height = key.second < kAnywhere && key.second > -1 - kAnywhere;
    for (const int other : {key.second - 1, key.second + 1}) {
      if (!has_height) break;
      const auto near = found.find({key.first, other});
      if (near != found.end()) count += near->second.size();
    }
    const bool counts = key.first == "#" && !has_height && count >= kFewestCounting;
    if (static_cast<float>(count) < enough && !counts) {
      if (key.second == kAnywhere) MarkChapterNames(items);
      continue;
    }
    MarkRunning(items);
  }
  KeepWhatFormsSay(pages, static_cast<std::size_t>(std::ceil(enough)));
}

}  // namespace wenyuan::parse_pdf
