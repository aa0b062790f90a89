#include "wenyuan/base/system_reason.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace wenyuan {
namespace {

struct Words {
  int error;
  const char* chinese;
};

constexpr std::array kWords = {
    Words{E2BIG, "参数列表过长"},
    Words{EACCES, "没有权限"},
    Words{EADDRINUSE, "地址已被占用"},
    Words{EADDRNOTAVAIL, "本机没有这个地址"},
    Words{EAFNOSUPPORT, "不支持这类地址"},
    Words{EAGAIN, "资源暂时不可用"},
    Words{EBADF, "文件描述符无效"},
    Words{EBUSY, "正在使用中"},
    Words{ECANCELED, "操作已取消"},
    Words{ECONNABORTED, "连接已中止"},
    Words{ECONNREFUSED, "连接被拒绝"},
    Words{ECONNRESET, "连接被对方重置"},
    Words{EDQUOT, "超出磁盘配额"},
    Words{EEXIST, "已经存在"},
    Words{EFBIG, "文件过大"},
    Words{EHOSTDOWN, "对方主机已关机"},
    Words{EHOSTUNREACH, "无法到达该主机"},
    Words{EINTR, "操作被中断"},
    Words{EINVAL, "参数无效"},
    Words{EIO, "读写出错"},
    Words{EISDIR, "是文件夹，不是文件"},
    Words{ELOOP, "符号链接层数过多"},
    Words{EMFILE, "打开的文件过多"},
    Words{EMLINK, "链接过多"},
    Words{ENAMETOOLONG, "名称过长"},
    Words{ENETDOWN, "网络已断开"},
    Words{ENETUNREACH, "网络不可达"},
    Words{ENFILE, "整个系统打开的文件过多"},
    Words{ENODEV, "没有这个设备"},
    Words{ENOENT, "没有这个文件或文件夹"},
    Words{ENOEXEC, "不是可执行的程序"},
    Words{ENOMEM, "内存不足"},
    Words{ENOSPC, "磁盘已满"},
    Words{ENOSYS, "系统没有这项功能"},
    Words{ENOTCONN, "尚未连接"},
    Words{ENOTDIR, "路径中有一段不是文件夹"},
    Words{ENOTEMPTY, "文件夹不为空"},
    Words{ENOTSOCK, "不是套接字"},
    Words{ENOTSUP, "不支持此操作"},
    Words{ENXIO, "没有这个设备或地址"},
    Words{EPERM, "不允许此操作"},
    Words{EPIPE, "连接已断开"},
    Words{EPROTONOSUPPORT, "不支持这种协议"},
    Words{EROFS, "文件系统只读"},
    Words{ESTALE, "网络文件系统中的文件已失效"},
    Words{ETIMEDOUT, "连接超时"},
    Words{ETXTBSY, "程序文件正被写入"},
    Words{EXDEV, "不在同一个文件系统中"},
};

}  // namespace

SystemReason ReasonOf(int error) {
  const std::string english = std::generic_category().message(error);
  const auto* const found = std::find_if(
      kWords.begin(), kWords.end(), [error](const Words& words) { return words.error == error; });
  const std::string chinese = found == kWords.end() ? "系统报错" : found->chinese;
  return {english, chinese + "（" + english + "）"};
}

SystemReason ReasonOf(const std::error_code& error) {
  if (error.category() == std::generic_category() || error.category() == std::system_category()) {
    return ReasonOf(error.value());
  }
  const std::string words = error.message();
  return {words, words};
}

}  // namespace wenyuan
