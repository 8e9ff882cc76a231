#include "talk/settings.h"

namespace parley::talk {

std::string as_message(const TalkSettings& settings, Bytes text) {
  if (settings.framing == text::Framing::none) return std::string(text);
  const bool ended = settings.framing == text::Framing::line && text.ends_with('\n');
  if (ended) return std::string(text);
  return text::frame_message(settings.framing, text, settings.line_ending);
}

}  // namespace parley::talk
