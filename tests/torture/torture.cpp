// Fails one call of the system in a program that knows nothing of it: preloaded (ld.so(8),
// LD_PRELOAD) in front of the C library.
//
//   PARLEY_TORTURE=recv:3:ECONNRESET   the third recv(2) fails with that error, once
//   PARLEY_TORTURE_COUNTS=FILE         how often each call was made, one 64-bit number each, in the
//                                      order of `torture_calls`; of a program that is killed, too
//
// Only the program that was started is meant: what it starts itself runs untouched, because the
// variables are taken out of its environment.
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>

// The calls, by name, in the order of the counts. tests/torture.py has the errors of each.
// The formatter is not content with what it makes of this list.
// clang-format off
#define TORTURE_CALLS(X)                                                                  \
  X(socket) X(bind) X(listen) X(accept4) X(connect) X(getsockopt) X(setsockopt)            \
  X(getsockname) X(recv) X(recvmsg) X(send) X(sendmsg) X(sendto) X(shutdown) X(read)       \
  X(write) X(open) X(pread) X(pwrite) X(fstat) X(stat) X(ftruncate) X(fsync) X(fdatasync)  \
  X(flock) X(mkdir) X(unlink) X(rename) X(fcntl) X(ioctl) X(poll) X(epoll_create1)         \
  X(epoll_ctl) X(epoll_wait) X(eventfd) X(timerfd_create) X(timerfd_settime) X(signalfd)   \
  X(tcgetattr) X(tcsetattr) X(getaddrinfo) X(pthread_create) X(malloc) X(aligned_alloc)    \
  X(mmap)
// clang-format on

