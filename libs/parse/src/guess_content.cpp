#include "guess_content.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  const char* english;
  const char* chinese;
  bool imported = false;
};

constexpr std::array kSignatures = {
    Signature{0, "%PDF-"sv, "a PDF document", "PDF 文档", true},
    Signature{0, "\x89PNG"sv, "a PNG picture", "PNG 图片", true},
    Signature{0, "\xFF\xD8\xFF"sv, "a JPEG picture", "JPEG 图片", true},
    Signature{0, "GIF8"sv, "a GIF picture", "GIF 图片", true},
    Signature{0, "BM"sv, "a BMP picture", "BMP 图片", true},
    Signature{0, "II*\0"sv, "a TIFF picture", "TIFF 图片", true},
    Signature{0, "MM\0*"sv, "a TIFF picture", "TIFF 图片", true},
    Signature{8, "WEBP"sv, "a WebP picture", "WebP 图片", true},
    Signature{0, "8BPS"sv, "a Photoshop picture", "Photoshop 图片"},
    Signature{4, "ftyp"sv, "a video or sound file", "音视频文件"},
    Signature{0, "\x1A\x45\xDF\xA3"sv, "a Matroska video", "Matroska 视频"},
    Signature{0, "OggS"sv, "an Ogg sound or video file", "Ogg 音视频文件"},
    Signature{0, "ID3"sv, "an MP3 sound file", "MP3 音频"},
    Signature{8, "WAVE"sv, "a WAV sound file", "WAV 音频"},
    Signature{8, "AVI "sv, "an AVI video", "AVI 视频"},
    Signature{0, "fLaC"sv, "a FLAC sound file", "FLAC 音频"},
    Signature{0, "PK\x03\x04"sv, "a ZIP container", "ZIP 容器", true},
    Signature{0, "Rar!"sv, "a RAR archive", "RAR 压缩包", true},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive", "7-Zip 压缩包", true},
    Signature{0, "\x1F\x8B"sv, "a gzip archive", "gzip 压缩包", true},
    Signature{0, "BZh"sv, "a bzip2 archive", "bzip2 压缩包", true},
    Signature{0,
              "\xFD"
              "7zXZ"sv,
              "an xz archive", "xz 压缩包", true},
    Signature{0, "\x28\xB5\x2F\xFD"sv, "a Zstandard archive", "Zstandard 压缩包", true},
    Signature{257, "ustar"sv, "a tar archive", "tar 归档", true},
    Signature{0, "MSCF"sv, "a cabinet archive", "CAB 压缩包", true},
    Signature{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old Office or Outlook file (OLE2)",
              "旧版 Office 或 Outlook 文件（OLE2）", true},
    Signature{0, "{\\rtf"sv, "an RTF document", "RTF 文档", true},
    Signature{0,
              "\x7F"
              "ELF"sv,
              "a Linux program", "Linux 程序"},
    Signature{0, "MZ"sv, "a Windows program", "Windows 程序"},
    Signature{0, "\xCA\xFE\xBA\xBE"sv, "a Java class or macOS program", "Java 类文件或 macOS 程序"},
    Signature{0, "SQLite format 3"sv, "an SQLite database", "SQLite 数据库"},
    Signature{0, "ITSF"sv, "a compiled help file (CHM)", "CHM 帮助文件", true},
    Signature{0, "%!PS"sv, "a PostScript document", "PostScript 文档"},
    Signature{0, "AT&TFORM"sv, "a DjVu document", "DjVu 文档"},
    Signature{0, "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D"sv, "a OneNote notebook", "OneNote 笔记本",
              true},
    Signature{0, "!BDN"sv, "an Outlook mailbox (PST)", "Outlook 邮箱（PST）"},
    Signature{0, "wOFF"sv, "a font", "字体文件"},
    Signature{0, "OTTO"sv, "a font", "字体文件"},
    Signature{0, "GGUF"sv, "a model (GGUF)", "模型文件（GGUF）"},
};

constexpr std::size_t kSample = 4096;

bool LooksLikeText(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSample);
  return std::none_of(sample.begin(), sample.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1B';
  });
}

}  // namespace

ContentGuess GuessContent(std::string_view bytes) {
  for (const Signature& signature : kSignatures) {
    if (bytes.size() >= signature.offset &&
        bytes.substr(signature.offset, signature.bytes.size()) == signature.bytes) {
      return {signature.english, signature.chinese, signature.imported};
    }
  }
  if (LooksLikeText(bytes)) return {"text", "文本", true};
  return {"unknown binary data", "未知的二进制数据", false};
}

}  // namespace wenyuan::parse
