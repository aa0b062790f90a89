#include "messages.h"

#include <algorithm>
#include <array>

#include "byte_io.h"
#include "utf8.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kLongestSentence = 2000;
constexpr std::array kAllowedCodes = {ErrorCode::kInvalidArgument, ErrorCode::kPermissionDenied,
                                      ErrorCode::kTooLarge,        ErrorCode::kUnsupported,
                                      ErrorCode::kTimeout,         ErrorCode::kInternal};

std::string Sentence(std::string_view bytes) {
  std::string text = CleanText(bytes.substr(0, kLongestSentence));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return text;
}

}  // namespace

std::string EncodeRequest(const RequestHeader& request) {
  ByteWriter out;
  out.Bytes(request.name);
  out.Bytes(request.password);
  const ParseLimits& limits = request.limits;
  for (const std::size_t number : {limits.max_input_bytes, limits.max_text_bytes, limits.max_pages,
                                   limits.max_attachment_bytes, limits.max_attachments}) {
    out.Number(number);
  }
  out.Number(request.recognise.first);
  out.Number(request.recognise.count);
  out.Number(request.recognise_pictures.size());
  for (const std::string& picture : request.recognise_pictures) out.Bytes(picture);
  return out.Take();
}

Result<RequestHeader> DecodeRequest(std::string_view bytes) {
  ByteReader in(bytes);
  RequestHeader request;
  request.name = in.Bytes();
  request.password = in.Bytes();
  ParseLimits& limits = request.limits;
  for (std::size_t* number : {&limits.max_input_bytes, &limits.max_text_bytes, &limits.max_pages,
                              &limits.max_attachment_bytes, &limits.max_attachments}) {
    *number = in.Number();
  }
  request.recognise.first = static_cast<std::uint32_t>(in.Number());
  request.recognise.count = static_cast<std::uint32_t>(in.Number());
  for (std::size_t left = in.Count(1); left > 0 && in.ok(); --left) {
    request.recognise_pictures.emplace_back(in.Bytes());
  }
  if (in.ok() && in.AtEnd()) return request;
  return Error{ErrorCode::kCorruption, "the request " + in.failure()};
}

std::string EncodeError(const Error& error) {
  ByteWriter out;
  const auto* const found = std::find(kAllowedCodes.begin(), kAllowedCodes.end(), error.code);
  const bool allowed = found != kAllowedCodes.end();
  out.Byte(static_cast<std::uint8_t>(allowed ? error.code : ErrorCode::kInternal));
  out.Bytes(error.message);
  out.Bytes(error.message_zh);
  return out.Take();
}

std::optional<Error> DecodeError(std::string_view bytes) {
  ByteReader in(bytes);
  const auto code = static_cast<ErrorCode>(in.Byte());
  const std::string_view english = in.Bytes();
  const std::string_view chinese = in.Bytes();
  const auto* const found = std::find(kAllowedCodes.begin(), kAllowedCodes.end(), code);
  if (!in.ok() || !in.AtEnd() || found == kAllowedCodes.end()) {
    return std::nullopt;
  }
  return Error{code, Sentence(english), Sentence(chinese)};
}

}  // namespace wenyuan::parse
