// Amounts as a person reads them: "12.3 KB", "1.2 MB/s", "3 peers". A KB is 1000 octets (SI).
//
// Thread rule: any thread; the language is that of the application.
#pragma once

#include <QString>
#include <chrono>
#include <cstdint>

namespace parley::desk::models {

QString bytes_text(std::uint64_t bytes);
QString rate_text(double bytes_per_second);

/// "0.12 ms", "35 ms", "1.3 s"
QString time_text(std::chrono::nanoseconds time);

}  // namespace parley::desk::models
