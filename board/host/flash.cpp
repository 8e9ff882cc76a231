// The chip's flash as far as a sketch writes to it: a file of 4096 octets, or memory that only
// outlives restarts. Each write makes a new file and renames it over the old one, so that whatever
// happens there is always a whole one (rename(2)).
#include "board/host/flash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/host/arguments.h"
#include "board/host/state.h"
#include "board/host/words.h"

namespace parley::board::host {

namespace {

constexpr mode_t file_mode = 0600;
constexpr size_t path_bytes_max = 4096;

struct Paths {
  char fresh[path_bytes_max];
  char folder[path_bytes_max];
};

bool make_paths(const char* path, Paths& into) {
  size_t count = strlen(path);
  if (count + sizeof ".new" > path_bytes_max) return false;
  memcpy(into.fresh, path, count);
  memcpy(into.fresh + count, ".new", sizeof ".new");
  const char* slash = strrchr(path, '/');
  size_t folder = slash == nullptr ? 0 : static_cast<size_t>(slash - path) + 1;
  memcpy(into.folder, slash == nullptr ? "." : path, folder == 0 ? 1 : folder);
  into.folder[folder == 0 ? 1 : folder] = '\0';
  return true;
}

bool write_whole(int file, const uint8_t* octets, size_t count) {
  while (count > 0) {
    ssize_t written = write(file, octets, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    octets += written;
    count -= static_cast<size_t>(written);
  }
  return true;
}

// What failed; null when the image is on the disk.
const char* save(const char* path, const uint8_t* image) {
  static constinit Paths paths = {};
  if (!make_paths(path, paths)) return "the path is too long";
  int file = open(paths.fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, file_mode);
  if (file < 0) return "making a file";
  bool whole = write_whole(file, image, port::flash_bytes) && fsync(file) == 0;
  whole = close(file) == 0 && whole;
  if (!whole) return "writing";
  if (rename(paths.fresh, path) != 0) return "renaming";
  // The name is durable only with its folder.
  int folder = open(paths.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return "opening the folder";
  bool named = fsync(folder) == 0;
  close(folder);
  return named ? nullptr : "syncing the folder";
}

}  // namespace

void flash_begin() {
  const char* path = arguments().flash;
  if (path == nullptr) return;
  uint8_t* image = state().flash;
  memset(image, 0xff, port::flash_bytes);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return;
  size_t size = 0;
  ssize_t count = file < 0 ? -1 : 1;
  while (count > 0 && size < port::flash_bytes) {
    count = read(file, image + size, port::flash_bytes - size);
    if (count > 0) size += static_cast<size_t>(count);
  }
  if (count < 0) {
    say(Words() << "reading the flash " << path << ": " << strerrordesc_np(errno));
    _exit(1);
  }
  close(file);
}

}  // namespace parley::board::host

namespace parley::board::port {

void flash_read(size_t offset, uint8_t* into, size_t bytes) {
  if (offset > flash_bytes || bytes > flash_bytes - offset) return;
  memcpy(into, host::state().flash + offset, bytes);
}

bool flash_write(size_t offset, const uint8_t* from, size_t bytes) {
  if (offset > flash_bytes || bytes > flash_bytes - offset) return false;
  static constinit uint8_t image[flash_bytes] = {};
  memcpy(image, host::state().flash, flash_bytes);
  memcpy(image + offset, from, bytes);
  const char* path = host::arguments().flash;
  const char* failed = path == nullptr ? nullptr : host::save(path, image);
  if (failed != nullptr) {
    const char* reason = strerrordesc_np(errno);
    host::say(host::Words() << "saving the flash in " << path << ": " << failed
                            << " failed: " << (reason == nullptr ? "" : reason));
    return false;
  }
  memcpy(host::state().flash, image, flash_bytes);
  return true;
}

}  // namespace parley::board::port
