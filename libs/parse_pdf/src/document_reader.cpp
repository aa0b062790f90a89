#include "document_reader.h"

#include <fpdf_annot.h>
#include <fpdf_catalog.h>
#include <fpdf_flatten.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "bitmap_file.h"
#include "document_info.h"
#include "join_pages.h"
#include "page_layout.h"
#include "page_reader.h"
#include "pictures.h"
#include "recognise_page.h"
#include "recognised_words.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr int kMostAnnotations = 10'000;
constexpr int kThumbnailSide = 320;  // pixels

// Their text is drawn from its own description, not from the page's.
bool HasDrawnAnnotations(FPDF_PAGE page) {
  const int count = std::min(FPDFPage_GetAnnotCount(page), kMostAnnotations);
  for (int i = 0; i < count; ++i) {
    const Owned<FPDF_ANNOTATION, FPDFPage_CloseAnnot> annotation(FPDFPage_GetAnnot(page, i));
    if (annotation == nullptr) continue;
    switch (FPDFAnnot_GetSubtype(annotation.get())) {
      case FPDF_ANNOT_WIDGET:
      case FPDF_ANNOT_FREETEXT:
      case FPDF_ANNOT_STAMP:
        return true;
      default:
        break;
    }
  }
  return false;
}

PdfPage LoadPage(FPDF_DOCUMENT pdf, int index) {
  PdfPage page(FPDF_LoadPage(pdf, index));
  if (page == nullptr || !HasDrawnAnnotations(page.get())) return page;
  if (FPDFPage_Flatten(page.get(), FLAT_NORMALDISPLAY) == FLATTEN_SUCCESS) {
    page.reset();
    page.reset(FPDF_LoadPage(pdf, index));
  }
  return page;
}

// What the pages had that the text does not show, counted for the warnings.
struct Losses {
  std::size_t hidden = 0;
  std::string pages_of_hidden;
  bool unread = false;  // Page::needs_recognition tells of which
  std::string too_large;
  std::string damaged;
};

void AddPage(std::string& list, int index) {
  constexpr std::size_t kLongest = 60;
  if (list.size() > kLongest) {
    if (!list.ends_with("…")) list += ", …";
    return;
  }
  if (!list.empty()) list += ", ";
  list += std::to_string(index + 1);
}

void Note(const PageContent& content, int index, Losses& losses) {
  if (content.NeedsRecognition()) losses.unread = true;
  if (content.hidden > 0) {
    losses.hidden += content.hidden;
    AddPage(losses.pages_of_hidden, index);
  }
}

void AddHidden(const PageContent& content, int index, std::vector<parse::Block>& hidden) {
  const std::size_t end = content.hidden_text.find_last_not_of(' ');
  if (end == std::string::npos) return;
  parse::Block& block = hidden.emplace_back();
  block.kind = parse::BlockKind::kHidden;
  block.page = static_cast<std::uint32_t>(index + 1);
  block.text = content.hidden_text.substr(0, end + 1);
}

using Turns = std::map<std::uint32_t, Turn>;  // by page

// Boxes are those of the page as displayed.
void TurnBack(const Turns& turns, std::vector<parse::Block>& blocks) {
  const auto back = [&](PageBox& box) {
    const auto turn = turns.find(box.page);
    if (turn != turns.end()) box = turn->second.ToDisplayed(box);
  };
  for (parse::Block& block : blocks) {
    for (TextSpan& span : block.spans) back(span.box);
    for (parse::TableCell& cell : block.table.cells)
      std::for_each(cell.boxes.begin(), cell.boxes.end(), back);
    if (block.box) back(*block.box);
  }
}

void Warn(const Losses& losses, std::vector<std::string>& warnings) {
  if (losses.hidden > 0) {
    warnings.push_back("kept apart " + std::to_string(losses.hidden) +
                       " characters that a reader cannot see, on pages " + losses.pages_of_hidden);
  }
  if (!losses.too_large.empty()) {
    warnings.push_back("pages with pictures of more than 100 megapixels, not recognised: " +
                       losses.too_large);
  }
  if (!losses.damaged.empty()) warnings.push_back("damaged pages left out: " + losses.damaged);
}

std::size_t TextBytes(const LaidOutPage& page) {
  std::size_t bytes = 0;
  for (const PageItem& item : page.items) {
    bytes += item.line.text.size();
    for (const parse::TableCell& cell : item.table.cells) bytes += cell.text.size();
  }
  return bytes;
}