namespace {

enum Call : unsigned {
#define TORTURE_ENUM(name) call_##name,
  TORTURE_CALLS(TORTURE_ENUM)
#undef TORTURE_ENUM
      calls
};

constexpr const char* names[] = {
#define TORTURE_NAME(name) #name,
    TORTURE_CALLS(TORTURE_NAME)
#undef TORTURE_NAME
};

std::atomic<std::uint64_t> own_counts[calls];
std::atomic<std::uint64_t>* counts = own_counts;
unsigned wanted_call = calls;
std::uint64_t wanted_number = 0;
int wanted_error = 0;

/// True: this is the one, and errno says why.
bool fails(Call call) {
  if (counts[call].fetch_add(1, std::memory_order_relaxed) + 1 != wanted_number ||
      call != wanted_call) {
    return false;
  }
  errno = wanted_error;
  return true;
}

/// Descriptors that only count: reading and writing them fails in no way that this could play
/// (eventfd(2), timerfd_create(2)).
constexpr int descriptors_known = 1024;
std::atomic<bool> only_counts[descriptors_known];

int opened(int descriptor, bool counter) {
  if (descriptor >= 0 && descriptor < descriptors_known) only_counts[descriptor] = counter;
  return descriptor;
}

bool is_counter(int descriptor) {
  return descriptor >= 0 && descriptor < descriptors_known && only_counts[descriptor];
}

template <typename Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

/// Shared with who started the program, so that no end of it loses them.
void share_counts(const char* path) {
  const auto file = static_cast<int>(
      ::syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file < 0 || ::syscall(SYS_ftruncate, file, sizeof own_counts) != 0) ::abort();
  void* shared = ::mmap(nullptr, sizeof own_counts, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (shared == MAP_FAILED) ::abort();
  counts = static_cast<std::atomic<std::uint64_t>*>(shared);
  ::syscall(SYS_close, file);
}

/// "recv:3:104"
void read_wish(const char* wish) {
  const char* number = std::strchr(wish, ':');
  const char* error = number != nullptr ? std::strchr(number + 1, ':') : nullptr;
  if (error == nullptr) ::abort();
  const auto length = static_cast<std::size_t>(number - wish);
  for (unsigned call = 0; call < calls; ++call) {
    if (std::strlen(names[call]) == length && std::strncmp(names[call], wish, length) == 0) {
      wanted_call = call;
    }
  }
  wanted_number = std::strtoull(number + 1, nullptr, 10);
  wanted_error = std::atoi(error + 1);
  if (wanted_call == calls || wanted_number == 0) ::abort();
}

__attribute__((constructor)) void begin() {
  const char* path = ::getenv("PARLEY_TORTURE_COUNTS");
  const char* wish = ::getenv("PARLEY_TORTURE");
  if (path != nullptr) share_counts(path);
  if (wish != nullptr) read_wish(wish);
  ::unsetenv("PARLEY_TORTURE");
  ::unsetenv("PARLEY_TORTURE_COUNTS");
  ::unsetenv("LD_PRELOAD");
}

}  // namespace

// A call that fails by returning -1.
#define TORTURE(type, name, parameters, arguments)                      \
  extern "C" type name parameters {                                     \
    static const auto next = real<type(*) parameters>(#name);           \
    return fails(call_##name) ? static_cast<type>(-1) : next arguments; \
  }

// One that opens a descriptor.
#define TORTURE_OPENS(counter, name, parameters, arguments)           \
  extern "C" int name parameters {                                    \
    static const auto next = real<int(*) parameters>(#name);          \
    return fails(call_##name) ? -1 : opened(next arguments, counter); \
  }

TORTURE_OPENS(false, socket, (int a, int b, int c), (a, b, c))
TORTURE(int, bind, (int a, const sockaddr* b, socklen_t c), (a, b, c))
TORTURE(int, listen, (int a, int b), (a, b))
TORTURE_OPENS(false, accept4, (int a, sockaddr* b, socklen_t* c, int d), (a, b, c, d))
TORTURE(int, connect, (int a, const sockaddr* b, socklen_t c), (a, b, c))
TORTURE(int, getsockopt, (int a, int b, int c, void* d, socklen_t* e), (a, b, c, d, e))
TORTURE(int, setsockopt, (int a, int b, int c, const void* d, socklen_t e), (a, b, c, d, e))
TORTURE(int, getsockname, (int a, sockaddr* b, socklen_t* c), (a, b, c))
TORTURE(ssize_t, recv, (int a, void* b, size_t c, int d), (a, b, c, d))
TORTURE(ssize_t, recvmsg, (int a, msghdr* b, int c), (a, b, c))
TORTURE(ssize_t, send, (int a, const void* b, size_t c, int d), (a, b, c, d))
TORTURE(ssize_t, sendmsg, (int a, const msghdr* b, int c), (a, b, c))
TORTURE(ssize_t, sendto, (int a, const void* b, size_t c, int d, const sockaddr* e, socklen_t f),
        (a, b, c, d, e, f))
TORTURE(int, shutdown, (int a, int b), (a, b))
TORTURE(ssize_t, pread, (int a, void* b, size_t c, off_t d), (a, b, c, d))
TORTURE(ssize_t, pwrite, (int a, const void* b, size_t c, off_t d), (a, b, c, d))
TORTURE(int, fstat, (int a, struct stat* b), (a, b))
TORTURE(int, stat, (const char* a, struct stat* b), (a, b))
TORTURE(int, ftruncate, (int a, off_t b), (a, b))
TORTURE(int, fsync, (int a), (a))
TORTURE(int, fdatasync, (int a), (a))
TORTURE(int, flock, (int a, int b), (a, b))
TORTURE(int, mkdir, (const char* a, mode_t b), (a, b))
TORTURE(int, unlink, (const char* a), (a))
TORTURE(int, rename, (const char* a, const char* b), (a, b))
TORTURE(int, poll, (pollfd * a, nfds_t b, int c), (a, b, c))
TORTURE(int, epoll_create1, (int a), (a))
TORTURE(int, epoll_ctl, (int a, int b, int c, epoll_event* d), (a, b, c, d))
TORTURE(int, epoll_wait, (int a, epoll_event* b, int c, int d), (a, b, c, d))
TORTURE_OPENS(true, eventfd, (unsigned a, int b), (a, b))
TORTURE_OPENS(true, timerfd_create, (int a, int b), (a, b))
TORTURE(int, timerfd_settime, (int a, int b, const itimerspec* c, itimerspec* d), (a, b, c, d))
TORTURE_OPENS(true, signalfd, (int a, const sigset_t* b, int c), (a, b, c))
TORTURE(int, tcgetattr, (int a, termios* b), (a, b))
TORTURE(int, tcsetattr, (int a, int b, const termios* c), (a, b, c))

extern "C" ssize_t read(int descriptor, void* into, size_t bytes) {
  static const auto next = real<ssize_t (*)(int, void*, size_t)>("read");
  return !is_counter(descriptor) && fails(call_read) ? -1 : next(descriptor, into, bytes);
}

extern "C" ssize_t write(int descriptor, const void* from, size_t bytes) {
  static const auto next = real<ssize_t (*)(int, const void*, size_t)>("write");
  return !is_counter(descriptor) && fails(call_write) ? -1 : next(descriptor, from, bytes);
}

extern "C" int open(const char* path, int flags, ...) {
  static const auto next = real<int (*)(const char*, int, ...)>("open");
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return fails(call_open) ? -1 : opened(next(path, flags, mode), false);
}

extern "C" int fcntl(int descriptor, int command, ...) {
  static const auto next = real<int (*)(int, int, ...)>("fcntl");
  va_list more;
  va_start(more, command);
  void* argument = va_arg(more, void*);
  va_end(more);
  return fails(call_fcntl) ? -1 : next(descriptor, command, argument);
}

extern "C" int ioctl(int descriptor, unsigned long request, ...) {
  static const auto next = real<int (*)(int, unsigned long, ...)>("ioctl");
  va_list more;
  va_start(more, request);
  void* argument = va_arg(more, void*);
  va_end(more);
  return fails(call_ioctl) ? -1 : next(descriptor, request, argument);
}

// Those that return their error.

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                           addrinfo** found) {
  static const auto next =
      real<int (*)(const char*, const char*, const addrinfo*, addrinfo**)>("getaddrinfo");
  return fails(call_getaddrinfo) ? EAI_SYSTEM : next(node, service, hints, found);
}

extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                              void* (*start)(void*), void* argument) {
  static const auto next =
      real<int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create");
  return fails(call_pthread_create) ? wanted_error : next(thread, attributes, start, argument);
}

// Memory. dlsym(3) may ask for some itself, before there is anybody to ask: glibc has a name for
// its own malloc.

extern "C" void* __libc_malloc(size_t bytes);
extern "C" void* __libc_memalign(size_t alignment, size_t bytes);

extern "C" void* malloc(size_t bytes) {
  return fails(call_malloc) ? nullptr : __libc_malloc(bytes);
}

extern "C" void* aligned_alloc(size_t alignment, size_t bytes) {
  return fails(call_aligned_alloc) ? nullptr : __libc_memalign(alignment, bytes);
}

// The pages of a recording's segments.
extern "C" void* mmap(void* at, size_t bytes, int protection, int flags, int file, off_t offset) {
  static const auto next = real<void* (*)(void*, size_t, int, int, int, off_t)>("mmap");
  return fails(call_mmap) ? MAP_FAILED : next(at, bytes, protection, flags, file, offset);
}
