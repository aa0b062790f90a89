#include "failure.h"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>

namespace wenyuan::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

// Null for what is no error of Boost's own.
const char* InChinese(const boost::system::error_code& error) {
  if (error == asio::error::host_not_found || error == asio::error::no_data) {
    return "找不到该主机名";
  }
  if (error == asio::error::host_not_found_try_again) return "暂时无法解析该主机名";
  if (error.category() == asio::error::get_netdb_category() ||
      error.category() == asio::error::get_addrinfo_category()) {
    return "无法解析该主机名";
  }
  if (error == asio::error::eof || error == beast::http::error::end_of_stream ||
      error == beast::http::error::partial_message || error == asio::ssl::error::stream_truncated) {
    return "对方提前关闭了连接";
  }
  if (error == beast::error::timeout) return "等待超时";
  if (error.category() == asio::error::get_ssl_category()) return "TLS 出错";
  if (error.category() == make_error_code(beast::http::error::bad_version).category()) {
    return "对方的应答不是合法的 HTTP";
  }
  return nullptr;
}

}  // namespace

SystemReason ReasonOf(const boost::system::error_code& error) {
  const char* chinese = InChinese(error);
  if (chinese == nullptr) return wenyuan::ReasonOf(static_cast<std::error_code>(error));
  const std::string english = error.message();
  return {english, std::string(chinese) + "（" + english + "）"};
}

}  // namespace wenyuan::http