Error TooMuchText(const parse::ParseRequest& request) {
  const std::string name(request.name);
  const std::string limit = std::to_string(request.limits.max_text_bytes >> 20U) + " MB";
  return {ErrorCode::kTooLarge,
          "\"" + name + "\" holds more than " + limit + " of text; split it and try again",
          "“" + name + "”的文字超过 " + limit + "；请拆分后重试"};
}

Error NoText(const parse::ParseRequest& request, std::size_t hidden) {
  const std::string name(request.name);
  if (hidden > 0) {
    return {ErrorCode::kUnsupported,
            "all text of \"" + name + "\" is hidden from readers; nothing was imported",
            "“" + name + "”的全部文字对读者不可见；未导入任何内容"};
  }
  return {
      ErrorCode::kUnsupported,
      "\"" + name + "\" has pages but no text, and no picture of any (drawings, or empty pages)",
      "“" + name + "”有页面，但没有文字，也没有文字图像（只有图形或空白页）"};
}

}  // namespace

Result<parse::Document> ReadDocument(FPDF_DOCUMENT pdf, const parse::ParseRequest& request,
                                     parse::TextRecogniser* recogniser) {
  if (!request.recognise_pictures.empty()) return ReadWantedPictures(pdf, request);
  parse::Document document;
  document.format = "pdf";
  ReadMetadata(pdf, document);
  const int count = FPDF_GetPageCount(pdf);
  const bool tagged = FPDFCatalog_IsTagged(pdf) != 0;
  const bool some_only = request.recognise.count > 0;
  std::vector<LaidOutPage> pages;
  std::vector<parse::Block> hidden;
  Turns turns;
  std::vector<PageTurn> recognised_turns;
  Losses losses;
  Pictures pictures;
  std::size_t text_bytes = 0;
  for (int i = 0; i < count; ++i) {
    if (some_only && !request.recognise.Contains(static_cast<std::size_t>(i) + 1)) {
      FS_SIZEF size{};
      (void)FPDF_GetPageSizeByIndexF(pdf, i, &size);
      document.pages.push_back({size.width, size.height, PageLabel(pdf, i)});
      continue;
    }
    const PdfPage page = LoadPage(pdf, i);
    if (page == nullptr) {
      document.pages.push_back({0, 0, PageLabel(pdf, i)});
      AddPage(losses.damaged, i);
      continue;
    }
    PageContent content = ReadPage(page.get(), tagged);
    parse::Page& shown = document.pages.emplace_back();
    shown = {content.turn.width, content.turn.height, PageLabel(pdf, i)};
    shown.needs_recognition = content.NeedsRecognition();
    if (shown.needs_recognition && some_only && recogniser != nullptr) {
      if (HoldsHugePicture(page.get())) {
        AddPage(losses.too_large, i);
      } else {
        // It is drawn as displayed, and its lines tell how they run.
        content.width = content.turn.width;
        content.height = content.turn.height;
        content.turn.degrees = 0;
        WY_TRY(const parse::RecognisedPage read,
               RecognisePage(page.get(), content, static_cast<std::uint32_t>(i + 1), *recogniser));
        recognised_turns.push_back(PutWords(read, content));
        shown.needs_recognition = false;
      }
    }
    if (content.turn.degrees != 0) turns[static_cast<std::uint32_t>(i + 1)] = content.turn;
    if (!some_only) {
      Note(content, i, losses);
      AddHidden(content, i, hidden);
    }
    if (!some_only && !shown.needs_recognition) {
      pictures.Note(content, static_cast<std::uint32_t>(i + 1));
    }
    if (!some_only && i == 0) document.thumbnail = PageThumbnail(page.get(), kThumbnailSide);
    pages.push_back(LayOut(content, static_cast<std::uint32_t>(i + 1)));
    text_bytes += TextBytes(pages.back());
    if (text_bytes > request.limits.max_text_bytes) return TooMuchText(request);
  }
  document.blocks = JoinPages(std::move(pages), ReadOutline(pdf));
  std::move(pictures).AddTo(document);
  if (!turns.empty()) TurnBack(turns, document.blocks);
  for (const PageTurn& turn : recognised_turns) TurnBack(turn, document.blocks);
  Warn(losses, document.warnings);
  if (some_only) return document;
  ReadAttachments(pdf, request.limits, document);
  if (document.blocks.empty() && document.attachments.empty() && !losses.unread) {
    return NoText(request, losses.hidden);
  }
  InsertHidden(std::move(hidden), document.blocks);
  return document;
}

}  // namespace wenyuan::parse_pdf
