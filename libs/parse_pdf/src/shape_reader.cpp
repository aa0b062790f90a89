#include "shape_reader.h"

#include <array>
#include <cmath>

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kMaxRectangles = 100'000;
constexpr std::size_t kMaxImages = 200;
constexpr int kMaxObjects = 300'000;
constexpr int kMaxSegments = 20'000;
constexpr int kMaxDepth = 8;
constexpr float kAlmostNothing = 0.3F;
constexpr float kThinGround = 4;
constexpr float kLowestLetter = 3;  // points
constexpr float kHighestLetter = 150;
constexpr int kFewestTurns = 5;  // of an outline; a triangle and a slanted bar have fewer
constexpr int kTurnsOfALetter = 40;
constexpr unsigned kWhite = 250;

Affine FromMatrix(const FS_MATRIX& m) { return {m.a, m.c, m.e, m.b, m.d, m.f}; }

class ShapeReader {
 public:
  ShapeReader(const PageTags* tags, PageContent& content) : tags_(tags), content_(content) {
    if (tags == nullptr) return;
    for (const std::string& text : tags->Alternatives()) {
      content.alternatives.push_back({text, {}, false});
    }
  }

  template <typename Get>
  void ReadAll(int count, const Get& get, const Affine& to_page, int depth) {
    for (int i = 0; i < count && objects_ < kMaxObjects; ++i) {
      FPDF_PAGEOBJECT object = get(i);
      ++objects_;
      if (object == nullptr) continue;
      if (!content_.alternatives.empty()) PlaceAlternative(object, to_page);
      switch (FPDFPageObj_GetType(object)) {
        case FPDF_PAGEOBJ_PATH:
          ReadPath(object, to_page);
          break;
        case FPDF_PAGEOBJ_IMAGE:
          ReadImage(object, to_page);
          break;
        case FPDF_PAGEOBJ_FORM:
          ReadForm(object, to_page, depth);
          break;
        case FPDF_PAGEOBJ_SHADING:
          ReadShading(object, to_page);
          break;
        default:
          break;
      }
    }
  }

 private:
  static bool Bounds(FPDF_PAGEOBJECT object, const Affine& to_page, Box& box) {
    std::array<float, 4> sides{};
    if (FPDFPageObj_GetBounds(object, &sides[0], &sides[1], &sides[2], &sides[3]) == 0) {
      return false;
    }
    box = to_page.Map(sides[0], sides[1], sides[2], sides[3]);
    return std::isfinite(box.left) && std::isfinite(box.right) && std::isfinite(box.top) &&
           std::isfinite(box.bottom);
  }

  void PlaceAlternative(FPDF_PAGEOBJECT object, const Affine& to_page) {
    const std::size_t number = tags_->AlternativeOf(FPDFPageObj_GetMarkedContentID(object));
    Box box;
    if (number == 0 || !Bounds(object, to_page, box)) return;
    Alternative& alternative = content_.alternatives[number - 1];
    if (alternative.placed) {
      alternative.box.Add(box);
    } else {
      alternative.box = box;
    }
    alternative.placed = true;
  }

  void ReadForm(FPDF_PAGEOBJECT form, const Affine& to_page, int depth) {
    FS_MATRIX matrix{};
    if (depth >= kMaxDepth || FPDFPageObj_GetMatrix(form, &matrix) == 0) return;
    const auto get = [form](int i) {
      return FPDFFormObj_GetObject(form, static_cast<unsigned long>(i));
    };
    ReadAll(FPDFFormObj_CountObjects(form), get, to_page.After(FromMatrix(matrix)), depth + 1);
  }

  void ReadShading(FPDF_PAGEOBJECT object, const Affine& to_page) {
    Box box;
    if (Bounds(object, to_page, box)) KeepGround(box, kManyColours);
  }

  void ReadImage(FPDF_PAGEOBJECT object, const Affine& to_page) {
    Box box;
    if (!Bounds(object, to_page, box)) return;
    const float page = content_.width * content_.height;
    const float share = page > 0 ? box.width() * box.height() / page : 0;
    content_.image_share = std::max(content_.image_share, share);
    content_.images_share += share;
    content_.rectangles.push_back({box, true, false});
    if (content_.images.size() < kMaxImages) content_.images.push_back({object, box});
    KeepGround(box, kManyColours);
  }

  void ReadPath(FPDF_PAGEOBJECT object, const Affine& to_page) {
    int fill = FPDF_FILLMODE_NONE;
    FPDF_BOOL stroke = 0;
    if (FPDFPath_GetDrawMode(object, &fill, &stroke) == 0) return;
    if (fill == FPDF_FILLMODE_NONE && stroke == 0) return;
    Rectangle rectangle;
    rectangle.filled = fill != FPDF_FILLMODE_NONE;
    if (rectangle.filled) {
      unsigned r = 0;
      unsigned g = 0;
      unsigned b = 0;
      unsigned a = 0;
      if (FPDFPageObj_GetFillColor(object, &r, &g, &b, &a) != 0) {
        rectangle.white = a == 0 || (r >= kWhite && g >= kWhite && b >= kWhite);
        Box box;
        if (a > 0 && Bounds(object, to_page, box)) KeepGround(box, r << 16U | g << 8U | b);
      }
    }
    const int segments = FPDFPath_CountSegments(object);
    if (segments <= 6) {
      if (Bounds(object, to_page, rectangle.box)) Keep(rectangle);
      return;
    }
    if (segments <= kMaxSegments) {
      ReadSubpaths(object, segments, to_page, rectangle);
    } else if (rectangle.filled) {  // a page of text in one path
      content_.outlines += static_cast<std::size_t>(segments / kTurnsOfALetter);
    }
  }

  // One path may draw all the rectangles of a table.
  void ReadSubpaths(FPDF_PAGEOBJECT object, int segments, const Affine& to_page,
                    Rectangle rectangle) {
    FS_MATRIX matrix{1, 0, 0, 1, 0, 0};
    (void)FPDFPageObj_GetMatrix(object, &matrix);
    const Affine display = to_page.After(FromMatrix(matrix));
    bool straight = false;
    int turns = 0;
    const auto finish = [&] {
      if (straight) Keep(rectangle);
      if (!straight && rectangle.filled && turns >= kFewestTurns && MayBeLetter(rectangle.box)) {
        ++content_.outlines;
      }
      straight = false;
      turns = 0;
    };
    Box last;
    for (int i = 0; i < segments; ++i) {
      FPDF_PATHSEGMENT segment = FPDFPath_GetPathSegment(object, i);
      float x = 0;
      float y = 0;
      if (FPDFPathSegment_GetPoint(segment, &x, &y) == 0) continue;
      const Box point = display.Map(x, y, x, y);
      const int type = FPDFPathSegment_GetType(segment);
      if (type == FPDF_SEGMENT_MOVETO) {
        finish();
        straight = true;
        rectangle.box = point;
      } else {
        const bool slanted = std::abs(point.left - last.left) > kAlmostNothing &&
                             std::abs(point.top - last.top) > kAlmostNothing;
        if (type != FPDF_SEGMENT_LINETO || slanted) straight = false;
        ++turns;
        rectangle.box.Add(point);
      }
      last = point;
    }
    finish();
  }

  static bool MayBeLetter(const Box& box) {
    return box.height() >= kLowestLetter && box.height() <= kHighestLetter &&
           box.width() <= kHighestLetter;
  }

  void Keep(const Rectangle& rectangle) {
    const Box& box = rectangle.box;
    if (box.width() < kAlmostNothing && box.height() < kAlmostNothing) return;
    if (content_.rectangles.size() < kMaxRectangles) content_.rectangles.push_back(rectangle);
  }

  // What is thinner than a line of text is no ground for one.
  void KeepGround(const Box& box, std::uint32_t colour) {
    if (box.width() < kThinGround || box.height() < kThinGround) return;
    if (content_.grounds.size() < kMaxRectangles) content_.grounds.push_back({box, colour});
  }

  const PageTags* tags_;
  PageContent& content_;
  int objects_ = 0;
};

}  // namespace

void ReadShapes(FPDF_PAGE page, const Affine& display, PageContent& content, const PageTags* tags) {
  const auto get = [page](int i) { return FPDFPage_GetObject(page, i); };
  ShapeReader(tags, content).ReadAll(FPDFPage_CountObjects(page), get, display, 0);
}

}  // namespace wenyuan::parse_pdf
